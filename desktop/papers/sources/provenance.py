"""Where every figure of a paper comes from, and what was assumed: the notes beside tables, and the last section."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import partial

from db.nouns.case import Evidence
from db.nouns.choice import Option
from db.nouns.delivery import Milestone
from db.nouns.partners import InterviewNote
from db.nouns.records import CaseRecord
from desktop.appraisal.case import FlowsAre
from desktop.appraisal.estimate import Kind
from desktop.appraisal.findings.finding import COUNT, FLOWS, GRANT_BIDS, NEW_COUNCILS, OPENING_POSITIONS, SUCCESSIONS, Source
from desktop.appraisal.green_book import edition_of
from desktop.appraisal.kept import for_the_same
from desktop.appraisal.results import Appraisal
from desktop.papers.content.blocks import Record, SourceEntry, Sources
from desktop.papers.content.records import FlowRecord, LineRecord, PaperRecords, PartnerRecord
from desktop.papers.content.wording import amounts_by_year, capital, day_in_words, filled, sentence, some
from desktop.papers.exhibits.many_options import are_in_grids, shown_options
from desktop.papers.sources.figure_records import called, flow_record, noun_record, partner_record
from desktop.papers.sources.marks import MARKS, NOTE_BEGINS
from desktop.papers.sources.tables import HasBasis, table_of_sheet

#: What sources call the records of a noun where it is not as its sheet is called.
_KINDS: dict[type[CaseRecord], str] = {Milestone: "Timetable", InterviewNote: "Interviews"}
BASES = "A source without a basis before it is a document that says so."


def note(named: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The note for records given as (name, basis); none where every one is reported."""
    by_basis: dict[str, list[str]] = {}
    for name, basis in named:
        if basis in MARKS and name not in by_basis.setdefault(basis, []):
            by_basis[basis].append(name)
    sentences = [f"{begins} {some(by_basis[basis])}." for basis, begins in zip(MARKS, NOTE_BEGINS, strict=True) if by_basis.get(basis)]
    return (f"{' '.join(sentences)} See Sources and assumptions.",) if sentences else ()


@for_the_same(lambda paper: (paper.scores, paper.weights))
def score_note(paper: PaperRecords) -> tuple[str, ...]:
    """The note for whatever is drawn from scores and weights."""
    named = [(f"scores by {score.assessors}", score.basis) for score in paper.scores if score.score]
    weights = [(f"weights of {weight.assessors or 'the criteria'}", weight.basis) for weight in paper.weights]
    return note([*named, *weights])


def flow_note(paper: PaperRecords, owners: Sequence[str]) -> tuple[str, ...]:
    """The note for whatever is drawn from the money of these options or projects."""
    return note((flow.line, flow.basis) for flow in paper.flows if flow.owner in owners and flow.amounts)


def owners_in_question(appraisal: Appraisal) -> list[str]:
    """The owners of the lines that the finance of the case is about: one option or project, or every project."""
    finance = appraisal.finance
    if finance is None or finance.owner is None:
        return []
    return [finance.owner] if finance.owner else [project.name for project in appraisal.case.projects]


def lines_of(appraisal: Appraisal, name: str = "") -> tuple[Source, ...]:
    """The lines of what the finance of the case is about, or of one option or project where it is about nothing."""
    return tuple(Source(FLOWS, owner) for owner in owners_in_question(appraisal) or ([name] if name else []))


def assumptions(paper: PaperRecords, appraisal: Appraisal) -> tuple[str, ...]:
    """What the figures rest on, in sentences: prices, discounting, the benchmark, what is not known and what was assumed."""
    case = appraisal.case
    flows = [flow for flow in paper.flows if flow.amounts]
    sentences: list[str] = []
    if flows:
        sentences += [
            _prices(appraisal),
            f"The base year, {case.base_year}, is year 0 and is not discounted; amounts fall at the end of a year.",
        ]
        sentences.append(sentence(f"Discounting: {_discounting(appraisal.discounting_name, _vintage(paper, appraisal))}"))
        sentences += [
            _benchmark(appraisal),
            "Net is savings and income less costs. Funding is shown, and is not part of net or of present value.",
        ]
        sentences += _estimates(flows)
    sentences += [sentence(why) for why in appraisal.why]
    sentences += _on_scores(appraisal)
    return tuple(dict.fromkeys(sentences))


