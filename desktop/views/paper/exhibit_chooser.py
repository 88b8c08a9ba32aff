"""Choosing a table or a chart to place among words: what each is, with its picture or its first rows as the records stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QListWidget, QListWidgetItem, QScrollArea, QVBoxLayout, QWidget

from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton, PrimaryButton
from desktop.views.kit.chart_view import ChartView
from desktop.views.kit.labels import Label, SecondaryLabel, heading
from desktop.views.kit.tables.quiet_rows import QuietRows

if TYPE_CHECKING:
    from desktop.papers.content.blocks import Block, Figure, Table

#: What an officer may place among a section's words, by the line that places it.
BOUND = (
    ("The objectives", "[table: objectives]"),
    ("The options", "[table: options]"),
    ("The scores", "[table: scores]"),
    ("Each option’s chances", "[table: chances]"),
    ("The weights that change the choice", "[table: switches]"),
    ("Where the groups differ", "[table: differences]"),
    ("Value for money", "[table: value]"),
    ("Savings and costs", "[table: savings]"),
    ("The worst, most likely and best case", "[table: cases]"),
    ("What depends on conditions", "[table: conditions]"),
    ("The revenue budget", "[table: budget]"),
    ("Cash in and out", "[table: cash]"),
    ("Funding", "[table: funding]"),
    ("The budget gap", "[table: gap]"),
    ("Targets and gains", "[table: targets]"),
    ("Who gains", "[table: partners]"),
    ("Shares re-based on actual figures", "[table: rebasing]"),
    ("The Section 151 officer’s checks", "[table: checks]"),
    ("The services", "[table: services]"),
    ("The evidence", "[table: evidence]"),
    ("The risks", "[table: risks]"),
    ("Who was consulted", "[table: consultation]"),
    ("The milestones", "[table: milestones]"),
    ("What is to be done", "[table: actions]"),
    ("Who has answered", "[table: returns]"),
    ("How sure partners are of each year", "[table: ratings]"),
    ("Use of resources scores", "[table: resources]"),
    ("Unit costs", "[table: unitcosts]"),
    ("How well partners fit", "[table: fit]"),
    ("What was said in interviews", "[table: interviews]"),
    ("What sharing needs", "[table: capability]"),
    ("Services shared already", "[table: sharing]"),
    ("Contributions to the pool", "[table: pool]"),
    ("Requests and their deadlines", "[table: requests]"),
    ("Weighted scores", "[chart: contributions]"),
    ("The chances of each place", "[chart: acceptability]"),
    ("Scores as one weight moves", "[chart: weights]"),
    ("Each group’s scores", "[chart: spread]"),
    ("Score against money", "[chart: value]"),
    ("Savings by year", "[chart: savings]"),
    ("The running total", "[chart: cumulative]"),
    ("What moves the net present value most", "[chart: tornado]"),
    ("The spread of the net present value", "[chart: distribution]"),
    ("Each partner before and after", "[chart: partners]"),
    ("Gains against the target", "[chart: targets]"),
    ("The budget gap by year", "[chart: gap]"),
    ("How sure partners are, as a picture", "[chart: ratings]"),
    ("Use of resources scores, as bars", "[chart: resources]"),
)
_LINE = Qt.ItemDataRole.UserRole
_MOST_ROWS, _MOST_COLUMNS, _LONGEST_CELL = 4, 4, 26
_NOTHING = "There is nothing to draw yet: the records that it is drawn from are empty. It appears as they are filled."


class PlaceChooser(QDialog):
    """`blocks(line)` draws what a line places; `placed` says in which section a line stands already. `chosen` gives the line."""

    chosen = Signal(str)

    def __init__(self, blocks: Callable[[str], Sequence[Block]], placed: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._blocks, self._placed = blocks, placed
        self.setWindowTitle("Place a table or a chart")
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.list = QListWidget()
        self.list.setAccessibleName("Tables and charts")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFixedWidth(look.text_width("What moves the net present value most") + 48)
        self.list.viewport().setAutoFillBackground(False)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(QuietRows(self.list))
        self._fill()
        self.list.currentItemChanged.connect(lambda *_: self._show())
        self.list.itemDoubleClicked.connect(lambda *_: self._choose())
        self._title, self._where = heading(""), SecondaryLabel("", wrap=True)
        self._shown = QScrollArea()
        self._shown.setAccessibleName("What it looks like")
        self._shown.setFrameShape(QFrame.Shape.NoFrame)
        self._shown.setWidgetResizable(True)
        self._shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.insert = PrimaryButton("Place it")
        self.insert.clicked.connect(self._choose)
        cancel = PlainButton("Cancel")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.insert)
        side = QVBoxLayout()
        side.setSpacing(look.STEP)
        side.addWidget(self._title)
        side.addWidget(self._where)
        side.addWidget(self._shown, 1)
        side.addLayout(buttons)
        box = QHBoxLayout(self)
        box.setContentsMargins(look.GAP, look.GAP, look.GAP, look.GAP)
        box.setSpacing(look.GAP)
        box.addWidget(self.list)
        box.addLayout(side, 1)
        self.resize(look.scaled(880), look.scaled(560))
        self.list.setCurrentRow(1)

    def _fill(self) -> None:
        kinds = {"[table": "Tables", "[chart": "Charts"}
        last = ""
        for words, line in BOUND:
            kind = kinds[line.partition(":")[0]]
            if kind != last:
                title = QListWidgetItem(kind)
                title.setFlags(Qt.ItemFlag.NoItemFlags)
                self.list.addItem(title)
                last = kind
            item = QListWidgetItem(words)
            item.setData(_LINE, line)
            self.list.addItem(item)

    @property
    def line(self) -> str:
        """The line of what is in hand."""
        return str(self.list.currentIndex().data(_LINE) or "")

    def _show(self) -> None:
        if not self.line:
            return
        self._title.setText(self.list.currentItem().text())
        where = self._placed.get(self.line)
        self._where.setText(f"Written {self.line}. " + (f"It stands in ‘{where}’ already." if where else "It stands nowhere yet by name."))
        body = QWidget()
        body.setBackgroundRole(QPalette.ColorRole.Base)
        box = QVBoxLayout(body)
        box.setContentsMargins(0, 0, look.STEP, 0)
        box.setSpacing(look.STEP)
        widgets = [shown for block in self._blocks(self.line) if (shown := _shown(block)) is not None]
        for widget in widgets or [SecondaryLabel(_NOTHING, wrap=True)]:
            box.addWidget(widget)
        box.addStretch(1)
        self._shown.setWidget(body)

    def _choose(self) -> None:
        if self.line:
            self.chosen.emit(self.line)
            self.accept()


def _shown(block: Block) -> QWidget | None:
    from desktop.papers.content.blocks import Figure, Table  # what draws papers is loaded late

    if isinstance(block, Figure):
        return _picture(block)
    return _rows(block) if isinstance(block, Table) else None


def _picture(figure: Figure) -> QWidget:
    host = QWidget()
    box = QVBoxLayout(host)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(Label(figure.caption, semibold=True, wrap=True))
    box.addWidget(ChartView(figure.caption, figure.draw, figure.alternative))
    return host


def _rows(table: Table) -> QWidget:
    """A table's first rows and columns, and how many more there are."""
    host = QWidget()
    box = QVBoxLayout(host)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(Label(table.caption, semibold=True, wrap=True))
    if not table.rows:
        box.addWidget(SecondaryLabel(table.empty, wrap=True))
        return host
    grid = QGridLayout()
    grid.setHorizontalSpacing(look.GAP)
    for across, column in enumerate(table.columns[:_MOST_COLUMNS]):
        grid.addWidget(SecondaryLabel(_cut(column.heading), look.SMALL), 0, across)
        for down, row in enumerate(table.rows[:_MOST_ROWS], start=1):
            grid.addWidget(Label(_cut(row[across]), look.SMALL), down, across)
    grid.setColumnStretch(min(len(table.columns), _MOST_COLUMNS), 1)
    box.addLayout(grid)
    more = [
        f"{count} more {words if count > 1 else words.removesuffix('s')}"
        for count, words in ((len(table.rows) - _MOST_ROWS, "rows"), (len(table.columns) - _MOST_COLUMNS, "columns"))
        if count > 0
    ]
    if more:
        box.addWidget(SecondaryLabel(" and ".join(more), look.SMALL))
    return host


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_CELL else f"{line[: _LONGEST_CELL - 1].rstrip()}…"
