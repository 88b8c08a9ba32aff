"""One report of what was brought in, to read and to copy: what was taken by noun, all that was not, and every note and problem."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from desktop.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a workbook or a table, or would: `said` in one sentence, `taken` the records by the name of their sheet.

    `problems` stand in the way, `replaced` are cells of the case, and `left_out` is what of the workbook is not taken: each a line.
    """

    said: str
    taken: Mapping[str, int] = field(default_factory=dict)
    problems: Sequence[str] = ()
    replaced: Sequence[str] = ()
    left_out: Sequence[str] = ()
    notes: Sequence[str] = ()

    @property
    def loses(self) -> bool:
        """Whether anything is not taken: that is never told as if all had gone well."""
        return bool(self.problems or self.left_out)


def report_text(report: Report, taken: str = "Taken") -> str:
    """All of it as text, a line each; nothing is cut short. `taken` heads what is taken."""
    lines = [report.said]
    for title, said in (
        ("In the way", report.problems),
        (taken, [f"{sheet}: {count:,}" for sheet, count in report.taken.items()]),
        ("Replaced", report.replaced),
        ("Left out", report.left_out),
        ("To note", report.notes),
    ):
        if said:
            lines += ["", title, *said]
    return "\n".join(lines) + "\n"
