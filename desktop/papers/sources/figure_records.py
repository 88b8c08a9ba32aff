"""The records that a paper's figures rest on, and whether a document holds them: `reported`, `assumed` or `illustrative`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from db.nouns.delivery import Consultation
from db.nouns.records import MarkedRecord
from desktop.appraisal.findings import records as on_sheets
from desktop.appraisal.findings.finding import (
    FACTORS,
    FLOWS,
    OPTIONS,
    PROFILES,
    PROJECTS,
    SCORES,
    SERVICES,
    SHARES,
    WEIGHTS,
    Named,
    Part,
    Source,
)
from desktop.appraisal.findings.finding import Record as OnSheet
from desktop.appraisal.findings.records import CaseRecords, Recorded, weakest
from desktop.appraisal.kept import for_the_same
from desktop.papers.content.blocks import Record, Rests, Words
from desktop.papers.content.records import WITHHELD, FlowRecord, PaperRecords, PartnerRecord

#: What the rows of a table on partners rest on, where they are not of the records of the same kind.
_RESTS_ON = {"partner fit": (FACTORS.lower(), PROFILES.lower()), "unit costs": ("costs", "services")}
#: What papers call the kind of a record where it is not its sheet in small letters.
_KINDS = {FLOWS: "lines", Consultation.SHEET: "consultations"}


def kind_in_words(kind: str) -> str:
    """A sheet’s name as it stands within a sentence."""
    return kind if kind[:2].isupper() else f"{kind[:1].lower()}{kind[1:]}"


def partner_record(each: PartnerRecord) -> Record:
    """One record of partners: a return, a score, a factor, an arrangement, a contribution, a request."""
    return Record(each.kind.lower(), each.name)


def noun_record(record: MarkedRecord) -> Record:
    """A record that is printed as it is."""
    return Record(kind_of(type(record)), called(record))


def kind_of(noun: type[MarkedRecord]) -> str:
    """What papers call the kind of a noun's records."""
    return _KINDS.get(noun.SHEET, noun.SHEET.lower())


def called(record: MarkedRecord) -> str:
    """What a record is called: the fields that its noun is named by."""
    return ", ".join(str(vars(record)[each]) for each in record.NAMED_BY)


def flow_record(flow: FlowRecord) -> Record:
    """A line of money."""
    return _of_paper(on_sheets.line_record(flow.owner, flow.line))


def score_record(assessors: str, option: str) -> Record:
    """One group's scores of one option."""
    return _of_paper(on_sheets.score_record(assessors, option))


#: Stands in for the digits of a name: digits below the line are no figure, and can be put back.
_HIDDEN = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SHOWN = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


def names_shown(text: str) -> str:
    """A text with the names in it that `FigureRecords.hide_names` blotted out."""
    return text.translate(_SHOWN)


def withheld_figures(paper: PaperRecords) -> frozenset[Record]:
    """The records of a public paper whose amounts or scores it withholds."""
    lines = {flow_record(flow) for flow in paper.flows if flow.withheld}
    scores = {score_record(each.assessors, each.option) for each in paper.scores if each.score == WITHHELD}
    return frozenset(lines | scores | {partner_record(each) for each in paper.partner_records if each.value == WITHHELD})


def names_of(paper: PaperRecords) -> frozenset[str]:
    """What the records behind a paper's figures are called: options, projects, lines, criteria, groups, and the parts of partners'."""
    names = {option.name for option in paper.options}
    names |= {name for flow in paper.flows for name in (flow.owner, flow.line)}
    names |= {name for score in paper.scores for name in (score.assessors, score.option, score.criterion)}
    names |= {name for weight in paper.weights for name in (weight.assessors, weight.criterion)}
    names |= {part for each in paper.partner_records for part in each.parts}
    return frozenset(names - {""})


#: The lines that a field of money is of, by how its name begins; any other is of all of them.
_LINES_OF = {"Cost": "cost", "Cashable savings": "saving", "Savings": "saving", "Income": "income", "Funding": "funding"}


def _of_the_case(paper: PaperRecords) -> tuple[object, ...]:
    """All of a paper that its figures rest on: what an edit to its words leaves as it is."""
    of_lines = paper.flows, paper.scores, paper.weights, paper.services
    return (*of_lines, paper.partner_records, paper.recorded, paper.evidence, *paper.in_words.values())


@for_the_same(_of_the_case)
def figure_records(paper: PaperRecords) -> FigureRecords:
    """The records of a paper, by what rests on them."""
    return FigureRecords(paper)


