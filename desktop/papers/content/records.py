"""What a layout is given: one paper and the records it draws on, as plain frozen data with no trace of the store.

What it prints as it is recorded are the nouns' own records, whose columns say how; the rest is filled in for it. `basis` is `reported`,
`assumed` or `illustrative` throughout. Text is as the officer typed it. A date that may be words ("week beginning 12 December 2011") is
text; the meeting's own is a date. The records of a public paper never held what it withholds.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import field, replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from db.nouns.case import Evidence, Objective
from db.nouns.choice import Option
from db.nouns.delivery import Action, Consultation, Milestone, Risk
from db.nouns.gates import GateCondition, PassedGate
from db.nouns.grants import GrantRound
from db.nouns.house_styles import HouseStyle
from db.nouns.partners import Capability, GovernanceBody, InterviewNote, Unknown
from db.nouns.records import CaseRecord
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass
from desktop.papers.content.decision import DecisionRecord
from desktop.papers.content.layout_fields import LayoutFields
from desktop.papers.law.withholding import OPEN, Marks, WithheldRecord

if TYPE_CHECKING:
    from db.nouns.paper_parts import Appendix, BackgroundPaper, Implication, OfficerComment, PaperContact, Recommendation
    from desktop.appraisal.findings.finding import Source
    from desktop.appraisal.findings.records import Recorded
    from desktop.papers.sources.changes import LastFinal

_R = TypeVar("_R", bound=CaseRecord)

#: What a public paper has in place of a score that is withheld.
WITHHELD = "withheld"
#: The nouns that tables print as they are recorded, in the order that sources name them. A paper has each under the name of its table.
IN_WORDS: tuple[type[CaseRecord], ...] = (
    *(Option, Risk, Consultation, Milestone, GateCondition, Action, InterviewNote, Capability),
    *(GrantRound, GovernanceBody, Unknown),
)


@dataclass(frozen=True, slots=True)
class Section:
    """The officer's own section. `text` may hold lines such as `[table: savings]` and `[chart: contributions]`.

    `id` is its record's, by which a copy that was sent round is read back; 0 where it is of none. `question` is the key of the question
    of a form that it answers; where it is blank, its heading tells.
    """

    heading: str
    text: str = ""
    id: int = 0
    question: str = ""


@dataclass(frozen=True, slots=True)
class ServiceRecord:
    organisation: str
    service: str
    group: str = ""
    delivery_model: str = ""
    fte: Decimal | None = None
    volume: Decimal | None = None
    volume_unit: str = ""
    in_scope: bool | None = None
    basis: str = "reported"
    source: str = ""


@dataclass(frozen=True, slots=True)
class FlowRecord:
    """One line of an option's or a project's money, as recorded, with its provenance. `amounts` is in pounds by year.

    `withheld` says that a public paper does not have its amounts, which count as not known.
    """

    owner: str
    line: str
    kind: str
    amounts: dict[FinancialYear, Estimate]
    organisation: str = ""
    cashable: bool | None = None
    condition: str = ""
    basis: str = "reported"
    source: str = ""
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class ScoreRecord:
    """One group's score of one option on one criterion: `score` as words, `7`, `n/a`, `withheld` or blank for missing."""

    assessors: str
    option: str
    criterion: str
    score: str = ""
    basis: str = "reported"
    source: str = ""


@dataclass(frozen=True, slots=True)
class WeightRecord:
    """The weight of a criterion as recorded; `assessors` is blank for the case's own.

    A group that ranks the criteria has `place 1` for a weight; one that judges pairs has the pair, `Quality over Reach`, for a
    criterion and how many times for a weight.
    """

    criterion: str
    weight: str
    assessors: str = ""
    basis: str = "reported"
    source: str = ""


@dataclass(frozen=True, slots=True)
class PartnerRecord:
    """Where one record of partners comes from: `kind` is its sheet, `name` what it is called, `value` what it says.

    `parts` are what tables name it by: an organisation, an indicator, a service.
    """

    kind: str
    name: str
    value: str = ""
    basis: str = "reported"
    source: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LineRecord:
    """Where one record beside a line of money comes from: its phasing, a part of a scenario that moves it, or what has come of it.

    `kind` is its sheet, `name` what it is called, `value` what it says.
    """

    kind: str
    name: str
    value: str
    basis: str = "reported"
    source: str = ""


@dataclass(frozen=True, slots=True)
class PictureRecord:
    """A picture that the words of a paper may place by its name. `contents` is empty where its file is not there, and `width` in percent
    of the width of the text."""

    name: str
    contents: bytes = b""
    alternative: str = ""
    caption: str = ""
    source: str = ""
    width: int = 100
    marks: Marks = OPEN


