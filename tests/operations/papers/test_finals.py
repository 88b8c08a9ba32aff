"""Making a paper final: refused while something stands in the way, the same bytes again, told when its records change, and undone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db import trail
from db.nouns.case import Evidence
from db.nouns.choice import Option
from db.nouns.delivery import Risk
from db.nouns.finals import ChangeReason, Final
from db.nouns.money import CashFlow
from db.nouns.paper_parts import WithheldPart
from db.nouns.partners import PartnerFactor
from db.nouns.returns import RagDefinition
from db.store import Store
from db.writing import Unit
from desktop.__main__ import main
from desktop.errors import KnownTrouble, SeveralTroubles
from desktop.operations.papers import house_styles
from desktop.operations.papers.finals import (
    changed_figures,
    final_to_make,
    give_reason,
    make_final,
    put_aside,
    record_final,
    refusal,
    reopen,
    set_final,
    take_back,
)
from desktop.operations.papers.papers import export_paper, paper_to_set, papers
from desktop.operations.papers.papers import made as both_of
from desktop.operations.papers.printed import PrintedFile, digest_of, printed_file
from desktop.operations.papers.readiness import readiness
from desktop.operations.papers.versions import final_sha256, standing
from desktop.operations.records import records
from desktop.operations.records.cases import find
from desktop.operations.records.records import Edit
from desktop.operations.store.files import made_or_opened
from desktop.operations.workbook.exporting import export_workbook
from desktop.operations.workbook.importing import import_workbook
from desktop.papers.content.layout_fields import PaperDocument
from desktop.papers.html.paper_text import plain_text
from desktop.papers.readiness import ReadinessItem, State, open_items
from desktop.papers.sources.changes import FigureChange
from desktop.papers.sources.printed_figures import printed_figures
from tests.operations.canaries import everything_in
from tests.operations.grounds import as_sheets, imported, sheets


def items(store: Store) -> tuple[ReadinessItem, ...]:
    case, paper = ids(store)
    reader = store.reader()
    return readiness(reader, case, paper)


def ids(store: Store) -> tuple[int, int]:
    reader = store.reader()
    case = find(reader)
    return case, papers(reader, case)[0][0]


def put_all_aside(store: Store) -> None:
    case, paper = ids(store)
    with store.unit_of_work("set aside") as unit:
        for item in open_items(readiness(unit, case, paper)):
            put_aside(unit, case, paper, item.key, "Told to the chair")


def do(store: Store, label: str, operation: Callable[..., Any], *given: object) -> Any:
    """Run an operation on the case and its paper as one unit of work."""
    case, paper = ids(store)
    with store.unit_of_work(label) as unit:
        return operation(unit, case, paper, *given)


def made(store: Store) -> int:
    put_all_aside(store)
    return int(do(store, "final", make_final))


def pdf(store: Store, *, exempt: bool = False) -> bytes:
    case, paper = ids(store)
    reader = store.reader()
    return paper_to_set(reader, case, paper, exempt=exempt).pdf()


def words(store: Store) -> str:
    return "".join(words_of(store))


def words_of(store: Store) -> list[str]:
    """The report and the annex as text."""
    case, paper = ids(store)
    reader = store.reader()
    given = paper_to_set(reader, case, paper)
    return [plain_text(each) for each in both_of(given.records, given.appraised(), given.records.layout)]


def stands(store: Store) -> str:
    case, paper = ids(store)
    reader = store.reader()
    return standing(reader, case, paper).words


def rent(store: Store, amount: str) -> None:
    """Another first cost of One team."""
    with store.unit_of_work("a new estimate") as unit:
        case = find(unit)
        line = records.rows(unit, CashFlow, case)[0].id
        records.change(unit, CashFlow, case, [Edit(line, "2011/12", amount)])


def changed(store: Store) -> tuple[FigureChange, ...]:
    case, paper = ids(store)
    reader = store.reader()
    return changed_figures(paper_to_set(reader, case, paper, exempt=True))


def test_a_paper_with_an_open_item_is_refused_in_one_sentence(filled: Store) -> None:
    still = open_items(items(filled))
    assert len(still) > 3
    with pytest.raises(KnownTrouble) as trouble:
        do(filled, "final", make_final)
    assert str(trouble.value) == refusal(items(filled))
    to_do, waiting = (sum(item.state is state for item in still) for state in (State.TO_DO, State.WAITING))
    told = f"({to_do} to do and {waiting} waiting)"
    assert f"while items are open {told}, the first ‘{still[0].sentence}’" in str(trouble.value)
    assert "No version has been made final" in stands(filled)


def test_an_item_set_aside_has_its_reason_and_is_taken_back(filled: Store) -> None:
    _, paper = ids(filled)
    first = open_items(items(filled))[0]
    with pytest.raises(KnownTrouble, match="say why"):
        do(filled, "aside", put_aside, first.key, "  ")
    do(filled, "aside", put_aside, first.key, "The chair knows")
    found = next(item for item in items(filled) if item.key == first.key)
    assert (found.state_words, found.set_aside) == ("Set aside", "The chair knows")
    with filled.unit_of_work("back") as unit:
        take_back(unit, paper, first.key)
    assert first.key in [item.key for item in open_items(items(filled))]
    with pytest.raises(KnownTrouble, match="does not stand in the way"):
        do(filled, "aside", put_aside, "no such item", "Because")


def test_a_final_is_no_draft_and_the_same_bytes_again(filled: Store) -> None:
    assert made(filled) == 1
    first = pdf(filled)
    case, paper = ids(filled)
    reader = filled.reader()
    now = standing(reader, case, paper)
    given = paper_to_set(reader, case, paper)
    assert now.final is not None
    assert not given.records.draft
    assert now.final.public_sha256 == hashlib.sha256(first).hexdigest()
    assert now.final.exempt_sha256 == ""
    assert pdf(filled) == first
    with pytest.raises(KnownTrouble, match="final already, version 1"):
        do(filled, "again", make_final)


def test_in_another_layout_a_final_is_a_draft(filled: Store, tmp_path: Path) -> None:
    made(filled)
    path = filled.path
    filled.close()
    for layout in (None, "part-a-part-b"):
        export_paper(path, None, layout, tmp_path / f"{layout}.pdf")
    whole, other = ((tmp_path / f"{layout}.pdf").read_bytes() for layout in (None, "part-a-part-b"))
    assert whole != other


def test_a_change_makes_it_a_draft_again_and_undoing_it_the_same_final(filled: Store) -> None:
    made(filled)
    first = pdf(filled)
    rent(filled, "£150,000")
    assert stands(filled) == "Its records have changed since version 1 was made final, so this is a draft again: version 2."
    assert pdf(filled) != first
    trail.undo(filled)
    assert stands(filled).startswith("Version 1 is final.")
    assert pdf(filled) == first


def test_another_house_style_makes_it_a_draft_again_and_undoing_it_the_same_final(filled: Store) -> None:
    made(filled)
    first = pdf(filled)
    with filled.unit_of_work("house style") as unit:
        house_styles.keep(unit, house_styles.OWN.but(points=14))
    assert stands(filled) == "Its records have changed since version 1 was made final, so this is a draft again: version 2."
    assert pdf(filled) != first
    trail.undo(filled)
    assert stands(filled).startswith("Version 1 is final.")
    assert pdf(filled) == first


def test_making_it_final_is_undone_and_on_the_trail(filled: Store) -> None:
    made(filled)
    step = trail.undo(filled)
    assert step is not None
    assert step.label == "final"
    assert "No version has been made final" in stands(filled)
    trail.redo(filled)
    assert stands(filled).startswith("Version 1 is final.")
    case, paper = ids(filled)
    reader = filled.reader()
    found = reader.rows(
        "SELECT login, before, after FROM changes JOIN units ON units.id = unit_id WHERE table_name = 'finals' ORDER BY changes.id"
    )
    logins = {login for login, *_ in found}
    now = standing(reader, case, paper)
    assert now.final is not None
    assert logins == {now.final.login}


def test_reopening_keeps_the_version(filled: Store) -> None:
    made(filled)
    do(filled, "reopen", reopen)
    assert stands(filled) == "Version 1 was reopened, so this is a draft again: version 2."
    with pytest.raises(KnownTrouble, match="a draft already"):
        do(filled, "reopen", reopen)
    assert do(filled, "final", make_final) == 2


def test_what_changed_while_it_was_set_is_not_made_final(filled: Store) -> None:
    put_all_aside(filled)
    case, paper = ids(filled)
    reader = filled.reader()
    given = final_to_make(reader, case, paper)
    done = set_final(given)
    rent(filled, "£150,000")
    with pytest.raises(KnownTrouble, match="changed while the paper was being set"), filled.unit_of_work("final") as unit:
        record_final(unit, done)


def test_each_figure_that_changed_is_told_with_old_new_and_why(filled: Store) -> None:
    made(filled)
    assert changed(filled) == ()
    rent(filled, "£150,000")
    found = {change.label: change for change in changed(filled)}
    value = next(change for label, change in found.items() if "One team" in label and "Net present value" in label)
    assert value.old != value.new
    assert "One team: Setting up (lines) was changed in the records on" in value.why
    assert not any(change.key.record == "Carry on" for change in found.values())
    do(filled, "why", give_reason, value.key, "The tender came in")
    assert next(change for change in changed(filled) if change.key == value.key).why == "The tender came in"
    assert "Changes since version 1" in words(filled)
    assert "The tender came in" in words(filled)
    put_all_aside(filled)
    assert do(filled, "final", make_final) == 2
    told, second = words(filled), pdf(filled)
    assert "The tender came in" in told
    assert "One team: Setting up (lines) was changed in the records on" in told
    # whatever the trail says later, the final says what it said
    rent(filled, "£160,000")
    trail.undo(filled)
    assert words(filled) == told
    assert pdf(filled) == second
    with pytest.raises(KnownTrouble, match="reopen it"):
        do(filled, "why", give_reason, value.key, "Another")


_SECRET = ("Zqtakeover", "777,777", "Zqlogin", "Zqreason", "Zqrisk", "Zqmark")


def final_then_withheld(store: Store, amount: str = "£777,777", word: str = "Zqtakeover") -> str:
    """Make a final with an exempt line, a withheld table and an exempt option behind it, change all of them, and give what prints now."""
    case, paper = ids(store)
    part = f"Open [exempt: 3 | x]{word}[end exempt]"
    with store.unit_of_work("mark") as unit:
        withheld = {"withheld": "exempt", "exempt_paragraphs": "3", "public_interest": "A tender"}
        line = records.add(unit, CashFlow, case, {"option": "One team", "line": "Rent", "kind": "cost", **withheld})
        option = records.add(unit, Option, case, {"name": "Sell up", **withheld})
        risk = records.add(unit, Risk, case, {"name": "Strike"})
        records.add(unit, WithheldPart, paper, {"part": "table: risks", **withheld})
    made(store)
    with store.unit_of_work("changes") as unit:
        records.change(unit, CashFlow, case, [Edit(line, "line", word), Edit(line, "2011/12", amount)])
        records.change(unit, Option, case, [Edit(option, "name", f"{word} by them")])
        records.change(unit, Risk, case, [Edit(risk, "name", f"Zqrisk {word}")])
        records.change(unit, Evidence, case, [Edit(_evidence(unit, case), "statement", part)])
    rent(store, "£150,000")
    found = words(store)
    key = next(change.key for change in changed(store) if "Net present value" in change.label)
    do(store, "why", give_reason, key, f"Known [exempt: 3 | x]Zqreason {word}[end exempt] to all")
    return found + words(store)


def _evidence(unit: Unit, case: int) -> int:
    held = records.rows(unit, Evidence, case)
    return held[0].id if held else records.add(unit, Evidence, case, {"statement": "Open"})


def test_the_public_changes_since_a_final_tell_nothing_withheld_and_no_login(filled: Store) -> None:
    told = final_then_withheld(filled)
    assert "Changes since version 1" in told
    assert [word for word in _SECRET if word in told] == []
    reader = filled.reader()
    logins = {login for (login,) in reader.rows("SELECT DISTINCT login FROM units")}
    section = told.partition("Changes since version 1")[2]
    assert not any(re.search(rf"\b{re.escape(login)}\b", section) for login in logins)
    # the whole paper tells the officer what the public one does not
    assert any("Zqtakeover" in change.from_trail for change in changed(filled))
    held = everything_in(pdf(filled))
    assert [word for word in _SECRET if word in held] == []
    do(filled, "aside", _all_aside)
    assert do(filled, "final", make_final) == 2
    held = everything_in(pdf(filled))
    assert [word for word in _SECRET if word in held] == []


def _all_aside(unit: Unit, case: int, paper: int) -> None:
    for item in open_items(readiness(unit, case, paper)):
        put_aside(unit, case, paper, item.key, "Told to the chair")


def test_the_digests_of_a_final_are_of_its_public_and_of_its_exempt_paper_each(filled: Store) -> None:
    case, paper = ids(filled)
    with filled.unit_of_work("mark") as unit:
        withheld = {"withheld": "exempt", "exempt_paragraphs": "3", "public_interest": "A tender"}
        records.add(unit, CashFlow, case, {"option": "One team", "line": "Rent", "kind": "cost", **withheld})
    made(filled)
    reader = filled.reader()
    given = {exempt: paper_to_set(reader, case, paper, exempt=exempt) for exempt in (False, True)}
    digests = {
        f"{'exempt' if exempt else 'public'} {of}": hashlib.sha256(given[exempt].pdf(of=of)).hexdigest()
        for of in PaperDocument
        for exempt in (False, True)
    }
    assert len({*digests.values()}) == 4
    assert digests["public report"] == hashlib.sha256(pdf(filled)).hexdigest()
    final = standing(reader, case, paper).final
    assert final is not None
    assert final.printed == digests
    for exempt, who in ((False, "public"), (True, "exempt")):
        assert {of: final_sha256(reader, paper, of, exempt=exempt) for of in PaperDocument} == given[exempt].final_sha256
        assert given[exempt].final_sha256 == {of: digests[f"{who} {of}"] for of in PaperDocument}
    [row] = records.rows(reader, Final, paper)
    kept = ("public_sha256", "exempt_sha256", "public_annex_sha256", "exempt_annex_sha256")
    assert [row.text(key) for key in kept] == [*digests.values()]


def test_an_annex_that_would_not_be_what_it_was_is_not_set(filled: Store) -> None:
    made(filled)
    given = paper_to_set(filled.reader(), *ids(filled))
    altered = replace(given, final_sha256={**given.final_sha256, PaperDocument.ANNEX: "0" * 64})
    assert altered.pdf() == pdf(filled)
    with pytest.raises(KnownTrouble, match="sets the final paper’s annex otherwise than when it was made final"):
        altered.pdf(of=PaperDocument.ANNEX)
    before_it_was_kept = replace(given, final_sha256={PaperDocument.REPORT: given.final_sha256[PaperDocument.REPORT]})
    assert before_it_was_kept.pdf(of=PaperDocument.ANNEX) == given.pdf(of=PaperDocument.ANNEX)


def test_a_printed_file_is_told_by_its_digest(filled: Store, tmp_path: Path) -> None:
    case, paper = ids(filled)
    made(filled)
    report, annex = (paper_to_set(filled.reader(), case, paper).pdf(of=of) for of in PaperDocument)
    for name, contents in (("report", report), ("annex", annex), ("altered", report + b" ")):
        (tmp_path / f"{name}.pdf").write_bytes(contents)

    def told(name: str) -> PrintedFile:
        return printed_file(filled.reader(), [case], f"{name}.pdf", digest_of(tmp_path / f"{name}.pdf"))

    title = "One team for grounds"
    assert told("report") == PrintedFile(f"report.pdf is the public report of ‘{title}’, version 1, as it was made final.", True)
    assert told("annex") == PrintedFile(f"annex.pdf is the public annex of ‘{title}’, version 1, as it was made final.", True)
    assert not told("altered").is_final
    rent(filled, "£200,000")
    made(filled)
    assert told("annex").sentence.endswith("version 1, as it was made final. Version 2 was made final since.")
    path = filled.path
    filled.close()
    files = [str(tmp_path / f"{name}.pdf") for name in ("report", "altered")]
    assert main(["check", str(path), *files]) == 2
    assert main(["check", str(path), files[0]]) == 0
    with pytest.raises(KnownTrouble, match="is a folder"):
        digest_of(tmp_path)


def test_the_changes_since_a_final_read_the_same_whatever_is_withheld(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "other.appraisal").write_bytes(filled.reader().image())
    other = Store.open(tmp_path / "other.appraisal")
    try:
        assert final_then_withheld(filled) == final_then_withheld(other, "up to £5", "Another name")
        assert pdf(filled) == pdf(other)
    finally:
        other.close()


def test_a_figure_that_was_open_in_the_last_version_is_not_set_beside_this_one(filled: Store) -> None:
    made(filled)
    case, _ = ids(filled)
    with filled.unit_of_work("mark") as unit:
        line = records.rows(unit, CashFlow, case)[0].id
        marks = (("withheld", "exempt"), ("exempt_paragraphs", "3"), ("public_interest", "A tender"))
        records.change(unit, CashFlow, case, [Edit(line, key, value) for key, value in marks])
    for told in words_of(filled):
        assert "More is withheld from this paper than from version 1" in told
        assert "£120,000" not in told.partition("Changes since version 1")[2]
    assert changed(filled) != ()
    put_all_aside(filled)
    assert do(filled, "final", make_final) == 2
    first = pdf(filled)
    assert "More is withheld" in words(filled)
    rent(filled, "£150,000")
    # what is withheld has not grown since
    assert "More is withheld" not in words(filled)
    trail.undo(filled)
    assert pdf(filled) == first


def test_a_sentence_is_told_whole_before_and_after(filled: Store) -> None:
    made(filled)
    rent(filled, "£150,000")
    found = changed(filled)
    sentences = [change for change in found if change.key.kind in ("findings", "charts")]
    assert sentences
    for change in found:
        shown = (change.label, change.old, change.new)
        assert not any("…" in each or re.search(r"\[\d+\]|[#₀-₉]", each) for each in shown), shown
    assert any(" " in change.old and change.old != "not printed" for change in sentences)
    assert len({(change.label, change.old, change.new) for change in found}) == len(found)


def test_what_nobody_touched_has_not_changed(filled: Store) -> None:
    case, _ = ids(filled)
    with filled.unit_of_work("partners") as unit:
        for rating in ("green", "amber", "red"):
            records.add(unit, RagDefinition, case, {"rating": rating, "definition": f"As {rating} as can be"})
        for factor in ("History", "Size", "Trust"):
            records.add(unit, PartnerFactor, case, {"name": factor})
    made(filled)
    rent(filled, "£150,000")
    found = changed(filled)
    assert found
    assert {change.key.kind for change in found}.isdisjoint({"rag definitions", "partner factors"})
    assert all(change.old and change.new for change in found)


def test_a_final_kept_with_the_words_of_headings_is_read_as_one_kept_with_names(filled: Store) -> None:
    """The program's first version kept the words of headings and captions in the keys of figures, and of the reasons for changes."""
    made(filled)
    rent(filled, "£150,000")
    found = changed(filled)
    # what is our own council's part is a figure of its own
    values = [change for change in found if "One team" in change.label and "Net present value" in change.label]
    value = next(change for change in values if change.key.kind == "options")
    assert (value.key.record, value.key.field) == ("One team", "npv")
    case, paper = ids(filled)
    given = paper_to_set(filled.reader(), case, paper, exempt=True)
    both = both_of(replace(given.records, last_final=None), given.appraised(), given.records.layout)
    figures = {key: figure for each in both for key, figure in printed_figures(each, given.records).items()}
    with filled.unit_of_work("as it was kept") as unit:
        for key, figure in figures.items():
            # the same figures, in another version's words and amounts, have the same keys
            was = figure.formerly[0]
            unit.run(
                "UPDATE final_figures SET kind = ?, record = ?, field = ? WHERE kind = ? AND record = ? AND field = ? AND year = ?",
                *(was.kind, was.record, was.field, key.kind, key.record, key.field, key.year),
            )
        reason = "The tender came in"
        unit.add(ChangeReason(paper_id=paper, since=1, kind="options", record="One team", field="Net present value", reason=reason))
    again = {change.key: change for change in changed(filled)}
    assert {(key, change.old, change.new) for key, change in again.items()} == {(each.key, each.old, each.new) for each in found}
    assert again[value.key].why == "The tender came in"


