"""The records that findings are traced to, each with whose it is and its basis, as their sheets name them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from db.nouns.choice import AssessorGroup, Criterion, Option
from db.nouns.count import SpendLine
from db.nouns.grants import GrantBid, GrantRound
from db.nouns.money import Actual, BudgetGap, CashFlow, ChecklistAnswer, Funding, Leaver, Phasing, Project, Scenario, Target
from db.nouns.noun import Noun
from db.nouns.partners import PartnerFactor, PoolContribution, ProfileMeasure, Share, SharingArrangement
from db.nouns.register import CostLine, Service
from db.nouns.reorganisation import NewCouncil, OpeningPosition, Succession
from db.nouns.returns import RagDefinition, Request, ResourceScore, Return
from db.reading import Reader
from desktop.appraisal.findings.finding import FLOWS, SCORES, WEIGHTS, Record, Source
from desktop.appraisal.findings.records import Recorded, score_record, weakest, weight_record
from desktop.appraisal.kept import for_the_same
from desktop.operations.appraising.count_records import NOBODYS, recorded_spending
from desktop.operations.choice import scores, weighing
from desktop.operations.records.columns import plain
from desktop.operations.records.marks import is_withheld
from desktop.operations.records.records import Row, rows
from desktop.operations.store.readings import kept
from desktop.papers.content.records import WeightRecord

#: The sheets on finance, and the columns that say together what a record of each is called, the first of them whose it is.
_FINANCE: tuple[tuple[type[Noun], tuple[str, ...]], ...] = (
    (Target, ("indicator", "organisation")),
    (Funding, ("name",)),
    (BudgetGap, ("fund",)),
    (Leaver, ("owner", "name")),
    (Share, ("owner", "applies_to", "organisation")),
    (ChecklistAnswer, ("line",)),
    (Phasing, ("owner", "line")),
    (Scenario, ("name", "owner")),
    (Actual, ("owner", "line")),
    (GrantRound, ("name",)),
    (GrantBid, ("owner", "line")),
)
#: The sheets on partners and on reorganisation, without what no figure is worked out from.
_PARTNERS = (
    Return, ResourceScore, PartnerFactor, ProfileMeasure, SharingArrangement, PoolContribution, Request, CostLine,
    NewCouncil, Succession, OpeningPosition,
)  # fmt: skip


def recorded(reader: Reader, case: int) -> tuple[Recorded, ...]:
    """What a case records beside its lines of money."""
    return (
        *kept(reader, ("recorded of choice", case), lambda _: tuple(_of_choice(reader, case))),
        *kept(reader, ("recorded of finance", case), lambda _: of_finance(reader, case)),
        *kept(reader, ("recorded of partners", case), lambda _: tuple(_of_partners(reader, case))),
    )


def of_finance(reader: Reader, case: int) -> tuple[Recorded, ...]:
    """What a case records of finance beside its lines: targets, funding, gaps, leavers, shares, answers, scenarios and actuals."""
    return tuple(_on_sheet(noun, row, tuple(filter(None, (row.text(key) for key in keys)))) for noun, keys in _FINANCE
                 for row in rows(reader, noun, case))  # fmt: skip


@for_the_same(lambda bases: (bases,))
def _of_scores(bases: scores.Bases) -> tuple[Recorded, ...]:
    return tuple(Recorded(score_record(group, option), (option,), weakest(each)) for (group, option), each in sorted(bases.items()) if each)


def _of_choice(reader: Reader, case: int) -> Iterator[Recorded]:
    yield from _of_scores(scores.bases(reader, case))
    for row in rows(reader, Criterion, case):
        if row.values["weight"] is not None:
            yield Recorded(weight_record(row.text("name")), (row.text("name"),), row.text("basis"))
    for weight in own_weights(reader, case):
        yield Recorded(weight_record(weight.criterion, weight.assessors), (weight.criterion,), weight.basis)


def _of_partners(reader: Reader, case: int) -> Iterator[Recorded]:
    for noun in _PARTNERS:
        for row in rows(reader, noun, case):
            yield _on_sheet(noun, row, parts(noun, row))
    yield from recorded_spending(reader, case)
    for row in rows(reader, Service, case):
        named = row.text("name"), row.text("organisation")
        yield Recorded(Record(Service.SHEET, ", ".join(named)), named, row.text("basis"))


def _of(sheet: str, *whose: str) -> Iterator[Source]:
    """Records of a sheet, all together and by whose they are."""
    return (Source(sheet, each) for each in ("", *whose))


def withheld_sources(reader: Reader, case: int) -> frozenset[Source]:
    """Of the records of a public paper those that are withheld, by whose they are and all together; none of any other records."""
    return frozenset(_withheld(reader, case)) if reader.is_public else frozenset()


def _withheld(reader: Reader, case: int) -> Iterator[Source]:
    yield from _withheld_of_choice(reader, case)
    for noun, keys in _FINANCE:
        for row in _withheld_rows(reader, noun, case):
            yield from _of(noun.SHEET, *(row.text(key) for key in keys))
            if noun in (Phasing, Scenario, Actual, GrantBid):
                yield from _of(FLOWS, row.text("owner"))
    for noun in _PARTNERS:
        for row in _withheld_rows(reader, noun, case):
            yield from _of(noun.SHEET, *parts(noun, row))
    for row in _withheld_rows(reader, SpendLine, case):
        yield from _of(SpendLine.SHEET, row.text("organisation") or NOBODYS)
    for row in _withheld_rows(reader, Service, case):
        yield from _of(Service.SHEET, row.text("name"), row.text("organisation"))
    for row in _withheld_rows(reader, CashFlow, case):
        yield from _of(FLOWS, row.text("owner"), f"{row.text('owner')}: {row.text('line')}")


def _withheld_of_choice(reader: Reader, case: int) -> Iterator[Source]:
    # of an option or a project that is withheld nobody is told whether it has scores or money at all
    held: tuple[tuple[type[Noun], tuple[str, ...]], ...] = ((Option, (SCORES, FLOWS)), (Project, (FLOWS,)))
    for kind, sheets in held:
        for row in _withheld_rows(reader, kind, case):
            for sheet in sheets:
                yield from _of(sheet, row.text("name"))
    options, criteria = ([row.text("name") for row in rows(reader, noun, case)] for noun in (Option, Criterion))
    held_options = {row.text("name") for row in _withheld_rows(reader, Option, case)}
    # of a group that is withheld nobody is told what it scored
    scored_by_others = not _withheld_rows(reader, AssessorGroup, case)
    yield from score_sources((option, each) for option in options if option in held_options or not scored_by_others for each in criteria)
    yield from score_sources((cell.option, cell.criterion) for cell in scores.cells(reader, case) if cell.marks.withheld)
    # without a criterion, or without a group, the scores of every option are others
    for noun in (Criterion, AssessorGroup):
        if withheld := _withheld_rows(reader, noun, case):
            yield from (Source(noun.SHEET, row.text("name")) for row in withheld)
            yield from _of(WEIGHTS)
            yield from _of(SCORES, *options)


def score_sources(places: Iterable[tuple[str, str]]) -> Iterator[Source]:
    """The scores of options on criteria, by option and by place and all together."""
    return (source for option, criterion in places for source in _of(SCORES, option, f"{option}: {criterion}"))


def _withheld_rows(reader: Reader, noun: type[Noun], case: int) -> list[Row]:
    return [row for row in rows(reader, noun, case) if is_withheld(reader, row)]


def _on_sheet(noun: type[Noun], row: Row, names: tuple[str, ...]) -> Recorded:
    return Recorded(Record(noun.SHEET, ": ".join(names) or noun.SHEET), names, row.text("basis"))


def own_weights(reader: Reader, case: int) -> Iterator[WeightRecord]:
    """What each group said of the criteria, as far as its method uses it."""
    methods = {row.text("name"): row.text("method") for row in rows(reader, AssessorGroup, case)}
    for held in weighing.own_weights(reader, case):
        ranks = methods[held.group] == "rank"
        if ranks and held.order is not None:
            yield WeightRecord(held.criterion, f"place {held.order}", held.group, held.basis, held.source)
        elif not ranks and methods[held.group] != "pairwise" and held.points is not None:
            yield WeightRecord(held.criterion, plain(held.points), held.group, held.basis, held.source)
    for judged in weighing.named_judgements(reader, case):
        if methods[judged.group] == "pairwise":
            pair = f"{judged.criterion} over {judged.over}"
            yield WeightRecord(pair, weighing.ratio_words(judged.ratio), judged.group, judged.basis, judged.source)


def parts(noun: type[Noun], row: Row) -> tuple[str, ...]:
    """What tables know a record of partners, or of reorganisation, by."""
    named: tuple[str, ...]
    if noun is CostLine:
        return row.text("service"), row.text("organisation"), row.text("category")
    if noun is Return:
        named = row.text("indicator"), row.text("organisation") or "not named"
    elif noun is RagDefinition:
        named = row.text("rating"), ""
    elif noun is PartnerFactor:
        named = row.text("organisation") or "Every partner", row.text("name")
    elif noun is NewCouncil:
        named = row.text("successor"), row.text("option")
    elif noun is Succession:
        named = row.text("predecessor"), row.text("successor"), row.text("option"), row.text("part")
    elif noun is OpeningPosition:
        named = row.text("predecessor"), str(row.values["year"])
    elif noun in (ResourceScore, ProfileMeasure, PoolContribution):
        named = row.text("organisation"), row.text("name")
    else:
        named = row.text("name"), ""
    return tuple(filter(None, named))
