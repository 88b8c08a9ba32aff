"""What each view of the Results screen is: a chart, its words and its tables, filled from one appraisal."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.appraisal.results import Appraisal
from desktop.models.table_model import TableModel
from desktop.views.kit import look
from desktop.views.kit.chart_view import ChartView
from desktop.views.kit.labels import Label
from desktop.views.kit.sentences import figures_marked


class ResultView(QWidget):
    """Built when it is first looked at. It shows the appraisal it is given and reads nothing."""

    @property
    def chart(self) -> ChartView:
        """The chart that is shown, for the clipboard."""
        raise TypeError(f"{type(self).__name__} does not say which chart it shows")

    def set_appraisal(self, appraisal: Appraisal) -> None:
        """Show what this appraisal says; what is in hand stays in hand."""
        raise TypeError(f"{type(self).__name__} does not say how it is filled")

    def show_option(self, name: str) -> None:
        """Take one option in hand, where the view has one in hand."""


def marked(appraisal: Appraisal, sentences: Sequence[str]) -> list[str]:
    """Sentences with their figures set off, and the options' names where they begin one."""
    names = [option.name for option in appraisal.options]
    return [figures_marked(sentence, *names) for sentence in dict.fromkeys(sentences)]


def pushed_up(column: QWidget) -> QWidget:
    """The same column, its widgets at the top and what room is left below them."""
    layout = column.layout()
    if isinstance(layout, QVBoxLayout):
        layout.addStretch(1)
    return column


def spaced(title: Label) -> Label:
    """The heading of a second block in a column, set off from the block above it."""
    title.setContentsMargins(0, look.STEP, 0, 0)
    return title


def option_of(record: str) -> str:
    """The option that a mark of a chart stands for."""
    kind, _, name = record.partition(":")
    return name if kind == "option" else ""


def row_in_hand(model: TableModel, row: int) -> str:
    """The name of the row in hand; empty where there is none."""
    return str(model.id_at(row)) if 0 <= row < model.rowCount() else ""
