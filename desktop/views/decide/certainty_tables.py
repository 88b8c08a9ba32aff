"""What the tables of doubt say: weights that change the choice, chances, the groups' own orders, and value for money. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.appraisal.results import Appraisal
from desktop.appraisal.wording import place, short_place
from desktop.models.cell import Align, Cell
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.papers.exhibits.cell_words import plain_words
from desktop.results.cells import Row
from desktop.views.kit.tables.result_columns import figure, named, shown, words

# What would change it


def branch_columns() -> tuple[ScreenColumn, ...]:
    """Pick a criterion or heading: the step its weight stands for, the weight now, and where the choice changes."""
    nearest = "{criterion}: {way} {words}, from {weight} now, {to} comes first"
    return (
        words("criterion", "Criterion", "{criterion}{note}", least=12, main=True),
        figure("step", "Step", "{criterion}: the step from worst to best is {words}", "{criterion}: a heading", kind=Kind.TEXT, least=6),
        figure("today", "Now", "{words}", least=5),
        figure("at", "Changes", nearest, "{criterion}: {why}", least=9, shows="{way} {words}"),
    )


def switch_columns() -> tuple[ScreenColumn, ...]:
    """Every exact weight at which the leader changes."""
    switched = "{criterion} {way} {at}: {to} leads, no longer {from}"
    return (
        words("criterion", "Criterion", switched, least=14, main=True, shows="{words}{note}"),
        figure("weight", "Weight now", switched),
        figure("at", "Changes at", switched, shows="{way} {words}"),
        words("from", "From", switched, least=14),
        words("to", "To", switched, least=14),
    )


def option_columns() -> tuple[ScreenColumn, ...]:
    """Pick an option: its score, and how far it is behind."""
    return (
        words("option", "Option", "{name}{note}", least=12, main=True),
        figure("score", "Score", "{name}: {words} points out of 100", least=9),
        figure("behind", "Behind", "{name}: {words} points behind the leader", least=6),
    )


def weight_needed_columns() -> tuple[ScreenColumn, ...]:
    """Every weight beyond which an option leads."""
    switched = "{criterion} {way} {at}: {to} leads, no longer {from}"
    return (
        words("criterion", "Criterion", switched, least=14, main=True, shows="{words}{note}"),
        figure("weight", "Weight now", switched),
        figure("at", "It leads", switched, shows="{way} {words}"),
    )


def score_needed_columns() -> tuple[ScreenColumn, ...]:
    """Every score of an option that would do by itself."""
    needed = "{name}: {now} now, it leads at just {way} {to}"
    return (
        named("Criterion", 14),
        figure("now", "Score now", needed),
        figure("to", "It leads", needed, shows="just {way} {words}"),
    )


# How sure


def chance_columns(appraisal: Appraisal) -> tuple[ScreenColumn, ...]:
    """The chance of leading, that of scoring most where that is another thing, the likeliest place, and confidence."""
    barred = any(not option.may_lead for option in appraisal.options)
    sure = "{name}: first in {words} of the draws at the weights that suit it"
    return (
        words("option", "Option", "{name}{note}", least=16, main=True),
        figure("leading", "Chance of leading", "{name}: leads in {words} of the draws", "{name}: cannot lead, {why}"),
        *([figure("first", "Scores most", "{words}")] if barred else []),
        figure("place", "Most often", cell=_likeliest),
        figure("confidence", "Confidence", sure, "{name}: {why}", none="never first"),
    )


def _likeliest(row: Row) -> Cell:
    number, often = row.cells["place"].value, plain_words(row.cells["in_place"])
    if not isinstance(number, int):
        return Cell()
    return Cell(f"{short_place(number)}, {often}", spoken=f"{row.id}: most often {place(number)}, in {often} of the draws")


def central_columns() -> tuple[ScreenColumn, ...]:
    """Today's weights beside those that suit the option."""
    return (named("Criterion", 12), figure("now", "Now", "{words}", least=5), figure("central", "When first", cell=_central))


def _central(row: Row) -> Cell:
    cell, share = shown(row, "central", "", "{name}: {words} on average where it is first, {now} now"), row.cells["share"].value
    return replace(cell, align=Align.RIGHT, slot=True, bar=share if isinstance(share, float) else 0.0)


# Groups


def order_columns(appraisal: Appraisal) -> tuple[ScreenColumn, ...]:
    """All groups together, then each group's own order."""
    return (
        words("option", "Option", "{name}{note}", least=16, main=True),
        _placed("score", "All together", "all groups together"),
        *(_placed(f"group:{group.name}", group.name, group.name) for group in appraisal.case.groups),
    )


def _placed(key: str, heading: str, whose: str) -> ScreenColumn:
    """A score with its place in an order."""

    def cell(row: Row) -> Cell:
        score, number, leads = plain_words(row.cells[key]), row.cells[f"place:{key}"].value, row.cells[f"first:{key}"].value is True
        if not isinstance(number, int):
            return Cell(score, quiet=True, spoken=f"{row.id}, {whose}: {score}")
        spoken = f"{row.id}, {whose}: {place(number)}, {score} points{', which leads' if leads else ''}"
        return Cell(f"{short_place(number)}, {score}", strong=leads, accent=leads, spoken=spoken)

    return figure(key, heading, cell=cell)


def difference_columns() -> tuple[ScreenColumn, ...]:
    """The score, who gave least and most, and how far apart they are."""
    scores = "{name}: {lowest} {lowest_by}, {highest} {highest_by}; {apart} apart{far}"
    return (
        words("criterion", "Criterion", scores, least=12, main=True),
        words("option", "Option", scores, least=10),
        words("lowest", "Lowest", scores, shows="{words} {lowest_by}"),
        words("highest", "Highest", scores, shows="{words} {highest_by}"),
        figure("apart", "Apart", scores, least=5),
    )


# Value for money


def value_columns(rows: Sequence[Row]) -> tuple[ScreenColumn, ...]:
    """Points gained or lost beside money, what a point costs or saves where any is traded, and what that comes to."""
    gained, lacking = "{name}: {by} points {more} than the benchmark", "{name}: {why}"
    columns = (
        figure("place", "Place", kind=Kind.INTEGER, least=4, cell=_value_place),
        words("option", "Option", least=16, main=True),
        figure("points", "Points gained", gained, lacking, shows="{rise}{words}"),
        figure("npv", "Net present value", "{name}: {head} {words}", lacking, unknown=lacking),
        figure("each", "For each point", "{name}: each point {trade} {words}", lacking, shows="{trade} {words}"),
        words("words", "What that comes to", "{name}: {words}", least=24),
    )
    traded = any(row.cells["each"].value is not None for row in rows)
    return tuple(column for column in columns if traded or column.key != "each")


def _value_place(row: Row) -> Cell:
    number = row.cells["place"].value
    return shown(row, "place", "Place", f"{{name}}: {place(number) if isinstance(number, int) else ''}", "{name}: left out")