def without_basis(basis: str, source: str) -> str:
    """A source without its basis before it, where that stands beside it: `Illustrative: the report prints no scores`."""
    said, colon, rest = source.partition(":")
    return capital(rest.strip()) if colon and said.strip().casefold() == basis.casefold() and rest.strip() else source


def _discounting(name: str, vintage: str) -> str:
    """A schedule and its edition, in words that say once what both say: `standard rates, Green Book 2003`."""
    series, _, rates = name.partition(", ")
    return filled((rates, vintage)) if rates and vintage.startswith(series) else filled((name, vintage))


def _vintage(paper: PaperRecords, appraisal: Appraisal) -> str:
    """The edition that discounting is by; blank where it came after the meeting, which could not have known it."""
    vintage = appraisal.discounting_vintage
    edition = edition_of(vintage, appraisal.case.reference.green_book)
    later = edition is not None and paper.meeting_date is not None and edition.first > paper.meeting_date
    return "" if later else vintage


def _on_scores(appraisal: Appraisal) -> list[str]:
    """What was assumed of the scores that count: those missing, those recorded as ranges alone, and those some groups did not give."""
    weighing = [criterion.name for criterion in appraisal.criteria if criterion.weight]
    cells = [option.cells[name] for option in appraisal.options for name in weighing]
    missing = sum(cell.value is None and not cell.not_applicable for cell in cells)
    middles, absent = sum(cell.assumed for cell in cells), sum(bool(cell.absent) for cell in cells)
    sentences = []
    if missing:
        sentences.append(
            f"{missing} {'score is' if missing == 1 else 'scores are'} missing. Missing is not zero: "
            "an option's score is then the range from the worst to the best that the missing scores could make it."
        )
    if middles:
        of = "score is" if middles == 1 else "scores are"
        sentences.append(
            f"{middles} {of} recorded as a range alone: its middle is assumed, and its ends make the range of the option’s score."
        )
    if absent:
        rest = "score rests" if absent == 1 else "scores rest"
        sentences.append(f"{absent} {rest} on some of the groups alone: the votes of the others stand for anything from 0 to 100.")
    return sentences


def sources(paper: PaperRecords, appraisal: Appraisal, tables: Collection[str], evidence_quoted: Sequence[Evidence]) -> tuple[Sources, ...]:
    """The figures of these tables of the store by kind, with value, basis and source; scores have tables of their own.

    `evidence_quoted` is what the words quote of the evidence; none for a paper with a table of it, which gives the sources itself.
    """
    shown, options = shown_options(paper, appraisal), {option.name for option in appraisal.options}
    flows = tuple(
        _flow_entry(flow)
        for flow in paper.flows
        if flow.amounts and "cash_flows" in tables and (flow.owner in shown.names or flow.owner not in options)
    )
    evidence = tuple(
        SourceEntry(
            item.statement, filled((item.value, item.unit), " "), capital(item.basis), without_basis(item.basis, item.source),
            day_in_words(item.date),
            noun_record(item),
        )
        for item in evidence_quoted
    )  # fmt: skip
    in_print = partial(_in_print, tables)
    kinds = (
        Sources(f"Costs, savings, income and funding ({_price_base(appraisal)})", flows, shown.notes),
        Sources("Phasing, scenarios and actual amounts", tuple(_line_entries(_beside_lines(paper, tables)))),
        Sources("Grant bids", tuple(_line_entries(_beside_lines(paper, tables, bids=True)))),
        Sources("Weights", tuple(_weight_entries(paper, tables_of_groups=not are_in_grids(appraisal))) if "scores" in tables else ()),
        Sources("Evidence", evidence if "evidence" in tables else ()),
        Sources("Services", tuple(_service_entries(paper)) if "services" in tables else ()),
        Sources("Partners", tuple(_partner_entries(each for each in filter(in_print, paper.partner_records) if not _reorganises(each)))),
        Sources("New councils", tuple(_partner_entries(each for each in filter(in_print, paper.partner_records) if _reorganises(each)))),
        Sources("Other records", tuple(_other_entries(paper, tables))),
    )
    return tuple(kind for kind in kinds if kind.entries)


