"""The Section 151 officer's checks as rows, and how many still stand open. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.appraisal.savings.section151 import Answered, Status
from desktop.models.cell import Cell
from desktop.models.column import ScreenColumn

_STATES = {
    Status.SHOWN: "Shown by the records",
    Status.LACKING: "Lacking in the records",
    Status.ASKED: "For the officer to answer",
    Status.ANSWERED: "Answered",
}


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line of the checklist."""

    id: str
    check: Answered

    @property
    def state(self) -> str:
        """Where it stands, in words."""
        check = self.check
        if check.status is Status.LACKING and check.answer:
            return "Lacking, and answered"
        return _STATES[check.status]


def check_lines(checks: Sequence[Answered]) -> tuple[CheckLine, ...]:
    """The lines in the order of a report on robustness."""
    return tuple(CheckLine(each.key, each) for each in checks)


def check_columns() -> tuple[ScreenColumn, ...]:
    """The check, where it stands, and what the officer or else the records say. What is open is in bold, with a mark."""
    return (
        ScreenColumn("check", "Check", editable=False, least=20, main=True, cell=_title),
        ScreenColumn("state", "Where it stands", editable=False, least=18, cell=_state),
        ScreenColumn("said", "What is said", editable=False, least=20, cell=_said),
    )


def open_words(checks: Sequence[Answered]) -> str:
    """How many are open, and how many of them are for the officer or lacking in the records."""
    still = [each for each in checks if each.is_open]
    if not still:
        return f"All {len(checks)} checks are shown or answered."
    asked = sum(each.status is Status.ASKED for each in still)
    counts = ((asked, "for the officer to answer"), (len(still) - asked, "lacking in the records"))
    return f"{len(still)} of {len(checks)} checks are open: {', '.join(f'{count} {words}' for count, words in counts if count)}."


def _title(line: CheckLine) -> Cell:
    return Cell(line.check.title, strong=line.check.is_open)


def _state(line: CheckLine) -> Cell:
    is_open = line.check.is_open
    return Cell(line.state, quiet=not is_open, flag=is_open, spoken=f"{line.check.title}: {line.state}{', open' if is_open else ''}")


def _said(line: CheckLine) -> Cell:
    said = line.check.answer or line.check.words
    return Cell(" ".join(said.split()), quiet=not line.check.answer, spoken=f"{line.check.title}: {said}")
