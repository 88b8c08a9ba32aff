"""The form for one part of a paper. A section's words have the height that is left, and take charts and tables among them.

Words have a bar of what can be put among them, and below them how many there are and what is wrong with them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from db.nouns.noun import Column, Noun
from db.nouns.noun import Kind as ColumnKind
from db.nouns.paper_parts import Implication, OfficerComment, PaperSection, Picture, Recommendation
from desktop.errors import KnownTrouble
from desktop.models.kinds import Kind
from desktop.operations.records.columns import UNDERSTOOD, column_of, columns_of, written
from desktop.operations.records.records import Row
from desktop.papers.choosing import layout_names, layout_words
from desktop.papers.content.length import Unit, unit_words, words_in
from desktop.papers.content.words import is_picture, unknown_places
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton
from desktop.views.kit.forms.fields import Choice, Field, FieldFrame, TextField
from desktop.views.kit.forms.kept import KeptTexts
from desktop.views.kit.forms.trouble_label import TroubleLabel
from desktop.views.kit.labels import SecondaryLabel
from desktop.views.kit.page import row
from desktop.views.kit.records.who_may_see import KEYS, WhoMaySee
from desktop.views.paper.words_bar import Citable, WordsBar

#: Words are recorded when the officer pauses for this long, in milliseconds, as well as when the field is left.
_PAUSE = 700
#: The least lines of a section's words.
_SECTION = 10
#: What is not shown of a part: where its words come from, which of a picture is printed.
_APART: dict[type[Noun], tuple[str, ...]] = {Picture: ("basis",)}
#: The words of each kind of part that may be set, cited in and counted.
_WORDS = {PaperSection: "text", Recommendation: "text", Implication: "text", OfficerComment: "comment"}


def field_of(column: Column) -> FieldFrame:
    """The field that edits a column of a paper's part."""
    if column.kind is ColumnKind.CHOICE:
        names = [_as_words(choice) for choice in column.choices]
        return Choice(column.heading, Kind.CHOICE, names, column.hint, required=column.when_blank is not None)
    if column.kind in (ColumnKind.YES_NO, ColumnKind.YES_NO_NOT_STATED):
        return Choice(column.heading, Kind.YES_NO, ("Yes", "No"), column.hint)
    if column.kind is ColumnKind.LONG_TEXT:
        return TextField(column.heading, column.hint, lines=4)
    hint = column.hint or ("Such as 31 October 2011" if column.kind is ColumnKind.DATE else "")
    return Field(column.heading, hint, UNDERSTOOD.get(column.kind))


def _as_words(choice: str) -> str:
    """A choice as the officer reads it: `cabinet-report` is Cabinet report."""
    return layout_words(choice) if choice in layout_names() else choice[:1].upper() + choice[1:].replace("-", " ")


class PartForm(QScrollArea):
    """Fields over one row of one noun. `record(row, key, text)` saves one of them, and raises KnownTrouble where it cannot be.

    `citable` gives what words may cite. `placing` asks for a table or a chart, `picturing` for a new picture, and `parting` for a part of
    the paper's own in the place of one that it shares.
    """

    placing = Signal()
    picturing = Signal()
    #: A part of its own is asked for in the place of the one that is shared.
    parting = Signal()

    def __init__(
        self,
        noun: type[Noun],
        record: Callable[[int, str, str], None],
        citable: Callable[[], Sequence[Citable]] = tuple,
        keys: Sequence[str] | None = None,
        above: QWidget | None = None,
        pictures: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        """`keys` are the columns to show, where they are not all, and `above` what stands above them; `pictures` may be placed."""
        super().__init__()
        self._noun, self._record, self._row = noun, record, 0
        self._pictures = pictures
        self.kept = KeptTexts(self)
        self.bar: WordsBar | None = None
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
        if above is not None:
            box.addWidget(above)
        self._note, self.part = SecondaryLabel("", wrap=True), PlainButton("Write apart")
        self.part.setToolTip("Have words, or a judgement of who may see them, for this council alone")
        self.part.clicked.connect(self.parting)
        self._shared = row((self._note, 1), self.part)
        self._shared.hide()
        box.addWidget(self._shared)
        self.fields: dict[str, FieldFrame] = {}
        for column in columns_of(noun):
            if column.on_screen and column.key not in _APART.get(noun, ("basis", "source")) and (keys is None or column.key in keys):
                field = self.fields[column.key] = field_of(column)
                field.committed.connect(lambda text, key=column.key: self._commit(key, text))
                field.given_up.connect(lambda key=column.key: self.kept.drop(self._row, key))
                if column.key not in KEYS:
                    box.addWidget(field)
        marks = {key: self.fields[key] for key in KEYS if key in self.fields}
        if marks:
            box.addWidget(WhoMaySee(marks))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._count, self._unknown = SecondaryLabel("", look.SMALL), TroubleLabel()
        if noun in _WORDS:
            self._set_words(box, _WORDS[noun], citable, pictures)
        if noun is not PaperSection:
            box.addStretch(1)
        self.setWidget(body)

    def _set_words(
        self, box: QVBoxLayout, key: str, citable: Callable[[], Sequence[Citable]], pictures: Callable[[], Sequence[str]]
    ) -> None:
        """Give words their bar, their count and a save at each pause; a section's have the height that is left."""
        field = self.fields[key]
        editor = field.editor
        if not isinstance(field, TextField) or not isinstance(editor, QPlainTextEdit):
            raise TypeError(f"the words of a {self._noun.SINGULAR} are edited as several lines")
        if self._noun is PaperSection:
            field.take_room(_SECTION)
            box.setStretchFactor(field, 1)
        self.bar = WordsBar(editor, citable, pictures, places=self._noun in (PaperSection, Implication))
        self.bar.placing.connect(self.placing)
        self.bar.picturing.connect(self.picturing)
        at = box.indexOf(field)
        box.insertWidget(at, self.bar)
        box.insertWidget(at + 2, self._count)
        box.insertWidget(at + 3, self._unknown)
        self._pause.timeout.connect(field.commit)
        self._pause.timeout.connect(self._tell_words)
        editor.textChanged.connect(self._pause.start)

    def _tell_words(self) -> None:
        """How many words there are, and which tables, charts or pictures they ask for that there are none of."""
        if self._noun not in _WORDS:
            return
        text = self.fields[_WORDS[self._noun]].text()
        count = words_in(text)
        self._count.setText(f"{count:,} {unit_words(Unit.WORDS, count)}")
        unknown = unknown_places(text, pictures=self._pictures())
        button = "Place a picture" if unknown and is_picture(unknown[0]) else "Table or chart"
        self._unknown.say(f"There is no {unknown[0]}: choose one with {button}." if unknown else "")

    def insert_line(self, line: str) -> None:
        """Place a table, a chart or a picture after the line in hand."""
        if self.bar is not None:
            self.bar.write_line(line)

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
                self.kept.show(field, record.id, key, text)
            elif not field.trouble:
                field.set_text(text)
        self._tell_words()

    def show_note(self, note: str, *, shared: bool = False) -> None:
        """Say in which other documents the row in hand is printed, and offer to write one that is `shared` apart; nothing where in none."""
        self._note.setText(note)
        self.part.setVisible(shared)
        self._shared.setVisible(bool(note))

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
        chosen = [choice for choice in column_of(self._noun, key).choices if _as_words(choice) == text]
        try:
            self._record(self._row, key, chosen[0] if chosen else text)
        except KnownTrouble as trouble:
            self.kept.keep(field, self._row, key, text, trouble)
        else:
            self.kept.drop(self._row, key)
            field.set_trouble("")
