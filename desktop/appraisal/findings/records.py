"""The records of a case, by whose they are, each with its basis: what turns a finding's sources into records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from desktop.appraisal.findings.finding import FLOWS, SCORES, WEIGHTS, Finding, Record, Source

if TYPE_CHECKING:
    from desktop.appraisal.case import Case, Option, Project

#: The bases that no document stands behind, the weakest first.
WEAK = ("illustrative", "assumed")


class Recorded(NamedTuple):
    """A record with its basis. `whose` are the names it goes by elsewhere: an option's, an organisation's, an indicator's."""

    record: Record
    whose: tuple[str, ...]
    basis: str


class CaseRecords:
    """Records by sheet and by whose they are. Where two go by one name, the weaker of their bases is theirs."""

    def __init__(self, recorded: Iterable[Recorded] = ()) -> None:
        self._bases: dict[Record, str] = {}
        self._whose: dict[str, dict[Record, tuple[str, ...]]] = {}
        for each in recorded:
            self.add(each)

    def add(self, each: Recorded) -> None:
        """Know one more record."""
        self._whose.setdefault(each.record.sheet, {}).setdefault(each.record, each.whose)
        self._bases[each.record] = weakest((each.basis, self._bases.get(each.record, "")))

    def of(self, source: Source) -> tuple[Record, ...]:
        """The records of a source, in the order recorded."""
        records = self._whose.get(source.sheet, {})
        return tuple(records) if not source.whose else tuple(each for each, whose in records.items() if source.whose in whose)

    def behind(self, sources: Iterable[Source]) -> tuple[Record, ...]:
        """The records of sources, each once. Weights bear on nothing where there is no score for them to weigh."""
        by_source = {source: self.of(source) for source in sources}
        weighing = not any(source.sheet == SCORES for source in by_source) or any(
            records for source, records in by_source.items() if source.sheet == SCORES
        )
        return tuple(
            dict.fromkeys(record for source, records in by_source.items() if weighing or source.sheet != WEIGHTS for record in records)
        )

    def basis_of(self, record: Record) -> str:
        """The basis of one record: `illustrative`, `assumed`, or blank for one that is reported or not known."""
        return self._bases.get(record, "")

    def basis(self, records: Iterable[Record]) -> str:
        """The weakest basis of some records, as `basis_of` has it."""
        return weakest(map(self.basis_of, records))

    @property
    def weakest(self) -> str:
        """The weakest basis of any record."""
        return weakest(self._bases.values())


class Traced(NamedTuple):
    """A finding with the records it rests on and the weakest of their bases: `reported`, `assumed` or `illustrative`."""

    words: str
    about: Record | None
    rests_on: tuple[Record, ...]
    basis: str


def traced(findings: Iterable[Finding], records: CaseRecords) -> tuple[Traced, ...]:
    """Findings traced to the records of their case."""
    traced = []
    for each in findings:
        rests_on = records.behind(each.rests_on)
        traced.append(Traced(each.words, each.about, rests_on, records.basis(rests_on) or "reported"))
    return tuple(traced)


def records_of(case: Case) -> CaseRecords:
    """The records of a case: its lines and scores as the arithmetic has them, and every other that it was given with its basis."""
    records = CaseRecords(case.recorded)
    owners: tuple[Option | Project, ...] = (*case.options, *case.projects)
    for owner in owners:
        for flow in owner.flows:
            if flow.amounts:
                line = line_record(owner.name, flow.line)
                records.add(Recorded(line, (owner.name, line.name), flow.basis))
    for assessors, option, _ in case.scores.keys() | case.ranges.keys():
        records.add(Recorded(score_record(assessors, option), (option,), ""))
    return records


def line_record(owner: str, line: str) -> Record:
    """A line of an option's or a project's money."""
    return Record(FLOWS, f"{owner}: {line}")


def score_record(assessors: str, option: str) -> Record:
    """One group's scores of one option."""
    return Record(SCORES, f"{assessors}: {option}")


def weight_record(criterion: str, assessors: str = "") -> Record:
    """The weight of a criterion, the case's own or a group's."""
    return Record(WEIGHTS, f"{assessors}: {criterion}" if assessors else criterion)


def weakest(bases: Iterable[str]) -> str:
    """The weakest of some bases; blank where none of them is weak."""
    among = set(bases)
    return next((basis for basis in WEAK if basis in among), "")
