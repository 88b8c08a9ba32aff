"""What was read of a case and still holds: after an edit only what the edit touched is read again.

The audit trail says what an edit touched. Its triggers see every write, undo and redo too, so nothing kept here can be out of date. While
a unit of work is open nothing is kept and nothing kept is used, as it may yet be rolled back.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import field
from typing import TYPE_CHECKING

from db.reading import Reader
from desktop.late_dataclass import dataclass

if TYPE_CHECKING:
    from desktop.appraisal.case import Case, Flow
    from desktop.operations.records.records import Row

#: After more changes than this everything is read again, which is then the shorter way.
_MOST = 2_000
_LINES, _AMOUNTS = "cash_flows", "cash_flow_amounts"
#: Tables whose names stand in the rows of lines.
_NAMED_IN_LINES = frozenset(("options", "projects", "organisations"))


@dataclasses.dataclass(slots=True)
class KeptCase:
    """What is kept of one case: its lines as of the change `lines_mark`, what the arithmetic made of them, and the case as of `mark`."""

    lines_mark: int = -1
    lines: tuple[Row, ...] = ()
    order: dict[int, tuple[int, int]] = field(default_factory=dict)
    flows: dict[int, tuple[Row, Flow]] = field(default_factory=dict)
    mark: int = -1
    case: Case | None = None


@dataclass(frozen=True, slots=True)
class Touched:
    """What has changed: the tables, and the ids of the lines that changed themselves or by their amounts."""

    tables: frozenset[str]
    lines: frozenset[int]

    @property
    def only_lines(self) -> bool:
        """Whether nothing but lines and their amounts changed."""
        return self.tables <= {_LINES, _AMOUNTS}

    @property
    def names_in_lines(self) -> bool:
        """Whether a name that lines show may have changed."""
        return not self.tables.isdisjoint(_NAMED_IN_LINES)


def kept(reader: Reader, case: int) -> KeptCase:
    """What is kept of a case of the store that is read."""
    kept_case: KeptCase = reader.kept.setdefault(case, KeptCase())
    return kept_case


def latest_change(reader: Reader) -> int | None:
    """The mark of the store as it stands; `None` while a unit of work is open."""
    [(latest, is_open)] = reader.rows(
        "SELECT (SELECT coalesce(max(id), 0) FROM changes), (SELECT open FROM units ORDER BY id DESC LIMIT 1)"
    )
    return None if is_open else int(latest)


def touched_since(reader: Reader, mark: int) -> Touched | None:
    """What has changed since a mark; `None` where that is too much to look through, or the mark is of no change there is."""
    if mark < 0:
        return None
    changes = reader.rows("SELECT table_name, row_id, before, after FROM changes WHERE id > ? LIMIT ?", mark, _MOST + 1)
    if len(changes) > _MOST:
        return None
    lines: set[int] = set()
    for table, row, before, after in changes:
        if table == _LINES:
            lines.add(row)
        elif table == _AMOUNTS:
            # text of an older store may hold a control character that JSON would have escaped
            lines.update(json.loads(image, strict=False)["cash_flow_id"] for image in (before, after) if image is not None)
    return Touched(frozenset(table for table, *_ in changes), frozenset(lines))
