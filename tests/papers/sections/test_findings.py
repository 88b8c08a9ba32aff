from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from desktop.appraisal.appraise import appraise, simulated
from desktop.appraisal.case import Case, Criterion, Option, SimulatedWeights
from desktop.appraisal.results import Appraisal
from desktop.papers.content.blocks import Block, BulletList, Document, Figure, Heading, Paragraph, Table, plain
from desktop.papers.content.records import PaperRecords, Section
from desktop.papers.html.paper_text import plain_text
from desktop.papers.pdf.setting import set_pdf
from desktop.papers.sources.marks import NOTE_BEGINS
from tests.papers.built import annex_of, report_of

_DOUBTS = ["How sure the choice is", "What would change the choice", "Where the groups differ", "Score against money"]


@pytest.fixture(scope="module")
def whole_appraisal(made_up_case: Case) -> Appraisal:
    decided = tuple(
        replace(option, decision_taken=True, decision_reason="staff know the work") if option.benchmark else option
        for option in made_up_case.options
    )
    return simulated(appraise(replace(made_up_case, options=decided, simulated_weights=SimulatedWeights.FREE)), 5000)


@pytest.fixture(scope="module")
def whole_document(made_up_paper: PaperRecords, whole_appraisal: Appraisal) -> Document:
    return annex_of(made_up_paper, whole_appraisal)


def _under(document: Document, heading: str) -> list[Block]:
    """What stands under a heading, as far as the next."""
    headed = [index for index, block in enumerate(document.blocks) if isinstance(block, Heading)]
    start = next(index for index in headed if isinstance(block := document.blocks[index], Heading) and block.text == heading)
    end = next((index for index in headed if index > start), len(document.blocks))
    return list(document.blocks[start + 1 : end])


def _headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 2]


def test_each_doubt_has_its_place_after_the_findings(whole_document: Document) -> None:
    shown = [heading for heading in _headings(whole_document) if heading in _DOUBTS]
    assert shown == _DOUBTS
    # of the options but one the net present value has no known middle, so that there is nothing to draw
    assert all(isinstance(block, BulletList) for block in _under(whole_document, _DOUBTS[3]))
    assert _headings(whole_document).index(_DOUBTS[0]) > _headings(whole_document).index("What the figures rest on")


def test_how_sure_is_a_chart_with_its_draws_weights_seed_and_error(whole_document: Document) -> None:
    said, figure = _under(whole_document, "How sure the choice is")
    assert isinstance(said, BulletList)
    assert isinstance(figure, Figure)
    assert figure.caption.endswith("How often each option takes each place")
    assert figure.notes[0].startswith(
        "From 5,000 draws of scores that are not certain and of any weights at all, each set as likely as any other (seed 1)."
    )
    assert "give or take" in figure.notes[0]
    assert "Share the service, which leads: first in " in figure.alternative


