"""Fields of a form: a name above, the editor, and under it what to enter, what was understood, or why it was not saved.

Each tells `committed` with the text when Enter is pressed or the focus leaves and the text has changed. A field never throws
away what was typed: whoever listens says `set_trouble`, and the text stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.errors import KnownTrouble, NotSaved
from desktop.models.kinds import Kind
from desktop.views.kit import look
from desktop.views.kit.forms.choice import ChoiceBox, WordsBox
from desktop.views.kit.forms.trouble_label import TroubleLabel
from desktop.views.kit.labels import Label, SecondaryLabel


class Line(QLineEdit):
    """A line of text. On Fusion the edge is painted here, as its own falls to 1.3:1 in dark; elsewhere it is native."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(look.row_height() + look.HALF)
        if look.paints_own_edges():
            self.setFrame(False)
            self.setTextMargins(6, 4, 6, 4)

    def follow_text_size(self) -> None:
        """Fit the system's text size, which has changed."""
        self.setMinimumHeight(look.row_height() + look.HALF)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if look.paints_own_edges():
            inks, painter = look.colours(self), QPainter(self)
            (look.ring if self.hasFocus() else look.edge)(painter, QRectF(self.rect()), inks, 3)


class Ringed(QFrame):
    """The edge and focus ring for a native text editor that shows none of its own (Fusion's has only a caret)."""

    def __init__(self, inner: QPlainTextEdit) -> None:
        super().__init__()
        self._inner = inner
        box = QVBoxLayout(self)
        box.setContentsMargins(look.RING, look.RING, look.RING, look.RING)
        box.addWidget(inner)
        inner.setFrameShape(QFrame.Shape.NoFrame)
        inner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        inks, painter = look.colours(self), QPainter(self)
        (look.ring if self._inner.hasFocus() else look.edge)(painter, QRectF(self.rect()), inks, 3)


