from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.models.cell import Cell
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.models.stepping_back import FEWEST_ROWS, stepping_back

COLUMNS = [ScreenColumn(key, key.title()) for key in ("name", "kind", "note")]
ROWS = st.lists(st.fixed_dictionaries({key: st.sampled_from(["", "a", "b"]) for key in ("name", "kind", "note")}), max_size=8)


@given(ROWS)
def test_only_what_is_blank_or_alike_in_every_row_steps_back(rows: list[dict[str, str]]) -> None:
    back = stepping_back(COLUMNS, rows)
    for column in COLUMNS:
        said = {row[column.key] for row in rows}
        assert (column in back.blank) == (len(rows) >= FEWEST_ROWS and said == {""})
        assert (column in [each for each, _ in back.alike]) == (len(rows) >= FEWEST_ROWS and len(said) == 1 and said != {""})


def test_it_is_said_once() -> None:
    rows = [{"name": name, "kind": "cost", "note": ""} for name in "abcd"]
    back = stepping_back(COLUMNS, rows)
    assert back.words() == "1 column is blank. In every row: Kind cost."
    assert back.named() == "In no row: Note. In every row: Kind cost."


def test_what_is_owed_marked_or_a_year_never_steps_back() -> None:
    columns = [
        ScreenColumn("owed", "Owed", cell=lambda row: Cell.missing()),
        ScreenColumn("stale", "Weight", Kind.NUMBER, cell=lambda row: Cell("5", flag=True)),
        ScreenColumn("2015", "2015/16", Kind.ESTIMATE, cell=lambda row: Cell()),
        ScreenColumn("reason", "Reason", Kind.LONG_TEXT, cell=lambda row: Cell("As before.")),
    ]
    assert stepping_back(columns, [{}] * FEWEST_ROWS).columns == ()
