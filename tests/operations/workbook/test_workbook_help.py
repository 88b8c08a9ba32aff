"""The help page of the case workbook says what the program reads."""

from __future__ import annotations

from desktop.operations.workbook.help import workbook_help
from desktop.resources import resource


def test_the_page_in_the_help_is_the_one_the_declarations_make() -> None:
    kept = resource("help", "case-workbook.md").read_text(encoding="utf-8")
    assert kept == workbook_help(), "write the page again: its maker is desktop.operations.workbook.help"
