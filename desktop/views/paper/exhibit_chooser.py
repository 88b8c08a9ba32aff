"""Choosing a table or a chart to place among words, or ticking it into the report or the annex: what each is, with its picture or its
first rows as the records stand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.models.kinds import Kind
from desktop.papers.content.layout_fields import PaperDocument
from desktop.papers.exhibits import BY_LINE, EXHIBITS, Exhibit
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton, PrimaryButton
from desktop.views.kit.chart_view import ChartView
from desktop.views.kit.forms.choice import ChoiceBox
from desktop.views.kit.labels import Label, SecondaryLabel, heading
from desktop.views.kit.page import row
from desktop.views.kit.tables.quiet_rows import QuietRows

if TYPE_CHECKING:
    from desktop.papers.content.blocks import Block, Figure, Table

_LINE = Qt.ItemDataRole.UserRole
_MOST_ROWS, _MOST_COLUMNS, _LONGEST_CELL = 4, 4, 26


class PlaceChooser(QDialog):
    """`blocks(line)` draws what a line places; `placed` says in which section a line stands already, and `documents` in which of the
    paper's two documents an exhibit does. `chosen` gives the line, and `ticked` an exhibit's key and the documents it is now in.

    What can be of one option is placed of any of the `options`.
    """

    chosen = Signal(str)
    ticked = Signal(str, object)

    def __init__(
        self,
        blocks: Callable[[str], Sequence[Block]],
        placed: Mapping[str, str],
        documents: Callable[[Exhibit], Collection[PaperDocument]],
        options: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._blocks, self._placed = blocks, placed
        self._documents = {exhibit.line: frozenset(documents(exhibit)) for exhibit in EXHIBITS}
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
        self.list.currentItemChanged.connect(lambda *_: self._take())
        self.list.itemDoubleClicked.connect(lambda *_: self._choose())
        self.option = ChoiceBox(Kind.WORDS)
        self._options = [name for name in options if not set(name) & set("[]\n")]
        self.option.currentIndexChanged.connect(lambda _: self._show())
        self._title, self._where = heading(""), SecondaryLabel("", wrap=True)
        self.ticks = {document: QCheckBox(f"In the {document.value}") for document in PaperDocument}
        for tick in self.ticks.values():
            tick.clicked.connect(lambda *_: self._tick())
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
        side.addWidget(row(*self.ticks.values(), (QWidget(), 1)))
        side.addWidget(self.option)
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
        for kind, heading_of_kind in (("table", "Tables"), ("chart", "Charts")):
            title = QListWidgetItem(heading_of_kind)
            title.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(title)
            for exhibit in EXHIBITS:
                if exhibit.kind == kind:
                    item = QListWidgetItem(exhibit.title)
                    item.setData(_LINE, exhibit.line)
                    self.list.addItem(item)

    @property
    def line(self) -> str:
        """The line of what is in hand, of the option chosen where it can be of one."""
        line = str(self.list.currentIndex().data(_LINE) or "")
        exhibit = BY_LINE[line].of(self.option.chosen()) if line else None
        return line if exhibit is None else exhibit.line_of_one

    def _take(self) -> None:
        """Offer what the one in hand can be of, and show it."""
        exhibit = BY_LINE.get(str(self.list.currentIndex().data(_LINE)))
        if exhibit is not None:
            self.option.blockSignals(True)  # shown once, below
            self.option.setAccessibleName("What it is of" if exhibit.one_of is not None else "Option that it is of")
            self.option.name_none("As usual" if exhibit.one_of is not None else "All options")
            names = self._options if exhibit.one_of is None else exhibit.one_of()
            if self.option.chosen() not in names:
                self.option.show_text("")
            self.option.set_names(names)
            self.option.blockSignals(False)
        self._show()

    def _show(self) -> None:
        if not self.line:
            return
        exhibit = BY_LINE[str(self.list.currentIndex().data(_LINE))]
        self.option.setVisible(exhibit.build_one is not None)
        self._title.setText(self.list.currentItem().text())
        where = self._placed.get(self.line)
        self._where.setText(f"Written {self.line}. " + (f"It stands in ‘{where}’ already." if where else "It stands nowhere yet by name."))
        for document, tick in self.ticks.items():
            tick.setChecked(document in self._documents[exhibit.line])
        body = QWidget()
        body.setBackgroundRole(QPalette.ColorRole.Base)
        box = QVBoxLayout(body)
        box.setContentsMargins(0, 0, look.STEP, 0)
        box.setSpacing(look.STEP)
        widgets = [shown for block in self._blocks(self.line) if (shown := _shown(block)) is not None]
        for widget in widgets or [SecondaryLabel(exhibit.nothing, wrap=True)]:
            box.addWidget(widget)
        box.addStretch(1)
        self._shown.setWidget(body)

    def _tick(self) -> None:
        """Put what is in hand in the documents that are ticked."""
        documents = frozenset(document for document, tick in self.ticks.items() if tick.isChecked())
        exhibit = BY_LINE[str(self.list.currentIndex().data(_LINE))]
        self._documents[exhibit.line] = documents
        self.ticked.emit(exhibit.key, documents)

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
        for down, cells in enumerate(table.rows[:_MOST_ROWS], start=1):
            grid.addWidget(Label(_cut(cells[across]), look.SMALL), down, across)
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
