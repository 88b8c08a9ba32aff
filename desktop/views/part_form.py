"""The form for one part of a paper. A section's words have the height that is left, and take charts and tables among them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QMenu, QPlainTextEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.errors import KnownTrouble
from desktop.models.kinds import Kind
from desktop.operations.columns import Column, ColumnKind, written
from desktop.operations.nouns import SECTIONS, Noun
from desktop.operations.records import Row
from desktop.views import look
from desktop.views.buttons import PlainButton
from desktop.views.fields import Choice, Field, FieldFrame, TextField
from desktop.views.page import row

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
)
#: Words are recorded when the officer pauses for this long, in milliseconds, as well as when the field is left.
_PAUSE = 700


def field_of(column: Column) -> FieldFrame:
    """The field that edits a column of a paper's part."""
    if column.kind is ColumnKind.CHOICE:
        names = [_as_words(choice) for choice in column.choices]
        return Choice(column.heading, Kind.CHOICE, names, column.hint, required=column.default is not None)
    if column.kind in (ColumnKind.YES_NO, ColumnKind.YES_NO_NOT_STATED):
        return Choice(column.heading, Kind.YES_NO, ("Yes", "No"), column.hint)
    if column.kind is ColumnKind.LONG_TEXT:
        return TextField(column.heading, column.hint, lines=4)
    return Field(column.heading, column.hint or ("Such as 31 October 2011" if column.kind is ColumnKind.DATE else ""))


def _as_words(choice: str) -> str:
    """A choice as the officer reads it: `cabinet-report` is Cabinet report."""
    return choice[:1].upper() + choice[1:].replace("-", " ")


class PartForm(QScrollArea):
    """Fields over one row of one noun. `record(row, key, text)` saves one of them, and raises KnownTrouble where it cannot be."""

    def __init__(self, noun: Noun, record: Callable[[int, str, str], None]) -> None:
        super().__init__()
        self._noun, self._record, self._row = noun, record, 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        body = QWidget()
        body.setAutoFillBackground(False)
        box = QVBoxLayout(body)
        box.setContentsMargins(2, 2, look.STEP, 2)
        box.setSpacing(look.STEP)
        self.fields: dict[str, FieldFrame] = {}
        for column in noun.all_columns:
            if column.on_screen and column.key not in ("basis", "source"):
                field = self.fields[column.key] = field_of(column)
                field.committed.connect(lambda text, key=column.key: self._commit(key, text))
                box.addWidget(field)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        if noun is SECTIONS:
            self._grow(box)
        else:
            box.addStretch(1)
        self.setWidget(body)

    def _grow(self, box: QVBoxLayout) -> None:
        """Give a section's words the height that is left, a menu of what can be placed in them, and a save at each pause."""
        field = self.fields["text"]
        editor = field.editor
        if not isinstance(editor, QPlainTextEdit):
            raise TypeError("a section's text is edited as several lines")
        editor.setMinimumHeight(look.row_height() * 5)
        editor.setMaximumHeight(look.UNBOUNDED)
        field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        box.setStretchFactor(field, 1)
        insert = PlainButton("Insert a chart or table")
        menu = QMenu(insert)
        kinds = {"table": menu.addMenu("Table"), "chart": menu.addMenu("Chart")}
        for words, line in BOUND:
            action = kinds[line[1:].partition(":")[0]].addAction(words)
            action.triggered.connect(lambda *_, line=line: self._insert(editor, line))
        insert.setMenu(menu)
        box.insertWidget(1, row(insert, (QWidget(), 1)))
        self._pause.timeout.connect(field.commit)
        editor.textChanged.connect(self._pause.start)

    @staticmethod
    def _insert(editor: QPlainTextEdit, line: str) -> None:
        cursor = editor.textCursor()
        before = cursor.block().text()
        cursor.movePosition(cursor.MoveOperation.EndOfBlock)
        cursor.insertText(f"\n\n{line}\n" if before.strip() else f"{line}\n")
        editor.setTextCursor(cursor)
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_row(self, record: Row) -> None:
        """Show a row. A field that is being typed in keeps what stands in it."""
        fresh = record.id != self._row
        if fresh:
            self.settle()
        self._row = record.id
        for key, field in self.fields.items():
            text = written(record.values.get(key))
            if isinstance(field, Choice):
                text = _as_words(text)
            if fresh:
                field.reset(text)
            elif not field.trouble:
                field.set_text(text)

    def settle(self) -> None:
        """Record what is still being typed, before another row takes its place."""
        self._pause.stop()
        if self._row:
            for field in self.fields.values():
                field.commit()

    def start(self) -> None:
        """Put the focus into the first field, ready to be typed over."""
        next(iter(self.fields.values())).start()

    def _commit(self, key: str, text: str) -> None:
        field = self.fields[key]
        chosen = [choice for choice in self._noun.column(key).choices if _as_words(choice) == text]
        try:
            self._record(self._row, key, chosen[0] if chosen else text)
        except KnownTrouble as trouble:
            field.set_trouble(str(trouble))
        else:
            field.set_trouble("")