class FigureRecords:
    """The records of one paper, by what rests on them."""

    def __init__(self, paper: PaperRecords) -> None:
        self._records = CaseRecords(paper.recorded)
        self._called = {_of_paper(each.record): kind_in_words(each.record.sheet) for each in paper.recorded}
        self._sheets: dict[Record, OnSheet] = {_of_paper(each.record): each.record for each in paper.recorded}
        self._own: dict[Record, str] = {}
        self._kinds: dict[Record, str] = {}
        self._parts: dict[str, dict[Record, tuple[str, ...]]] = {}
        for flow in paper.flows:
            if flow.amounts:
                line = self._known(on_sheets.line_record(flow.owner, flow.line), (flow.owner,), flow.basis, flow.line)
                self._kinds[line] = flow.kind
        for score in paper.scores:
            if score.score:
                record = on_sheets.score_record(score.assessors, score.option)
                self._known(record, (score.option,), score.basis, f"scores by {score.assessors}")
        for weight in paper.weights:
            record = on_sheets.weight_record(weight.criterion, weight.assessors)
            self._known(record, (weight.criterion,), weight.basis, f"weights of {weight.assessors or 'the criteria'}")
        for of_paper, basis in _own(paper):
            self._own[of_paper] = weakest((basis, self._own.get(of_paper, "")))
        for each in paper.partner_records:
            known = self._known(OnSheet(each.kind, each.name), each.parts, each.basis, kind_in_words(each.kind))
            self._parts.setdefault(known.kind, {}).setdefault(known, each.parts)
        for service in paper.services:
            parts = (service.service, service.organisation)
            known = self._known(OnSheet(SERVICES, ", ".join(parts)), parts, service.basis, ", ".join(parts))
            self._parts.setdefault(known.kind, {}).setdefault(known, parts)
        owners = {*(flow.owner for flow in paper.flows if flow.amounts), *(score.option for score in paper.scores if score.score)}
        self._owners = sorted({*owners, *(option.name for option in paper.options)}, key=len, reverse=True)

    def _known(self, record: OnSheet, whose: tuple[str, ...], basis: str, called: str) -> Record:
        """Note a record, whose it is, and what notes call it."""
        self._records.add(Recorded(record, whose, basis))
        known = _of_paper(record)
        self._called[known], self._sheets[known] = called, record
        return known

    def named(self, record: Record) -> tuple[Record, ...]:
        """What is printed from a record: the record itself. The weight of a heading rests on every weight.

        Of partners it is the records that the name has most parts of; all of their kind where it has none, as a total has.
        """
        if not self._knows(record) and (kinds := _RESTS_ON.get(record.kind, (record.kind,))) != ("services",):
            parted = [each for kind in kinds for each in self._parts.get(kind, {}).items()]
            if parted:
                return _most_named(record.name, parted)
        return self.behind_sources([Source(WEIGHTS)]) if record.kind == "weights" and not self._knows(record) else (record,)

    def _knows(self, record: Record) -> bool:
        return record in self._own or record in self._called

    def behind(self, rests: Rests, owner: str, field: str = "") -> tuple[Record, ...]:
        """What a figure of an option or a project rests on; of any other name, what all of them together do."""
        records: list[Record] = []
        if rests in (Rests.MONEY, Rests.BOTH):
            kind = next((kind for begins, kind in _LINES_OF.items() if field.startswith(begins)), "")
            records += [line for line in self._held(FLOWS, owner) if kind in ("", self._kinds[line])]
        if rests in (Rests.SCORES, Rests.BOTH):
            scores = self._held(SCORES, owner)
            records += [*scores, *self.behind_sources([Source(WEIGHTS)])] if scores else []
        return tuple(records)

    def _held(self, sheet: str, owner: str) -> tuple[Record, ...]:
        """What of a sheet is an owner's; all of it for a name that is no owner."""
        return self.behind_sources([Source(sheet, owner if owner in self._owners else "")])

    def behind_sources(self, sources: Iterable[Source]) -> tuple[Record, ...]:
        """The records of this paper that sources are."""
        return tuple(_of_paper(record) for record in self._records.behind(sources))

    def basis(self, records: Iterable[Record]) -> str:
        """The weakest basis of some records: `illustrative`, `assumed` or blank."""
        return weakest(map(self._basis_of, records))

    def _basis_of(self, record: Record) -> str:
        on_sheet = self._sheets.get(record)
        return weakest((self._own.get(record, ""), "" if on_sheet is None else self._records.basis_of(on_sheet)))

    @property
    def any_marked(self) -> bool:
        """Whether any record is illustrative or assumed."""
        return bool(weakest((*self._own.values(), self._records.weakest)))

    def told(self, records: Iterable[Record]) -> list[tuple[str, str]]:
        """What some records are called in a note, each with its basis: scores and weights by their groups, lines by themselves."""
        return [(self._called.get(record, record.name), self._basis_of(record)) for record in records]

    def hide_names(self, text: str) -> str:
        """A text with every option and project in it blotted out, so that a number in a name is not taken for a figure."""
        for owner in self._owners:
            text = text.replace(owner, owner.translate(_HIDDEN))
        return text


def blotted(words: Words) -> str:
    """Words as `FigureRecords.hide_names` has them; of a finding only the names of options and projects that it names are blotted out."""
    return "".join(span.text if span.finding is None else "".join(map(_blotted, span.finding.parts)) for span in words)


def _blotted(part: Part) -> str:
    if isinstance(part, Named) and part.record is not None and part.record.sheet in (OPTIONS, PROJECTS, SHARES):
        return part.words.translate(_HIDDEN)
    return part if isinstance(part, str) else part.words


def _of_paper(record: OnSheet) -> Record:
    """A record as papers call it."""
    return Record(_KINDS.get(record.sheet, record.sheet.lower()), record.name)


def _most_named(name: str, records_with_parts: Sequence[tuple[Record, tuple[str, ...]]]) -> tuple[Record, ...]:
    """The records with most of their parts in the name of a row; all of them where it has none."""
    shared = [sum(has_words(name, part) for part in parts) for _, parts in records_with_parts]
    return tuple(dict.fromkeys(each for (each, _), number in zip(records_with_parts, shared, strict=True) if number == max(shared)))


def has_words(name: str, part: str) -> bool:
    """Whether the name of a row, or a sentence, has a part as words of its own."""
    return bool(part) and part in name and re.search(rf"(?<!\w){re.escape(part)}(?!\w)", name) is not None


def _own(paper: PaperRecords) -> Iterator[tuple[Record, str]]:
    """The records whose own words and figures are printed."""
    for service in paper.services:
        yield Record("services", f"{service.service}, {service.organisation}"), service.basis
    for records in (paper.evidence, *paper.in_words.values()):
        for record in records:
            yield noun_record(record), record.basis
