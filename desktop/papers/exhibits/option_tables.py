"""Tables drawn from the appraisal: the options with scores and ranks, the scores by group and criterion, and the money by year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from desktop.appraisal.case import FlowKind
from desktop.appraisal.estimate import rounding_of
from desktop.appraisal.findings.finding import FLOWS
from desktop.appraisal.findings.withheld import SCORES_WITHHELD, ranks_nothing
from desktop.appraisal.money import MINUS
from desktop.appraisal.results import Appraisal, Money, OptionResult
from desktop.appraisal.wording import listed, points
from desktop.papers.content.blocks import Align, Rests, Runs, Table, TableColumn, Traces, right, table_columns
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.wording import ROUNDED, alike_places, capital, floor_note, sentence
from desktop.papers.content.words import cell
from desktop.papers.exhibits.cell_words import body, or_blank, paybacks_once, printed, says_something, strong_rows, unless_nought
from desktop.papers.exhibits.many_options import KEY, are_in_grids, grid, lettered, letters, shown_options
from desktop.papers.exhibits.record_tables import trimmed
from desktop.papers.sources.provenance import flow_note, score_note
from desktop.results.cells import Cell, Number, Row, Score, Words, adds
from desktop.results.choice.by_criterion import MIDDLE, PARTLY, by_criterion
from desktop.results.choice.options import ranked
from desktop.results.money.by_year import by_year
from desktop.results.money.recorded import has_known_amounts, money_held, parts_of
from desktop.results.money.worth import worths

#: More options than this do not fit beside one another.
_MOST_ACROSS = 6

_MOST_MONEY_ACROSS = 4

#: Tells our own council's part of something from the whole of it.
_OWN = "\N{NULL}"

#: What all projects together are called.
ALL_PROJECTS = "All projects"

#: Sets a criterion in below its heading; a space that is kept.
_INDENT = "\N{NO-BREAK SPACE}" * 3

#: What stands by a score that is not all there is to it, by why.
_MARKS = {PARTLY: "*", MIDDLE: "†"}


#: Between the ends of a scale, which stand on one line.
_TO = "\N{NO-BREAK SPACE}to\N{NO-BREAK SPACE}"
#: What an option comes to in money, as a heading or before the figure.
_IN_MONEY = "Net present value", "Pays back in cash"


def options(paper: PaperRecords, appraisal: Appraisal) -> Table:
    """The options, best first: what each is, what speaks for and against it, what it comes to in money, and why it is chosen or not.

    Of many the leaders, whose scores stand with those of all. Money that rests on illustrative lines is left out, and the table has no
    more columns than can be read on a page.
    """
    records, worth = {option.name: option for option in paper.options}, _worth(paper, appraisal)
    is_argued = any(record.advantages.strip() or record.disadvantages.strip() for record in records.values())
    beside = table_columns("For and against", "Money") if is_argued else table_columns(*right(*_IN_MONEY))
    columns = (*table_columns("Option"), *(beside if worth else table_columns("For", "Against")), *table_columns("Why"))
    rows, shown = [], shown_options(paper, appraisal)
    for option in appraisal.ranked:
        if option.name not in shown.names:
            continue
        record = records.get(option.name)
        what, good, bad, why = (
            (cell(record.description), cell(record.advantages), cell(record.disadvantages), cell(record.reason))
            if record
            else ("", "", "", "")
        )
        sides = "\n".join(f"{label}: {words}" for label, words in (("For", good), ("Against", bad)) if words)
        money = worth.get(option.name, ("", ""))
        told = "\n".join(f"{label}: {figure}" for label, figure in zip(_IN_MONEY, money, strict=True) if figure)
        middle = (good, bad) if not worth else (sides, told) if is_argued else money
        rows.append(("\n".join(filter(None, (option.name, *standing(option), what))), *middle, why or _why_not(option)))
    typed = tuple(column.heading for column in columns if column.heading not in ("Money", *_IN_MONEY))
    traces = Traces("options", rests=Rests.MONEY, names=("Option",), typed=typed)
    return trimmed(Table("Options", columns, tuple(rows), shown.notes, empty="No options are recorded.", traces=traces))


def _worth(paper: PaperRecords, appraisal: Appraisal) -> dict[str, tuple[str, str]]:
    """What each option is worth and when it pays back in cash; none where neither is known, or a line of it is illustrative."""
    made_up = {flow.owner for flow in paper.flows if flow.amounts and flow.basis == "illustrative"}
    held = {option.name: option.money for option in appraisal.ranked
            if not option.benchmark and has_known_amounts(option.money) and option.name not in made_up}  # fmt: skip
    told = {name: (printed(cells["npv"]), printed(cells["cashable"])) for name, cells in worths(held).items()}
    return {name: figures for name, figures in told.items() if says_something(figures)}


def _why_not(option: OptionResult) -> str:
    """Why an option is not chosen where no officer has said so: that it is not viable, or what it fails."""
    reasons = []
    if option.viable is False:
        reasons.append("it is not viable")
    if option.failed:
        reasons.append(f"it fails {listed(option.failed)}, which an option must pass")
    if option.not_shown:
        reasons.append(f"it is not shown to pass {listed(option.not_shown)}, which an option must pass")
    return sentence(capital(listed(reasons)))


def standing(option: OptionResult) -> tuple[str, ...]:
    """How an option stands, each in a few words."""
    states = (("Recommended", option.preferred), ("Benchmark", option.benchmark), ("Not viable", option.viable is False))
    return tuple(words for words, is_so in states if is_so)


def has_scores(appraisal: Appraisal) -> bool:
    """Whether any option has a score."""
    return any(option.score is not None for option in appraisal.options)


def scores(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """The weighted scores by group, and the combined score of each option on each criterion."""
    if not has_scores(appraisal):
        return (Table("Weighted scores", (), (), empty="No scores are recorded."),)
    groups = [group.name for group in appraisal.case.groups]
    several = groups if len(groups) > 1 else []
    ranks = () if ranks_nothing(appraisal.case) else ("Rank",)
    columns = table_columns(*right(*ranks), "Option", *right("Score", *several))
    results = ranked(appraisal)
    keys = ("score", *(f"group:{name}" for name in several))
    rows = tuple(
        (
            *(printed(row.cells[rank.lower()]) for rank in ranks),
            row.name + (" (benchmark)" if appraisal.option(row.name).benchmark else ""),
            *(printed(row.cells.get(key, Score(None))) for key in keys),
        )
        for row in results
    )
    overall = Table(
        "Weighted scores out of 100", columns, rows, (*(() if ranks else (SCORES_WITHHELD,)), *score_note(paper)), row_headers=not ranks,
        strong=strong_rows(results),
        traces=Traces("options", rests=Rests.SCORES, names=("Option",)),
    )  # fmt: skip
    criteria = _criteria_of_many(paper, appraisal) if are_in_grids(appraisal) else _criteria(paper, appraisal)
    return (overall, *criteria)


def criteria_key(appraisal: Appraisal) -> Table:
    """The criteria with the letters that stand for them in grids, their weights and their scales."""
    results = by_criterion(appraisal)
    strong = strong_rows(results)
    named = dict(zip(lettered(appraisal), letters(len(results)), strict=False))
    rows = tuple(
        ("" if "worst" not in row.cells else named[row.name], _INDENT * row.depth + row.name, printed(row.cells["weight"]), _scored(row)[0])
        for row in results
    )
    notes = ("The weight of a heading, in bold, is the sum of the weights below it.",) if strong else ()
    return Table(KEY, table_columns("Letter", "Criterion", *right("Weight"), "Scale"), rows, notes, row_headers=False, strong=strong,
                 traces=Traces("weights", names=("Criterion",)))  # fmt: skip


def _criteria_of_many(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """The same of many options: the criteria with their letters, then the scores of every option as a grid."""
    by_name = {row.name: row for row in by_criterion(appraisal)}
    names, criteria = [option.name for option in appraisal.ranked], lettered(appraisal)
    words = {(option, name): _score_words(by_name[name].cells[f"option:{option}"]) for name in criteria for option in names}
    marked = [f"{mark} {sentence(capital(why))}" for why, mark in _MARKS.items() if any(mark in text for text in words.values())]
    scores = grid(
        "Scores on each criterion, all groups together", names, criteria, lambda option, criterion: words[option, criterion],
        (*marked, *score_note(paper)), Traces("options", rests=Rests.SCORES),
    )  # fmt: skip
    return (criteria_key(appraisal), *scores)


def _criteria(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """Scores on each criterion's own scale below its headings, whose weights are the sums of theirs; so many options across at a time."""
    results = by_criterion(appraisal)
    strong = strong_rows(results)
    ranked_options = appraisal.ranked
    blocks = [ranked_options[start : start + _MOST_ACROSS] for start in range(0, len(ranked_options), _MOST_ACROSS)]
    tables = []
    for index, across in enumerate(blocks, start=1):
        columns = table_columns("Criterion", *right("Weight"), "Scale", *right(*(option.name for option in across)))
        keys = [f"option:{option.name}" for option in across]
        rows = tuple((_INDENT * row.depth + row.name, printed(row.cells["weight"]), *_scored(row, keys)) for row in results)
        traces = Traces(
            "options", "", Runs.FIELDS, Runs.RECORDS, Rests.SCORES, typed=("Scale",), row_fields=("Weight", "Scale"), row_kind="weights",
        )  # fmt: skip
        caption = f"Scores on each criterion, all groups together{block_words(index, blocks)}"
        tables.append(Table(caption, columns, rows, (), strong=strong, traces=traces))
    texts = [words for table in tables for row in table.rows for words in row[3:]]
    notes = (
        *(("The weight of a heading, in bold, is the sum of the weights below it.",) if strong else ()),
        *(f"{mark} {sentence(capital(why))}" for why, mark in _MARKS.items() if any(mark in words for words in texts)),
        *score_note(paper),
    )
    return (*tables[:-1], *(replace(table, notes=notes) for table in tables[-1:]))