def _in_print(tables: Collection[str], record: PartnerRecord | LineRecord) -> bool:
    return table_of_sheet().get(record.kind, record.kind) in tables


def _beside_lines(paper: PaperRecords, tables: Collection[str], *, bids: bool = False) -> list[LineRecord]:
    """What is recorded beside the lines of these tables: bids, or all else."""
    return [each for each in paper.line_records if (each.kind == GRANT_BIDS) is bids and _in_print(tables, each)]


def _reorganises(record: PartnerRecord) -> bool:
    """Whether a record is of a reorganisation, and of no partner."""
    return record.kind in (NEW_COUNCILS, SUCCESSIONS, OPENING_POSITIONS)


def _service_entries(paper: PaperRecords) -> Iterable[SourceEntry]:
    for item in paper.services:
        staff = f"{item.fte:,} FTE" if item.fte is not None else ""
        volume = f"{item.volume:,} {item.volume_unit}".strip() if item.volume is not None else ""
        if staff or volume:
            name = f"{item.service}, {item.organisation}"
            source = without_basis(item.basis, item.source)
            yield SourceEntry(name, filled((staff, volume)), capital(item.basis), source, of=Record("services", name))


def _partner_entries(records: Iterable[PartnerRecord]) -> Iterable[SourceEntry]:
    """What partners returned, scored, share and were asked, a record a row."""
    for each in records:
        source = without_basis(each.basis, each.source)
        # a council goes into one of an option's new councils, so that those of one stand together
        name = ": ".join((*each.parts[2::-1], *each.parts[3:])) if each.kind == SUCCESSIONS else each.name
        yield SourceEntry(f"{each.kind}: {name}", each.value, capital(each.basis), source, of=partner_record(each))


def _other_entries(paper: PaperRecords, tables: Collection[str]) -> Iterable[SourceEntry]:
    """What is in words, or has its figures in a table of its own: the records that share a basis and a source together."""
    for noun, records in paper.in_words.items():
        if noun.TABLE not in tables:
            continue
        by_origin: dict[tuple[str, str], list[str]] = {}
        for record in records:
            by_origin.setdefault((record.basis, record.source), []).append(called(record))
        for (basis, source), names in by_origin.items():
            yield SourceEntry(_KINDS.get(noun, noun.SHEET), "\n".join(names), capital(basis), without_basis(basis, source))


def _price_base(appraisal: Appraisal) -> str:
    case = appraisal.case
    return "nominal" if case.price_base == "nominal" else f"in {case.price_year or case.base_year} prices"


def _prices(appraisal: Appraisal) -> str:
    case = appraisal.case
    if case.price_base == "nominal":
        return "Amounts are nominal: they include inflation."
    return f"Amounts are real, in {case.price_year or case.base_year} prices."


def _benchmark(appraisal: Appraisal) -> str:
    benchmark = next((option.name for option in appraisal.options if option.benchmark), None)
    if benchmark is None:
        return "No benchmark is recorded: amounts are taken as changes from what happens now."
    if appraisal.case.flows_are is FlowsAre.WHOLE_COSTS:
        return f"Each option's amounts are all it costs; its saving is the cost of {benchmark} less its own."
    return f"Amounts are changes from {benchmark}, the benchmark."


def _estimates(flows: Sequence[FlowRecord]) -> list[str]:
    sentences = []
    hidden = sum(flow.withheld for flow in flows)
    if hidden:
        sentences.append(
            f"The amounts of {hidden} {'line are' if hidden == 1 else 'lines are'} withheld. They count here as not known, "
            "and every total they belong to says so."
        )
    unknown = [flow.line for flow in flows if not flow.withheld and any(amount.unknown for amount in flow.amounts.values())]
    count = sum(amount.unknown for flow in flows if not flow.withheld for amount in flow.amounts.values())
    if unknown:
        sentences.append(
            f"{count} {'amount is' if count == 1 else 'amounts are'} not yet known ({some(list(dict.fromkeys(unknown)))}). "
            "Not known is not zero: every total they belong to says so."
        )
    assumed_middle = [flow.line for flow in flows if any(amount.middle_assumed for amount in flow.amounts.values())]
    if assumed_middle:
        sentences.append(
            f"The middle of a range is taken half way where no likely amount was given: {some(list(dict.fromkeys(assumed_middle)))}."
        )
    floors = [flow.line for flow in flows if any(amount.kind is Kind.AT_MOST for amount in flow.amounts.values())]
    if floors:
        sentences.append(f"An amount recorded as “up to” has no lowest figure; £0 is assumed: {some(list(dict.fromkeys(floors)))}.")
    return sentences


