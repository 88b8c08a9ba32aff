"""Which law a decision is taken under, and the key decision test against the council's threshold."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.nouns.paper_parts import OfficerComment
from desktop.appraisal.estimate import NOT_KNOWN, Estimate
from desktop.appraisal.results import Appraisal
from desktop.papers.content.decision import DecisionRecord
from desktop.papers.content.records import PaperRecords
from desktop.papers.law.key_decision import Side, key_decision_test, side_of
from desktop.papers.law.regimes import BodyKind, NoticeException, kind_of, law_of
from desktop.papers.readiness import decision_words, open_items, readiness
from desktop.papers.sections.title_fields import notice_rows
from tests.papers.sample_papers import SamplePapers

ACT = "Local Government Act 1972"
FIRST = "Local Authorities (Executive Arrangements) (Access to Information) (England) Regulations 2000"
REGULATIONS = "Local Authorities (Executive Arrangements) (Meetings and Access to Information) (England) Regulations 2012"
MEETING = datetime.date(2014, 5, 22)
POUNDS = st.integers(0, 10**9).map(Decimal)


@pytest.mark.parametrize(
    ("kind", "date", "law", "key", "notice"),
    [
        (BodyKind.EXECUTIVE, "2010-09-21", FIRST, True, False),
        (BodyKind.EXECUTIVE, "2012-09-09", FIRST, True, False),
        (BodyKind.EXECUTIVE, "2012-09-10", REGULATIONS, True, True),
        (BodyKind.EXECUTIVE, "2014-05-22", REGULATIONS, True, True),
        (BodyKind.FULL_COUNCIL, "2011-10-31", ACT, False, False),
        (BodyKind.FULL_COUNCIL, "2026-01-31", ACT, False, False),
        (BodyKind.COMMITTEE, "2026-01-31", ACT, False, False),
    ],
)
def test_the_law_follows_the_body_and_the_date(kind: BodyKind, date: str, law: str, key: bool, notice: bool) -> None:
    found = law_of(kind, datetime.date.fromisoformat(date))
    assert found is not None
    assert found.name == law
    assert (found.key_decisions, found.key_notice, found.private_notice) == (key, notice, notice)
    assert found.agenda_days == 5


def test_three_clear_days_became_five_and_no_law_binds_a_partnership() -> None:
    before, after = (law_of(BodyKind.FULL_COUNCIL, datetime.date(2002, month, 1)) for month in (9, 10))
    assert before is not None
    assert after is not None
    assert (before.agenda_days, after.agenda_days) == (3, 5)
    assert law_of(BodyKind.OTHER, MEETING) is None
    of_executive = [law_of(BodyKind.EXECUTIVE, datetime.date(*day)) for day in ((2001, 1, 8), (2001, 1, 9), (2002, 9, 30), (2002, 10, 1))]
    told = [(law.name, law.agenda_days, law.key_decisions) for law in of_executive if law is not None]
    assert told == [(ACT, 3, False), (FIRST, 3, True), (FIRST, 3, True), (FIRST, 5, True)]
    still_to_come = law_of(BodyKind.EXECUTIVE, None)
    assert still_to_come is not None
    assert still_to_come.key_notice


@pytest.mark.parametrize(
    ("recorded", "body", "kind"),
    [
        ("", "Cabinet", BodyKind.EXECUTIVE),
        ("other", "Leicestershire Together Executive", BodyKind.OTHER),
        ("", "Full Council", BodyKind.FULL_COUNCIL),
        ("", "Scrutiny Committee", BodyKind.COMMITTEE),
        ("", "Association of Treasurers", BodyKind.NOT_STATED),
    ],
)
def test_the_kind_of_a_body_is_recorded_or_told_by_its_name(recorded: str, body: str, kind: BodyKind) -> None:
    assert kind_of(recorded, body) is kind


# The key decision test


@pytest.mark.parametrize(
    ("amount", "side"),
    [
        ("£250,000", Side.ABOVE),
        ("£249,999", Side.BELOW),
        ("up to £5m", Side.MAY_BE),
        ("up to £200,000", Side.BELOW),
        ("in excess of £200,000", Side.MAY_BE),
        ("in excess of £250,000", Side.ABOVE),
        ("£200,000 to £300,000", Side.MAY_BE),
        ("not known", Side.MAY_BE),
    ],
)
def test_a_bound_is_not_a_point(amount: str, side: Side) -> None:
    read = Estimate.parse(amount)
    assert read is not None
    assert side_of([read], Decimal(250_000)) is side


@given(st.lists(POUNDS, min_size=1, max_size=5), POUNDS, st.booleans())
def test_what_is_not_known_is_never_below(amounts: list[Decimal], threshold: Decimal, unknown: bool) -> None:
    given_amounts = [Estimate.exact(amount) for amount in amounts] + ([NOT_KNOWN] if unknown else [])
    found = side_of(given_amounts, threshold)
    assert (found is Side.ABOVE) is (max(amounts) >= threshold)
    if found is Side.BELOW:
        assert not unknown


def _paper(paper: PaperRecords, **decision: Any) -> PaperRecords:
    held = replace(DecisionRecord(body_kind="executive", threshold=Decimal(1)), **decision)
    return replace(paper, body="Cabinet", meeting_date=MEETING, decision=held, urgent=None)


def test_an_answer_that_does_not_agree_with_the_money_is_an_item(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> None:
    says_no = replace(_paper(made_up_paper), key_decision=False)
    found = key_decision_test(says_no, made_up_appraisal)
    assert found.money is Side.ABOVE
    assert "at or above" in found.mismatch
    assert any(item.key == "key decision: mismatch" for item in open_items(readiness(says_no, made_up_appraisal)))
    says_yes = replace(says_no, key_decision=True)
    assert key_decision_test(says_yes, made_up_appraisal).mismatch == ""
    dear = replace(_paper(made_up_paper, threshold=Decimal(10**12), community=False), key_decision=True)
    assert (
        "for its money" in key_decision_test(dear, made_up_appraisal).mismatch
        or Side.MAY_BE is key_decision_test(dear, made_up_appraisal).money
    )


def test_only_the_councils_own_part_of_what_several_share_is_counted(made_up_paper: PaperRecords, sample_papers: SamplePapers) -> None:
    """The hub saves at most £1.5m a year in all, of which half is the council's own."""
    appraisal = sample_papers.paper("back-office-hub", "object-and-key-points").appraisal
    paper = _paper(made_up_paper, threshold=Decimal(1_000_000), threshold_counts="a year")
    says = key_decision_test(paper, appraisal).sentences[1]
    assert says.startswith("What North Lincolnshire Council’s part of Option 1: hub with North East Lincolnshire saves")
    assert "is below the threshold of £1,000,000" in says