def block_words(index: int, blocks: Sequence[object]) -> str:
    """Which part of a table that is parted by its columns a block is, as its caption ends; nothing of one that is whole."""
    return f" ({index} of {len(blocks)})" if len(blocks) > 1 else ""


def _scored(row: Row, keys: Sequence[str] = ()) -> tuple[str, ...]:
    """The scale of a criterion and the scores on it; blanks beside a heading."""
    if "worst" not in row.cells:
        return ("",) * (1 + len(keys))
    ends = _end(row.cells["worst"]), _end(row.cells["best"])
    return _TO.join(dict.fromkeys(ends)) if says_something(ends) else ends[0], *alike_places([_score_words(row.cells[key]) for key in keys])


def _score_words(score: Cell) -> str:
    if not isinstance(score, Number) or not isinstance(score.value, Fraction):
        return printed(score)
    marks = "".join(mark for why, mark in _MARKS.items() if why in score.note)
    return points(score.value, score.places) + (f" {marks}" if marks else "")


def _end(end: Cell) -> str:
    """An end of a scale, to every place that it has."""
    return f"{end.value.normalize():f}" if isinstance(end.value, Decimal) else printed(end)


def shown_money(paper: PaperRecords, appraisal: Appraisal) -> list[tuple[str, Money]]:
    """The options that are shown in full and the projects, each with its money."""
    shown, options = shown_options(paper, appraisal), {option.name for option in appraisal.options}
    return [(name, money) for name, money in money_held(appraisal) if name in shown.names or name not in options]


