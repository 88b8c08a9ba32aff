"""The verb `paper` as an officer or another program runs it: which paper, in which layout, for whom, and whether as a draft."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import docx
import pypdfium2
import pytest

from db.nouns.paper_parts import PaperSection
from db.writing import Unit
from desktop.appraisal.appraise import appraise
from desktop.operations.papers.finals import make_final, put_aside
from desktop.operations.papers.papers import export_paper, made, papers
from desktop.operations.papers.readiness import readiness
from desktop.operations.records.cases import find
from desktop.operations.store.files import opened
from desktop.papers.choosing import layout_names
from desktop.papers.readiness import open_items
from tests.papers.word.templates import council
from tests.papers.word_texts import tight_word

ROOT = Path(__file__).resolve().parent.parent
_BRIEF = "Support for the districts on efficiency"
_CANARY = "41,777 canaries"


def _run(*arguments: object, seed: str = "0") -> tuple[int, str, str]:
    """The real command: its exit code, and what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "desktop", *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONHASHSEED": seed},
    )  # fmt: skip
    return done.returncode, done.stdout.strip(), done.stderr.strip()


def _text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


@pytest.fixture(scope="module")
def targets(tmp_path_factory: pytest.TempPathFactory, made_sample: Callable[[str], Path]) -> Path:
    """A store of the sample with three papers."""
    store = tmp_path_factory.mktemp("papers") / "ni179.appraisal"
    shutil.copy(made_sample("ni179"), store)
    return store


def _change(store: Path, change: Callable[[Unit], None]) -> None:
    with opened(store) as held, held.unit_of_work("A test changes a paper") as unit:
        change(unit)


def test_without_a_layout_a_paper_is_in_its_own(targets: Path, tmp_path: Path) -> None:
    out, brief = tmp_path / "plan.pdf", tmp_path / "brief.pdf"
    assert _run("paper", targets, "--out", out) == (0, str(out), "")
    assert "What alternative providers exist?" in _text(out)
    assert _run("paper", targets, "--paper", _BRIEF.upper(), "--out", brief)[0] == 0
    assert "Improvement brief" in _text(brief)
    assert _BRIEF in _text(brief)


def test_the_annex_has_what_the_report_has_not(targets: Path, tmp_path: Path) -> None:
    report, annex = tmp_path / "report.pdf", tmp_path / "annex.pdf"
    assert _run("paper", targets, "--out", report)[0] == 0
    assert _run("paper", targets, "--annex", "--out", annex) == (0, str(annex), "")
    assert "Sources and assumptions" in _text(annex)
    assert "Sources and assumptions" not in _text(report)


def test_a_layout_that_is_named_is_the_one(targets: Path, tmp_path: Path) -> None:
    out = tmp_path / "brief.pdf"
    assert _run("paper", targets, "--paper", _BRIEF, "--layout", "full-council", "--out", out)[0] == 0
    assert "Information issued under sensitive issue procedure" in _text(out)


