"""Returned files, and the answers of one, as rows: what is taken, what is held, what was returned and by how much they differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.models.cell import Cell
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.operations.partners.questions import BY_KEY
from desktop.operations.partners.return_reading import BLANK, Line
from desktop.operations.partners.returns import CheckedReturn, State

_OPEN = frozenset((State.READY,))


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file with whether it is to be taken."""

    checked: CheckedReturn
    taken: bool

    @property
    def id(self) -> str:
        """What names it: its path."""
        return str(self.checked.path)


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One differing answer with whether it is to be taken."""

    line: Line
    taken: bool

    @property
    def id(self) -> str:
        """What names it: its cell."""
        return self.line.place


def can_take(row: object, column: ScreenColumn) -> bool:
    """Whether there is a choice: only returns without problems are taken."""
    return column.key == "taken" and (not isinstance(row, FileLine) or row.checked.state in _OPEN)


def file_columns() -> tuple[ScreenColumn, ...]:
    """Whether to take it, whose it is, which pack it answers and what was found. What cannot be taken stands out."""
    return (
        ScreenColumn("taken", "Take", Kind.YES_NO, required=True, least=5, cell=_file_taken),
        ScreenColumn("file", "File", editable=False, main=True, least=16, cell=lambda row: Cell(row.checked.name)),
        ScreenColumn("partner", "Partner", editable=False, least=14, cell=lambda row: Cell(row.checked.partner)),
        ScreenColumn("pack", "Pack", editable=False, least=5, cell=_pack),
        ScreenColumn("state", "What was found", editable=False, least=18, cell=_state),
    )


def answer_columns() -> tuple[ScreenColumn, ...]:
    """Side by side: what is held, what was returned, and the difference. A blank is said to be one."""
    return (
        ScreenColumn("taken", "Take", Kind.YES_NO, required=True, least=5, cell=_answer_taken),
        ScreenColumn("what", "Answer", editable=False, main=True, least=16, cell=_what),
        ScreenColumn("held", "Held", editable=False, least=9, cell=_words(lambda line: line.held_words)),
        ScreenColumn("returned", "Returned", editable=False, least=9, cell=_words(lambda line: line.returned_words)),
        ScreenColumn("difference", "Difference", editable=False, least=9, cell=lambda row: Cell(row.line.difference, quiet=True)),
        ScreenColumn("place", "Cell", editable=False, least=14, cell=lambda row: Cell(row.line.place, quiet=True)),
    )


def _file_taken(row: FileLine) -> Cell:
    if row.checked.state not in _OPEN:
        return Cell("", spoken=f"{row.checked.name}: cannot be taken")
    return _yes_no(row.taken, row.checked.name)


def _answer_taken(row: AnswerLine) -> Cell:
    return _yes_no(row.taken, row.line.what)


def _yes_no(taken: bool, what: str) -> Cell:
    word = "Yes" if taken else "No"
    return Cell(word, strong=taken, quiet=not taken, spoken=f"Take {what}: {word.lower()}")


def _pack(row: FileLine) -> Cell:
    version = row.checked.read.version
    return Cell(str(version) if version else "", spoken=f"{row.checked.name}: pack version {version or 'not known'}")


def _state(row: FileLine) -> Cell:
    words, wrong = row.checked.words, row.checked.state is State.WRONG
    quiet = row.checked.state in (State.NOTHING_NEW, State.LEFT_ALONE)
    return Cell(words[:1].upper() + words[1:], strong=wrong, flag=wrong, quiet=quiet, spoken=f"{row.checked.name}: {words}")


def _what(row: AnswerLine) -> Cell:
    line = row.line
    return Cell(line.what, spoken=f"{BY_KEY[line.question].title}: {line.what}")


def _words(of: Callable[[Line], str]) -> Callable[[AnswerLine], Cell]:
    def cell(row: AnswerLine) -> Cell:
        words = of(row.line)
        return Cell(words, quiet=words == BLANK)

    return cell
