"""Risks: what could go wrong, and what is done about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from db.nouns.delivery import Risk
from db.nouns.noun import Column as Declared
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.operations.records.records import Row
from desktop.views.kit.records.noun_records import NounRecords
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.record_screen import RecordScreen
from desktop.views.kit.records.source import RecordWords
from desktop.workspace import Workspace

_RISKS = RecordWords(
    "Risks",
    "What could go wrong, how likely and how serious it is, and what is left of it once it is controlled.",
    "risk",
    "risks",
    "Add what could go wrong. Give its likelihood and impact in your council’s own words, such as Medium and High.",
    "triangle-alert",
)
_RATINGS = ("likelihood", "impact", "likelihood_after", "impact_after")
_USUAL = ("Low", "Medium", "High")


class RiskRecords(NounRecords):
    """Risks. Ratings offer the words this case uses already, then the usual ones, and take any other."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, Risk)
        self._words: tuple[str, ...] = _USUAL

    def rows(self) -> Sequence[Row]:
        rows = super().rows()
        used = [row.text(key) for row in rows for key in _RATINGS]
        words = {word.casefold(): _written(word) for word in reversed((*used, *_USUAL)) if word}
        self._words = tuple(reversed(words.values()))
        return rows

    def column(self, column: Declared) -> ScreenColumn:
        table_column = super().column(column)
        if column.key not in _RATINGS:
            return replace(table_column, least=18) if column.key == "name" else table_column
        return replace(
            table_column,
            kind=Kind.WORDS,
            value=lambda row: _written(row.text(column.key)),
            choices=lambda: self._words,
            sort_key=lambda row: _rank(row.text(column.key)),
        )


class Risks(RecordScreen):
    """The risks of the case."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "Risks", RecordPane(_RISKS, RiskRecords(workspace)))


def _written(word: str) -> str:
    return word[:1].upper() + word[1:]


def _rank(word: str) -> object:
    """The usual words from low to high, and any other by its letters after them."""
    usual = [each.casefold() for each in _USUAL]
    return usual.index(word.casefold()) if word.casefold() in usual else word
