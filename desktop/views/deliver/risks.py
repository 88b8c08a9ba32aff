"""Risks: what could go wrong, and what is done about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from db.nouns.delivery import Risk
from db.nouns.noun import Column as Declared
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.operations.records.records import Row
from desktop.views.deliver.risk_map_view import RiskMapView
from desktop.views.deliver.risk_scale import risk_maps, risk_scales
from desktop.views.kit.records.card_pane import CardPane
from desktop.views.kit.records.cards import CardWords
from desktop.views.kit.records.noun_records import NounRecords
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
        self._scales = risk_scales(())

    def rows(self) -> Sequence[Row]:
        rows = super().rows()
        used = [row.text(key) for row in rows for key in _RATINGS]
        self._scales = risk_scales(rows)
        words = {word.casefold(): _written(word) for word in reversed((*used, *_USUAL)) if word}
        self._words = tuple(reversed(words.values()))
        return rows

    def _place(self, key: str, row: Row) -> int | None:
        """Where a rating stands on the council's scale; None where there is none."""
        likelihood, impact = self._scales
        place = (likelihood if key.startswith("likelihood") else impact).place(row.text(key))
        return place if place >= 0 else None

    def card(self, row: Row) -> CardWords:
        """The risk, how it is rated before and after controls, who owns it, and the control beside it."""
        facts = [(when, _rated(row, after)) for when, after in (("Before controls", ""), ("After controls", "_after"))]
        facts.append(("Owner", row.text("owner").strip()))
        control = row.text("control").strip()
        return CardWords(
            self.name(row), self.card_marks(row), tuple(each for each in facts if each[1]), (("Control", control),) if control else ()
        )

    def column(self, column: Declared) -> ScreenColumn:
        table_column = super().column(column)
        if column.key not in _RATINGS:
            return replace(table_column, least=18) if column.key == "name" else table_column
        return replace(
            table_column,
            kind=Kind.WORDS,
            value=lambda row: _written(row.text(column.key)),
            choices=lambda: self._words,
            sort_key=lambda row: self._place(column.key, row),
        )


class Risks(RecordScreen):
    """The risks of the case."""

    def __init__(self, workspace: Workspace) -> None:
        self.map = RiskMapView()
        super().__init__(workspace, "Risks", CardPane(_RISKS, RiskRecords(workspace), abreast=1, above=self.map))
        self.panes[0].shown.connect(self._show_map)
        self.panes[0].model.arranged.connect(self._show_map)

    def _show_map(self) -> None:
        model = self.panes[0].model
        self.map.set_maps(risk_maps([model.row_at(number) for number in range(model.rowCount())]))


def _written(word: str) -> str:
    return word[:1].upper() + word[1:]


def _rated(row: Row, after: str) -> str:
    """`medium likelihood, high impact`; what is not rated is left out."""
    rated = [(row.text(f"{of}{after}").strip(), of) for of in ("likelihood", "impact")]
    return _written(", ".join(f"{word[:1].lower()}{word[1:]} {of}" for word, of in rated if word))
