"""Tables of results: as tall as their rows or as the room there is, in the order of the results."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from desktop.models.stepping_back import stepping_back
from desktop.models.table_model import TableModel
from desktop.results.cells import Row
from desktop.views.kit import look
from desktop.views.kit.labels import SecondaryLabel
from desktop.views.kit.one_scroll import StandsWhole
from desktop.views.kit.tables.spreadsheet_table import SpreadsheetTable

_MOST_ROWS = 6

#: The rows that a table beside others asks room for; it takes more where there is more.
_ASKED_ROWS = 8

#: How long, in milliseconds, the figures must have stood still before the columns are fitted to them again.
_AT_REST = 120


class _Results(StandsWhole, SpreadsheetTable):
    """Columns in which results say nothing, or the same in every row, step back, and a line below the rows says so."""

    def __init__(self, name: str, model: TableModel) -> None:
        self._bar = 0
        self._said = SecondaryLabel("", look.SMALL, wrap=True)
        super().__init__(name, model, sortable=False)
        self._said.setContentsMargins(look.STEP, look.HALF, 0, 0)
        self.add_below(self._said)
        self._said.hide()

    def _step_back(self) -> None:
        """What a row is known by stays, and what may be edited."""
        columns, count = self.model.columns, self.model.rowCount()
        rows = [self.model.row_at(row) for row in range(count)]
        may = [each for each in columns[1:] if not each.main and not each.editable] if rows and isinstance(rows[0], Row) else []
        back = stepping_back(may, rows)
        for number, column in enumerate(columns):
            if self.view.isColumnHidden(number) != (column in back.columns):
                self.view.setColumnHidden(number, column in back.columns)
                self._forget_widths()
        self._said.setText(back.named())
        self._said.setVisible(bool(back.columns))

    def _fit(self) -> None:
        self._step_back()
        super()._fit()
        across = sum(self.view.columnWidth(number) for number in range(self.model.columnCount()))
        names = self.view.verticalHeader().width() if self.model.names is not None else 0
        self._bar = self.view.horizontalScrollBar().sizeHint().height() if across + names > self.view.width() else 0
        self.fit_whole()

    def _high(self, rows: int | None = None) -> int:
        """The height of all rows and one at the least, with the bar that the columns were last found to need and what is said below.

        Given a number of rows, no more than they take with a line each: where rows have grown, they scroll.
        """
        said = 0 if self._said.isHidden() else self._said.heightForWidth(self.width())
        high = self.rows_height(max(self.model.rowCount(), 1)) + self._bar + said
        return high if rows is None else min(high, self.lines_height(rows) + self._bar)


class ResultTable(_Results):
    """As tall as its rows, up to so many while the page does not scroll, so that charts and sentences keep the rest."""

    def __init__(self, name: str, model: TableModel, most_rows: int = _MOST_ROWS) -> None:
        self._fitted, self._most_rows, self._rows_fitted = False, most_rows, 0
        super().__init__(name, model)

    def fit_later(self) -> None:
        """At once the first time, with other rows and after a change of size; else when the figures rest, as a slider moves all."""
        if self._fitted and self.model.rowCount() == self._rows_fitted:
            self._late_fit.start(_AT_REST)
        else:
            self._stand()  # at once: what shares the page with it is laid out, and drawn, but once
            super().fit_later()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fitted = False
        super().resizeEvent(event)

    def _fit(self) -> None:
        super()._fit()
        self._fitted, self._rows_fitted = True, self.model.rowCount()

    def fit_whole(self) -> None:
        self._stand()

    def _stand(self) -> None:
        """Be as tall as the rows that are shown; a line below rows that scroll takes of their room, and makes no page scroll."""
        high = self._high(None if self.is_whole else self._most_rows)
        if self.height() != high:
            self.setFixedHeight(high)


class SideTable(_Results):
    """A longer list beside a chart: it grows to all of its rows where there is room, and scrolls by itself where there is not."""

    def __init__(self, name: str, model: TableModel, asked_rows: int = _ASKED_ROWS) -> None:
        self._asked_rows = asked_rows
        super().__init__(name, model)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(240, self._high(self._asked_rows))

    def minimumSizeHint(self) -> QSize:
        """Four rows, as fewer are no list; where the page scrolls, all of them."""
        return QSize(200, self._high(None if self.is_whole else 4))

    def fit_whole(self) -> None:
        """Be as tall as the rows, where the page scrolls anyway."""
        least = self.minimumSizeHint().height() if self.is_whole else 0  # said outright, as a list may take what height it is given
        if self.minimumHeight() != least:
            self.setMinimumHeight(least)
        self.updateGeometry()