def test_without_a_simulation_nothing_is_said_of_chances(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> None:
    document = annex_of(made_up_paper, made_up_appraisal)
    assert made_up_appraisal.simulation is None
    assert "How sure the choice is" not in _headings(document)
    assert "draws" not in plain_text(document)


def test_what_would_change_it_is_a_chart_and_a_table_of_weights(whole_document: Document, whole_appraisal: Appraisal) -> None:
    _, figure, table = _under(whole_document, "What would change the choice")
    assert isinstance(figure, Figure)
    assert isinstance(table, Table)
    nearest = whole_appraisal.weight_switches[0]
    assert figure.caption.endswith(f"Score of each option as the weight of {nearest.criterion} changes")
    moved = [f"{each.name}, all its criteria together" if each.heading else each.name for each in whole_appraisal.weight_switches]
    assert [row[0] for row in table.rows] == moved
    assert any("all its criteria together" in name for name in moved)
    # By hand: without Pace they score 72.82 and 35.13, on it alone 43.33 and 86.67, and are level where w = 37.69 / (37.69 + 43.33).
    assert table.rows[0] == ("Pace", "35%", "above 46.5%", "Stay as we are")
    assert any(note.startswith(NOTE_BEGINS) for note in figure.notes)
    assert not any(note.startswith(NOTE_BEGINS) for note in table.notes)  # said below the figure already


def test_where_groups_differ_the_leaders_scores_are_drawn(whole_document: Document) -> None:
    *_, figure = _under(whole_document, "Where the groups differ")
    assert isinstance(figure, Figure)
    assert "Share the service: each group’s score on each criterion" in figure.caption
    assert "Resilience: Staff 8, Members 7, combined 7.3." in figure.alternative


def test_scores_far_apart_are_a_table_widest_first(made_up_paper: PaperRecords, made_up_case: Case) -> None:
    scores = dict(made_up_case.scores)
    scores["Staff", "Buy it in", "Pace"], scores["Staff", "Stay as we are", "Quality"] = Decimal(1), Decimal(0)
    document = annex_of(made_up_paper, appraise(replace(made_up_case, scores=scores)))
    table = _under(document, "Where the groups differ")[-1]
    assert isinstance(table, Table)
    assert table.rows == (
        ("Buy it in", "Pace", "Staff: 1", "Members: 7", "6 (60%)"),
        ("Stay as we are", "Quality", "Staff: 0", "Members: 5", "5 (50%)"),
    )


def test_score_is_set_against_money_where_two_options_have_both(made_up_paper: PaperRecords, made_up_case: Case) -> None:
    known = replace(made_up_case, options=tuple(replace(option, flows=option.flows[:1]) for option in made_up_case.options))
    _, figure, table = _under(annex_of(made_up_paper, appraise(known)), "Score against money")
    assert isinstance(figure, Figure)
    assert isinstance(table, Table)
    assert figure.alternative.startswith("Score of each option, out of 100, against its net present value.")
    assert "Not drawn, as the middle of the net present value is not known: Buy it in (not known)." in figure.alternative
    assert {row[1].split("\n")[0] for row in table.rows} == {"Stay as we are", "Share the service"}
    assert table.caption.endswith("Points against money, beside Stay as we are")
    assert any(note.startswith("Buy it in: ") for note in table.notes)


def test_a_decision_taken_is_in_neither_document_as_it_comes_after_the_meeting(
    made_up_paper: PaperRecords, whole_appraisal: Appraisal, whole_document: Document
) -> None:
    assert any("The decision taken is Stay as we are" in line.words for line in whole_appraisal.findings)
    for document in (whole_document, report_of(made_up_paper, whole_appraisal)):
        text = plain_text(document).casefold()
        assert "decision taken" not in text
        assert "staff know the work" not in text


def test_the_criteria_stand_below_their_headings_whose_weights_are_their_sums(made_up_paper: PaperRecords, made_up_case: Case) -> None:
    deeper = replace(made_up_case.criteria[0], heading="Service > Cover")
    nested = replace(made_up_case, criteria=(deeper, *made_up_case.criteria[1:], Criterion("Fit", weight=Decimal(0))))
    table = next(
        block for block in annex_of(made_up_paper, appraise(nested)).blocks
        if isinstance(block, Table) and block.caption.endswith("Scores on each criterion, all groups together")
    )  # fmt: skip
    named = [(len(row[0]) - len(row[0].lstrip("\N{NO-BREAK SPACE}")), row[0].strip(), row[1]) for row in table.rows]
    assert sorted(named) == sorted([
        (0, "Service", "50%"), (3, "Cover", "30%"), (6, "Resilience", "30%"), (3, "Quality", "20%"),
        (0, "Delivery", "50%"), (3, "Pace", "35%"), (3, "Skills", "15%"), (0, "Fit", "0%"),
    ])  # fmt: skip
    assert {table.rows[index][0].strip() for index in table.strong} == {"Service", "Cover", "Delivery"}
    assert "The weight of a heading, in bold, is the sum of the weights below it." in table.notes


def test_scores_of_more_than_a_dozen_options_are_grids(made_up_paper: PaperRecords, made_up_case: Case) -> None:
    """Options down and criteria across: beside one another they would be a table for every six."""
    own = len(made_up_case.options)
    for count, first in ((12, "Criterion"), (13, "Option")):
        extra = tuple(Option(f"Extra {index}") for index in range(count - own))
        many = appraise(replace(made_up_case, options=(*made_up_case.options, *extra)))
        tables = [block for block in annex_of(made_up_paper, many).blocks if isinstance(block, Table)]
        scored = [each for each in tables if "Scores on each criterion, all groups together" in each.caption]
        assert {each.columns[0].heading for each in scored} == {first}
        assert sum(len(each.columns) - (3 if first == "Criterion" else 1) for each in scored) == (count if first == "Criterion" else 4)


def test_each_doubt_can_be_placed_where_the_officer_wants_it(made_up_paper: PaperRecords, whole_appraisal: Appraisal) -> None:
    names = ("acceptability", "weights", "spread", "value")
    charts = "\n\n".join(f"[chart: {name}]" for name in names)
    tables = "\n\n".join(f"[table: {name}]" for name in ("chances", "switches", "differences", "value"))
    paper = replace(made_up_paper, sections=(Section("How far to trust it", f"{charts}\n\n{tables}"),))
    annex = annex_of(paper, whole_appraisal)
    for heading in set(_headings(annex)) & set(_DOUBTS):  # what is said of it in sentences stays among the findings
        assert all(isinstance(block, BulletList) for block in _under(annex, heading))
    placed = _under(report_of(paper, whole_appraisal), "How far to trust it")
    drawn = {block.caption.partition(": ")[2]: block for block in placed if isinstance(block, Table)}
    assert drawn["How often each option comes first"].rows[0][0] == "Share the service"
    said = [plain(block.words) for block in placed if isinstance(block, Paragraph)]
    assert said[0] == "No groups are far apart."
    assert len(said) == 2


def test_the_new_pages_hold_all_their_words(whole_document: Document) -> None:
    assert set_pdf(whole_document).startswith(b"%PDF")


def test_the_report_says_who_leads_before_what_that_rests_on(made_up_paper: PaperRecords, whole_appraisal: Appraisal) -> None:
    judged = replace(made_up_paper, scores=tuple(replace(each, basis="reported") for each in made_up_paper.scores))
    judged = replace(judged, weights=tuple(replace(each, basis="reported") for each in judged.weights))
    assert whole_appraisal.leader is not None
    lists = [block for block in report_of(judged, whole_appraisal).blocks if isinstance(block, BulletList)]
    said = ["".join(span.text for span in block.items[0]) for block in lists]
    assert any(each.startswith(f"{whole_appraisal.leader} leads with ") for each in said), said
