"""The form for the row in hand: a field a column, made from the same declaration as the table."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.models.cell import CellState
from desktop.models.column import ScreenColumn
from desktop.models.kinds import PICKED, Kind
from desktop.models.table_model import TableModel
from desktop.views.kit import look
from desktop.views.kit.forms.fields import Choice, EstimateField, Field, FieldFrame, TextField
from desktop.views.kit.forms.unsaved import Unsaved
from desktop.views.kit.labels import Label, SecondaryLabel
from desktop.views.kit.records.who_may_see import KEYS, WhoMaySee
from desktop.views.kit.tab_order import put_in_place, stops_in

#: Kinds short enough for two fields in a row.
_SHORT = frozenset((Kind.NUMBER, Kind.INTEGER, Kind.YEAR, Kind.YES_NO))

#: From this width, in logical pixels, a form that stands whole has two fields side by side.
_TWO_ABREAST = 640

#: How many lines of text high a form asks to be.
_ASKED_LINES = 21


def field_for(column: ScreenColumn) -> FieldFrame:
    """The field that edits a kind of column."""
    if column.kind in PICKED or column.kind is Kind.WORDS:
        return Choice(column.heading, column.kind, column.names(), column.hint, required=column.required)
    if column.kind is Kind.LONG_TEXT:
        return TextField(column.heading, column.hint, lines=3)
    if column.kind is Kind.ESTIMATE:
        return EstimateField(column.heading, column.say_back, column.hint, width=150)
    hint = column.hint or ("Such as 31 October 2011" if column.kind is Kind.DATE else "")
    return Field(column.heading, hint, column.say_back if column.says_back else None)


class RecordForm(QScrollArea):
    """Fields over one row of a `TableModel`. Texts that were not saved are the model's, so table and form show the same.

    It scrolls by itself where its fields do not fit, so that the table beside it stays. Its fields are made when they are first asked for,
    or in the turn of the event loop after the first row is shown: a table and its form take longer than one turn may.
    """

    #: A column's text to record.
    entered = Signal(object, str)

    def __init__(self, columns: Sequence[ScreenColumn]) -> None:
        super().__init__()
        self._row_id: Hashable = None
        self.columns = tuple(column for column in columns if column.in_form)
        self._is_whole = self._is_abreast = False
        self._grid: QGridLayout | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self._title, self._note = Label("", look.HEADING, semibold=True, wrap=True), SecondaryLabel("", wrap=True)
        self._body = QWidget()
        self._fields: dict[str, FieldFrame] = {}
        self.is_built = False
        """Whether the fields are made."""
        self._waiting: tuple[TableModel, int, str, str] | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._build_if_seen)

    @property
    def fields(self) -> dict[str, FieldFrame]:
        """The fields by their columns' keys."""
        self.build()
        return self._fields

    def _build_if_seen(self) -> None:
        if self.isVisible():
            self.build()

    def build(self) -> None:
        """Make the fields, where that is not done yet, and show the row that waits for them."""
        if self.is_built:
            return
        self.is_built = True
        for column in self.columns:
            field = self._fields[column.key] = field_for(column)
            field.committed.connect(lambda text, column=column: self.entered.emit(column, text))
            self.follow(field.editor)
        box = QVBoxLayout(self._body)
        box.setContentsMargins(2, 0, look.STEP, 0)
        box.setSpacing(look.TIGHT)
        box.addWidget(self._title)
        box.addWidget(self._note)
        self.lay_out(box)
        marks = {key: self._fields[key] for key in KEYS if key in self._fields}
        if marks:
            box.addWidget(WhoMaySee(marks))
        box.addStretch(1)
        self.setWidget(self._body)
        self._body.installEventFilter(self)
        self._body.setAutoFillBackground(False)  # setWidget turns it on, and the panel's tint would be covered
        self._note.hide()
        put_in_place(self, stops_in(self._body))
        self.set_whole(self._is_whole)
        waiting, self._waiting = self._waiting, None
        if waiting is not None and waiting[1] < waiting[0].rowCount():
            self.put_row(*waiting)
        box.activate()  # else the fields find their places a turn later

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._waiting is not None:
            self._soon.start(0)

    def lay_out(self, box: QVBoxLayout) -> None:
        """Place the fields. A form of its own order takes the place of this one, which follows the columns."""
        self._grid = self.grid_of(self.columns)
        box.addLayout(self._grid)

    def _set_abreast(self) -> None:
        """Where there is room for two fields side by side, all stand so."""
        box, wide = self._body.layout(), self._is_whole and self.viewport().width() >= look.scaled(_TWO_ABREAST)
        if self._grid is None or wide == self._is_abreast or not isinstance(box, QVBoxLayout):
            return
        self._is_abreast = wide
        at = box.indexOf(self._grid)
        old = self._grid
        box.takeAt(at)
        while old.count():
            old.takeAt(0)
        self._grid = self.grid_of(self.columns, frozenset(Kind) if wide else _SHORT)
        box.insertLayout(at, self._grid)

    def follow(self, *editors: QWidget) -> None:
        """Bring these into view when they get the focus."""
        for editor in editors:
            editor.installEventFilter(self)

    def grid_of(self, columns: Sequence[ScreenColumn], short: Collection[Kind] = _SHORT) -> QGridLayout:
        """The fields of these columns one below another, those of `short` kinds two in a row."""
        columns = [column for column in columns if column.key not in KEYS]
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.TIGHT)
        grid.setVerticalSpacing(look.TIGHT)
        row, half = 0, False
        for number, column in enumerate(columns):
            field = self.fields[column.key]
            following = columns[number + 1] if number + 1 < len(columns) else None
            pairs = column.kind in short and (half or (following is not None and following.kind in short))
            if pairs:
                grid.addWidget(field, row, 1 if half else 0, Qt.AlignmentFlag.AlignTop)
                row, half = (row + 1, False) if half else (row, True)
            else:
                grid.addWidget(field, row, 0, 1, 2)
                row, half = row + 1, False
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self.ensureWidgetVisible(watched, 0, look.GAP)
        if event.type() == QEvent.Type.LayoutRequest and watched is self._body:
            self._fit()
        return super().eventFilter(watched, event)

    def show_row(self, model: TableModel, row: int, title: str, note: str = "") -> None:
        """Show one row, once the fields are made. Fields of the row already in hand keep what is being typed in them."""
        if self.is_built:
            self.put_row(model, row, title, note)
        else:
            self._waiting = model, row, title, note
            self._soon.start(0)

    def put_row(self, model: TableModel, row: int, title: str, note: str) -> None:
        """Put one row into the fields."""
        row_id = model.id_at(row)
        fresh = row_id != self._row_id
        self._row_id = row_id
        self._title.setText(title)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        for column in self.columns:
            field, cell = self.fields[column.key], model.cell_of(row, column)
            field.setEnabled(model.allows(row, column))
            if isinstance(field, Choice):
                field.set_names(column.names())
            if cell.state is CellState.WRONG:
                field.show_wrong(cell.text, cell.trouble)
            elif fresh:
                field.reset(cell.edit_text)
            else:
                field.set_text(cell.edit_text)

    def unsaved(self) -> Sequence[Unsaved]:
        """Texts that are not saved and stand neither in a field nor in a table now."""
        return ()

    def forget(self) -> None:
        """Drop what was not saved: another case is in hand, whose rows may have the same ids."""

    def sizeHint(self) -> QSize:
        """Asks for no more than the table beside it needs: it scrolls within, and takes what room there is beyond."""
        asked = super().sizeHint()
        return QSize(asked.width(), min(asked.height(), look.metrics().height() * _ASKED_LINES))

    def set_whole(self, whole: bool) -> None:
        """Stand at full height, for a page that scrolls itself, instead of scrolling within."""
        self._is_whole = whole
        self._set_abreast()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_abreast()
        self._fit()

    def _fit(self) -> None:
        layout = self._body.layout()
        high = layout.totalHeightForWidth(self.viewport().width()) if self._is_whole and layout is not None else 0
        if self.minimumHeight() != max(high, 0):
            self.setMinimumHeight(max(high, 0))

    def start(self) -> None:
        """Put the focus into the first field, as for a row just added; what stands there is ready to be typed over."""
        field = next((self.fields[column.key] for column in self.columns if self.fields[column.key].isEnabled()), None)
        if field is not None:
            field.start()
