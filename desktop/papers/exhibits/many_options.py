"""What a paper shows of more options than anyone reads in full: the leaders and those asked for, and scores as grids of figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from typing import NamedTuple

from desktop.appraisal.results import Appraisal
from desktop.papers.content.blocks import Align, Table, TableColumn, Traces, table_columns
from desktop.papers.content.headings import folded
from desktop.papers.content.records import PaperRecords
from desktop.results.choice.by_criterion import by_criterion

#: Of more options than this not each has tables of its own.
_MOST_IN_FULL = 20
_LEADERS = 5
#: The scores of more options than this are a grid, as they would take table after table beside one another.
_MOST_BESIDE = 12
#: What the table is called that says what the letters of grids stand for.
KEY = "The criteria, their weights and their scales"
#: So many columns of figures stand beside the name of an option on its own line.
_COLUMNS = 12

_LETTERS = f"The letters are those of the table ‘{KEY}’."


class Shown(NamedTuple):
    """The options that are shown in full, best first, of so many."""

    names: tuple[str, ...]
    of: int

    @property
    def is_all(self) -> bool:
        """Whether every option is."""
        return len(self.names) == self.of

    @property
    def notes(self) -> tuple[str, ...]:
        """That not every option is shown, and which are; nothing where every one is."""
        chosen = "the five best, the benchmark, and whatever is recommended, in question or asked for"
        return () if self.is_all else (f"{len(self.names)} of {self.of} options are shown: {chosen}.",)


def shown_options(paper: PaperRecords, appraisal: Appraisal) -> Shown:
    """Every option where there are few; of many the leaders, the benchmark, and what is recommended, in question or asked for in words."""
    ranked = appraisal.ranked
    if len(ranked) <= _MOST_IN_FULL:
        return Shown(tuple(option.name for option in ranked), len(ranked))
    owner = appraisal.finance.owner if appraisal.finance is not None else None
    wanted = {folded(name) for name in (owner, appraisal.leader, *_asked_for(paper)) if name}
    names = tuple(
        option.name
        for place, option in enumerate(ranked)
        if place < _LEADERS or option.benchmark or option.preferred or folded(option.name) in wanted
    )
    return Shown(names, len(ranked))


def _asked_for(paper: PaperRecords) -> list[str]:
    """The options that a line of an officer's text names."""
    from desktop.papers.content.words import parse  # it knows every exhibit
    from desktop.papers.exhibits.exhibit import Exhibit

    texts = chain((each.text for each in paper.sections), (each.text for each in paper.implications))
    return [part.option for text in texts for part in parse(text) if isinstance(part, Exhibit)]


def are_in_grids(appraisal: Appraisal) -> bool:
    """Whether scores are grids, options down and criteria across, and not criteria down and options across."""
    return len(appraisal.ranked) > _MOST_BESIDE


def lettered(appraisal: Appraisal) -> list[str]:
    """The criteria that have letters in grids, in the order of the letters."""
    return [row.name for row in by_criterion(appraisal) if "worst" in row.cells]


def letters(count: int) -> list[str]:
    """So many names for the columns of a grid: A to Z, then AA and on."""
    names: list[str] = []
    for index in range(count):
        name, rest = "", index + 1
        while rest:
            rest, last = divmod(rest - 1, 26)
            name = chr(ord("A") + last) + name
        names.append(name)
    return names


def grid(
    caption: str, options: Sequence[str], criteria: Sequence[str], cell: Callable[[str, str], str], notes: Sequence[str], traces: Traces
) -> tuple[Table, ...]:
    """Options down and criteria across, as letters in their order, so many at a time; the notes stand below the last."""
    named = list(zip(letters(len(criteria)), criteria, strict=True))
    tables = []
    for start in range(0, len(named), _COLUMNS):
        across = named[start : start + _COLUMNS]
        columns = (*table_columns("Option"), *(TableColumn(letter, Align.RIGHT, named=name) for letter, name in across))
        rows = tuple((option, *(cell(option, name) for _, name in across)) for option in options)
        part = f", criteria {across[0][0]} to {across[-1][0]}" if len(named) > _COLUMNS else ""
        is_last = start + _COLUMNS >= len(named)
        tables.append(Table(f"{caption}{part}", columns, rows, (_LETTERS, *notes) if is_last else (), traces=traces))
    return tuple(tables)