class SharedTrouble(TroubleLabel):
    """The trouble of several fields in one line, below them all."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[QWidget, str] = {}

    def say_for(self, field: QWidget, sentence: str) -> None:
        """Say why the text in one of the fields was not saved; empty when it was."""
        if sentence != self._said.get(field, ""):
            self._said[field] = sentence
            self.say(" ".join(each for each in self._said.values() if each))


class FieldFrame(QWidget):
    """What every field has: its name, its hint and its trouble. `committed` carries the text as it was typed."""

    committed = Signal(str)
    #: A text that the disk or the file did not take has been typed back to what is recorded.
    given_up = Signal()

    def __init__(self, name: str, editor: QWidget, hint: str = "", label: bool = True, said_in: SharedTrouble | None = None) -> None:
        """`said_in` takes the trouble of a field that is too narrow for a sentence under it."""
        super().__init__()
        self._name, self._hint, self._sentence, self._said_in = name, hint, "", said_in
        self._recorded = self._stored = ""
        self._busy = self._not_saved = False
        self.editor = editor
        editor.setAccessibleName(name)
        editor.installEventFilter(self)
        self.label = Label(name, wrap=True)
        self.label.setBuddy(editor)
        self._note, self._trouble = SecondaryLabel(hint, look.SMALL, wrap=True), TroubleLabel()
        self.line = QHBoxLayout()
        self.line.setSpacing(look.TIGHT)
        self.line.addWidget(editor, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.HALF)
        for part in (self.label, self.line, self._note, self._trouble):
            if isinstance(part, QHBoxLayout):
                box.addLayout(part)
            else:
                box.addWidget(part)
        # only now: what is shown before it has a parent is a window of its own for a moment, which flashes on Windows
        self.label.setVisible(label)
        self._note.setVisible(bool(hint))
        self._describe()

    def start(self) -> None:
        """Put the focus here; what stands in the field, such as a made-up name, gives way to the first letter typed."""
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self.editor, QLineEdit | QPlainTextEdit):
            self.editor.selectAll()

    def take(self) -> None:
        """Put the caret behind what stands in the field, and choose none of it: a letter typed adds to it."""
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self.editor, QLineEdit):
            self.editor.end(False)
        elif isinstance(self.editor, QPlainTextEdit):
            self.editor.moveCursor(QTextCursor.MoveOperation.End)

    def text(self) -> str:
        """What stands in the field now."""
        raise TypeError(f"{type(self).__name__} does not say what stands in it")

    def _put(self, text: str) -> None:
        raise TypeError(f"{type(self).__name__} does not take a text")

    @property
    def trouble(self) -> str:
        """Why what stands in the field was not saved; empty when it was."""
        return self._sentence

    @property
    def not_saved(self) -> bool:
        """Whether what stands in the field was not refused: the disk or the file did not take it, and it can be tried again."""
        return self._not_saved

    def save_again(self) -> bool:
        """Tell once more what the disk or the file did not take; says whether it was taken."""
        if self._not_saved:
            self._recorded = self.text()
            self.committed.emit(self._recorded)
        return not self._not_saved

    def set_text(self, text: str) -> None:
        """Show what is recorded, unless the officer is in the middle of typing over the same record."""
        typing = self.editor.hasFocus() and self.text() != self._recorded
        if typing and text in (self._recorded, self._stored):
            return
        self.reset(text)

    def reset(self, text: str) -> None:
        """Show what is recorded, whatever stood here: another row is in hand now."""
        self._stored = text
        self._show(text, "")

    def show_wrong(self, text: str, trouble: str) -> None:
        """Show a text that was not saved, and why."""
        self.reset(text)
        self.set_trouble(trouble)

    def show_kept(self, recorded: str, text: str, trouble: KnownTrouble) -> None:
        """Show a text that was typed here before and not saved, and why; `recorded` is what stands in its place in the file."""
        self._stored = recorded
        self._show(text, trouble)

    def _show(self, text: str, trouble: str | KnownTrouble) -> None:
        self._busy = True
        if self.text() != text:
            self._put(text)
        self._busy = False
        self._recorded = self.text()  # as it stands here: a choice shows its own name for it, and nobody typed that
        self.set_trouble(trouble)

    def set_trouble(self, trouble: str | KnownTrouble) -> None:
        """Say under the field why the text in it was not saved; empty when it was."""
        self._sentence = sentence = str(trouble)
        self._not_saved = isinstance(trouble, NotSaved)
        if isinstance(trouble, NotSaved):
            trouble.kept = True
        if self._said_in is None:
            self._trouble.say(sentence)
        else:
            self._said_in.say_for(self, sentence)
        self._describe()

    def set_hint(self, hint: str) -> None:
        """Say under the field what to enter."""
        self._hint = hint
        self._note.setText(hint)
        self._note.setVisible(bool(hint))
        self._describe()

    def _describe(self) -> None:
        words = " ".join(part for part in (self._sentence, self._hint) if part)
        if self.editor.accessibleDescription() != words:
            self.editor.setAccessibleDescription(words)

    def take_back(self) -> None:
        """Show what is recorded instead of a text that was not saved."""
        not_saved = self._not_saved
        self._show(self._stored, "")
        if not_saved:
            self.given_up.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Z and Ctrl+Y take back and bring back what was typed here; once there is nothing more of that, they are the window's."""
        if event.type() == QEvent.Type.ShortcutOverride and watched is self.editor and isinstance(event, QKeyEvent):
            is_undo, is_redo = (event.matches(key) for key in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo))
            can_undo, can_redo = self._can_undo()
            if (is_undo and (not can_undo or (self.trouble and self.text() == self._recorded))) or (is_redo and not can_redo):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _can_undo(self) -> tuple[bool, bool]:
        """Whether the editor has typing to take back, and to bring back."""
        if isinstance(self.editor, QLineEdit):
            return self.editor.isUndoAvailable(), self.editor.isRedoAvailable()
        if isinstance(self.editor, QPlainTextEdit):
            return self.editor.document().isUndoAvailable(), self.editor.document().isRedoAvailable()
        return False, False

    def commit(self) -> None:
        """Tell what was typed, if it has changed since it was last told."""
        if self._busy or self.text() == self._recorded:
            return
        text = self._recorded = self.text()
        if self._not_saved and text == self._stored:
            self.set_trouble("")
            self.given_up.emit()
            return
        self.committed.emit(text)


