"""Partners as the table of those who may be asked: whether to ask, what was sent last, and whether it has come back. No widgets."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.appraisal.wording import long_date
from desktop.models.cell import Cell
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.operations.records.records import Row


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """One partner: its latest pack, where it was asked, and whether it is to be asked now."""

    id: str
    asked: bool
    version: int = 0
    asked_on: datetime.date | None = None
    due: datetime.date | None = None
    received_on: datetime.date | None = None

    def state(self, today: datetime.date) -> str:
        """Where the latest pack stands, in words. A partner who has not answered is neither good nor bad."""
        if not self.version:
            return "not asked"
        if self.received_on is not None:
            return f"received {long_date(self.received_on)}"
        return "late" if self.due is not None and self.due < today else "waiting"


def partner_lines(partners: Sequence[str], packs: Sequence[Row], off: frozenset[str]) -> tuple[PartnerLine, ...]:
    """A line a partner, with its latest pack."""
    latest: dict[str, Row] = {}
    for pack in packs:
        latest_pack = latest.get(pack.text("organisation"))
        if latest_pack is None or _number(pack) > _number(latest_pack):
            latest[pack.text("organisation")] = pack
    lines = []
    for partner in partners:
        row = latest.get(partner)
        if row is None:
            lines.append(PartnerLine(partner, partner not in off))
        else:
            dates = (row.value(key, datetime.date) for key in ("asked_on", "due", "received_on"))
            lines.append(PartnerLine(partner, partner not in off, _number(row), *dates))
    return tuple(lines)


def partner_columns(today: datetime.date) -> tuple[ScreenColumn, ...]:
    """Whether to ask, who, what was sent and where it stands. What is late stands out."""

    def state(line: PartnerLine) -> Cell:
        words = line.state(today)
        late = words == "late"
        said = f"{line.id}: {words}{', no answer yet' if late or words == 'waiting' else ''}"
        return Cell(words[:1].upper() + words[1:], quiet=not late, strong=late, flag=late, spoken=said)

    return (
        ScreenColumn("asked", "Ask", Kind.YES_NO, required=True, least=5, cell=_asked),
        ScreenColumn("id", "Partner", editable=False, main=True, least=18),
        ScreenColumn("version", "Last pack", editable=False, least=8, cell=_version),
        ScreenColumn("due", "Due", editable=False, least=12, cell=lambda line: _day(line.due, f"{line.id}: due")),
        ScreenColumn("state", "Where it stands", editable=False, least=14, cell=state),
    )


def _asked(line: PartnerLine) -> Cell:
    word = "Yes" if line.asked else "No"
    return Cell(word, strong=line.asked, quiet=not line.asked, spoken=f"Ask {line.id}: {word.lower()}")


def _version(line: PartnerLine) -> Cell:
    if not line.version:
        return Cell("", spoken=f"{line.id}: no pack was sent")
    return Cell(f"{line.version}", spoken=f"{line.id}: pack version {line.version}")


def _day(day: datetime.date | None, lead: str) -> Cell:
    return Cell(long_date(day), spoken=f"{lead} {long_date(day)}") if day is not None else Cell("", spoken=f"{lead} no date")


def _number(row: Row) -> int:
    return row.value("version", int) or 0
