"""What the lines of one option or project come to: the chart, and beside it what it says in words."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.appraisal.results import Appraisal
from desktop.views.kit import look
from desktop.views.kit.labels import heading
from desktop.views.kit.page import TwoColumns, column
from desktop.views.kit.scroll_box import ScrollBox
from desktop.views.kit.sentences import SentenceList
from desktop.views.money.charts import SavingCharts
from desktop.views.money.lines.totals import OwnerMoney, saving_sentences

_WORDS_WIDTH = 316


class SavingResults(QWidget):
    """Follows each edit. `picked` tells the record of a mark of the chart: `money:NAME:YEAR`."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.charts = SavingCharts(QSize(320, 124))
        self.said = SentenceList("What the costs and savings say")
        inner = column(self.said)
        layout = inner.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addStretch(1)
        words = ScrollBox(inner, look.row_height() * 4)
        words.scroll_by_keys("In words")
        self._title = heading("In words")
        self.follow_text_size()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.columns = both = TwoColumns(self.charts, column(self._title, (words, 1), spacing=look.HALF), _WORDS_WIDTH, 700)
        both.turned.connect(lambda beside: words.show_whole(not beside))
        box.addWidget(both)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.charts.picked.connect(self.picked)

    def follow_text_size(self) -> None:
        """Fit the system's text size, which has changed."""
        self._title.setMinimumHeight(look.row_height() + 2)  # in line with the heading of the chart

    def show_money(self, appraisal: Appraisal | None, owner: OwnerMoney) -> None:
        """Draw and say this. Without an appraisal the records contradict one another, and nothing can be said."""
        self.charts.setVisible(bool(owner.money.years))
        self.columns.place_again()
        self.charts.show_money(owner.name, owner.name, owner.money)
        self.said.set_sentences(saving_sentences(appraisal, owner) if appraisal is not None else [])
        self._title.setVisible(bool(self.said.sentences))