def test_a_paper_is_the_same_bytes_from_one_run_to_the_next(targets: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    assert _run("paper", targets, "--out", first, seed="1")[0] == 0
    assert _run("paper", targets, "--out", second, seed="2")[0] == 0
    assert first.read_bytes() == second.read_bytes()


def test_the_ending_says_in_which_form_it_is_written(targets: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan.HTML"
    assert _run("paper", targets, "--out", out) == (0, str(out), "")
    assert "What alternative providers exist?" in out.read_text(encoding="utf-8")


def test_a_word_document_is_set_into_the_councils_template(targets: Path, tmp_path: Path) -> None:
    template, plain, out = tmp_path / "council.docx", tmp_path / "plain.docx", tmp_path / "plan.docx"
    template.write_bytes(before := council())
    says = "council.docx is the template itself. Choose another name for the paper."
    assert _run("paper", targets, "--template", template, "--out", template) == (2, "", says)
    assert template.read_bytes() == before
    assert _run("paper", targets, "--out", plain) == (0, str(plain), "")
    assert _run("paper", targets, "--template", template, "--out", out) == (0, str(out), "")
    assert tight_word(plain.read_bytes()) == tight_word(out.read_bytes())
    assert "Whatalternativeprovidersexist?" in tight_word(out.read_bytes())
    assert docx.Document(str(out)).styles["Normal"].font.name == "Georgia"


def test_a_final_paper_is_a_draft_only_where_that_is_asked(tmp_path: Path, made_sample: Callable[[str], Path]) -> None:
    store, final, draft = tmp_path / "case.appraisal", tmp_path / "final.pdf", tmp_path / "draft.pdf"
    shutil.copy(made_sample("place-budget"), store)

    def set_aside(unit: Unit) -> None:
        case = find(unit, None)
        paper = papers(unit, case)[0][0]
        for item in open_items(readiness(unit, case, paper)):
            put_aside(unit, case, paper, item.key, "Told to the chair")

    def finish(unit: Unit) -> None:
        case = find(unit, None)
        make_final(unit, case, papers(unit, case)[0][0])

    _change(store, set_aside)
    _change(store, finish)
    assert _run("paper", store, "--out", final)[0] == 0
    assert _run("paper", store, "--draft", "--out", draft)[0] == 0
    assert "DRAFT" not in _text(final)
    assert "DRAFT" in _text(draft)


def test_what_is_exempt_is_written_only_where_that_is_asked(tmp_path: Path, made_sample: Callable[[str], Path]) -> None:
    store, public, whole = tmp_path / "case.appraisal", tmp_path / "public.pdf", tmp_path / "whole.pdf"
    shutil.copy(made_sample("place-budget"), store)

    def withhold(unit: Unit) -> None:
        section = unit.all(PaperSection)[0]
        why = "Publication would harm the council's bargaining."
        unit.change(section, text=f"{section.text}\n\n{_CANARY}.", withheld="exempt", exempt_paragraphs="3", public_interest=why)

    _change(store, withhold)
    assert _run("paper", store, "--out", public)[0] == 0
    assert _run("paper", store, "--exempt", "--out", whole)[0] == 0
    assert _CANARY not in _text(public)
    assert _CANARY in _text(whole)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--layout", "leaflet", "--out", "p.pdf"), "There is no layout named ‘leaflet’."),
        (("--paper", "Swimming pools", "--out", "p.pdf"), "There is no paper named ‘Swimming pools’: the case has the papers"),
        (("--case", "Swimming pools", "--out", "p.pdf"), "There is no case named ‘Swimming pools’."),
        (("--out", "absent/p.pdf"), "There is no folder"),
        (("--out", "ni179.appraisal"), "ni179.appraisal does not say what to write. Choose a name that ends in .pdf, .docx or .html."),
        (("--template", "council.docx", "--out", "p.pdf"), "A template is for a Word document, and p.pdf is none."),
        (("--template", "council.docx", "--out", "p.docx"), "There is no file at council.docx."),
        (("--house", "README.md", "--out", "p.pdf"), "README.md is no house style."),
        (("--house", "none.housestyle", "--out", "p.pdf"), "There is no file at none.housestyle."),
        (("--template", "README.md", "--out", "p.docx"), "README.md is not a Word document."),
        (("--template", "desktop", "--out", "p.docx"), "desktop is a folder. Choose the council’s template, a Word document."),
        ((), "The following arguments are required: --out."),
        (("--final", "--out", "p.pdf"), "Unrecognized arguments: --final."),
        (("--layout",), "Argument --layout: expected one argument."),
    ],
)
def test_a_wrong_use_is_one_plain_sentence_and_writes_nothing(
    arguments: tuple[str, ...], sentence: str, targets: Path, tmp_path: Path
) -> None:
    before = targets.read_bytes()
    given = [tmp_path / each if earlier == "--out" else each for earlier, each in zip(("", *arguments), arguments, strict=False)]
    code, said, told = _run("paper", targets, *given)
    assert (code, said) == (2, "")
    assert told.startswith(sentence)
    assert "\n" not in told
    assert list(tmp_path.iterdir()) == []
    assert targets.read_bytes() == before


def test_the_layouts_are_all_named_where_one_is_wrong(targets: Path, tmp_path: Path) -> None:
    told = _run("paper", targets, "--layout", "leaflet", "--out", tmp_path / "p.pdf")[2]
    assert all(name in told for name in layout_names())


def test_a_paper_is_appraised_once_and_made_once(targets: Path, tmp_path: Path) -> None:
    calls: Counter[str] = Counter()

    def look(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code in (appraise.__code__, made.__code__):
            calls[frame.f_code.co_name] += 1

    sys.setprofile(look)
    try:
        export_paper(targets, None, None, tmp_path / "paper.pdf")
    finally:
        sys.setprofile(None)
    assert calls == {"appraise": 1, "made": 1}
