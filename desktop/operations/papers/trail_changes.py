"""What the audit trail says has changed since a version was made final: which record, when, and by which login.

For a public paper a record is told as that paper has it, and only where nothing of it is withheld: not by its own mark, not by that of
what it hangs on, and not by that of a table or chart which is drawn from it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from db.nouns import noun_of, nouns_of
from db.nouns.finals import Final
from db.nouns.gates import GateFigure, PassedGate
from db.nouns.noun import Link, Seen
from db.nouns.paper_parts import WithheldPart
from db.reading import Reader
from desktop.operations.records.bodies import BODY, lead_of
from desktop.operations.records.images import Image as _Image
from desktop.operations.records.images import name_by, part_of, read_image
from desktop.papers.content.blocks import Record
from desktop.papers.content.marked_text import public_text, read_marks
from desktop.papers.exhibits import BY_KEY
from desktop.papers.sources.changes import EVERYTHING, TrailChange

#: What is about a paper and not in it.
_LEFT_ALONE = frozenset((*(noun.TABLE for noun in nouns_of("finals")), PassedGate.TABLE, GateFigure.TABLE))
_SHARED = frozenset(noun.TABLE for noun in BODY)


@dataclass(frozen=True, slots=True)
class Since:
    """What has changed since a version: each record once, in the order of its first change.

    `more_withheld` says that something is withheld now that was not then. `known` is off where this file's trail does not hold the making
    of the version, as after an import.
    """

    changes: tuple[TrailChange, ...] = ()
    more_withheld: bool = False
    known: bool = False


def trail_since(reader: Reader, told_of: Reader, closed: Final | PassedGate, case: int, paper: int | None, *, public: bool) -> Since:
    """What of the case and the paper is not as it was when a version was made final, or a gate passed.

    `reader` reads the trail; `told_of` reads the records as the paper has them, which `public` says is the public one.
    """
    made = "SELECT max(unit_id) FROM changes WHERE table_name = ? AND row_id = ? AND before IS NULL"
    [(unit,)] = reader.rows(made, closed.TABLE, closed.id)
    return _Trail(reader, told_of, case, paper, public=public).since(unit) if unit is not None else Since()


@dataclass(slots=True)
class _Row:
    """One row as it was first found, as it last was, and when and by whom it was last changed."""

    before: str | None
    after: str | None
    at: str
    login: str


class _Trail:
    """Reads the trail of one case and paper; rows that have gone since are known by their last image."""

    def __init__(self, reader: Reader, told_of: Reader, case: int, paper: int | None, *, public: bool) -> None:
        self._reader, self._told_of = reader, told_of
        self._case, self._paper, self._public = case, paper, public
        self._lead = lead_of(reader, paper) if paper is not None else None
        self._gone: dict[tuple[str, int], _Image] = {}
        self._came_or_went: set[tuple[str, int]] = set()
        self._drawn = self._tables_withheld()

    def since(self, unit: int) -> Since:
        """What is not as it was after a unit of work."""
        rows_by_key: dict[tuple[str, int], _Row] = {}
        for table, row, before, after, at, login in self._reader.rows(
            "SELECT table_name, row_id, before, after, at, login FROM changes JOIN units ON units.id = unit_id "
            "WHERE unit_id > ? ORDER BY changes.id",
            unit,
        ):
            if table in _LEFT_ALONE:
                continue
            changed_row = rows_by_key.setdefault((table, row), _Row(before, after, at, login))
            changed_row.after, changed_row.at, changed_row.login = after, at, login
            if after is None and before is not None:
                self._gone[(table, row)] = read_image(before)
        changed = {key: changed_row for key, changed_row in rows_by_key.items() if changed_row.before != changed_row.after}
        self._came_or_went = {key for key, changed_row in changed.items() if changed_row.before is None or changed_row.after is None}
        changes: dict[Record, TrailChange] = {}
        for (table, row), row_held in changed.items():
            for change in self._told(table, row, row_held):
                changes[change.record] = change if change.record not in changes else _later(changes[change.record], change)
        return Since(tuple(changes.values()), self._is_more_withheld(changed), known=True)

    def _told(self, table: str, row: int, changed_row: _Row) -> list[TrailChange]:
        image = read_image(changed_row.after or changed_row.before or "{}")
        done = "was added" if changed_row.before is None else "was deleted" if changed_row.after is None else "was changed"
        if (part := part_of(table)) is not None:
            if not self._is_ours(table, image):
                return []
            owner, link = part
            table, row, done = owner, int(image.get(link) or 0), "was changed"
            if (table, row) in self._came_or_went:
                return []  # its owner is told to have been added or deleted, and that with it
        image = self._image(table, row)
        if not image or not self._is_ours(table, image):
            return []
        if self._public and not (
            self._is_public(table, image) and self._is_public(table, read_image(changed_row.before or "{}"), only_gone=True)
        ):
            return []
        when = datetime.datetime.fromisoformat(changed_row.at).date()
        return [TrailChange(record, done, when, changed_row.login) for record in self._records(table, image)]

    def _image(self, table: str, row: Any) -> _Image:
        """A row as the paper has it, or as it was before it went, then without what of its words is marked; empty if it never was."""
        if row is None:
            return {}
        cells = [cell for each in noun_of(table).COLUMNS.values() for cell in each.cells]
        for stored in self._told_of.rows(f"SELECT {', '.join(cells)} FROM {table} WHERE id = ?", row):
            return dict(zip(cells, stored, strict=True))
        gone = self._gone.get((table, int(row)), {})
        return {key: public_text(value) if isinstance(value, str) else value for key, value in gone.items()}

    def _tables_withheld(self) -> frozenset[str]:
        """The tables of the records that the withheld tables and charts of the paper are drawn from."""
        parts = {part.part for part in self._reader.all(WithheldPart, paper_id=self._paper) if part.withheld}
        return frozenset(table for part in parts if part in BY_KEY for table in BY_KEY[part].drawn_from)

    def _is_more_withheld(self, changed: Mapping[tuple[str, int], _Row]) -> bool:
        """Whether what was open at first is withheld now; where a withheld row was added as another went, it may be that one."""
        gone = {table for (table, _), changed_row in changed.items() if changed_row.after is None}
        for (table, _), changed_row in changed.items():
            if changed_row.after is None:
                continue
            after, before = read_image(changed_row.after), read_image(changed_row.before or "{}")
            if table != noun_of(table).TABLE or not self._is_ours(table, after):
                continue
            if table == "withheld_parts":
                if after.get("withheld") and not before.get("withheld"):
                    return True
            elif not self._is_public(table, after):
                if (changed_row.before is not None and self._is_public(table, before)) or (changed_row.before is None and table in gone):
                    return True
            elif any(_marks_more(before.get(key), value) for key, value in after.items()):
                return True
        return False

    def _is_ours(self, table: str, image: _Image) -> bool:
        """Whether a row is of this case and this paper, or of the register: by itself, or by what it is a part of."""
        if table == "cases":
            return bool(image.get("id") == self._case)
        if image.get("paper_id") is not None:
            return image["paper_id"] == self._paper or (image["paper_id"] == self._lead and table in _SHARED)
        if image.get("case_id") is not None:
            return bool(image["case_id"] == self._case)
        owners = ((owner, self._image(owner, row)) for owner, row in _references(table, image, parts_alone=True))
        return all(owner_image and self._is_ours(owner, owner_image) for owner, owner_image in owners)

    def _is_public(self, table: str, image: _Image, *, only_gone: bool = False) -> bool:
        """Whether neither a row, nor what it hangs on, nor what is drawn from it is withheld; any row that stands yet, with `only_gone`."""
        if only_gone and (table, image.get("id")) not in self._gone:
            return True
        if noun_of(table).SEEN is Seen.NEVER or image.get("withheld") or table in self._drawn:
            return False
        return all(self._is_public(owner, self._image(owner, row)) for owner, row in _references(table, image))

    def _called(self, table: str, image: _Image, link: str) -> str:
        """What the record that a row refers to is called."""
        owner = noun_of(table).COLUMNS[link].refers_to
        return self._name(owner, self._image(owner, image.get(link)))

    def _records(self, table: str, image: _Image) -> list[Record]:
        """A row as figures name their records."""
        if table == "cases":
            return [Record(EVERYTHING, str(image.get("title", "")))]
        if (records_of := _NAMED.get(table)) is not None:
            return records_of(self, image)
        return [Record(noun_of(table).PLURAL, self._name(table, image))]

    def _name(self, table: str, image: _Image) -> str:
        """What a row is called: by its own columns, and by the names of those it refers to."""
        noun = noun_of(table)
        return name_by(noun, noun.NAMED_BY, lambda link: self._called(table, image, link), lambda field: _text(image.get(field)))

    def _line(self, image: _Image) -> list[Record]:
        owner = self._called("cash_flows", image, "option_id") or self._called("cash_flows", image, "project_id")
        return [Record("lines", f"{owner}: {image.get('line', '')}")]

    def _beside_line(self, kind: str, image: _Image) -> list[Record]:
        line = self._image("cash_flows", image.get("cash_flow_id"))
        return [Record(kind, each.name) for each in self._line(line)] if line else []

    def _phasing(self, image: _Image) -> list[Record]:
        return self._beside_line("phasing", image)

    def _bid(self, image: _Image) -> list[Record]:
        return self._beside_line("grant bids", image)

    def _actual(self, image: _Image) -> list[Record]:
        return self._beside_line("actuals", image)

    def _scenario(self, image: _Image) -> list[Record]:
        owner = self._called("scenarios", image, "option_id") or self._called("scenarios", image, "project_id")
        return [Record("scenarios", f"{image.get('name', '')}: {owner}")]

    def _score(self, image: _Image) -> list[Record]:
        return [Record("scores", f"{self._called('scores', image, 'assessor_group_id')}: {self._called('scores', image, 'option_id')}")]

    def _weight(self, image: _Image) -> list[Record]:
        return [
            Record("weights", f"{self._called('weights', image, 'assessor_group_id')}: {self._called('weights', image, 'criterion_id')}")
        ]

    def _judgement(self, image: _Image) -> list[Record]:
        pair = f"{self._called('judgements', image, 'criterion_id')} over {self._called('judgements', image, 'over_id')}"
        return [Record("weights", f"{self._called('judgements', image, 'assessor_group_id')}: {pair}")]

    def _criterion(self, image: _Image) -> list[Record]:
        """A criterion holds its own weight, so that one may be what changed as well as the other."""
        name = str(image.get("name", ""))
        return [Record("criteria", name), Record("weights", name)]

    def _cost(self, image: _Image) -> list[Record]:
        """What a service costs is told of the service."""
        return self._records("services", self._image("services", image.get("service_id")))


_NAMED: Mapping[str, Callable[[_Trail, _Image], list[Record]]] = {
    "cash_flows": _Trail._line,
    "phasings": _Trail._phasing,
    "actuals": _Trail._actual,
    "grant_bids": _Trail._bid,
    "scenarios": _Trail._scenario,
    "scores": _Trail._score,
    "weights": _Trail._weight,
    "judgements": _Trail._judgement,
    "criteria": _Trail._criterion,
    "cost_lines": _Trail._cost,
}


def _references(table: str, image: _Image, *, parts_alone: bool = False) -> Iterator[tuple[str, Any]]:
    """The records that a row refers to: the table and the id of each. With `parts_alone` only those that it is a part of."""
    noun = noun_of(table)
    if table != noun.TABLE and (part := part_of(table)) is not None:
        owner, link = part
        yield owner, image.get(link)
        return
    for each in noun.COLUMNS.values():
        if each.refers_to and image.get(each.field) is not None and (each.link is Link.PART or not parts_alone):
            yield each.refers_to, image[each.field]


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _later(first: TrailChange, second: TrailChange) -> TrailChange:
    """Two changes of one record are one: it was changed, when it was last."""
    last = max(first, second, key=lambda change: change.when)
    done = first.done if first.done == second.done else "was changed"
    return TrailChange(first.record, done, last.when, last.login)


def _marks_more(before: object, after: object) -> bool:
    """Whether more of a text is withheld than was, or words that were open are."""
    if not isinstance(after, str) or not isinstance(before, str) or "[" not in after or before == after:
        return False
    withheld, was = read_marks(after).withheld, read_marks(before)
    open_words = public_text(before)
    lines = [line.strip() for each in withheld for line in each.text.splitlines()]
    return len(withheld) > len(was.withheld) or any(line and line in open_words for line in lines)
