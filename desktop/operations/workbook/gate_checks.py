"""What a workbook says of gates must hold together: conditions of gates alone, and none passed with a condition open."""

from __future__ import annotations

import re

from db.nouns.delivery import Milestone
from db.nouns.gates import GateCondition, GateFigure, PassedGate
from desktop.operations.records.names import compared
from desktop.operations.workbook.checking import ReadBook

_SHA256 = re.compile(r"[0-9a-f]{64}")


def check_gates(book: ReadBook) -> None:
    """Add to the book's problems whatever of its gates cannot be; names are checked already."""
    named: dict[str, list[bool]] = {}
    for row in book.of(Milestone):
        named.setdefault(compared(row.text("name")), []).append(row.values.get("gate") is True)
    for noun in (GateCondition, PassedGate):
        for row in book.of(noun):
            milestones = named.get(compared(row.text("gate")), [])
            if len(milestones) > 1:
                problem = f"{len(milestones)} milestones are named ‘{row.text('gate')}’. Give the gate another name on {Milestone.SHEET}."
                book.problems.append(row.problem("gate", problem))
            elif milestones == [False]:
                problem = f"‘{row.text('gate')}’ is no gate. Type Yes under Gate on {Milestone.SHEET}, or name another milestone."
                book.problems.append(row.problem("gate", problem))
    _check_passed(book)


def _check_passed(book: ReadBook) -> None:
    passed: dict[str, int] = {}
    versions: dict[str, int] = {}
    for row in book.of(PassedGate):
        gate = compared(row.text("gate"))
        if gate and passed.setdefault(gate, row.number) != row.number:
            book.problems.append(row.problem("gate", f"‘{row.text('gate')}’ was passed in row {passed[gate]} already. Keep one."))
        version = row.text("version")
        if version and versions.setdefault(version, row.number) != row.number:
            book.problems.append(row.problem("version", f"version {version} is in row {versions[version]} already. Keep one."))
        digest = row.text("records_sha256")
        if digest and not _SHA256.fullmatch(digest):
            problem = f"‘{digest[:70]}’ is not a SHA-256: it has 64 digits and small letters from a to f. Copy it as it was exported."
            book.problems.append(row.problem("records_sha256", problem))
        conditions = [each for each in book.of(GateCondition) if compared(each.text("gate")) == gate]
        still = [each for each in conditions if each.values.get("met") is not True]
        if gate and (still or not conditions):
            what = f"{len(still)} of its conditions {'is' if len(still) == 1 else 'are'} not met" if still else "it has no condition"
            problem = (
                f"‘{row.text('gate')}’ cannot have been passed: {what}. Type Yes under Met on {GateCondition.SHEET} for each that is true, "
                "or delete this row."
            )
            book.problems.append(row.problem("gate", problem))
    figures: dict[tuple[str, ...], int] = {}
    for row in book.of(GateFigure):
        if row.text("gate") and compared(row.text("gate")) not in passed:
            problem = f"‘{row.text('gate')}’ is not on the sheet {PassedGate.SHEET}. Add it, or delete the row."
            book.problems.append(row.problem("gate", problem))
        key = (compared(row.text("gate")), *(row.text(each) for each in ("kind", "record", "field", "year")))
        if figures.setdefault(key, row.number) != row.number:
            book.problems.append(row.problem("kind", f"row {figures[key]} is the same. Keep one."))