class Field(FieldFrame):
    """One line. `say_back(text)` gives words to stand beside it while it is typed, and may raise `KnownTrouble`."""

    def __init__(
        self,
        name: str,
        hint: str = "",
        say_back: Callable[[str], str] | None = None,
        width: int = 0,
        label: bool = True,
        placeholder: str = "",
        said_in: SharedTrouble | None = None,
    ) -> None:
        self._line, self._say_back = Line(), say_back
        self._read = SecondaryLabel("", wrap=True)
        super().__init__(name, self._line, hint, label, said_in)
        self._line.setPlaceholderText(placeholder)
        if width:
            self._line.setFixedWidth(width)
        if say_back is not None:
            self._read.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            self.line.addWidget(self._read, 1)
        elif width:
            self.line.addStretch(1)
        self._line.editingFinished.connect(self.commit)
        self._line.textChanged.connect(self._said)

    def text(self) -> str:
        return self._line.text()

    def _put(self, text: str) -> None:
        self._line.setText(text)
        self._line.setCursorPosition(0)  # a long text is read from its beginning

    @property
    def understood(self) -> str:
        """What is said beside the field."""
        return self._read.text()

    def _said(self, text: str) -> None:
        if self._say_back is None:
            return
        try:
            said = self._say_back(text) if text.strip() else ""
        except KnownTrouble:
            said = ""  # half a word is no fault: the trouble is told when the field is left
        self._read.setText(said)


class EstimateField(Field):
    """An amount in the officer's words, with what was understood beside it."""

    def __init__(self, name: str, say_back: Callable[[str], str], hint: str = "", width: int = 190, label: bool = True) -> None:
        super().__init__(name, hint, say_back, width, label)


class _Words(QPlainTextEdit):
    """Tells when its width may have set its words in other lines."""

    resized = Signal()

    def words_height(self) -> int:
        """The height in logical pixels that its words take in the width it has."""
        document, high = self.document(), 2 * self.document().documentMargin()
        block = document.begin()
        while block.isValid():
            document.documentLayout().blockBoundingRect(block)  # a block that was not yet seen is laid out by this
            high += block.layout().boundingRect().height()
            block = block.next()
        return ceil(high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class TextField(FieldFrame):
    """At least so many lines, and as many as its words take. Tab leaves it; Ctrl with Enter records it without leaving."""

    def __init__(self, name: str, hint: str = "", lines: int = 4, label: bool = True) -> None:
        self._edit = _Words()
        self._edit.setTabChangesFocus(True)
        self._edit.document().setDocumentMargin(6)
        super().__init__(name, self._edit, hint, label)
        self.line.removeWidget(self._edit)
        self.line.addWidget(Ringed(self._edit), 1)
        self._lines, self._takes_room = lines, False
        self._edit.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._edit.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._edit.resized.connect(self._grow)
        self._grow()
        self._edit.installEventFilter(self)

    def text(self) -> str:
        return self._edit.toPlainText()

    def _put(self, text: str) -> None:
        self._edit.setPlainText(text)

    def _grow(self) -> None:
        """Be as tall as the words: what scrolls is the form or the page."""
        high = max(look.metrics().lineSpacing() * self._lines + 14, self._edit.words_height() + 2)
        if self._takes_room:
            self._edit.setMinimumHeight(high)
        elif self._edit.height() != high or self._edit.minimumHeight() != high:
            self._edit.setFixedHeight(high)

    def take_room(self, lines: int) -> None:
        """Be at least so many lines tall, and take what height is left."""
        self._lines, self._takes_room = lines, True
        self._edit.setMaximumHeight(look.UNBOUNDED)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._grow()

    def follow_text_size(self) -> None:
        """Fit the system's text size, which has changed."""
        self._grow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._edit and event.type() == QEvent.Type.FocusOut:
            self.commit()
        elif watched is self._edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.commit()
                return True
        return super().eventFilter(watched, event)


class Choice(FieldFrame):
    """One of a list, or under `Kind.WORDS` the officer's own words too. A pick is recorded at once.

    `changed` tells that another name shows, whether it was picked or is what is recorded.
    """

    changed = Signal()

    def __init__(
        self, name: str, kind: Kind = Kind.CHOICE, names: Sequence[str] = (), hint: str = "", label: bool = True, required: bool = False
    ) -> None:
        self._box = WordsBox() if kind is Kind.WORDS else ChoiceBox(kind, required=required)
        # as wide as its place: its names, which may be thousands, are not measured
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.set_names(names)
        super().__init__(name, self._box, hint, label)
        self._box.activated.connect(lambda _: self.commit())
        self._box.currentIndexChanged.connect(lambda _: self.changed.emit())
        if (line := self._box.lineEdit()) is not None:
            line.editingFinished.connect(self.commit)

    def name_none(self, words: str) -> None:
        """Call the entry that takes the choice back something of its own."""
        self._box.name_none(words)

    def set_names(self, names: Sequence[str]) -> None:
        """Offer these. What was chosen stays chosen."""
        self._busy = True
        self._box.set_names(names)
        self._busy = False

    def text(self) -> str:
        return self._box.chosen()

    def _put(self, text: str) -> None:
        self._box.show_text(text)
