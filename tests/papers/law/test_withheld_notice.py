"""What a paper says of what it withholds: exempt and confidential information each by its own name."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from desktop.appraisal.findings.finding import FLOWS, Source, costed, finding
from desktop.papers.content.blocks import Block, BulletList, Document, Form, Heading, Paragraph, Span, Table, Tone, found_span, plain
from desktop.papers.content.records import PaperRecords
from desktop.papers.law.withheld_notice import PUBLIC_HEADING, with_notice
from desktop.papers.law.withheld_statements import LEFT_OUT, without_what_rests_on_it
from desktop.papers.law.withholding import Marks, WithheldRecord, heading_mark, in_its_place, is_end, is_label, label, short

EXEMPT = Marks("exempt", "1, 3", "The tender is live")
CONFIDENTIAL = Marks("confidential", "", "A court order")


@pytest.mark.parametrize(
    ("marks", "place", "at_it", "beside"),
    [
        (
            EXEMPT,
            "Withheld: exempt under paragraphs 1 and 3",
            "Exempt: not for publication, paragraphs 1 and 3",
            "exempt, paragraphs 1 and 3",
        ),
        (Marks("exempt"), "Withheld: exempt", "Exempt: not for publication", "exempt"),
        (CONFIDENTIAL, "Withheld: confidential", "Confidential: not for publication", "confidential"),
    ],
)
def test_how_each_kind_is_told(marks: Marks, place: str, at_it: str, beside: str) -> None:
    assert (in_its_place(marks), label(marks), short(marks)) == (place, at_it, beside)
    assert is_label(label(marks))
    assert not is_end(label(marks))


@pytest.mark.parametrize(
    ("held", "mark"),
    [
        ((), ""),
        ((EXEMPT,), "Exempt: not for publication, paragraphs 1 and 3"),
        ((CONFIDENTIAL,), "Confidential: not for publication"),
        ((EXEMPT, CONFIDENTIAL), "Confidential: not for publication; exempt, paragraphs 1 and 3"),
    ],
)
def test_the_head_of_every_page_names_each_kind(held: tuple[Marks, ...], mark: str) -> None:
    assert heading_mark(WithheldRecord("A risk", each) for each in held) == mark


@pytest.mark.parametrize(
    ("held", "under", "named", "never"),
    [
        ((EXEMPT,), ["Exempt, paragraphs 1 and 3"], "Exempt information", "onfidential"),
        ((Marks("exempt"),), ["Exempt, no paragraph stated"], "Exempt information", "onfidential"),
        ((CONFIDENTIAL,), ["Confidential"], "Confidential information", "Schedule 12A"),
        ((EXEMPT, CONFIDENTIAL), ["Exempt, paragraphs 1 and 3", "Confidential"], "Exempt and confidential information", "no such words"),
    ],
)
@pytest.mark.parametrize("exempt", [False, True])
def test_the_notice_tells_each_kind_by_its_name_and_its_law(
    made_up_paper: PaperRecords, held: tuple[Marks, ...], under: list[str], named: str, never: str, exempt: bool
) -> None:
    withheld = tuple(WithheldRecord(f"Risk {number}", marks) for number, marks in enumerate(held))
    paper = replace(made_up_paper, body="Council", meeting_date=datetime.date(2026, 5, 1), withheld=withheld, exempt=exempt)
    document = with_notice(Document("A paper", "A council", ()), paper)
    [table] = [block for block in document.blocks if isinstance(block, Table)]
    assert [row[1] for row in table.rows] == under
    assert [row[2] for row in table.rows] == [f"{marks.reason}." if marks.reason else "No reason is recorded." for marks in held]
    [heading] = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert heading == (named if exempt else PUBLIC_HEADING)
    assert document.marking == (heading_mark(withheld) if exempt else "")
    told = " ".join(plain(block.words) for block in document.blocks if isinstance(block, Paragraph))
    assert ("Exempt information is what Part 1 of Schedule 12A" in told) is any(marks.withheld == "exempt" for marks in held)
    assert ("Confidential information is kept apart from exempt" in told) is any(marks.withheld == "confidential" for marks in held)
    assert never not in told


@pytest.mark.parametrize("marks", [EXEMPT, CONFIDENTIAL])
def test_a_heading_over_a_part_that_is_withheld_says_of_which_kind(made_up_paper: PaperRecords, marks: Marks) -> None:
    paper = replace(made_up_paper, withheld=(WithheldRecord("Risk", marks),), exempt=True)
    blocks = (Heading(1, "Risks"), Paragraph((Span(label(marks)),)))
    heading = next(block for block in with_notice(Document("A paper", "A council", blocks), paper).blocks if isinstance(block, Heading))
    assert heading.text == f"Risks (contains {marks.withheld} information)"


def test_a_body_that_no_law_binds_is_told_to_be_so(made_up_paper: PaperRecords) -> None:
    decision = replace(made_up_paper.decision, body_kind="other")
    paper = replace(made_up_paper, body="Wick Together", decision=decision, withheld=(WithheldRecord("Risk", EXEMPT),))
    document = with_notice(Document("A paper", "A council", ()), paper)
    told = " ".join(plain(block.words) for block in document.blocks if isinstance(block, Paragraph))
    assert "No law on access to information binds Wick Together." in told
    assert "Exempt information is what Part 1" not in told


def test_a_sentence_is_left_out_where_it_rests_on_what_is_withheld_and_what_stands_beside_it_stays(made_up_paper: PaperRecords) -> None:
    secret, known = (finding("{} saves much.", costed(name)) for name in ("Hub", "Depot"))
    paper = replace(made_up_paper, withheld_sources=frozenset((Source(FLOWS), Source(FLOWS, "Hub"))))
    blocks: tuple[Block, ...] = (
        BulletList(((found_span(secret),), (found_span(known),))),
        BulletList(((found_span(secret),),)),
        Paragraph((Span("It is decided. "), found_span(secret))),
        Form((("What it saves", (Paragraph((found_span(secret),)),)),)),
    )
    document = Document("A paper", "A council", blocks)
    some, none, beside, form = without_what_rests_on_it(document, paper).blocks
    assert isinstance(some, BulletList)
    assert [plain(words) for words in some.items] == ["Depot saves much."]
    assert none == Paragraph((Span(LEFT_OUT),), tone=Tone.LEAD)
    assert isinstance(beside, Paragraph)
    assert plain(beside.words) == "It is decided. "
    assert isinstance(form, Form)
    assert form.rows == (("What it saves", (Paragraph((Span(LEFT_OUT),)),)),)
    assert without_what_rests_on_it(document, made_up_paper) == document


def test_a_form_says_once_that_what_its_rows_of_money_would_say_is_withheld(made_up_paper: PaperRecords) -> None:
    secret, known = (Paragraph((found_span(finding("{} saves much.", costed(name))),)) for name in ("Hub", "Depot"))
    paper = replace(made_up_paper, withheld_sources=frozenset((Source(FLOWS), Source(FLOWS, "Hub"))))
    typed = Paragraph((Span("Cabinet is asked to agree."),))
    form = Form((("What is asked", (typed,)), ("What it saves", (secret,)), ("How sure that is", (secret, secret)), ("Deadline", (typed,))))
    [told] = without_what_rests_on_it(Document("A paper", "A council", (form,)), paper).blocks
    withheld = Paragraph((Span(LEFT_OUT),))
    assert told == Form((("What is asked", (typed,)), ("Money", (withheld,)), ("Deadline", (typed,))))
    beside = Form((("What it costs", (known, secret)),))
    [told] = without_what_rests_on_it(Document("A paper", "A council", (beside,)), paper).blocks
    assert told == Form((("What it costs", (known,)),))
