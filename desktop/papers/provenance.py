"""Where every figure of a paper comes from, and what was assumed: the notes beside tables, and the last section."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.appraisal.case import FlowsAre
from desktop.appraisal.estimate import Kind
from desktop.appraisal.results import Appraisal
from desktop.appraisal.sentences import listed
from desktop.papers.content import SourceEntry, Sources
from desktop.papers.records import FlowRecord, PaperRecords, ScoreRecord
from desktop.papers.wording import amounts_by_year, capital, day_in_words, filled, sentence, some

ILLUSTRATIVE, ASSUMED = "illustrative", "assumed"

#: What stands before the note under a table or figure drawn from records that no document holds.
NOTE_BEGINS = "Illustrative figures:"

BASES = (
    "Reported: a document says so. Assumed: worked out, or taken for granted. Illustrative: made up to show the method, "
    "and to be replaced by the council's own before a decision rests on it."
)


def note(named: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The note for records given as (name, basis); none where every one is reported."""
    by_basis: dict[str, list[str]] = {}
    for name, basis in named:
        if basis in (ILLUSTRATIVE, ASSUMED) and name not in by_basis.setdefault(basis, []):
            by_basis[basis].append(name)
    told = [f"{some(by_basis[basis])} ({basis})" for basis in (ILLUSTRATIVE, ASSUMED) if by_basis.get(basis)]
    if not told:
        return ()
    return (f"{NOTE_BEGINS} {'; '.join(told)}. No document gives them: see Sources and assumptions.",)


def score_note(paper: PaperRecords) -> tuple[str, ...]:
    """The note for whatever is drawn from scores and weights."""
    named = [(f"scores by {score.assessors}", score.basis) for score in paper.scores if score.score]
    return note([*named, *(("weights of the criteria", weight.basis) for weight in paper.weights)])


def flow_note(paper: PaperRecords, owners: Sequence[str]) -> tuple[str, ...]:
    """The note for whatever is drawn from the money of these options or projects."""
    return note((flow.line, flow.basis) for flow in paper.flows if flow.owner in owners and flow.amounts)


def assumptions(paper: PaperRecords, appraisal: Appraisal) -> tuple[str, ...]:
    """What the figures rest on, in sentences: prices, discounting, the benchmark, what is not known and what was assumed."""
    case = appraisal.case
    flows = [flow for flow in paper.flows if flow.amounts]
    found: list[str] = []
    if flows:
        found += [
            _prices(appraisal),
            f"The base year, {case.base_year}, is year 0 and is not discounted; amounts fall at the end of a year.",
        ]
        vintage = f", {appraisal.discounting_vintage}" if appraisal.discounting_vintage else ""
        found.append(sentence(f"Discounting: {appraisal.discounting_name}{vintage}"))
        found += [
            _benchmark(appraisal),
            "Net is savings and income less costs. Funding is shown, and is not part of net or of present value.",
        ]
        found += _estimates(flows)
    found += [sentence(why) for why in appraisal.why]
    missing = sum(len(option.missing) for option in appraisal.options)
    if missing:
        found.append(
            f"{missing} {'score is' if missing == 1 else 'scores are'} missing. Missing is not zero: "
            "an option's score is then the range from the worst to the best that the missing scores could make it."
        )
    return tuple(dict.fromkeys(found))


def sources(paper: PaperRecords, appraisal: Appraisal) -> tuple[Sources, ...]:
    """Every figure of the paper by kind, with its value, basis and source. Kinds with nothing recorded are left out."""
    price_base = _price_base(appraisal)
    kinds = (
        Sources("Costs, savings, income and funding", tuple(_flow_entry(flow, price_base) for flow in paper.flows if flow.amounts)),
        Sources("Scores", _score_entries(paper.scores)),
        Sources("Weights", tuple(_weight_entries(paper))),
        Sources(
            "Evidence",
            tuple(
                SourceEntry(item.statement, filled((item.value, item.unit), " "), item.basis, item.source, day_in_words(item.date))
                for item in paper.evidence
            ),
        ),
        Sources("Options", tuple(SourceEntry(item.name, _viable(item.viable), item.basis, item.source) for item in paper.options)),
        Sources(
            "Services",
            tuple(
                SourceEntry(
                    f"{item.service}, {item.organisation}",
                    filled((f"{item.fte} FTE" if item.fte is not None else "",
                            f"{item.volume} {item.volume_unit}".strip() if item.volume is not None else "")),
                    item.basis,
                    item.source,
                )
                for item in paper.services
                if item.fte is not None or item.volume is not None
            ),
        ),
        Sources(
            "Risks",
            tuple(
                SourceEntry(item.risk, filled((f"likelihood {item.likelihood}" if item.likelihood else "",
                                               f"impact {item.impact}" if item.impact else "")), item.basis, item.source)
                for item in paper.risks
            ),
        ),
        Sources(
            "Consultation",
            tuple(
                SourceEntry(f"{item.audience}, {item.event}", attendance(item.attended, item.invited), item.basis, item.source,
                            day_in_words(item.date))
                for item in paper.consultations
            ),
        ),
        Sources(
            "Timetable",
            tuple(
                SourceEntry(item.milestone, day_in_words(item.date), item.basis, item.source) for item in paper.milestones
            ),
        ),
    )  # fmt: skip
    return tuple(kind for kind in kinds if kind.entries)


