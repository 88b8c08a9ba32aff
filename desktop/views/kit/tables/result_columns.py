"""How a table on screen shows the rows of a table of results: each cell in its shortest honest words, and in full to a screen reader."""

from __future__ import annotations

from collections.abc import Callable

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.why import on_screen
from desktop.appraisal.wording import span
from desktop.models.cell import Cell as Shown
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.papers.charts.data.gains import change_words
from desktop.papers.content.wording import capital
from desktop.papers.exhibits.cell_words import plain_words
from desktop.results.cells import Amount, Change, Choice, Period, Ratio, Row, Score, Stress
from desktop.views.kit.brief_words import brief_span

#: What is said of an amount that there is none of.
_CANNOT = "cannot be worked out; the reasons stand below"
#: What stands in a cell, and what a screen reader is told of it. In braces: `name` of the row, `column` and in small letters `head` of the
#: column, `words` in full, `text` as shown, `note` of the cell, which before a figure is its `bound`, `why` it is blank, its `reason` or
#: else those words alone, and any other cell of the row by its key.
_SHOWS = "{words}"
_SAID = "{name}, {head}: {words}"
_LACKING = "{name}, {head}: {why}"


class _Phrases(dict[str, str]):
    """The words of a cell, and those of the other cells of its row as they are asked for."""

    def __init__(self, row: Row, **words: str) -> None:
        super().__init__(words)
        self._row = row

    def __missing__(self, key: str) -> str:
        return plain_words(self._row.cells[key])


def named(heading: str, least: int, *, main: bool = True) -> ScreenColumn:
    """The column of what names each row."""
    return ScreenColumn("name", heading, editable=False, least=least, main=main, cell=_named)


def _named(row: Row) -> Shown:
    return Shown("", spoken=row.id) if row.follows else _cell(row.id, "", _of_row(row))


def words(key: str, heading: str, said: str = _SHOWS, *, least: int = 8, main: bool = False, shows: str = _SHOWS) -> ScreenColumn:
    """A column of words under a key."""
    return figure(key, heading, said, "{words}", kind=Kind.TEXT, least=least, main=main, shows=shows)


def figure(
    key: str,
    heading: str,
    said: str = _SAID,
    lacking: str = _LACKING,
    *,
    kind: Kind = Kind.NUMBER,
    least: int = 8,
    main: bool = False,
    none: str = "",
    shows: str = _SHOWS,
    unknown: str = _LACKING,
    cell: Callable[[Row], Shown] | None = None,
) -> ScreenColumn:
    """A column of the cells under a key, with what a screen reader is told of each.

    `lacking` is told where it is settled that there is no value, and `none` stands there; `unknown` where it is not known. `cell` is
    where a column shows its cells in a way of its own.
    """
    of = cell or (lambda row: shown(row, key, heading, said, lacking, none=none, shows=shows, unknown=unknown))
    return ScreenColumn(key, heading, kind, editable=False, least=least, main=main, cell=of)


def shown(
    row: Row,
    key: str,
    heading: str,
    said: str = _SAID,
    lacking: str = _LACKING,
    *,
    none: str = "",
    shows: str = _SHOWS,
    unknown: str = _LACKING,
) -> Shown:
    """One cell of a row."""
    cell = row.cells[key]
    stress = _of_row(row) if cell.stress is Stress.PLAIN else cell.stress
    why = on_screen(cell.lack.why) or (_CANNOT if isinstance(cell, Amount | Ratio) else cell.lack.words)
    phrases = _Phrases(row, name=row.id, column=heading, head=heading.lower(), why=why, note=cell.note, words=cell.lack.words)
    phrases["reason"] = on_screen(cell.lack.why) or cell.lack.words
    phrases["bound"] = f"{cell.note} " if cell.note else ""
    if cell.value is None and not isinstance(cell, Score):
        if cell.lack.is_open:
            return Shown.not_known(cell.lack.words, spoken=unknown.format_map(phrases))
        stands = none or cell.lack.words
        return Shown(stands, quiet=bool(stands), spoken=lacking.format_map(phrases))
    match cell:
        case Amount(Estimate() as amount):
            amount = -amount if row.is_taken_off and not amount.is_nought else amount
            text = amount.brief_words(rounding=cell.rounding, recorded=cell.recorded)
            full = amount.total_words(rounding=cell.rounding, recorded=cell.recorded)
            if amount.says_nothing:
                phrases["words"] = full
                return Shown.not_known(spoken=said.format_map(phrases))
        case Change(Estimate() as change):
            if change.says_nothing:
                return Shown.not_known(spoken=unknown.format_map(phrases))
            text = full = change_words(change, cell.rounding, recorded=cell.recorded)
        case Choice(str() as choice):
            text, full = capital(choice), choice
        case Period(years) if years is not None:
            text, full = brief_span(years), span(years) if years else "at once"
        case _:
            text = full = plain_words(cell)
    phrases["words"] = text
    text = phrases["text"] = shows.format_map(phrases)
    phrases["words"] = full
    return _cell(text, said.format_map(phrases), stress)


def _of_row(row: Row) -> Stress:
    """How far every cell of a row stands out: those of a sum and of its parts. Of one that leads or is to be looked at, some cells do."""
    return row.stress if row.stress in (Stress.STRONG, Stress.ASIDE) else Stress.PLAIN


def _cell(text: str, spoken: str, stress: Stress) -> Shown:
    strong = stress in (Stress.STRONG, Stress.LEADS, Stress.FLAGGED)
    return Shown(
        text, quiet=stress is Stress.ASIDE, strong=strong, accent=stress is Stress.LEADS, flag=stress is Stress.FLAGGED, spoken=spoken
    )
