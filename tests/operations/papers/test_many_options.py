"""Of many options a paper shows the leaders and those asked for, says so, and shows every combined score as a grid."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from db.nouns.paper_parts import PaperSection
from db.store import Store
from desktop.operations.papers import papers
from desktop.operations.papers.papers import PaperToSet
from desktop.operations.records import records
from desktop.operations.records.cases import find
from desktop.papers.content.blocks import Document, Sources, Table
from desktop.papers.exhibits.many_options import letters
from desktop.papers.html.paper_text import plain_text
from desktop.papers.pdf.setting import set_pdf
from desktop.papers.sources.printed_figures import FigureKey, printed_figures
from tests.operations.grounds import Cell, imported, sheets
from tests.papers import pdf_gate

_OPTIONS, _CRITERIA = 24, 15


def _store(path: Path) -> Store:
    book = sheets()
    book["Options"] = book["Options"][:1]
    book["Options"] += [[f"Option {n:02}", "", "yes" if n == 1 else None, "yes", None] for n in range(1, _OPTIONS + 1)]
    criteria: list[list[Cell]] = [[f"Test {n}", "Service", "weighted", "higher", 0, 10, n] for n in range(1, _CRITERIA + 1)]
    book["Criteria"] = [book["Criteria"][0], *criteria]
    book["Weights"] = book["Weights"][:1]
    book["Scores"] = [book["Scores"][0]] + [
        [group, f"Option {n:02}", f"Test {c}", (n * c + len(group)) % 11, None]
        for group in ("Managers", "Crews") for n in range(1, _OPTIONS + 1) for c in range(1, _CRITERIA + 1)
    ]  # fmt: skip
    heads = book["Flows"][0]
    blank = dict.fromkeys(str(head) for head in heads)
    lines = [{"Owner": f"Option {n:02}", "Line": f"Mowing {n:02}", "Kind": "saving", "2012/13": 1_000 * n} for n in range(2, _OPTIONS + 1)]
    book["Flows"] = [heads, *(list((blank | line).values()) for line in lines)]
    store = Store.create(path)
    imported(store, book, path.parent)
    return store


def _annex(given: PaperToSet) -> Document:
    return papers.made(given.records, given.appraised(), "cabinet-report").annex


def _tables(document: Document, caption: str) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table) and caption in block.caption]


def test_the_leaders_and_those_asked_for_are_shown_in_full_and_it_says_so(tmp_path: Path) -> None:
    with closing(_store(tmp_path / "many.appraisal")) as store:
        reader = store.reader()
        given = papers.paper_to_set(reader, find(reader))
        leaders = [option.name for option in given.appraised().ranked[:5]]
        last = given.appraised().ranked[-1].name
        assert last != "Option 01"
        assert _annex_names(_annex(given)) == {*leaders, "Option 01"}
        (paper, _), *_ = papers.papers(reader, find(reader))
        with store.unit_of_work("ask") as unit:
            section = records.add(unit, PaperSection, paper, {"heading": "Money", "text": f"[table: savings, {last}]"})
        assert section
        reader = store.reader()
        given = papers.paper_to_set(reader, find(reader))
        annex = _annex(given)
        assert _annex_names(annex) == {*leaders, last, "Option 01"}
        # the officer's words have the table that they ask for
        report = papers.made(given.records, given.appraised(), "cabinet-report").report
        assert _tables(report, f"{last}: costs and savings by year")
        told = f"7 of {_OPTIONS} options are shown: the five best, the benchmark, and whatever is recommended, in question or asked for."
        assert plain_text(annex).count(told) == 3  # what each is worth, the lines, and below the groups' scores
        assert pdf_gate.faults(set_pdf(annex)) == []


def _annex_names(annex: Document) -> set[str]:
    """The options whose scores by a group the annex has; their lines are the ones whose sources it tells."""
    names = {row[0] for table in _tables(annex, "Scores given by Managers") for row in table.rows}
    (lines,) = [block for block in annex.blocks if isinstance(block, Sources) and block.caption.partition(": ")[2].startswith("Costs")]
    assert {entry.record.partition(":")[0] for entry in lines.entries} == names - {"Option 01"}
    return names


def test_every_combined_score_stands_in_a_grid_under_the_letter_of_its_criterion(tmp_path: Path) -> None:
    with closing(_store(tmp_path / "many.appraisal")) as store:
        reader = store.reader()
        given = papers.paper_to_set(reader, find(reader))
    appraisal, annex = given.appraised(), _annex(given)
    (key,) = _tables(annex, "The criteria, their weights and their scales")
    named = {row[0]: row[1].strip("\N{NO-BREAK SPACE}") for row in key.rows if row[0]}
    assert named == dict(zip(letters(_CRITERIA), [f"Test {n}" for n in range(1, _CRITERIA + 1)], strict=True))
    grids = _tables(annex, "Scores on each criterion")
    assert [len(table.columns) for table in grids] == [13, 4]
    seen = 0
    for table in grids:
        for row in table.rows:
            for column, text in zip(table.columns[1:], row[1:], strict=True):
                assert column.named == named[column.heading]
                combined = appraisal.option(row[0]).cells[column.named].combined
                assert combined is not None
                assert abs(float(text) - float(combined)) <= 0.05
                seen += 1
    assert seen == _OPTIONS * _CRITERIA
    assert "The letters are those of the table" in grids[-1].notes[0]
    # a figure is known by its criterion, not by the letter
    figures = printed_figures(annex, given.records)
    assert FigureKey("options", "Option 02", "Test 3") in figures
    assert not any(each.field in ("A", "C") for each in figures)


def test_the_grids_of_groups_have_a_key_where_the_scores_are_ticked_out(tmp_path: Path) -> None:
    from desktop.operations.papers import paper_work

    with closing(_store(tmp_path / "many.appraisal")) as store:
        reader = store.reader()
        (paper, _), *_ = papers.papers(reader, find(reader))
        with store.unit_of_work("tick") as unit:
            paper_work.tick(unit, paper, "table: scores", frozenset())
        reader = store.reader()
        annex = _annex(papers.paper_to_set(reader, find(reader)))
    assert not _tables(annex, "Scores on each criterion")
    assert _tables(annex, "Scores given by Crews")
    assert len(_tables(annex, "The criteria, their weights and their scales")) == 1


def test_letters_go_on_after_z() -> None:
    names = letters(28)
    assert names[:2] + names[24:] == ["A", "B", "Y", "Z", "AA", "AB"]
    assert len(set(letters(800))) == 800
