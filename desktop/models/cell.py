"""What one cell of a table says: drawn by a delegate, spoken by a screen reader. No Qt."""

from __future__ import annotations

from enum import StrEnum

from desktop.late_dataclass import dataclass


class CellState(StrEnum):
    """What kind of thing stands in a cell. Nothing recorded, nought, not known and missing are four different things."""

    PLAIN = "plain"
    NOT_KNOWN = "not known"
    MISSING = "missing"
    NOT_APPLICABLE = "n/a"
    WRONG = "wrong"


class Align(StrEnum):
    """Which side of the cell its words stand at."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    `edit` is the text an officer edits and copies where it is fuller than `text`; `None` is the same as `text`.
    `spoken` is what a screen reader says; empty is made from the rest. `note` is a second, smaller line.
    `marks` are (shape 0 to 2, place 0 to 1) on a line; `bar` is a length 0 to 1; `aside` is a dashed word beside the figure.
    `slot` keeps the figure in the narrow slot that cells with marks use, as wide as `widest` where that is given. `span` is a range
    on the line of marks or bar, from one place 0 to 1 to another. `indent` counts the headings the words stand under.
    `trouble` is what to do about a wrong value.
    """

    text: str = ""
    state: CellState = CellState.PLAIN
    align: Align | None = None
    edit: str | None = None
    quiet: bool = False
    strong: bool = False
    accent: bool = False
    note: str = ""
    spoken: str = ""
    marks: tuple[tuple[int, float], ...] = ()
    flag: bool = False
    bar: float | None = None
    aside: str = ""
    slot: bool = False
    widest: str = ""
    span: tuple[float, float] | None = None
    indent: int = 0
    trouble: str = ""

    @property
    def edit_text(self) -> str:
        """The text to put into an editor or on the clipboard."""
        return self.text if self.edit is None else self.edit

    @property
    def words(self) -> str:
        """What a screen reader says of the cell."""
        if self.state is CellState.WRONG:
            return f"{self.text or 'blank'}, not saved. {self.trouble}"
        if self.spoken:
            return self.spoken
        if self.state is CellState.NOT_APPLICABLE:
            return "not applicable"
        return ", ".join(part for part in (self.text or "blank", self.note, self.aside) if part)

    @classmethod
    def not_known(cls, words: str = "not known", edit: str | None = None, spoken: str = "") -> Cell:
        """An amount that is recorded as not known yet: a dashed box with its words."""
        return cls(words, CellState.NOT_KNOWN, edit=edit, quiet=True, spoken=spoken)

    @classmethod
    def missing(cls, words: str = "missing", spoken: str = "") -> Cell:
        """Something that is owed and has not come: a dashed box with a word, edited from blank."""
        return cls(words, CellState.MISSING, edit="", quiet=True, spoken=spoken)

    @classmethod
    def not_applicable(cls, spoken: str = "") -> Cell:
        """A criterion that does not apply: a quiet n/a, neither nought nor missing."""
        return cls("n/a", CellState.NOT_APPLICABLE, quiet=True, slot=True, spoken=spoken)

    @classmethod
    def wrong(cls, text: str, trouble: str) -> Cell:
        """A text that was not saved, kept as it was typed, with the sentence that says what to do."""
        return cls(text, CellState.WRONG, trouble=trouble)


BLANK = Cell()