class OfCase(Protocol):
    """What gives the records of a noun that a case has, in the officer's order."""

    def __call__(self, noun: type[_R], /) -> tuple[_R, ...]: ...


@dataclass(frozen=True, slots=True)
class PaperRecords:
    """One paper with all it draws on. `status` is `draft` or `final`; `None` in a yes or no is not stated."""

    title: str
    layout: str = "cabinet-report"
    council: str = ""
    body: str = ""
    meeting_date: datetime.date | None = None
    status: str = "draft"
    item_number: str = ""
    originator: str = ""
    where_from: str = ""
    where_to: str = ""
    wards: str = ""
    portfolio_holder: str = ""
    plan_reference: str = ""
    author: str = ""
    key_decision: bool | None = None
    key_decision_reason: str = ""
    urgent: bool | None = None
    urgency_reason: str = ""
    chair_agreement: str = ""
    conflicts_of_interest: str = ""
    decision: DecisionRecord = field(default_factory=DecisionRecord)
    last_final: LastFinal | None = None
    """The version made final before this one; nothing where there is none."""
    last_gate: LastFinal | None = None
    """The gate of the plan that was passed last; nothing where none was."""
    sections: tuple[Section, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    implications: tuple[Implication, ...] = ()
    officer_comments: tuple[OfficerComment, ...] = ()
    background_papers: tuple[BackgroundPaper, ...] = ()
    appendices: tuple[Appendix, ...] = ()
    pictures: tuple[PictureRecord, ...] = ()
    """Those that the words place, with their files."""
    picture_names: tuple[str, ...] = ()
    """What every picture of the paper is called, placed or not."""
    untagged: tuple[str, ...] = ()
    """The letters of the appendices whose PDF is not tagged for who cannot see it."""
    contacts: tuple[PaperContact, ...] = ()
    layout_fields: LayoutFields = field(default_factory=LayoutFields)
    objectives: tuple[Objective, ...] = ()
    options: tuple[Option, ...] = ()
    services: tuple[ServiceRecord, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    risks: tuple[Risk, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    gate_conditions: tuple[GateCondition, ...] = ()
    passed_gates: tuple[PassedGate, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    flows: tuple[FlowRecord, ...] = ()
    line_records: tuple[LineRecord, ...] = ()
    scores: tuple[ScoreRecord, ...] = ()
    weights: tuple[WeightRecord, ...] = ()
    is_public: bool = False
    """Whether what is withheld is gone from these records, and only says that it is."""
    exempt: bool = False
    """Whether this is the whole paper, with what is not for publication, and not the public one."""
    withheld: tuple[WithheldRecord, ...] = ()
    withheld_sources: frozenset[Source] = frozenset()
    """Of a public paper, the records that no longer say what they said, by whose they are."""
    withheld_tables: frozenset[str] = frozenset()
    """Of a public paper, the tables of the store in which a record is withheld."""
    withheld_places: Mapping[str, Marks] = field(default_factory=dict)
    """The tables and charts withheld, by the line that places each: `[table: savings]`."""
    actions: tuple[Action, ...] = ()
    interview_notes: tuple[InterviewNote, ...] = ()
    capabilities: tuple[Capability, ...] = ()
    grant_rounds: tuple[GrantRound, ...] = ()
    governance_bodies: tuple[GovernanceBody, ...] = ()
    unknowns: tuple[Unknown, ...] = ()
    partner_records: tuple[PartnerRecord, ...] = ()
    recorded: tuple[Recorded, ...] = ()
    names: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    """What records that others refer to are called, by their table and their id."""
    house: HouseStyle = field(default_factory=partial(HouseStyle, name="House style"))
    """The council's house style, as its file has it; without one the program's own."""

    @property
    def draft(self) -> bool:
        return self.status != "final"

    def with_nouns(self, of_case: OfCase) -> PaperRecords:
        """This paper with what it prints as the case has it."""
        nouns: tuple[type[CaseRecord], ...] = (Objective, Evidence, *IN_WORDS)
        held: dict[str, Any] = {noun.TABLE: of_case(noun) for noun in nouns}
        return replace(self, **held)

    @property
    def in_words(self) -> Mapping[type[CaseRecord], tuple[CaseRecord, ...]]:
        """The records that tables print as they are and that sources name together, by noun."""
        return {noun: getattr(self, noun.TABLE) for noun in IN_WORDS}