def test_a_figure_put_back_has_not_changed(filled: Store) -> None:
    made(filled)
    rent(filled, "£150,000")
    rent(filled, "£120,000")
    assert changed(filled) == ()


def test_versions_come_back_from_a_workbook_with_the_same_bytes(filled: Store, tmp_path: Path) -> None:
    made(filled)
    first, path = pdf(filled), filled.path
    filled.close()
    report = export_workbook(path, None, tmp_path / "book.xlsx")
    assert report.problems == ()
    with made_or_opened(tmp_path / "again.appraisal") as store:
        import_workbook(store, tmp_path / "book.xlsx")
        assert stands(store).startswith("Version 1 is final.")
        assert pdf(store) == first
        rent(store, "£150,000")
        # the trail of the first file is not in the second, but what is changed there is
        assert changed(store)


@pytest.mark.parametrize(
    ("sheet", "rows", "problem"),
    [
        ("Papers", [["Paper", "Status"], ["One team for grounds", "final"]], "the sheet Finals has no version of this paper"),
        (
            "Finals",
            [
                ["Paper", "Version", "Made at", "Login", "Layout", "SHA-256 of public PDF", "SHA-256 of records"],
                ["One team for grounds", 1, "2026-01-01", "clerk", "cabinet-report", "abc", "0" * 64],
            ],
            "‘abc’ is not a SHA-256",
        ),
        (
            "Final figures",
            [["Paper", "Version", "Kind", "Value"], ["One team for grounds", 2, "options", "£1"]],
            "the sheet Finals has no version 2 of this paper",
        ),
        (
            "Set aside",
            [["Paper", "Item", "Reason"], ["One team for grounds", "x", "a"], ["One team for grounds", "x", "b"]],
            "row 2 is the same. Keep one.",
        ),
    ],
)
def test_a_workbook_whose_finals_do_not_hold_together_is_refused(
    store: Store, tmp_path: Path, sheet: str, rows: list[list[str | int]], problem: str
) -> None:
    book = sheets()
    book[sheet] = [list(row) for row in rows]
    with pytest.raises(SeveralTroubles) as trouble:
        imported(store, book, tmp_path)
    assert any(problem in sentence for sentence in trouble.value.sentences)
    assert as_sheets(book)