def money_summary(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """What each option and project that has money is worth and when it pays back, the cashable payback first; a few across at a time."""
    shown = shown_options(paper, appraisal)
    held = shown_money(paper, appraisal)
    known = [(name, money) for name, money in held if has_known_amounts(money)]
    # nobody is told whether any amount is recorded of what is withheld
    withheld = {source.whose for source in appraisal.case.withheld if source.sheet == FLOWS}
    unknown = [name for name, money in held if not has_known_amounts(money) and name not in withheld]
    caption = "What each option is worth"
    unknown_notes = (
        (f"No amount of {listed(unknown)} is known in any year. What is not known is set out under sources.",) if unknown else ()
    )
    if not known:
        return (Table(caption, (), (), flow_note(paper, unknown), empty=" ".join(unknown_notes) or "No costs or savings are recorded."),)
    case = appraisal.case
    reach = f"Over {case.horizon} years from {case.base_year}, against the benchmark. Cashable counts only what is stated to be cashable."
    blocks = _blocks(_sides(appraisal, known))
    tables = []
    for index, across in enumerate(blocks, start=1):
        told_rows, not_known = _told([_measures(side.money, side.cells) for side in across])
        columns = table_columns("Measure", *(side.column for side in across))
        floors = floor_note(amount for side in across for amount in (side.money.npv, side.money.budget_net) if amount is not None)
        names = list(dict.fromkeys(side.column.named for side in across))
        reasons = _reasons([(side.column.named, side.money) for side in across if not side.column.kind])
        notes = (*not_known, *_whose(appraisal, across), reach, *reasons, *floors, *unknown_notes, *flow_note(paper, names))
        if index == len(blocks):
            notes += shown.notes
        traces = Traces("options", "", Runs.FIELDS, Runs.RECORDS, Rests.MONEY)
        tables.append(
            Table(
                f"{caption}{block_words(index, blocks)}",
                columns,
                told_rows,
                notes if told_rows else (),
                empty=" ".join(notes),
                traces=traces,
            )
        )
    return tuple(tables)


class _Side(NamedTuple):
    """What an option or a project is worth to our own council, or to all: a column of a table."""

    column: TableColumn
    money: Money
    cells: dict[str, Cell]


def _sides(appraisal: Appraisal, known: Sequence[tuple[str, Money]]) -> list[list[_Side]]:
    """Of each option and project our own council's part, where it is told from the whole and is worth something else, then the whole."""
    own = {name: part for name, _ in known if (part := _own_part(appraisal, name)) is not None}
    told = worths({**dict(known), **{f"{name}{_OWN}": part for name, part in own.items()}})
    council = appraisal.finance.own_council if appraisal.finance is not None else ""
    sides = []
    for name, money in known:
        whole = _Side(TableColumn(name, Align.RIGHT, named=name), money, told[name])
        part = own.get(name)
        if part is None or _measures(part, told[f"{name}{_OWN}"]) == _measures(money, told[name]):
            sides.append([whole])
            continue
        column = TableColumn(f"{name}: {council}’s part", Align.RIGHT, named=name, kind="own parts")
        whole = whole._replace(column=replace(whole.column, heading=f"{name}: the whole"))
        sides.append([_Side(column, part, told[f"{name}{_OWN}"]), whole])
    return sides


def _own_part(appraisal: Appraisal, name: str) -> Money | None:
    """Our own council's part of an option or a project, where it is told from the whole and any amount of it is known."""
    finance = appraisal.finance
    if finance is None or not finance.own_council or name not in finance.owners or finance.part(name).is_all:
        return None
    own = finance.own(name)
    return own if own is not None and has_known_amounts(own) else None


def _blocks(owners: Sequence[list[_Side]]) -> list[list[_Side]]:
    """The columns by the tables that they stand in, a few across and those of one owner together."""
    blocks: list[list[_Side]] = [[]]
    for sides in owners:
        if len(blocks[-1]) + len(sides) > _MOST_MONEY_ACROSS:
            blocks.append([])
        blocks[-1] += sides
    return blocks


def _whose(appraisal: Appraisal, across: Sequence[_Side]) -> tuple[str, ...]:
    """Of what our own council's parts are, and what is not known to be whose."""
    finance = appraisal.finance
    names = [side.column.named for side in across if side.column.kind]
    if finance is None or not names:
        return ()
    unclear = tuple(sentence(why) for name in names for why in finance.own_why(name))
    return (f"{finance.own_council}’s part is what is its own, and its share of what is shared.", *unclear)


_MEASURES: tuple[tuple[str, str, Callable[[Cell], str]], ...] = (
    ("Payback, cashable savings only", "cashable", printed),
    ("Payback, all savings", "payback", printed),
    ("Payback, best case", "best", printed),
    ("Payback, worst case", "worst", printed),
    ("Payback, discounted", "discounted", printed),
    ("Net present value", "npv", printed),
    ("Net present value, cashable", "npv_cashable", printed),
    ("Equivalent a year", "annual", printed),
    ("Effect on budgets, cashable savings only", "budget_net", printed),
    ("Benefit cost ratio", "bcr", or_blank),
    ("Rate of return", "irr", lambda cell: f"{cell.value * 100:.1f}%".replace("-", MINUS) if isinstance(cell.value, Decimal) else ""),
)


def _measures(money: Money, cells: dict[str, Cell]) -> list[str]:
    """Each measure of one option or project; the ends of the payback are blank where it is a point."""
    is_point = money.payback_range[0] == money.payback_range[1]
    ends: dict[str, Cell] = {key: Words("") if is_point else cells[key] for key in ("worst", "best")}
    return [words((cells | ends)[key]) for _, key, words in _MEASURES]


def _told(figures: Sequence[Sequence[str]]) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """The measures that say something of any of these, and a note of those that are not known of all."""
    rows = [(measure, *(each[number] for each in figures)) for number, (measure, *_) in enumerate(_MEASURES)]
    unknown = [row[0] for row in rows if "not known" in row[1:] and not says_something(row[1:])]
    listing = "; ".join(measure[0].lower() + measure[1:] for measure in unknown)
    note = (f"Not known{' of any of these' if len(figures) > 1 else ''}: {listing}.",) if unknown else ()
    return paybacks_once(row for row in rows if says_something(row[1:])), note


def _reasons(across: Sequence[tuple[str, Money]]) -> tuple[str, ...]:
    """Why something cannot be worked out, those of the same reason together."""
    by_reason: dict[str, list[str]] = {}
    for name, money in across:
        for reason in money.why:
            by_reason.setdefault(reason, []).append(name)
    return tuple(f"{listed(names)}: {sentence(reason)}" for reason, names in by_reason.items())


def in_question(appraisal: Appraisal) -> tuple[str, Money] | None:
    """The option or project that the finance of the case is about, with its money, or all projects together; else the first that is known.

    `None` where nothing is known of any amount.
    """
    finance = appraisal.finance
    money = finance.money_of(finance.owner) if finance is not None else None
    if finance is not None and money is not None and has_known_amounts(money):
        return finance.owner or ALL_PROJECTS, money
    return next(((name, own) for name, own in money_held(appraisal) if has_known_amounts(own)), None)


def owner_in_question(appraisal: Appraisal, chosen: tuple[str, Money]) -> str:
    """What is in question as finance names it."""
    finance, (name, money) = appraisal.finance, chosen
    return finance.owner if finance is not None and finance.owner is not None and money is finance.money_of(finance.owner) else name


_YEARLY = {
    "cost": "Cost",
    "cashable": "Cashable savings",
    "non_cashable": "Savings not cashable",
    "not_stated": "Savings not stated",
    "income": "Income",
    "funding": "Funding",
    "net": "Net",
}
_ALWAYS = ("cost", "net")
_WORKED_OUT = {"running": "Running total", "present_value": "Present value"}


def money_by_year(paper: PaperRecords, name: str, money: Money) -> Table:
    """One option's or project's money a year: what is recorded, the net, the running total and the present value."""
    caption = f"{name}: costs and savings by year"
    results = by_year(money)
    shown = [key for key in _YEARLY if key in _ALWAYS or any(unless_nought(row.cells[key]) for row in results)]
    is_funded = any(flow.owner == name and flow.kind == FlowKind.FUNDING.value and flow.amounts for flow in paper.flows)
    unmentioned = {*shown, "funding"} if is_funded else set(shown)
    left_out = [heading[0].lower() + heading[1:] for key, heading in _YEARLY.items() if key not in unmentioned]
    worked_out = [key for key in _WORKED_OUT if says_something(printed(row.cells[key]) for row in results)]
    columns = table_columns("Year", *right(*(_YEARLY[key] for key in shown), *(_WORKED_OUT[key] for key in worked_out)))
    notes = [f"The {heading.lower()} is not known in any year." for key, heading in _WORKED_OUT.items() if key not in worked_out]
    if left_out:
        notes.append(f"Not recorded: {', '.join(left_out)}.")
    if is_funded and "funding" not in shown:
        notes.append("Of the funding recorded nothing counts in these years: grants, contributions and receipts alone are money in.")
    notes += floor_note(amount for year in money.years for amount in (*parts_of(year), year.net, year.cumulative))
    if "not_stated" in shown:
        notes.append("Savings not stated are those of which nothing says whether they are cashable.")
    *parts, total = results
    if not all(adds([row.cells[key] for row in parts], total.cells[key]) for key in (*shown, "present_value")):
        notes.append(ROUNDED)
    bias = _optimism(money)
    return Table(
        caption, columns, body(results, *shown, *worked_out), (*notes, *bias, *flow_note(paper, [name])),
        strong=strong_rows(results), traces=Traces("options", name, Runs.YEARS, Runs.FIELDS, Rests.MONEY),
    )  # fmt: skip


def _optimism(money: Money) -> tuple[str, ...]:
    """What optimism bias did, both figures shown."""
    pairs = (
        ("Costs", money.cost_before_optimism_bias, money.cost_after_optimism_bias),
        ("Savings and income", money.benefit_before_optimism_bias, money.benefit_after_optimism_bias),
    )
    return tuple(
        f"{what} before optimism bias: {before.figure_words(rounding=rounding)}; after it: {after.figure_words(rounding=rounding)}."
        for what, before, after in pairs
        if before is not None and after is not None and before != after
        for rounding in (rounding_of((before, after)),)
    )
