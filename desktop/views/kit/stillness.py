"""A widget that is laid out anew is painted once, when all in it has found its place."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

#: How many turns of the event loop a page may take to lay itself out: a table's columns wait for one, are shared out again where that
#: makes a scroll bar come or go, what stands below waits for the table, and the fields of a form are made in a turn of their own.
_TURNS = 9


class Stillness(QObject):
    """Holds what a widget shows as it is while its parts find their places."""

    painted = Signal()
    """What was held has been laid out and painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget, self._left = widget, 0
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._go_on)

    def hold(self) -> None:
        """Paint nothing of the widget until it is laid out."""
        self._widget.setUpdatesEnabled(False)
        self._left = _TURNS
        self._turn.start()

    def _drew_a_chart(self) -> bool:
        """Draw one chart that will be painted, at the size it now has; says whether there was one left to draw."""
        from desktop.views.kit.chart_view import ChartView  # no first frame has a chart

        return any(chart.draw_ahead() for chart in self._widget.findChildren(ChartView) if not chart.visibleRegion().isEmpty())

    def _go_on(self) -> None:
        self._left -= 1
        if self._left == 0:
            if self._drew_a_chart():
                self._left = 1  # each in a turn of its own
                return
            self._widget.setUpdatesEnabled(True)
        elif self._left < 0:
            self._turn.stop()
            self.painted.emit()
