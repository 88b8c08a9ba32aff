"""A table whose rows stand under quiet headings. A heading is drawn in the first row under it, so that a block pastes straight."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView, QWidget

from desktop.models.cell import Align
from desktop.models.column import ScreenColumn
from desktop.models.criterion_tree import Band
from desktop.models.kinds import PICKED, Kind
from desktop.models.table_model import TableModel
from desktop.views.kit import look
from desktop.views.kit.tables.cells import INDENT, LEFT, RIGHT, CellDelegate
from desktop.views.kit.tables.choice_delegate import ChoiceDelegate, WordsDelegate
from desktop.views.kit.tables.estimate_delegate import EstimateDelegate
from desktop.views.kit.tables.header import QuietHeader
from desktop.views.kit.tables.spreadsheet_table import SpreadsheetTable
from desktop.views.kit.tables.spreadsheet_view import SpreadsheetView
from desktop.views.kit.tables.text_delegate import LongTextDelegate

#: The headings that begin at a row, by where it is shown.
Bands = Callable[[int], Sequence[Band]]


def band_height() -> int:
    """The height of one heading above the first row under it."""
    return look.metrics(look.SMALL).height() + 2


class BandedDelegate(CellDelegate):
    """The house's cell, below the headings where its row has any."""

    bands: Bands = staticmethod(lambda row: ())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        placed, bands = QStyleOptionViewItem(option), self.bands(index.row())
        if bands:
            high = len(bands) * band_height()
            for number, band in enumerate(bands):
                line = QRect(option.rect.left(), option.rect.top() + number * band_height(), option.rect.width(), band_height())
                self._band(painter, line, band, self.column(index), index.column())
            placed.rect = option.rect.adjusted(0, high, 0, 0)
        super().paint(painter, placed, index)

    def _band(self, painter: QPainter, line: QRect, band: Band, column: ScreenColumn, number: int) -> None:
        """This column's part of a heading: its words run through the columns up to the first with a figure of its own."""
        inks, columns = look.colours(self._view), self.columns()
        painter.save()
        painter.fillRect(line, inks.page)
        painter.setClipRect(line)
        painter.setPen(inks.secondary)
        painter.setFont(look.font(look.SMALL, semibold=True))
        if column.key in band.figures:
            side = RIGHT if column.side is Align.RIGHT else LEFT
            painter.drawText(line.adjusted(look.STEP, 1, -look.STEP, 0), side, band.figures[column.key])
        elif not isinstance(self._view.verticalHeader(), _BandedNames):
            stop = next((each for each, other_column in enumerate(columns) if other_column.key in band.figures), len(columns))
            if number < stop:
                left = self._view.columnViewportPosition(0) + look.STEP + band.level * INDENT
                right = self._view.columnViewportPosition(stop - 1) + self._view.columnWidth(stop - 1)
                room = QRect(left, line.top() + 1, right - left, line.height() - 1)
                words = look.metrics(look.SMALL, True).elidedText(band.words, Qt.TextElideMode.ElideRight, right - left)
                painter.drawText(room, LEFT, words)
        painter.restore()

    def columns(self) -> Sequence[ScreenColumn]:
        """The columns of the table."""
        model = self._view.model()
        return model.columns if isinstance(model, TableModel) else ()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        placed = QStyleOptionViewItem(option)
        placed.rect = option.rect.adjusted(0, len(self.bands(index.row())) * band_height(), 0, 0)
        super().updateEditorGeometry(editor, placed, index)


class _BandedChoice(BandedDelegate, ChoiceDelegate):
    """Picks one of a list, below the headings."""


class _BandedWords(BandedDelegate, WordsDelegate):
    """Takes words or one of a list, below the headings."""


class _BandedText(BandedDelegate, LongTextDelegate):
    """Several lines, below the headings."""


class _BandedEstimate(BandedDelegate, EstimateDelegate):
    """An amount in words, below the headings."""


def _delegate(column: ScreenColumn, view: QTableView) -> BandedDelegate:
    kind = column.kind
    if kind in PICKED:
        return _BandedChoice(view)
    if kind is Kind.WORDS:
        return _BandedWords(view)
    if column.says_back:
        return _BandedEstimate(view)
    return _BandedText(view) if kind is Kind.LONG_TEXT else BandedDelegate(view)


class BandedTable(SpreadsheetTable):
    """`bands` gives the headings that begin at a row. While the rows are sorted by a column they stand under none."""

    wraps = False  # what is above a row makes its height

    def __init__(self, name: str, model: TableModel, totals: TableModel | None = None, *, bands: Bands, sortable: bool = True) -> None:
        self._bands_of = bands
        super().__init__(name, model, totals, sortable=sortable)
        for changed in (model.arranged, model.modelReset, model.dataChanged):
            changed.connect(self._make_room)

    def bands(self, row: int) -> Sequence[Band]:
        """The headings above a row."""
        return self._bands_of(row) if self.model.sorted_by is None and row < self.model.rowCount() else ()

    def level(self, row: int) -> int:
        """How many headings a row with a frozen name stands under."""
        return 0

    def extra(self, row: int) -> int:
        """How much taller than any other a row's own cells are."""
        return 0

    def _made_delegate(self, column: ScreenColumn) -> CellDelegate:
        delegate = _delegate(column, self.view)
        delegate.bands = self.bands
        return delegate

    def _made(self, name: str, model: TableModel, totals: bool = False) -> SpreadsheetView:
        view = super()._made(name, model, totals)
        if not totals and model.names is not None:
            down = _BandedNames(view, self.bands, self.level)
            down.setMinimumSectionSize(look.row_height())
            down.setDefaultSectionSize(look.row_height())
            view.setVerticalHeader(down)
        return view

    def _make_room(self) -> None:
        down = self.view.verticalHeader()
        changed = False
        for row in range(self.model.rowCount()):
            height = look.row_height() + self.extra(row) + len(self.bands(row)) * band_height()
            if down.sectionSize(row) != height:
                down.resizeSection(row, height)
                changed = True
        if changed:
            self.updateGeometry()

    def follow_text_size(self) -> None:
        super().follow_text_size()
        self._make_room()

    def _names_width(self, room: int) -> int:
        return super()._names_width(room) + max((self.level(row) for row in range(self.model.rowCount())), default=0) * INDENT

    def rows_height(self, rows: int | None = None) -> int:
        shown = range(min(self.model.rowCount(), self.model.rowCount() if rows is None else rows))
        more = sum(len(self.bands(row)) * band_height() + self.extra(row) for row in shown)
        return super().rows_height(rows) + more


class _BandedNames(QuietHeader):
    """The frozen names, each heading in small semibold above the first name under it."""

    def __init__(self, view: QTableView, bands: Bands, level: Callable[[int], int]) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._bands, self._level = bands, level

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        bands = self._bands(section)
        inks, high = look.colours(self), band_height()
        painter.save()
        painter.setPen(inks.secondary)
        painter.setFont(look.font(look.SMALL, semibold=True))
        for number, band in enumerate(bands):
            line = QRect(rect.left(), rect.top() + number * high, rect.width(), high)
            painter.fillRect(line, inks.page)
            room = line.adjusted(2 + band.level * INDENT, 1, -look.STEP, 0)
            words = look.metrics(look.SMALL, True).elidedText(band.words, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, LEFT, words)
        below = rect.adjusted(0, len(bands) * high, 0, 0)
        painter.fillRect(below, inks.page)
        painter.fillRect(QRect(below.left(), below.bottom(), below.width(), 1), inks.rule)
        painter.restore()
        super().paintSection(painter, below.adjusted(self._level(section) * INDENT, 0, 0, 0), section)