def _flow_entry(flow: FlowRecord) -> SourceEntry:
    cashable = (
        {True: "cashable", False: "not cashable", None: "cashable or not is not stated"}[flow.cashable]
        if flow.kind == "saving" and not flow.withheld
        else ""
    )
    record = f"{flow.owner}: {flow.line} ({filled((flow.kind, flow.organisation, cashable))})"
    value = "Withheld, and counted as not known" if flow.withheld else amounts_by_year(flow.amounts)
    if flow.condition:
        value += f"\nCondition: {flow.condition}"
    return SourceEntry(record, value, capital(flow.basis), without_basis(flow.basis, flow.source), of=flow_record(flow))


def _line_entries(records: Iterable[LineRecord]) -> Iterable[SourceEntry]:
    """What stands beside the lines: how totals are spread, what scenarios move, and what has come of lines."""
    for each in records:
        yield SourceEntry(
            f"{each.kind}: {each.name}",
            each.value,
            capital(each.basis),
            without_basis(each.basis, each.source),
            of=Record(each.kind.lower(), each.name),
        )


def _weight_entries(paper: PaperRecords, *, tables_of_groups: bool) -> Iterable[SourceEntry]:
    """Weights as recorded, but for those that stand with the scores of a group in its table."""
    groups = {score.assessors for score in paper.scores} if tables_of_groups else set()
    theirs = {weight.assessors for weight in paper.weights}
    in_tables = {group if group in theirs else "" for group in groups}
    by_origin: dict[tuple[str, str, str], list[str]] = {}
    for weight in paper.weights:
        if weight.assessors not in in_tables:
            by_origin.setdefault((weight.assessors, weight.basis, weight.source), []).append(f"{weight.criterion} {weight.weight}")
    for (assessors, basis, source), weights in by_origin.items():
        whose = f"Weights of {assessors}" if assessors else "Weights of the criteria"
        yield SourceEntry(whose, "; ".join(weights), capital(basis), without_basis(basis, source))


def bases_used(paper: PaperRecords, tables: Collection[str]) -> str:
    """Which kinds of record of these tables are illustrative or assumed, in a sentence each; blank where none is."""
    kinds: list[tuple[str, Sequence[HasBasis]]] = []
    if "scores" in tables:
        kinds += [("scores", paper.scores), ("weights", paper.weights)]
    if "cash_flows" in tables:
        kinds.append(("costs and savings", paper.flows))
    in_print = partial(_in_print, tables)
    kinds += [
        ("phasing, scenarios and actual amounts", _beside_lines(paper, tables)),
        ("grant bids", _beside_lines(paper, tables, bids=True)),
        ("evidence", paper.evidence if "evidence" in tables else ()),
        ("services", paper.services if "services" in tables else ()),
    ]
    for noun, records in paper.in_words.items():
        if noun not in (Option, InterviewNote) and noun.TABLE in tables:
            kinds.append((_KINDS.get(noun, noun.SHEET).lower(), records))
    of_partners = list(filter(in_print, paper.partner_records))
    others = [each for each in of_partners if each.kind != COUNT and not _reorganises(each)]
    kinds.append(("returns, scores, fit, sharing, pool and requests", others))
    kinds.append(("the Count", [each for each in of_partners if each.kind == COUNT]))
    kinds.append(("new councils and what they open with", [each for each in of_partners if _reorganises(each)]))
    sentences = []
    for basis in MARKS:
        names = [name for name, records in kinds if any(record.basis == basis for record in records)]
        if names:
            sentences.append(f"{capital(basis)} here, in whole or in part: {'; '.join(names)}.")
    return " ".join(sentences)
