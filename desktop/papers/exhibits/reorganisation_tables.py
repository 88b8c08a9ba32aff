"""Tables of a reorganisation. Each is none where there is nothing to say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from desktop.appraisal.reorganisation.opening import Opened
from desktop.appraisal.reorganisation.reorganised import NOTHING, Reorganisation, Reorganised
from desktop.appraisal.results import Appraisal
from desktop.appraisal.wording import listed, placed
from desktop.papers.content.blocks import Rests, Runs, Table, TableColumn, Traces, right, table_columns
from desktop.papers.content.records import PaperRecords
from desktop.papers.exhibits.cell_words import printed, says_something, strong_rows
from desktop.papers.exhibits.option_tables import block_words
from desktop.papers.exhibits.partner_tables import partner_note
from desktop.papers.exhibits.record_tables import trimmed
from desktop.results import reorganisation as results
from desktop.results.cells import Row

#: The options that stand across a table at the most, beside what is told of them.
_ACROSS = 3
_BALANCE = "Smallest to largest: what the smallest of the new councils has, as a percentage of what the largest has."
_DIVIDED = (
    "What is divided by a basis is shared as the areas of the new councils have it together, unless a percentage is recorded. Net budget: "
    "that of the latest year; what a service that is divided apart costs is taken out of its council’s."
)
_ADDED = "Each amount is added from the councils that the new one takes over; one that is not known leaves the sum so."
_HARMONISED = (
    "The gap from the highest to the lowest rate narrows by equal steps to one rate, by the start of year 8 at the latest (SI 2008/3022, "
    "as amended). Rates are those of county and district together, without parish precepts and special expenses."
)
_BY_HARMONISING = (
    "At band D, to county and district together. By harmonising: how much more or less than the area’s own rate, raised by the same "
    "percentage, in the year with one rate."
)
_FORGONE = "Forgone: the tax at the highest predecessor’s rate, raised as the average is, less the tax charged."


def new_councils(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """The new councils of each option, a table an option; a column that nothing is known of is left out."""
    tables = []
    for option in (appraisal.reorganisation or NOTHING).options:
        rows = results.new_councils([option])
        days = {printed(row.cells["begins"]) for row in rows if row.record}
        alike = len(days) == 1
        columns = table_columns("New council", "Made up of", "Begins", *right("People", "Need", "Council tax base", "Councillors",
                                                                             "Electors each"))  # fmt: skip
        keys = ("made_of", "begins", "population", "need", "tax_base", "councillors", "electors_each")
        kept = [n for n, key in enumerate(keys) if not (alike and key == "begins") and _says(rows, key)]
        begin = (f"Each begins on {next(iter(days))}.",) if alike and _says(rows, "begins") else ()
        notes = (*begin, *((_BALANCE,) if len(option.councils) > 1 else ()), *partner_note(paper, "New councils", "Successions"))
        if rows:
            shown = (columns[0], *(columns[n + 1] for n in kept))
            caption = f"New councils: {option.option}"
            tables.append(_table(caption, shown, rows, [keys[n] for n in kept], notes, Traces("new councils", caption)))
    return _noted_once(tables)


def _says(rows: Iterable[Row], key: str) -> bool:
    return says_something(printed(row.cells[key]) for row in rows)


def turning(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """What each option comes to in the last year of the case, and the line on which that turns."""
    found = appraisal.reorganisation or NOTHING
    rows = results.full_effects(found)
    if not rows:
        return ()
    heads = {
        "reorganisation": "Reorganisation", "transformation": "Transformation",
        "transition": "Transition, all years together", "payback": "Pays back, transformation apart",
        "line": "Turns on", "recorded": "As recorded", "breaks_even_at": "Breaks even at", "matches_at": "Matches the best at",
    }  # fmt: skip
    caption = f"What each option comes to a year by {found.effects[0].year}"
    notes = ("Turns on: the line that has to move least, as a share of itself, for reorganisation to break even.",)
    traces = Traces("options", "", Runs.FIELDS, Runs.RECORDS, Rests.MONEY)
    blocks = [rows[start : start + _ACROSS] for start in range(0, len(rows), _ACROSS)]
    return tuple(
        Table(
            f"{caption}{block_words(index, blocks)}",
            table_columns("Measure", *right(*(row.name for row in across))),
            tuple((head, *(printed(row.cells[key]) for row in across)) for key, head in heads.items()),
            notes if index == len(blocks) else (),
            traces=traces,
        )
        for index, across in enumerate(blocks, start=1)
    )


def transition(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """What the change itself costs, line by line, together and by year, an option a column."""
    found = appraisal.reorganisation or NOTHING
    notes = ("Costs that end, as recorded. Transformation is apart.",)
    return _by_option(found, results.transition(found), "What the change itself costs", notes)


def disaggregation(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """The share of each new council in what is divided, a table an option."""
    tables = []
    for option in (appraisal.reorganisation or NOTHING).options:
        rows = results.disaggregated([option])
        if rows:
            columns = table_columns("What is divided", "To", "By", *right("Share", "Net budget"))
            notes = (_DIVIDED, *partner_note(paper, "Successions"))
            caption = f"What is divided: {option.option}"
            tables.append(_table(caption, columns, rows, ("to", "by", "share", "net_budget"), notes, Traces("successions", caption)))
    found = appraisal.reorganisation or NOTHING
    notes = ("A saving, or with a minus a cost. Transformation is apart, and so is what ends before that year.",)
    caption = f"What reorganisation costs and saves a year by {found.effects[0].year}" if found.effects else ""
    return (*_noted_once(tables), *_by_option(found, results.yearly_lines(found), caption, notes))


def _by_option(found: Reorganisation, rows: Sequence[Row], caption: str, notes: tuple[str, ...]) -> tuple[Table, ...]:
    """Lines of money with an option a column."""
    if not rows:
        return ()
    names = [each.option for each in found.effects]
    traces = Traces("options", across=Runs.RECORDS, rests=Rests.MONEY)
    return (_table(caption, table_columns("Line", *right(*names)), rows, [str(n) for n in range(len(names))], notes, traces),)


def opening_positions(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """What each new council opens with by year, a table an option."""
    tables = []
    for option in (appraisal.reorganisation or NOTHING).options:
        rows = results.positions([option])
        heads = {
            "net_budget": "Net budget", "gap": "Gap", "debt": "Debt", "debt_cost": "Cost of debt", "reserves": "Reserves",
            "tax_base": "Council tax base", "band_d": "Band D",
        }  # fmt: skip
        if kept := [key for key in heads if _says(rows, key)]:
            lacking = [heads[key] for key in heads if key not in kept]
            if not paper.withheld_tables.isdisjoint(("opening_positions", "budget_gaps", "cost_lines", "organisations")):
                lacking = []  # what is withheld may be recorded of one
            silent = (f"Not recorded of any council: {listed([each[0].lower() + each[1:] for each in lacking])}.",) if lacking else ()
            notes = (_ADDED, *silent, *partner_note(paper, "Opening positions"))
            columns = table_columns("New council and year", *right(*(heads[key] for key in kept)))
            caption = f"Opening positions: {option.option}"
            tables.append(_table(caption, columns, rows, kept, notes, Traces("new councils", caption)))
    return _noted_once(tables)


def council_tax(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """The harmonisation of each new council by year, a table an option."""
    tables = []
    for option in (appraisal.reorganisation or NOTHING).options:
        rows = results.council_tax([option])
        if rows:
            keys = ("lowest", "highest", "gap", "charged", "forgone")
            columns = table_columns("New council and year", *right("Lowest rate", "Highest rate", "Gap", "Tax charged", "Forgone"))
            worked_with = tuple(stated(each) for each in option.councils if each.tax.years)
            notes = (_HARMONISED, _FORGONE, *worked_with, *partner_note(paper, "Opening positions"))
            caption = f"Council tax: {option.option}"
            tables.append(_table(caption, columns, rows, keys, notes, Traces("new councils", caption)))
            tables.append(_by_area(option))
    return _noted_once(tables)


def _by_area(option: Reorganised) -> Table:
    """What each area pays at band D: one rate stands apart from the first year only where it comes later."""
    heads = {
        "today": "Today’s rate",
        "first": "First year",
        "rise": "Rise in it",
        "last": "Year with one rate",
        "harmonising": "By harmonising",
    }
    if all(len(each.tax.years) == 1 for each in option.councils if each.tax.years):
        del heads["last"]
    caption = f"What each area pays: {option.option}"
    columns = table_columns("Area and new council", *right(*heads.values()))
    return _table(caption, columns, results.tax_by_area([option]), heads, (_BY_HARMONISING,), Traces("new councils", caption))


def stated(council: Opened) -> str:
    """The rise and the base that a council tax is worked out with."""
    base = placed(sum((area.base for area in council.tax.areas), Fraction(0)), 1)
    rise = placed(council.tax.rise * 100, 2)
    return f"{council.name}: a rise of {rise}% a year on the rates of {council.tax.from_year}, and {base} dwellings of band D throughout."


def _noted_once(tables: Sequence[Table]) -> tuple[Table, ...]:
    """The tables of the options with each note below the last that it is of."""
    return tuple(
        replace(table, notes=tuple(note for note in table.notes if not any(note in later.notes for later in tables[index:])))
        for index, table in enumerate(tables, start=1)
    )


def _table(
    caption: str, columns: tuple[TableColumn, ...], rows: Sequence[Row], keys: Iterable[str], notes: tuple[str, ...], traces: Traces
) -> Table:
    keys = tuple(keys)
    body = tuple((row.name, *(printed(row.cells[key]) for key in keys)) for row in rows)
    return trimmed(Table(caption, columns, body, notes, strong=strong_rows(rows), traces=traces))
