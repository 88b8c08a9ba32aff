from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import KnownTrouble
from desktop.models import html_block
from desktop.models.html_block import is_of_spreadsheet, read_html_block, write_html_block

#: As Word writes a table: paragraphs in cells, line ends within words, a style sheet and merged cells.
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">
<style><!-- table {x} --></style></head><body lang=EN-GB><!--StartFragment--><table class=MsoTableGrid border=1>
 <tr><td width=200 rowspan=2><p class=MsoNormal><b>Risk</b></p></td><td colspan=2><p>How
 likely</p></td></tr>
 <tr><td><p>Before</p></td><td><p>After</p></td></tr>
 <tr><td><p>Prices &quot;rise&quot;,</p><p>and stay</p></td><td>High<br>now</td><td>&nbsp;</td></tr>
</table><!--EndFragment--></body></html>"""


def test_a_table_of_word_is_read_with_its_merged_cells_line_ends_and_quotes() -> None:
    assert read_html_block(WORD).rows == [
        ["Risk", "How likely", ""],
        ["", "Before", "After"],
        ['Prices "rise",\nand stay', "High\nnow", ""],
    ]
    assert not is_of_spreadsheet(WORD)


def test_the_largest_table_is_read_and_a_table_in_a_cell_is_its_text() -> None:
    page = "<table><tr><td>a</table><table><tr><th>b<th>c<tr><td>d<td><table><tr><td>e</td></tr></table></table>"
    assert read_html_block(page).rows == [["b", "c"], ["d", "e"]]
    assert read_html_block("<p>No table</p>").rows == []


def test_a_cell_that_goes_down_over_rows_fills_them_by_choice() -> None:
    """A row without cells of its own is none, and a cell that goes down past the last row ends there."""
    page = (
        "<table><tr><td>Area<td>Risk</tr><tr><td rowspan=2>Money<td>Cost rises</tr><tr><td>Delay</tr><tr></tr>"
        "<tr><td rowspan=9 colspan=2>People</tr><tr></tr><tr></tr></table>"
    )
    block = read_html_block(page)
    assert block.merged[0] == ((1, 0), (2, 0))
    assert block.rows[:4] == [["Area", "Risk"], ["Money", "Cost rises"], ["", "Delay"], ["People", ""]]
    assert block.filled_down()[:4] == [["Area", "Risk"], ["Money", "Cost rises"], ["Money", "Delay"], ["People", ""]]
    assert block.rows[2] == ["", "Delay"]


def test_a_table_that_claims_more_than_can_be_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "<tr><td rowspan=900000000 colspan=16384>a</td></tr>" * 130
    with pytest.raises(KnownTrouble, match="more than 2,000,000 cells"):
        read_html_block(f"<table>{rows}</table>")


_CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z"), include_characters=" <>&\"'\n"), max_size=8)


@given(st.lists(st.lists(_CELLS, min_size=2, max_size=2), min_size=1, max_size=4))
def test_what_is_written_as_a_table_is_read_again(rows: list[list[str]]) -> None:
    page = write_html_block(rows, headed=True)
    assert read_html_block(page).rows == [
        ["\n".join(line for each in cell.split("\n") if (line := " ".join(each.split()))) for cell in row] for row in rows
    ]
    assert is_of_spreadsheet(page)
    assert html_block.GENERATOR in page


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("4<del>5</del>", "4"),
        ('<span style="display: none">1000</span>5', "5"),
        ("<span style='mso-hide:all'><p>x<br>y</p></span>7", "7"),
        ("1,234<sup>2</sup>", "1,234²"),
        ("m<sup><span>2</span></sup>", "m²"),
        ("Like&shy;lihood&#8203;", "Likelihood"),
        ("<del>gone<p>for good</p></del>", ""),
    ],
)
def test_what_a_page_does_not_show_is_no_part_of_a_figure(cell: str, text: str) -> None:
    """Word sets deleted text beside what replaced it, and a web page hides keys to sort by; a note's number is no digit."""
    page = f"<table><tr><td>{cell}</td><td>next</td></tr><tr><td>a</td><td>b</td></tr></table>"
    assert read_html_block(page).rows == [[text, "next"], ["a", "b"]]


def test_what_is_hidden_and_never_closed_hides_no_other_cell() -> None:
    page = "<table><tr><td><span style='display:none'>key</td><td>5</td></tr></table>"
    assert read_html_block(page).rows == [["", "5"]]
