"""The check by veraPDF can fail: a refusal, a silence and a checker that lets a seeded fault by are each told apart from a pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.papers.choosing import layout_names
from tests.papers.sample_papers import EXEMPT_PAPERS, PAPERS
from tests.papers.verapdf import CHECKER, FAULTS, KEPT, ON_PATH, STANDARDS, CannotCheck, CheckedDocument, Verdict, checker, misjudged, table
from tests.papers.verapdf import verdicts as read

_SAID = """good.pdf PDFUA-1 passes 106 rules
good.pdf PDFA-2A passes 153 rules
bad.pdf PDFUA-1 FAILS 106 rules
    7.1-9 The document title is missing
    7.2-3 A figure has no alternative
bad.pdf PDFA-2A passes 153 rules
half.pdf PDFUA-1 passes 106 rules
"""


def _judged(**refused: frozenset[str]) -> dict[str, Verdict]:
    """What a checker says that refuses each fault by just the standards that forbid it, or by those given instead."""
    forbidding = {"none": frozenset[str](), **{fault.__name__: standards for fault, standards in FAULTS}, **refused}
    return {f"{name}.pdf": Verdict({each: each not in standards for each in STANDARDS}) for name, standards in forbidding.items()}


def test_a_file_is_sound_only_where_each_standard_passes() -> None:
    found = read(_SAID)
    assert {name: verdict.is_sound for name, verdict in found.items()} == {"good.pdf": True, "bad.pdf": False, "half.pdf": False}
    assert found["bad.pdf"].refused_by == {"PDFUA-1"}
    assert found["bad.pdf"].broken == ["7.1-9 The document title is missing", "7.2-3 A figure has no alternative"]
    assert found["half.pdf"].word("PDFA-2A") == "no verdict"
    assert not Verdict().is_sound


def test_a_checker_that_judges_every_seeded_fault_rightly_is_believed() -> None:
    assert misjudged(_judged()) == []


@pytest.mark.parametrize("fault", [fault.__name__ for fault, _ in FAULTS])
def test_a_checker_that_lets_a_seeded_fault_by_is_not_believed(fault: str) -> None:
    (sentence,) = misjudged(_judged(**{fault: frozenset()}))
    assert fault in sentence
    assert "PDF/UA-1 passes, PDF/A-2a passes" in sentence


def test_a_checker_that_refuses_everything_or_says_nothing_is_not_believed() -> None:
    assert "fault none is refused by no standard" in misjudged(_judged(none=frozenset(STANDARDS)))[0]
    assert len(misjudged({})) == len(FAULTS) + 1


def test_where_there_is_no_checker_one_sentence_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CannotCheck, match=rf"^veraPDF is not here: put a program {ON_PATH} .* or have {CHECKER} name one\.$"):
        checker({"PATH": str(tmp_path)})
    with pytest.raises(CannotCheck, match=rf"^{CHECKER} names nothing-here, which is no program that can be run: .*\.$"):
        checker({"PATH": str(tmp_path), CHECKER: "nothing-here"})


def test_the_table_says_what_fails_and_what_has_no_verdict() -> None:
    documents = [
        CheckedDocument("s", "l", "public", "report", 3, 1234, 0.25, Path("bad.pdf")),
        CheckedDocument("s", "l", "public", "annex", 9, 56, 0.5, Path("half.pdf")),
        CheckedDocument("s", "l", "exempt", "annex", 9, 56, 0.5, Path("good.pdf")),
    ]
    page = table(documents, read(_SAID))
    assert "1 of 3 pass both." in page
    assert page.splitlines()[-3:] == [
        "| s | l | public | report | 3 | 1,234 | fails | passes | 250 |",
        "| s | l | public | annex | 9 | 56 | passes | no verdict | 500 |",
        "| s | l | exempt | annex | 9 | 56 | passes | passes | 500 |",
    ]


def test_the_kept_table_has_every_paper_and_all_of_them_pass() -> None:
    rows = [tuple(row.strip("| ").split(" | ")) for row in KEPT.read_text(encoding="utf-8").splitlines() if row.startswith("| ")][1:]
    papers = [(*paper, copy) for copy, each in (("public", PAPERS), ("exempt", EXEMPT_PAPERS)) for paper in each]
    assert [row[:4] for row in rows] == [(*paper, kind) for paper in papers for kind in ("report", "annex")]
    assert {row[1] for row in rows} == set(layout_names())
    assert {row[6:8] for row in rows} == {("passes", "passes")}
