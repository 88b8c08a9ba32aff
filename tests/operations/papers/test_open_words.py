"""What of withheld records stands in open words, and that no public paper is written until each place is settled."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from db import trail
from db.copies import reader_on
from db.nouns.case import Case, Evidence
from db.nouns.choice import AssessorGroup, Criterion, Option, Score
from db.nouns.delivery import Risk
from db.nouns.money import CashFlow, Funding, Project
from db.nouns.paper_parts import OfficerComment, PaperSection, WithheldPart
from db.nouns.papers import Paper
from db.nouns.partners import InterviewNote
from db.nouns.records import Linked
from db.nouns.register import CostLine, Organisation, Service
from db.nouns.values import NOT_KNOWN, Amount, AmountKind
from db.store import Store
from db.writing import Unit
from desktop.cli import run
from desktop.errors import KnownTrouble
from desktop.operations.papers.finals import put_aside
from desktop.operations.papers.open_words import leaks
from desktop.operations.papers.papers import export_paper
from desktop.operations.papers.withheld_readiness import check_results_settled, check_settled
from desktop.operations.records.cases import find

_MARKS: dict[str, Any] = {"withheld": "exempt", "exempt_paragraphs": "3", "public_interest": "The tender is live"}


def _ids(store: Store) -> tuple[int, int]:
    reader = store.reader()
    return find(reader), reader.all(Paper)[0].id


def _told(store: Store) -> list[str]:
    return [leak.sentence for leak in leaks(store.reader(), *_ids(store))]


@pytest.fixture
def tender(filled: Store) -> Store:
    """A store in which a line of £1,234,000 is withheld, of an option that is not."""
    amount = Amount(AmountKind.EXACT, 123_400_000, 123_400_000, 123_400_000)
    with filled.unit_of_work("tender") as unit:
        option = unit.all(Option)[1]
        line = CashFlow(case_id=option.case_id, option_id=option.id, line="Bid of Wickfirm Ltd", kind="cost", amounts={2011: amount})
        unit.add(line.but(**_MARKS))
    return filled


def _say(store: Store, text: str, heading: str = "Why now") -> PaperSection:
    with store.unit_of_work("section") as unit:
        return unit.add(PaperSection(paper_id=_ids(store)[1], heading=heading, text=text))


def test_nothing_is_told_where_nothing_is_marked_or_said(filled: Store, tender: Store) -> None:
    assert _told(tender) == []
    check_settled(tender.reader(), *_ids(tender))


def test_an_amount_in_words_or_in_evidence_is_found_in_whatever_unit(tender: Store) -> None:
    _say(tender, "It would cost about £1.23 million, and the council has £1.3 million.")
    with tender.unit_of_work("evidence") as unit:
        unit.add(Evidence(case_id=_ids(tender)[0], statement="The lowest bid", value="£1,234,000"))
    assert _told(tender) == [
        "‘£1,234,000’ is an amount of a withheld line, and stands in the piece of evidence ‘The lowest bid’",
        "‘£1.23 million’ is an amount of a withheld line, and stands in the section ‘Why now’",
    ]


def test_a_name_is_found_in_the_details_of_the_case_and_in_the_reason_for_withholding(tender: Store) -> None:
    with tender.unit_of_work("words") as unit:
        unit.change(unit.get(Case, _ids(tender)[0]), purpose="To let it to the bid of Wickfirm.")
        (line,) = unit.all(CashFlow, withheld="exempt")
        unit.change(line, line="Wickfirm Ltd", public_interest="Wickfirm would raise its price")
    with tender.unit_of_work("more") as unit:
        unit.change(unit.get(Case, _ids(tender)[0]), purpose="To let it to Wickfirm.")
    assert _told(tender) == [
        "‘Wickfirm Ltd’ is the name of a withheld line, and stands in the case’s details",
        "‘Wickfirm Ltd’ is the name of a withheld line, and stands in the line ‘Wickfirm Ltd’",
    ]


def test_an_amount_that_stands_in_an_exempt_passage_is_found_elsewhere(filled: Store) -> None:
    _say(filled, "[exempt: 3 | live]\nThe bid is £654,321.\n[end exempt]")
    assert _told(filled) == []
    _say(filled, "We set aside £654,321.", "Money")
    assert _told(filled) == ["‘£654,321’ is an amount of a withheld passage, and stands in the section ‘Money’"]


def test_a_small_figure_is_found_only_by_the_name_of_what_it_is_of(filled: Store) -> None:
    with filled.unit_of_work("bid") as unit:
        option = unit.all(Option)[1]
        amount = Amount(AmountKind.EXACT, 95_000, 95_000, 95_000)
        line = CashFlow(case_id=option.case_id, option_id=option.id, line="Licence of Wickfirm", kind="cost", amounts={2011: amount})
        unit.add(line.but(**_MARKS, name_public=True))
        unit.change(unit.get(Option, option.id), name="Hosted by Wickfirm")
    before = set(_told(filled))
    _say(filled, "We pay £950 a year for tea. Hosted by Wickfirm is an option. It has 950 users.")
    assert set(_told(filled)) == before
    _say(filled, "Hosted by Wickfirm would cost £950 more.", "Money")
    assert set(_told(filled)) - before == {"‘£950’, beside its name, is an amount of a withheld line, and stands in the section ‘Money’"}


def test_a_score_is_found_where_its_option_and_its_criterion_are_named_with_it(filled: Store) -> None:
    with filled.unit_of_work("score") as unit:
        (score, *_) = [each for each in unit.all(Score) if each.score is not None]
        unit.change(score, score=Decimal("7.5"), **_MARKS)
        unit.change(unit.get(Option, score.option_id), name="Hosted by Wickfirm")
        unit.change(unit.get(Criterion, score.criterion_id), name="Local jobs kept")
    before = set(_told(filled))
    _say(filled, "Hosted by Wickfirm has 7.5 staff. Local jobs kept counts 7.5 points. Hosted by Wickfirm keeps Local jobs kept.")
    assert set(_told(filled)) == before
    _say(filled, "On Local jobs kept we gave Hosted by Wickfirm 7.5 of 10.", "Scores")
    (told,) = set(_told(filled)) - before
    assert told == "‘7.5’, beside its name, is a figure of a withheld score, and stands in the section ‘Scores’"


def test_what_a_withheld_table_is_drawn_from_is_looked_for_too(filled: Store) -> None:
    with filled.unit_of_work("part") as unit:
        (line, *_) = [each for each in unit.all(CashFlow) if any(amount.central for amount in each.amounts.values())]
        pounds = max(amount.central or 0 for amount in line.amounts.values()) // 100
        unit.add(WithheldPart(paper_id=_ids(filled)[1], part="table: savings", **_MARKS))
    before = len(_told(filled))
    _say(filled, f"The saving of £{pounds:,} recurs.")
    assert len(_told(filled)) == before + 1


def test_categories_posts_and_usual_headings_are_no_names(filled: Store) -> None:
    with filled.unit_of_work("words") as unit:
        for cost in unit.all(CostLine):
            unit.change(cost, **_MARKS)
        unit.add(OfficerComment(paper_id=_ids(filled)[1], role="Monitoring Officer", comment="Content.", **_MARKS))
        unit.add(PaperSection(paper_id=_ids(filled)[1], heading="Background", text="Secret.", **_MARKS))
        unit.add(InterviewNote(case_id=_ids(filled)[0], name="Chief Executive", note="Secret.", **_MARKS))
    text = "The Chief Executive is content. Employees cost more. The background is known to the Monitoring Officer"
    _say(filled, f"{text}, and so is what Employees cost.")
    assert _told(filled) == []


def test_a_name_that_an_open_record_has_too_is_no_secret(filled: Store) -> None:
    with filled.unit_of_work("services") as unit:
        one = unit.all(Service)[0]
        unit.change(one, name="Wick Weighbridge", **_MARKS)
    _say(filled, "The Wick Weighbridge loses money.")
    assert _told(filled) == ["‘Wick Weighbridge’ is the name of a withheld service, and stands in the section ‘Why now’"]
    with filled.unit_of_work("another") as unit:
        other = next(each for each in unit.all(Service) if each.organisation_id != one.organisation_id)
        unit.change(other, name="Wick Weighbridge")
    assert _told(filled) == []


@pytest.mark.parametrize("noun", [AssessorGroup, Funding, Project])
def test_a_name_that_an_open_organisation_has_too_is_no_secret(noun: type[AssessorGroup | Funding | Project], filled: Store) -> None:
    organisation = filled.reader().all(Organisation)[0]
    with filled.unit_of_work("of that name") as unit:
        more: dict[str, Any] = {"amount": NOT_KNOWN} if noun is Funding else {}
        unit.add(noun(case_id=_ids(filled)[0], name=f"{organisation.name} ", **_MARKS, **more))
        # a record that is open and no organisation may be what tells the name
        unit.add(Risk(case_id=_ids(filled)[0], name="Wick Weighbridge"))
        unit.add(Project(case_id=_ids(filled)[0], name="Wick Weighbridge", **_MARKS))
    _say(filled, f"We asked {organisation.name} of it.")
    assert _told(filled) == ["‘Wick Weighbridge’ is the name of a withheld project, and stands in the risk ‘Wick Weighbridge’"]
    with filled.unit_of_work("withheld too") as unit:
        unit.change(organisation, **_MARKS)
    assert any(told.startswith(f"‘{organisation.name}’ is the name of a withheld ") for told in _told(filled))


def _settle(unit: Unit, case: int, paper: int) -> None:
    for leak in leaks(unit, case, paper):
        put_aside(unit, case, paper, leak.key, "It is the sum of another bid")


def test_the_public_paper_is_written_once_each_place_is_settled_and_asked_about_again_when_it_changes(
    tender: Store, tmp_path: Path
) -> None:
    section = _say(tender, "It would cost £1.23m.")
    path, out, whole = tender.path, tmp_path / "public.pdf", tmp_path / "whole.pdf"
    case, paper = _ids(tender)
    tender.close()
    with pytest.raises(KnownTrouble, match=r"^The public paper is not written yet: ‘£1\.23m’ is an amount of a withheld line, and stands"):
        export_paper(path, None, None, out)
    assert not out.exists()
    export_paper(path, None, None, whole, exempt=True)
    assert whole.exists()
    opened = Store.open(path)
    with opened.unit_of_work("settle") as unit:
        _settle(unit, case, paper)
    check_settled(opened.reader(), case, paper)
    with opened.unit_of_work("reword") as unit:
        unit.change(section, text="The bid is £1.23m.")
    with pytest.raises(KnownTrouble, match="not written yet"):
        check_settled(opened.reader(), case, paper)
    with opened.unit_of_work("take out") as unit:
        unit.change(unit.get(PaperSection, section.id), text="It would cost what is withheld.")
    opened.close()
    export_paper(path, None, None, out)
    assert out.exists()


def test_the_public_results_are_printed_once_each_name_in_them_is_settled(tender: Store, capsys: pytest.CaptureFixture[str]) -> None:
    _say(tender, "Words of the paper, such as Wickfirm, are not in the results.")
    case, paper = _ids(tender)
    check_results_settled(tender.reader(), case)
    with tender.unit_of_work("name") as unit:
        unit.change(unit.all(Option)[1], name="Wait for the bid of Wickfirm")
    path = tender.path
    tender.close()
    assert run(["results", str(path), "--public"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("The public results are not written yet: ‘Bid of Wickfirm Ltd’ is the name of a withheld line")
    opened = Store.open(path)
    with opened.unit_of_work("settle") as unit:
        _settle(unit, case, paper)
    opened.close()
    assert run(["results", str(path), "--public"]) == 0


def test_the_order_of_the_sections_is_no_place_where_a_heading_prints(filled: Store) -> None:
    with filled.unit_of_work("order") as unit:
        paper = _ids(filled)[1]
        unit.add(PaperSection(paper_id=paper, heading="Sale of Wick Hall", text="Secret.", **_MARKS))
        unit.change(unit.get(Paper, paper), section_order="Background\nSale of Wick Hall")
    assert _told(filled) == []
    with filled.unit_of_work("details") as unit:
        unit.change(unit.get(Paper, paper), plan_reference="Sale of Wick Hall")
    assert _told(filled) == ["‘Sale of Wick Hall’ is the name of a withheld section, and stands in the paper’s details"]


def test_after_each_change_what_is_told_is_what_a_whole_search_finds(tender: Store) -> None:
    case, paper = _ids(tender)

    def is_as_searched_anew() -> int:
        reader = tender.reader()
        told = leaks(reader, case, paper)
        with reader_on(reader.image()) as anew:
            assert [(each.key, each.sentence, each.record.id, each.field) for each in told] == [
                (each.key, each.sentence, each.record.id, each.field) for each in leaks(anew, case, paper)
            ]
        return len(told)

    section = _say(tender, "Nothing is told here.")
    later = _say(tender, "Nor here.", "Later on")
    assert is_as_searched_anew() == 0

    def change(record: Linked, **values: object) -> int:
        with tender.unit_of_work("change") as unit:
            unit.change(unit.get(type(record), record.id), **values)
        return is_as_searched_anew()

    assert change(later, text="Bid of Wickfirm Ltd was opened.") == 1
    assert change(section, text="It costs £1,234,000. So Bid of Wickfirm Ltd says.") == 3
    # blank, marked, named otherwise, withheld with its words, and open again
    assert change(section, text="") == 1
    assert change(section, text="It costs £1,234,000.") == 2
    assert change(section, text="[exempt 3: the tender is live]It costs £1,234,000.[end exempt]") == 1
    assert change(section, heading="Bid of Wickfirm Ltd") == 2
    assert change(section, heading="Why now", text="It costs £1,234,000.") == 2
    assert change(later, **_MARKS) == 1
    assert change(later, withheld="", exempt_paragraphs="", public_interest="") == 2
    trail.undo(tender)
    assert is_as_searched_anew() == 1
    trail.undo(tender)
    assert is_as_searched_anew() == 2
    with tender.unit_of_work("one gone, one more") as unit:
        unit.remove(unit.get(PaperSection, section.id))
    assert is_as_searched_anew() == 1
    _say(tender, "Wickfirm bids £1.234m.", "More")
    assert is_as_searched_anew() == 2