def attendance(attended: int | None, invited: int | None) -> str:
    """Who came: `23 of 37`, `23`, `37 invited`, or nothing."""
    if attended is None:
        return "" if invited is None else f"{invited} invited"
    return f"{attended} of {invited}" if invited is not None else str(attended)


def _price_base(appraisal: Appraisal) -> str:
    case = appraisal.case
    return "Nominal" if case.price_base == "nominal" else f"{case.price_year or case.base_year} prices"


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
    found = []
    unknown = [flow.line for flow in flows if any(amount.unknown for amount in flow.amounts.values())]
    count = sum(amount.unknown for flow in flows for amount in flow.amounts.values())
    if unknown:
        found.append(
            f"{count} {'amount is' if count == 1 else 'amounts are'} not yet known ({some(list(dict.fromkeys(unknown)))}). "
            "Not known is not zero: every total they belong to says so."
        )
    assumed_middle = [flow.line for flow in flows if any(amount.middle_assumed for amount in flow.amounts.values())]
    if assumed_middle:
        found.append(
            f"The middle of a range is taken half way where no likely amount was given: {some(list(dict.fromkeys(assumed_middle)))}."
        )
    floors = [flow.line for flow in flows if any(amount.kind is Kind.AT_MOST for amount in flow.amounts.values())]
    if floors:
        found.append(f"An amount recorded as “up to” has no lowest figure; £0 is assumed: {some(list(dict.fromkeys(floors)))}.")
    return found


def _flow_entry(flow: FlowRecord, price_base: str) -> SourceEntry:
    cashable = (
        {True: "cashable", False: "not cashable", None: "cashable or not is not stated"}[flow.cashable] if flow.kind == "saving" else ""
    )
    record = f"{flow.owner}: {flow.line} ({filled((flow.kind, flow.organisation, cashable))})"
    value = amounts_by_year(flow.amounts)
    if flow.condition:
        value += f"\nCondition: {flow.condition}"
    return SourceEntry(record, value, capital(flow.basis), flow.source, price_base)


def _score_entries(scores: Sequence[ScoreRecord]) -> tuple[SourceEntry, ...]:
    """One entry for each group and option whose scores share a basis and a source."""
    by_origin: dict[tuple[str, str, str, str], list[str]] = {}
    for score in scores:
        told = f"{score.criterion} {score.score or 'missing'}"
        by_origin.setdefault((score.assessors, score.option, score.basis, score.source), []).append(told)
    return tuple(
        SourceEntry(f"{option}, scored by {assessors}", "; ".join(told), capital(basis), source)
        for (assessors, option, basis, source), told in by_origin.items()
    )


def _weight_entries(paper: PaperRecords) -> Iterable[SourceEntry]:
    by_origin: dict[tuple[str, str, str], list[str]] = {}
    for weight in paper.weights:
        by_origin.setdefault((weight.assessors, weight.basis, weight.source), []).append(f"{weight.criterion} {weight.weight}")
    for (assessors, basis, source), told in by_origin.items():
        yield SourceEntry(f"Weights of {assessors}" if assessors else "Weights of the criteria", "; ".join(told), capital(basis), source)


def _viable(viable: bool | None) -> str:
    return {True: "viable", False: "not viable", None: "viable or not is not stated"}[viable]


def bases_used(paper: PaperRecords) -> str:
    """Which kinds of record are illustrative or assumed, in a sentence; blank where none is."""
    kinds = (("scores", paper.scores), ("weights", paper.weights), ("costs and savings", paper.flows), ("evidence", paper.evidence),
             ("services", paper.services), ("risks", paper.risks), ("consultation", paper.consultations), ("the timetable", paper.milestones))  # fmt: skip
    told = []
    for basis in (ILLUSTRATIVE, ASSUMED):
        names = [name for name, records in kinds if any(record.basis == basis for record in records)]
        if names:
            told.append(f"{'some or all of the ' if len(told) == 0 else ''}{listed(names)} {basis}")
    return f"In this paper {' and '.join(told)}." if told else ""