def test_a_full_council_takes_no_key_decision(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> None:
    council = replace(made_up_paper, body="Full Council", decision=DecisionRecord(), meeting_date=MEETING, key_decision=None)
    assert not any(item.key.startswith("key decision") for item in readiness(council, made_up_appraisal))
    assert "takes none" in key_decision_test(replace(council, key_decision=True), made_up_appraisal).mismatch


# Notices and clear days


def _open(paper: PaperRecords, key: str) -> str:
    return next((item.sentence for item in open_items(readiness(paper, None)) if item.key == key), "")


def test_the_agenda_needs_five_clear_days_unless_it_is_urgent_with_reason_and_agreement(made_up_paper: PaperRecords) -> None:
    key = "details: clear days"
    assert _open(_paper(made_up_paper), key).startswith("The publication date is not recorded: publish by 14 May 2014")
    assert _open(_paper(made_up_paper, publication_date=datetime.date(2014, 5, 14)), key) == ""
    late = _paper(made_up_paper, publication_date=datetime.date(2014, 5, 15))
    assert _open(late, key).startswith("Published on 15 May 2014, 4 clear days before the meeting of 22 May 2014: 5 are asked for")
    for reason, agreement, waived in (("Wanted at once", "", False), ("", "Agreed", False), ("Wanted at once", "Agreed", True)):
        urgent = replace(late, urgent=True, urgency_reason=reason, chair_agreement=agreement)
        assert (_open(urgent, key) == "") is waived
    far = replace(
        late, meeting_date=datetime.date(2035, 5, 22), decision=replace(late.decision, publication_date=datetime.date(2035, 5, 1))
    )
    assert _open(far, key).startswith("The clear days are not known")


def test_a_key_decision_has_its_notice_or_one_of_two_exceptions(made_up_paper: PaperRecords) -> None:
    key = "details: key decision notice"
    plain = replace(_paper(made_up_paper), key_decision=True)
    assert "due by 23 April 2014, 28 clear days" in _open(plain, key)
    for day, enough in ((23, True), (24, False)):
        held = replace(plain, decision=replace(plain.decision, key_notice_date=datetime.date(2014, 4, day)))
        assert (_open(held, key) == "") is enough
    general = replace(plain, decision=replace(plain.decision, key_notice_exception=NoticeException.GENERAL))
    assert "informed" in _open(general, key)
    told = replace(general.decision, scrutiny_agreement="Told on 1 May", exception_notice_date=datetime.date(2014, 5, 14))
    assert _open(replace(general, decision=told), key) == ""
    special = replace(plain, decision=replace(plain.decision, key_notice_exception=NoticeException.SPECIAL))
    assert "agreement" in _open(special, key)
    assert _open(replace(special, decision=replace(special.decision, scrutiny_agreement="Agreed on 20 May")), key) == ""


def test_a_private_meeting_has_its_reason_and_two_notices(made_up_paper: PaperRecords) -> None:
    paper = _paper(made_up_paper, private_meeting=True)
    keys = ("details: private reason", "details: private notice", "details: further private notice")
    assert all(_open(paper, key) for key in keys)
    dates = {"private_notice_date": datetime.date(2014, 4, 23), "private_further_notice_date": datetime.date(2014, 5, 14)}
    done = _paper(made_up_paper, private_meeting=True, private_reason="Exempt costs", **dates)
    assert not any(_open(done, key) for key in keys)


def test_a_paper_of_2010_says_nothing_of_2012(made_up_paper: PaperRecords) -> None:
    held = DecisionRecord(
        body_kind="executive",
        private_meeting=True,
        private_reason="So",
        key_notice_date=MEETING,
        publication_date=datetime.date(2010, 9, 13),
    )
    paper = replace(made_up_paper, body="Cabinet", meeting_date=datetime.date(2010, 9, 21), key_decision=True, decision=held)
    assert notice_rows(paper) == (("Published", "13 September 2010"),)
    told = " ".join(decision_words(paper, None))
    assert f"Cabinet decides under the {FIRST}." in told
    assert "2012" not in told
    assert "28-day" not in told
    later = dict(notice_rows(replace(paper, meeting_date=MEETING)))
    assert later["Notice of key decision"] == "22 May 2014 (regulation 9)"
    assert later["Private meeting"] == "So."


# The comments of the statutory officers


def test_a_comment_says_who_and_when_and_who_has_not_answered(made_up_paper: PaperRecords) -> None:
    comments = (
        OfficerComment(paper_id=1, role="Section 151 Officer", comment="Fine", date="23 May 2014"),
        OfficerComment(paper_id=1, role="Monitoring Officer", asked_on="1 May 2014"),
        OfficerComment(paper_id=1, role="Head of Paid Service", comment="Fine"),
    )
    paper = replace(_paper(made_up_paper), officer_comments=comments)
    told = {item.key: item.sentence for item in open_items(readiness(paper, None))}
    assert told["comment: after the meeting: Section 151 Officer"].endswith("is dated 23 May 2014, after the meeting")
    assert told["comment: Monitoring Officer"] == "The Monitoring Officer was asked on 1 May 2014 and has not answered"
    assert told["comment: no date: Head of Paid Service"] == "The comment of the Head of Paid Service has no date"
    assert "comment: Head of Paid Service" not in told


@pytest.mark.parametrize(("after", "told"), [(-1, False), (0, False), (1, True)])
def test_a_comment_may_be_of_the_day_of_the_meeting_and_not_of_the_day_after(made_up_paper: PaperRecords, after: int, told: bool) -> None:
    day = MEETING + datetime.timedelta(days=after)
    comment = OfficerComment(paper_id=1, role="Section 151 Officer", comment="Fine", date=f"{day.day} {day:%B %Y}")
    paper = replace(_paper(made_up_paper), meeting_date=MEETING, officer_comments=(comment,))
    keys = [item.key for item in readiness(paper, None)]
    assert ("comment: after the meeting: Section 151 Officer" in keys) is told


def test_an_appendix_that_is_named_but_not_there_is_told_once(made_up_paper: PaperRecords) -> None:
    first, *rest = made_up_paper.sections
    text = "See Appendix Z, and Appendices Y and Z; appendix to the letter is no name."
    paper = replace(made_up_paper, sections=(replace(first, text=text), *rest), appendices=())
    told = [item.sentence for item in readiness(paper, None) if item.key.startswith("appendix: not there")]
    assert [sentence for sentence in told if "Z" in sentence or "Y" in sentence] == [
        "The paper names Appendix Z, which is not among its appendices",
        "The paper names Appendix Y, which is not among its appendices",
    ]


def test_two_items_never_have_one_key(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> None:
    first = made_up_paper.sections[0]
    twice = replace(made_up_paper, sections=(replace(first, text=""), replace(first, text="")))
    keys = [item.key for item in readiness(twice, made_up_appraisal)]
    assert len(keys) == len(set(keys))
