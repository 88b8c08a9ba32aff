"""Taking out for good: a record, or all that the trail says of the time before a unit, out of the file and of its trail."""

from __future__ import annotations

from db.store import Store
from db.writing import Unit


def clear_row(store: Store, table: str, row: int) -> None:
    """Take out a row, which may have been deleted long ago, with all that is or was part of it, and whatever the trail says of them.

    The table has been looked up among those of records. Who changed something and when stays; what it was and was called does not.
    Raises as `Store.unit_of_work` does.
    """

    def work(unit: Unit, number: int) -> None:
        unit.run(f"DELETE FROM {table} WHERE id = ?", row)
        gone = "SELECT table_name, row_id FROM changes WHERE unit_id = ? AND after IS NULL UNION SELECT ?, ?"
        unit.run(
            f"UPDATE units SET label = 'cleared' WHERE id IN (SELECT unit_id FROM changes WHERE (table_name, row_id) IN ({gone}))",
            number, table, row,
        )  # fmt: skip
        unit.run(f"DELETE FROM changes WHERE (table_name, row_id) IN ({gone})", number, table, row)
        unit.run("UPDATE units SET label = 'cleared for good' WHERE id = ?", number)

    store.clear("cleared for good", work)


def clear_trail(store: Store, last: int) -> None:
    """Take out whatever the trail says of the units up to and with `last`. Raises as `Store.unit_of_work` does."""

    def work(unit: Unit, number: int) -> None:
        unit.run("DELETE FROM changes WHERE unit_id <= ?", last)
        # a later step that took back or brought back one of these has nothing to name any more
        unit.run("UPDATE units SET undoes = id WHERE id > ? AND undoes <= ?", last, last)
        unit.run("UPDATE units SET undoes = NULL WHERE id <= ?", last)
        unit.run("DELETE FROM units WHERE id <= ?", last)

    store.clear("history cleared", work)
