"""A grid that behaves like a spreadsheet: names frozen at the left, totals fixed at the foot, one sideways bar."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QTableView, QVBoxLayout, QWidget

from desktop.models.cell import CellState
from desktop.models.column import ScreenColumn
from desktop.models.kinds import FIGURES, PICKED, Kind
from desktop.models.table_model import TableModel
from desktop.views.kit import look
from desktop.views.kit.forms.trouble_label import TroubleLabel
from desktop.views.kit.one_scroll import needs_other_height
from desktop.views.kit.tables.cells import INDENT, CellDelegate, slot_width
from desktop.views.kit.tables.choice_delegate import ChoiceDelegate, WordsDelegate
from desktop.views.kit.tables.estimate_delegate import EstimateDelegate
from desktop.views.kit.tables.header import QuietHeader
from desktop.views.kit.tables.kept_layout import KeptLayout
from desktop.views.kit.tables.paste_question import PasteQuestion
from desktop.views.kit.tables.row_grips import WIDTH, RowGrips, put_back
from desktop.views.kit.tables.spreadsheet_view import SpreadsheetView
from desktop.views.kit.tables.text_delegate import LongTextDelegate

#: How many rows are asked for the widest figure, and the most a column of words may take, in characters.
_ASKED, _MOST_CHARACTERS = 200, 34

#: What stands beside a name at the left, in pixels.
_NAME_EDGES = 18

#: The most the main column may take, in characters, before others are given room too.
_MOST_MAIN = 44

#: No column is narrower, in logical pixels.
_NARROWEST = 40

#: The room for the arrow beside the heading that the rows are sorted by.
_ARROW = 14

#: The most rows of a table whose rows grow with their words.
_FEW_ROWS = 60

#: How often rows are measured anew in one fit.
_MOST_FITS = 3

#: What is left of a column of words, in characters, before the table scrolls sideways instead.
_FEWEST_CHARACTERS = 12


def delegate_for(column: ScreenColumn, view: QTableView) -> CellDelegate:
    """The delegate that edits a column."""
    kind = column.kind
    if kind in PICKED:
        return ChoiceDelegate(view)
    if kind is Kind.WORDS:
        return WordsDelegate(view)
    if column.says_back:
        return EstimateDelegate(view)
    return LongTextDelegate(view) if kind is Kind.LONG_TEXT else CellDelegate(view)


class SpreadsheetTable(QWidget):
    """A `TableModel` as a table. `totals` is a second model of the same columns, fixed below.

    `delegate` makes the delegate of every column instead of the one for its kind.
    """

    #: Whether a row grows with words that are wider than their column, in a table that is short enough to be read row by row.
    wraps = True
    #: The most lines of a row.
    most_lines = 8

    #: The cell in hand changed; the index may be invalid.
    moved = Signal(QModelIndex)
    #: The headings or the rows take more lines than before, or fewer.
    height_fitted = Signal()
    #: The officer gave the columns another order.
    columns_moved = Signal()
    #: The officer dragged a row from one place to another.
    row_dropped = Signal(int, int)

    def __init__(
        self,
        name: str,
        model: TableModel,
        totals: TableModel | None = None,
        delegate: Callable[[QTableView], CellDelegate] | None = None,
        sortable: bool = True,
    ) -> None:
        super().__init__()
        self.model, self._totals_model, self._delegate, self._sortable = model, totals, delegate, sortable
        self._delegates: list[CellDelegate] = []
        self._marks_row = self._is_grown = False
        self.view = self._made(name, model)
        self.trouble = TroubleLabel()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.view, 1)
        self.totals: SpreadsheetView | None = None
        self._pad = QWidget()
        self._below: QWidget | None = None
        if totals is not None:
            self.totals = self._add_totals(name, totals, box)
        box.addWidget(self.trouble)
        self.question = PasteQuestion(self.view)
        box.addWidget(self.question)
        box.addStretch(0)  # the grid is as tall as its rows: what is left over is space below it
        self._late_fit = QTimer(self)
        self._late_fit.setSingleShot(True)
        self._late_fit.timeout.connect(self._fit)
        self._least_widths: list[int] | None = None
        self.view.asked.connect(self.question.ask)
        self.view.moved.connect(self.question.drop)
        model.arranged.connect(self.question.drop)  # other rows: what was asked of is no longer where it was
        self.kept = KeptLayout(name, model, self.view.horizontalHeader())
        self.kept.changed.connect(self.fit_later)
        self.view.sorted_by_hand.connect(self.kept.keep_order)
        self.view.moved.connect(self.moved)
        self.view.moved.connect(self._show_trouble)
        model.dataChanged.connect(self._show_trouble)
        for each in (model, totals) if totals is not None else (model,):
            for changed in (each.dataChanged, each.modelReset, each.arranged):
                changed.connect(self._forget_widths)
        for changed in (model.dataChanged, model.modelReset, model.arranged):
            changed.connect(self.fit_later)
        model.modelReset.connect(self._delegates_again)
        if sortable:
            self.view.horizontalHeader().sectionClicked.connect(self._sort)
        self._delegates_again()

    def _made(self, name: str, model: TableModel, totals: bool = False) -> SpreadsheetView:
        view = SpreadsheetView(name, model, self._sortable)
        across, down = QuietHeader(Qt.Orientation.Horizontal, view, totals), QuietHeader(Qt.Orientation.Vertical, view, totals)
        view.setHorizontalHeader(across)
        view.setVerticalHeader(down)
        across.setMinimumSectionSize(_NARROWEST)
        down.setMinimumSectionSize(look.row_height())
        down.setDefaultSectionSize(look.row_height())
        down.setVisible(model.names is not None)
        view.setItemDelegate(CellDelegate(view, totals))
        view.name_corner()
        return view

    def _add_totals(self, name: str, model: TableModel, box: QVBoxLayout) -> SpreadsheetView:
        totals = self._made(f"{name}, totals", model, totals=True)
        totals.horizontalHeader().hide()
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # one bar, below the totals
        totals.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.horizontalScrollBar().valueChanged.connect(totals.horizontalScrollBar().setValue)
        totals.horizontalScrollBar().valueChanged.connect(self.view.horizontalScrollBar().setValue)
        self.view.horizontalHeader().sectionResized.connect(lambda section, _, width: totals.setColumnWidth(section, width))
        model.dataChanged.connect(self.fit_later)
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(totals, 1)
        self._pad.setFixedWidth(0)
        line.addWidget(self._pad)
        box.addLayout(line)
        return totals

    def _delegates_again(self) -> None:
        for delegate in self._delegates:
            delegate.deleteLater()
        self._delegates = [self._made_delegate(column) for column in self.model.columns]
        for number, delegate in enumerate(self._delegates):
            delegate.marks_row = self._marks_row
            self.view.setItemDelegateForColumn(number, delegate)

    def mark_row(self) -> None:
        """Mark the row in hand also while the focus is elsewhere, as what stands beside the table is about that row."""
        self._marks_row = True
        self._delegates_again()
        self.view.moved.connect(lambda _: self.view.viewport().update())

    def _made_delegate(self, column: ScreenColumn) -> CellDelegate:
        return self._delegate(self.view) if self._delegate else delegate_for(column, self.view)

    # Rows

    @property
    def current(self) -> QModelIndex:
        """The cell in hand; invalid when there is none."""
        return self.view.currentIndex()

    def go_to(self, row: int, column: int = 0) -> None:
        """Take a cell in hand and bring it into view. It alone is chosen, whatever key is held as it is asked for."""
        index = self.model.index(row, column)
        self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if index.isValid():
            self.view.scrollTo(index)

    def choose_rows(self, rows: Iterable[int]) -> None:
        """Choose the same cell of several rows as of the one in hand, as after they were moved together."""
        column, flag = max(self.current.column(), 0), QItemSelectionModel.SelectionFlag
        for row in rows:
            self.view.selectionModel().select(self.model.index(row, column), flag.Select)

    def let_rows_move(self) -> None:
        """Let the officer drag a row by its grip: `row_dropped` tells from where to where."""
        grips = RowGrips(self.view, self.model, amid=self.wraps)
        self.view.setVerticalHeader(grips)
        grips.show()
        grips.dropped.connect(self.row_dropped)
        if self.totals is not None:
            self.totals.verticalHeader().show()  # as wide, with nothing in it

    # The order of columns

    def let_columns_move(self) -> None:
        """Let the officer drag a heading aside, or move its column from the menu; the order is kept on this machine."""
        header = self.view.horizontalHeader()
        header.setSectionsMovable(True)
        # queued, as the columns are made anew, which a header that is still moving one would not survive
        header.sectionMoved.connect(self._section_moved, Qt.ConnectionType.QueuedConnection)
        self.view.columns_move = True
        self.view.column_moved.connect(self.move_column)
        if self.kept.columns:
            self.model.order_columns(self.kept.columns)

    def _section_moved(self, _: int, before: int, after: int) -> None:
        """The columns themselves take the new order, so that what is copied, pasted and stepped through is as it looks."""
        if put_back(self.view.horizontalHeader(), before, after):
            self.move_column(before, after)

    def move_column(self, before: int, after: int) -> None:
        """Put a column in the place of another, which gives way; before all others with no place, each has its own again."""
        keys = [column.key for column in self.model.columns]
        if after >= len(keys):
            return
        row = self.current.row()
        if after < 0:
            keys = []
        else:
            keys.insert(after, keys.pop(before))
        self.kept.keep_columns(keys)
        self.model.order_columns(keys)
        self.columns_moved.emit()
        if row >= 0:
            self.go_to(row, max(after, 0))

    def _sort(self, section: int) -> None:
        """Once up, twice down, three times back to the order recorded."""
        before = self.model.sorted_by
        if before is None or before[0] != section:
            self.model.sort(section)
        elif not before[1]:
            self.model.sort(section, Qt.SortOrder.DescendingOrder)
        else:
            self.model.sort(-1)
        self.kept.keep_order()
        self.view.horizontalHeader().viewport().update()

    def _show_trouble(self) -> None:
        index = self.view.currentIndex()
        cell = self.model.cell_at(index.row(), index.column()) if index.isValid() else None
        self.trouble.say(cell.trouble if cell is not None else "")

    # Widths

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_later()

    def follow_text_size(self) -> None:
        """Fit the system's text size, which has changed."""
        for view in (self.view, self.totals):
            if view is not None:
                view.verticalHeader().setMinimumSectionSize(look.row_height())
                view.verticalHeader().setDefaultSectionSize(look.row_height())
        self._forget_widths()
        self.fit_later()

    def _forget_widths(self) -> None:
        self._least_widths = None

    def fit_later(self) -> None:
        """Share out the width once the scroll bars have settled; many asks are one, and none waits for one that waits longer."""
        if not self._late_fit.isActive() or self._late_fit.interval():
            self._late_fit.start(0)

    def _fit(self) -> None:
        """Share out the width, and once more where rows grow by that: taller rows may need a scroll bar, which leaves words less room."""
        self._share_width()
        times = 0
        while self.wraps and times < _MOST_FITS and self._grow_rows():
            self._share_width()
            times += 1
        if times:
            self.height_fitted.emit()

    def _grow_rows(self) -> bool:
        """Have each row as tall as its words are at the width of their columns; says whether any was not."""
        few = self.model.rowCount() <= _FEW_ROWS
        if not few and not self._is_grown:
            return False
        highs = [self._row_high(row, few) for row in range(self.model.rowCount())]
        other = [row for row, high in enumerate(highs) if self.view.rowHeight(row) != high]
        for row in other:
            self.view.setRowHeight(row, highs[row])
        self._is_grown = any(high > look.row_height() for high in highs)
        return bool(other)

    def _row_high(self, row: int, grows: bool) -> int:
        """The height of a row with its words on as many lines as they take, up to the most."""
        lines = 1
        for number, column in enumerate(self.model.columns if grows else ()):
            if column.kind not in FIGURES and not self.view.isColumnHidden(number):
                cell = self.model.cell_at(row, number)
                lines = max(
                    lines, look.lines_of(cell.text, self.view.columnWidth(number) - cell.indent * INDENT - 2 * look.STEP, cell.strong)
                )
        return look.row_height() + (min(lines, self.most_lines) - 1) * look.metrics().lineSpacing()

    def _share_width(self) -> None:
        """Columns share the width that is left; where there is none the table scrolls instead."""
        least = self._leasts()
        across = self.view.horizontalHeader()
        bar = self.view.verticalScrollBar()
        deep = self._room_for_rows() < self.view.verticalHeader().length()
        names = self._names_width(self.view.width() - sum(least) - (bar.sizeHint().width() if deep else 0))
        for view in (self.view, self.totals):
            if view is not None and view.verticalHeader().maximumWidth() != names:
                view.verticalHeader().setFixedWidth(names)
                view.updateGeometries()  # Qt moves the cells out from under their names the next time it is asked alone
        room = self.view.width() - (0 if self.view.verticalHeader().isHidden() else names)
        room -= bar.sizeHint().width() if deep else 0
        least = self._eased(self._squeezed(least, room), room)
        spare, total = max(0, room - sum(least)), max(sum(least), 1)
        given = [width + spare * width // total for width in least]
        seen = [number for number in range(len(given)) if not self.view.isColumnHidden(number)]
        if seen and spare:
            given[seen[-1]] += room - sum(given)
        kept = self.kept.widths(given)
        given = [kept[number] if number in seen else 0 for number in range(len(given))]
        if isinstance(across, QuietHeader):
            high = across.sizeHint().height()
            across.set_lines(max((self._heading_lines(column, width) for column, width in enumerate(given) if width), default=1))
            if across.sizeHint().height() != high:
                self.height_fitted.emit()
                needs_other_height(self)
                self.fit_later()  # a taller heading leaves the rows less room, and they may need a scroll bar now
        for column, width in enumerate(given):
            if self.view.columnWidth(column) != width and width:
                self.view.setColumnWidth(column, width)
            if self.totals is not None and self.totals.columnWidth(column) != width:
                self.totals.setColumnWidth(column, width)
        sideways = sum(given) > room
        own_bar = self.view.horizontalScrollBar().sizeHint().height() if sideways and self.totals is None else 0
        rows = self.view.verticalHeader().length()
        self.view.setMaximumHeight(across.sizeHint().height() + max(rows, look.row_height()) + own_bar)
        if self.totals is not None and self._totals_model is not None:
            self._fit_totals(self.totals, self._totals_model, deep, sideways)

    def _squeezed(self, widths: list[int], room: int) -> list[int]:
        """Columns of words give way, the widest first and the main one last, before the table scrolls sideways. No figure or date does."""
        if sum(widths) <= room:
            return widths
        few = [_FEWEST_CHARACTERS if self.wraps else max(column.least, _FEWEST_CHARACTERS) for column in self.model.columns]
        floors = [
            width
            if column.kind in FIGURES or column.says_back
            else min(
                width, max(look.text_width("n" * few[number]), self._widest(number, each_word=True) if self.wraps else 0) + 2 * look.STEP
            )
            for number, (width, column) in enumerate(zip(widths, self.model.columns, strict=True))
        ]
        for spared in (True, False):
            each = list(zip(widths, floors, self.model.columns, strict=True))
            kept = [width if column.main and spared else floor for width, floor, column in each]
            if spared and sum(kept) > room:
                widths = [width if column.main else floor for width, floor, column in each]
                continue
            for most in range(max(widths), min(kept), -1):
                squeezed = [max(floor, min(width, most)) for floor, width in zip(kept, widths, strict=True)]
                if sum(squeezed) <= room:
                    return squeezed
        most = 2 * room // 3  # it scrolls sideways whatever is cut, so that no more is cut than what a page could not show
        return [max(floor, min(width, most)) for width, floor in zip(self._leasts(), floors, strict=True)]

    def _eased(self, widths: list[int], room: int) -> list[int]:
        """Room that is left goes to words that are cut, those of the main column first."""
        spare, eased = room - sum(widths), list(widths)
        columns = self.model.columns
        for number in sorted(range(len(widths)), key=lambda number: not columns[number].main):
            if spare > 0 and widths[number] and columns[number].kind not in FIGURES:
                more = min(spare, max(0, self._widest(number) + 2 * look.STEP + 2 - widths[number]))
                eased[number] += more
                spare -= more
        return eased

    def _widest(self, number: int, *, each_word: bool = False) -> int:
        """The width of the longest first line, or of the longest word, in a column of words (the first 200 rows are asked)."""
        cells = (self.model.cell_at(row, number) for row in range(min(self.model.rowCount(), _ASKED)))
        return max(
            (
                look.text_width(words, semibold=cell.strong) + cell.indent * INDENT
                for cell in cells
                for words in (cell.text.split() if each_word else [cell.text.partition("\n")[0]])
            ),
            default=0,
        )

    def add_below(self, widget: QWidget) -> None:
        """Put a widget right below the last row, or below the totals."""
        self._below = widget
        box = self.layout()
        if isinstance(box, QVBoxLayout):
            box.insertWidget(box.count() - 1, widget)

    def _room_for_rows(self) -> int:
        """The height there is for rows, whatever the grid takes of it now."""
        totals = self._totals_row() * self._totals_model.rowCount() if self._totals_model is not None else 0
        words = [each for each in (self.trouble, self.question, self._below) if each is not None and not each.isHidden()]
        below = sum(each.heightForWidth(self.width()) if each.hasHeightForWidth() else each.sizeHint().height() for each in words)
        return self.height() - totals - below - self.view.horizontalHeader().sizeHint().height()

    @staticmethod
    def _totals_row() -> int:
        """The height of a row of totals, which has a line for the figure and one for what is not known."""
        return look.metrics().height() + look.metrics(look.SMALL).height() + 6

    def _fit_totals(self, totals: SpreadsheetView, model: TableModel, deep: bool, sideways: bool) -> None:
        row = self._totals_row()
        totals.verticalHeader().setDefaultSectionSize(row)
        self._pad.setFixedWidth(self.view.verticalScrollBar().sizeHint().width() if deep else 0)
        bar = totals.horizontalScrollBar().sizeHint().height() if sideways else 0
        totals.setFixedHeight(row * model.rowCount() + bar)

    def _names_width(self, room: int) -> int:
        """The width of the names at the left: so many letters at most, and more where the columns leave that much room. Or of grips."""
        if isinstance(self.view.verticalHeader(), RowGrips):
            return WIDTH
        widest = look.text_width(self.model.names_heading, look.SMALL, True)
        for model in (self.model, self._totals_model):
            if model is not None and model.names is not None:
                for row in range(min(model.rowCount(), _ASKED)):
                    widest = max(widest, look.text_width(model.names(model.row_at(row)), semibold=True))
        return min(widest + _NAME_EDGES, max(look.text_width("n" * _MOST_CHARACTERS) + _NAME_EDGES, room))

    def _heading_lines(self, column: int, width: int) -> int:
        """How many lines a heading takes in a column so wide, three at most, with room for the arrow where rows are sorted by it."""
        high = look.text_height(self.model.columns[column].heading, width - 2 * look.STEP - self._arrow_room(column), look.SMALL, True)
        return min(max(round(high / look.metrics(look.SMALL, True).height()), 1), 3)

    def _arrow_room(self, number: int) -> int:
        return _ARROW if self.model.sorted_by is not None and self.model.sorted_by[0] == number else 0

    def _leasts(self) -> list[int]:
        """The least width of each column; measured anew only once a cell has changed, as a table is fitted several times as it opens."""
        if self._least_widths is None:
            hidden = self.view.isColumnHidden
            self._least_widths = [0 if hidden(column) else self._least(column) for column in range(self.model.columnCount())]
        return self._least_widths

    def _least(self, number: int) -> int:
        """A figure is never cut: a column is at least as wide as its longest amount (the first 200 rows are asked).

        A column with nothing in it yet takes no more than its heading, unless it is one of amounts.
        """
        column = self.model.columns[number]
        digits = look.text_width("0")
        words = max(look.text_width(word, look.SMALL, True) for word in [*column.heading.split(), ""])
        widest, is_filled = words + self._arrow_room(number), column.kind is Kind.ESTIMATE
        most = look.text_width("n" * (_MOST_MAIN if column.main else _MOST_CHARACTERS))
        for model in (self.model, self._totals_model):
            for row in range(min(model.rowCount(), _ASKED) if model is not None else 0):
                cell = model.cell_at(row, number) if model is not None else None
                if cell is None:
                    continue
                is_filled = is_filled or bool(cell.text)
                width = look.text_width(cell.text, semibold=cell.strong) + cell.indent * INDENT
                if cell.state is CellState.WRONG:
                    width += 18
                if cell.note:
                    width = max(width, look.text_width(cell.note, look.SMALL))
                if cell.aside:
                    width = slot_width() + look.text_width(cell.aside, look.SMALL) + 24
                elif cell.marks or cell.bar is not None:
                    width = slot_width() + 66
                widest = max(widest, width if column.kind in FIGURES else min(width, most))
        return max((max(widest, column.least * digits) if is_filled else widest) + 2 * look.STEP + 2, _NARROWEST)

    def sizeHint(self) -> QSize:
        return QSize(400, self.rows_height())

    @property
    def asked_height(self) -> int:
        """The room for what is asked of a pasted block, while it is."""
        question = self.question
        return 0 if question.isHidden() else max(question.sizeHint().height(), question.heightForWidth(self.width()))

    def rows_height(self, rows: int | None = None) -> int:
        """The height that shows so many rows (all of them unless told) as tall as they are, the header and the totals."""
        there = self.model.rowCount()
        shown = there if rows is None else rows
        one = look.row_height()
        grown = sum(self.view.rowHeight(row) - one for row in range(min(shown, there))) if self._is_grown else 0
        return self.lines_height(shown) + grown

    def lines_height(self, rows: int) -> int:
        """The height that shows so many rows of one line, the header and the totals."""
        totals = self._totals_model.rowCount() if self._totals_model is not None else 0
        return self.view.horizontalHeader().sizeHint().height() + rows * look.row_height() + totals * self._totals_row() + 2
