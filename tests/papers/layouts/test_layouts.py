"""Every layout against the report it follows: its sections in the report's order, and nothing of a paper's records left out."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from db.nouns.paper_parts import Appendix, Implication
from db.nouns.papers import Paper
from desktop.appraisal.results import Appraisal
from desktop.errors import KnownTrouble
from desktop.operations.appraising.appraisals import appraise_case_whole
from desktop.operations.papers import papers
from desktop.operations.papers.papers import document, records_of
from desktop.operations.records.cases import find
from desktop.operations.records.columns import own_columns
from desktop.operations.store.files import opened
from desktop.operations.workbook.samples import NAMES
from desktop.papers.choosing import builder, layout_names, order_of
from desktop.papers.content.blocks import (
    Citation,
    Document,
    FieldTable,
    Figure,
    Form,
    Heading,
    NumberedList,
    Paragraph,
    Recommendation,
    SignatureBlock,
    Sources,
    Table,
    plain,
)
from desktop.papers.content.records import PaperRecords, Section
from desktop.papers.content.words import words
from desktop.papers.html.paper_text import plain_text
from desktop.papers.html.setting import set_html
from desktop.papers.readiness import open_items, readiness
from desktop.papers.sections.report_parts import NOT_YET_ANSWERED, NOT_YET_STATED

#: Each report's sections in its own order; the rows of its form where it is one.
_REPORTS: dict[str, tuple[str, ...]] = {
    # Leicestershire County Council, Cabinet, 9 February 2010. Its proposals are on Total Place and Total Capital.
    "part-a-part-b": (
        "Part A", "Purpose of report", "Recommendation", "Reasons for recommendation", "Timetable for decisions (including scrutiny)",
        "Policy framework and previous decisions", "Resources implications", "Circulation under the local issues alert procedure",
        "Officers to contact", "Part B", "Background", "Governance arrangements", "Proposals", "Equal opportunities implications",
        "Partnership working and associated issues", "Risk assessment", "List of appendices",
    ),
    # Harborough District Council, Full Council, 31 October 2011.
    "full-council": (
        "Purpose of the report", "Recommendations", "Summary of reasons for the recommendations", "Key facts, evidence and research",
        "Consultation", "Options considered", "External challenge", "Recommended approach", "Resource issues", "Impact on communities",
        "Legal issues", "Equality implications", "Impact on the organisation", "Community safety implications",
        "Carbon management implications", "Risk management implications", "Previous reports",
        "Information issued under sensitive issue procedure", "Ward members notified", "Appendices", "Background papers",
    ),
    # North Lincolnshire Council, Cabinet, 22 May 2014.
    "object-and-key-points": (
        "Object and key points in this report", "Background information", "Options for consideration", "Analysis of options",
        "Resource implications (financial, staffing, property, IT)", "Outcomes of integrated impact assessment (if applicable)",
        "Outcomes of consultation and conflicts of interest declared", "Recommendations",
        "Background papers used in the preparation of this report",
    ),
    # North West Leicestershire District Council, Cabinet, 21 September 2010: the body below the front sheet.
    "front-sheet": ("Background", "Strategic proposal", "Decision expected", "Implications", "Strategic fit", "Next steps"),
    # Leicestershire Together, outcome delivery plan for NI 179.
    "outcome-delivery-plan": (
        "Outcome", "Indicator, baseline and targets", "What do we do now to deliver the outcome?",
        "What options are there to deliver on the new target?",
        "What could we stop doing, do less of or better to focus on this target?", "What alternative providers exist?",
        "What is the recommended approach and reasons why?", "What is delivery of the target dependent on?",
        "What is innovative about the proposal?", "How will the project contribute to other outcomes?", "What are the risks to delivery?",
        "Milestones and timescales: outline implementation plan", "What resources are being provided by lead and partner agencies?",
        "Financial and other resources sought for delivery", "Who is involved?",
        "What contributions are expected from partner agencies?", "What are the communication channels?",
    ),
    # National Indicator 179 Improvement Plan: brief to support districts.
    "improvement-brief": ("Background", "Proposal", "Approach", "Project management", "Funding", "Appendices"),
    # Leicestershire Association of Local Authority Treasurers, efficiency 2008/9 review, 29 May 2009.
    "efficiency-review": ("Purpose", "Background", "Progress", "Specific projects", "Conclusions", "Next steps"),
}  # fmt: skip
#: What a layout adds to its report: what any paper must have, and the report that it follows has no place for.
_ADDED = {"Background papers", "Appendices"}
_FRONT = (
    "Title of report", "Key decision", "Contacts", "Purpose of report", "Reason for decision", "Strategic aims", "Implications",
    "Financial/staff", "Link to relevant CAT", "Risk management", "Equalities impact assessment", "Human rights",
    "Transformational government", "Comments of Head of Paid Service", "Comments of Section 151 Officer", "Comments of Monitoring Officer",
    "Consultees", "Background papers", "Recommendations",
)  # fmt: skip
_PLAN = (
    "Geographic area covered", "Any district or local targets", "Outcome delivery lead officer", "Outcome delivery partnerships",
)  # fmt: skip
_OWN = "What residents told us"


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory, made_sample: Callable[[str], Path]) -> dict[str, tuple[PaperRecords, Appraisal]]:
    folder = tmp_path_factory.mktemp("samples")
    found = {}
    for name in NAMES:
        store = folder / f"{name}.appraisal"
        shutil.copy(made_sample(name), store)
        with opened(store) as held:
            reader = held.reader()
            case = find(reader, None)
            found[name] = records_of(reader, case), appraise_case_whole(reader, case)
    return found


def _sections(made: Document) -> tuple[str, ...]:
    return tuple(block.text for block in made.blocks if isinstance(block, Heading) and block.level == 1)


def test_every_layout_is_offered_and_named_as_its_module() -> None:
    assert set(layout_names()) == {"cabinet-report", *_REPORTS}
    column = next(column for column in own_columns(Paper) if column.key == "layout")
    assert column.choices == layout_names()
    with pytest.raises(KnownTrouble, match=r"There is no layout named ‘leaflet’. Choose cabinet-report, efficiency-review, .* or part-a"):
        builder("leaflet")


@pytest.mark.parametrize("layout", _REPORTS)
def test_a_layouts_sections_are_its_reports_in_order(layout: str, made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> None:
    found = _sections(document(made_up_paper, made_up_appraisal, layout))
    added = [heading for heading in found if heading not in _REPORTS[layout]]
    assert tuple(heading for heading in found if heading not in added) == _REPORTS[layout]
    assert set(added) <= {*_ADDED, _OWN}


@pytest.mark.parametrize("layout", _REPORTS)
def test_the_set_sections_stand_even_where_nothing_is_recorded(layout: str, made_up_appraisal: Appraisal) -> None:
    made = document(PaperRecords("Nothing yet"), made_up_appraisal, layout)
    assert tuple(heading for heading in _sections(made) if heading in _REPORTS[layout]) == _REPORTS[layout]
    assert NOT_YET_ANSWERED in plain_text(made)
    lines = plain_text(made).splitlines()
    stated = [line for line in lines if line.startswith(("Background papers", "None")) or line == NOT_YET_STATED]
    assert "None" not in " ".join(stated), "a statement that the law asks for is filled in"
    final = plain_text(document(PaperRecords("Nothing yet", status="final"), made_up_appraisal, layout))
    assert NOT_YET_ANSWERED not in final
    assert NOT_YET_STATED not in final


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("layout", _REPORTS)
def test_every_sample_prints_in_every_layout(layout: str, name: str, samples: dict[str, tuple[PaperRecords, Appraisal]]) -> None:
    paper, appraisal = samples[name]
    made = document(paper, appraisal, layout)
    text = "".join(plain_text(made).split())
    assert b"<html" in set_html(made)
    for record in paper.recommendations:
        assert _stands(record.text, text), record.text
    for section in paper.sections:
        first = next((line for line in section.text.splitlines() if line.strip() and not line.startswith("[")), "")
        assert _stands(first.lstrip("-• "), text), section.heading
    for implication in paper.implications:
        assert "".join(plain(words(implication.text.splitlines()[0])).split()) in text, implication.heading
    for comment in paper.officer_comments:
        assert "".join(comment.comment.split()) in text
    for appendix in paper.appendices:
        assert "".join(f"Appendix {appendix.letter}: {appendix.title}".split()) in text
    for background in paper.background_papers:
        assert "".join(background.document.split()) in text
    captions = _captions(paper, appraisal, layout)
    assert sorted(captions) == sorted(set(captions)), "a table or a figure is drawn twice"
    assert set(captions) == set(_captions(paper, appraisal, "cabinet-report")), "a table or a figure of the cabinet report is not drawn"


def _stands(typed: str, text: str) -> bool:
    """Whether all that was typed stands in a text without spaces, but for citations, which print as numbers."""
    spans = [span for span in words(typed) if not isinstance(span, Citation)]
    return all("".join(span.text.split()) in text for span in spans)


def _captions(paper: PaperRecords, appraisal: Appraisal, layout: str) -> list[str]:
    """Every table and figure of the report and the annex."""
    blocks = (block for each in papers.made(paper, appraisal, layout) for block in each.blocks)
    return [block.caption.partition(": ")[2] for block in blocks if isinstance(block, Table | Figure | Sources)]


def test_the_front_sheet_has_every_row_of_its_report(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> None:
    sheet = next(block for block in document(made_up_paper, made_up_appraisal, "front-sheet").blocks if isinstance(block, Form))
    labels = [label for label, _ in sheet.rows]
    assert tuple(label for label in labels if label in _FRONT) == _FRONT
    assert [label for label in labels if label not in _FRONT] == ["Money"]
    rows = dict(sheet.rows)
    (listed,) = rows["Recommendations"]
    assert isinstance(listed, NumberedList)
    assert [f"{listed.label(index)} {plain(item)}" for index, item in enumerate(listed.items)] == [
        "A) That the service be shared. Subject to:",
        "B) That a report come back in a year.",
    ]
    (conditions,) = listed.under(0)
    assert [plain(item) for item in conditions.items] == ["A business case is agreed", "Both councils approve"]
    text = plain_text(Document("", "", (sheet,))).splitlines()
    assert "Financial/staff: See savings and costs." in text
    assert text[text.index("Comments of Section 151 Officer: The figures are sound.") + 1] == "(1 September 2026)"
    assert "Human rights: Not yet answered." in text
    assert not any("[table: risks]" in line for line in text)


def test_the_plan_says_where_it_holds_and_who_leads_it(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> None:
    blocks = document(made_up_paper, made_up_appraisal, "outcome-delivery-plan").blocks
    form = [block for block in blocks if isinstance(block, FieldTable)][-1]
    assert tuple(label for label, _ in form.rows) == _PLAN
    assert dict(form.rows)["Outcome delivery lead officer"] == "Head of Revenues"


def test_an_answer_stands_under_its_question_whatever_it_is_headed(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> None:
    answers = (
        Section("Communications", "Staff time from each.", question="contributions"),
        Section("Risk management", "A newsletter.", question="communication channels"),
        Section("What are the communication channels?", "And a meeting."),
    )
    paper = replace(made_up_paper, sections=answers, risks=())
    for layout, order in (
        ("outcome-delivery-plan", ("What contributions", "Staff time", "What are the communication", "A newsletter.", "And a meeting.")),
        ("cabinet-report", ("Communications", "Staff time", "Risk management", "A newsletter.")),
    ):
        text = plain_text(document(paper, made_up_appraisal, layout))
        places = [text.find(each) for each in order]
        assert -1 not in places, layout
        assert places == sorted(places), layout


def test_every_question_is_listed_until_words_or_records_answer_it(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> None:
    layout = "outcome-delivery-plan"
    questions = order_of(layout).questions

    def still_open(paper: PaperRecords) -> list[str]:
        listed = open_items(readiness(paper, made_up_appraisal))
        found = [item.key.removeprefix("question: ") for item in listed if item.key.startswith("question: ")]
        unanswered = plain_text(document(paper, made_up_appraisal, layout)).count(NOT_YET_ANSWERED)
        assert len(found) == unanswered, "the draft and what is still to do say otherwise"
        return found

    nothing = PaperRecords("Nothing yet", layout=layout)
    rows = ["wards", "local_targets", "lead_officer", "partnerships"]
    assert {"indicator and targets", "contributions", "communication channels", "dependencies", *rows} <= set(still_open(nothing))
    paper = replace(made_up_paper, layout=layout)
    assert "risks" not in still_open(paper)
    assert "communication channels" in still_open(paper)
    empty = replace(paper, sections=(Section("Channels", question="communication channels"), *paper.sections))
    assert "communication channels" in still_open(empty)
    (mended,) = (item for item in readiness(empty, made_up_appraisal) if item.key == "question: communication channels")
    assert mended.at.named == (("heading", "Channels"),)
    assert not any(item.key.startswith("section: empty: Channels") for item in readiness(empty, made_up_appraisal))
    answered = tuple(Section(f"Answer {n}", "Yes.", question=question.key) for n, question in enumerate(questions))
    assert still_open(replace(paper, sections=answered)) == ["local_targets"]


def test_paragraphs_are_numbered_through_both_parts(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> None:
    for layout in ("part-a-part-b", "efficiency-review"):
        blocks = document(made_up_paper, made_up_appraisal, layout).blocks
        numbers = [block.number for block in blocks if isinstance(block, Paragraph | Recommendation) and block.number]
        assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
        assert not any(block.number for block in blocks if isinstance(block, Heading))


def test_subsections_are_numbered_among_paragraphs_and_their_own_below_them(
    made_up_paper: PaperRecords, made_up_appraisal: Appraisal
) -> None:
    own = Section("What we learnt", "One.\n\nTwo.\n\n(i) first\n(ii) second")
    paper = replace(
        made_up_paper,
        sections=(*made_up_paper.sections[:2], own),
        implications=(Implication(paper_id=1, heading="Welsh language", text="None."),),
    )
    made = document(paper, made_up_appraisal, "full-council")
    found = {block.text: block.number for block in made.blocks if isinstance(block, Heading)}
    assert (found["Key facts, evidence and research"], found["What we learnt"]) == ("4", "4.2")
    assert found["Appendices"] == ""
    numbers = {plain(block.words): block.number for block in made.blocks if isinstance(block, Paragraph)}
    assert (numbers["One."], numbers["Two."], numbers["None."]) == ("4.2.1", "4.2.2", "13.1")
    lists = [[block.label(index) + plain(item) for index, item in enumerate(block.items)]
             for block in made.blocks if isinstance(block, NumberedList)]  # fmt: skip
    assert ["(i)first", "(ii)second"] in lists


def test_recommendations_and_what_supports_them_name_one_another(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> None:
    for sections in (made_up_paper.sections, (*made_up_paper.sections, Section("Early facts", "A fact."))):
        made = document(replace(made_up_paper, sections=sections), made_up_appraisal, "full-council")
        first, second = (block for block in made.blocks if isinstance(block, Recommendation))
        assert (first.number, first.supports) == ("2.1", "section 6, Options considered")
        heading = next(block for block in made.blocks if isinstance(block, Heading) and block.text == _OWN)
        assert second.supports == f"paragraph {heading.number}, {_OWN}"
        text = plain_text(made)
        assert "(i) Recommendation 2.1: It scores best." in text
        assert "(Recommendation 2.1)" in text
        assert "(Recommendation 2.2)" in text


def test_recommendations_come_last_with_a_signature_and_an_author(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> None:
    blocks = document(made_up_paper, made_up_appraisal, "object-and-key-points").blocks
    signed = next(index for index, block in enumerate(blocks) if isinstance(block, SignatureBlock))
    assert blocks[signed] == SignatureBlock("Director of Resources", ("Ashby Borough Council",))
    assert blocks[signed + 1] == FieldTable((("Author", "Head of Revenues"), ("Date", "14 September 2026")))
    before = [block.text for block in blocks[:signed] if isinstance(block, Heading) and block.level == 1]
    assert before[-1] == "Recommendations"
    assert not any(isinstance(block, Recommendation) for block in blocks[signed:])


def test_appendices_keep_their_letters(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> None:
    paper = replace(
        made_up_paper, appendices=(Appendix(paper_id=1, letter="A", title="Brief"), Appendix(paper_id=1, letter="C", title="History"))
    )
    for layout in _REPORTS:
        assert "Appendix C: History" in plain_text(document(paper, made_up_appraisal, layout)), layout


_ALONE = (("Consultation", ""), ("Young people", "They were asked in school."), ("Background", "It began in May."))


@pytest.mark.parametrize("layout", ["object-and-key-points", "full-council", "part-a-part-b"])
def test_what_follows_a_heading_alone_stands_below_it(layout: str, made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> None:
    sections = tuple(Section(heading, text) for heading, text in _ALONE)
    paper = replace(made_up_paper, sections=sections, consultations=(), conflicts_of_interest="")
    made = document(paper, made_up_appraisal, layout)
    headings = [(block.level, block.text) for block in made.blocks if isinstance(block, Heading)]
    at = next(index for index, (_, text) in enumerate(headings) if text == "Young people")
    above = next(text for level, text in reversed(headings[:at]) if level < headings[at][0])
    assert any(each in above for each in ("onsultation", "Partnership working")), above
    texts = plain_text(made)
    assert not texts[: texts.index("They were asked in school.")].rstrip().endswith(f"{NOT_YET_ANSWERED}\nYoung people")
