"""What is asked of a foreign table, each question with its answer: those without one first, and of these two answers are a click each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.kinds import Kind
from desktop.operations.matching.asks import Ask
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton
from desktop.views.kit.forms.choice import ChoiceBox, WordsBox
from desktop.views.kit.forms.segments import Segments
from desktop.views.kit.labels import Label, SecondaryLabel, heading
from desktop.views.kit.page import column

_UNANSWERED = "Choose"
#: How long the officer rests before what is typed counts as an answer, in milliseconds.
_PAUSE = 400
#: Answers that take no more room than this stand whole in the column, in logical pixels.
_SHORT = 300


class Questions(QWidget):
    """The questions of a table. `answered` tells the key of one and its answer."""

    answered = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._asks: tuple[Ask, ...] = ()
        self._lines: dict[str, _Question] = {}
        self._shows_plain = False
        self.to_answer, self.taken_as = heading("To answer"), heading("Taken as")
        self.plain = SecondaryLabel("", wrap=True)
        self.show_plain = PlainButton("Show them")
        self.show_plain.clicked.connect(self._show_plain)
        self.to_answer.hide()
        self.taken_as.hide()
        self._first, self._rest = QVBoxLayout(), QVBoxLayout()
        for box in (self._first, self._rest):
            box.setSpacing(look.STEP)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, look.STEP, 0)
        box.setSpacing(look.STEP)
        box.addWidget(self.to_answer)
        box.addLayout(self._first)
        box.addWidget(self.taken_as)
        box.addLayout(self._rest)
        box.addWidget(column(self.plain, self.show_plain, spacing=look.HALF))
        box.addStretch(1)

    def show_asks(self, asks: Sequence[Ask], plain: Mapping[str, str]) -> None:
        """Show these questions. `plain` are those of columns that go by their own names, by key with the heading: told in one line."""
        asks = tuple(asks)
        if [ask.key for ask in asks] != [ask.key for ask in self._asks]:
            self._place(asks)
            self._shows_plain = False
        self._asks = asks
        hidden = {} if self._shows_plain else plain
        for ask in asks:
            self._lines[ask.key].show_ask(ask)
            self._lines[ask.key].setVisible(ask.key not in hidden)
        names = list(plain.values())
        self.plain.setText(f"{len(names)} column{'s go by their' if len(names) > 1 else ' goes by its'} own name: {', '.join(names)}.")
        for widget in (self.plain, self.show_plain):
            widget.setVisible(bool(hidden))

    def _place(self, asks: Sequence[Ask]) -> None:
        """Set the questions in order. One that is asked still stays in its place: the officer may be about to answer it."""
        same = {ask.key for ask in asks if ask.key in self._lines and self._lines[ask.key].ask.words == ask.words}
        for key, line in self._lines.items():
            if key not in same:
                line.hide()
                line.deleteLater()
        lines = {ask.key: self._lines[ask.key] if ask.key in same else self._made(ask) for ask in asks}
        filled = {self._first: 0, self._rest: 0}
        for ask in asks:
            stays = self._first.indexOf(lines[ask.key]) >= 0 if ask.key in same else not ask.answer
            box = self._first if stays else self._rest
            if box.indexOf(lines[ask.key]) != filled[box]:
                box.insertWidget(filled[box], lines[ask.key])
            filled[box] += 1
        self._lines = lines
        self.to_answer.setVisible(filled[self._first] > 0)
        self.taken_as.setVisible(filled[self._rest] > 0)

    def _made(self, ask: Ask) -> _Question:
        line = _Question(ask, self)
        (line.box.changed if isinstance(line.box, Segments) else line.box.activated).connect(lambda _: self._tell(ask.key))
        if isinstance(line.box, WordsBox) and (edit := line.box.lineEdit()) is not None:
            edit.editingFinished.connect(lambda: self._tell(ask.key))
            pause = QTimer(line)  # what is typed is answered when the officer pauses: nothing need be left first
            pause.setSingleShot(True)
            pause.setInterval(_PAUSE)
            pause.timeout.connect(lambda: self._tell(ask.key))
            edit.textEdited.connect(lambda _: pause.start())
        return line

    def line(self, key: str) -> QWidget:
        """The box that answers a question. Raises KeyError."""
        return self._lines[key].box

    def _show_plain(self) -> None:
        self._shows_plain = True
        self.show_asks(self._asks, {})

    def _tell(self, key: str) -> None:
        line = self._lines.get(key)
        if line is not None and (value := line.value()) != line.ask.answer:
            self.answered.emit(key, value)


class _Question(QWidget):
    """One question and its answer: a list, or a line to type in with the usual answers below it."""

    def __init__(self, ask: Ask, parent: QWidget) -> None:
        super().__init__(parent)
        self.ask = ask
        self.words = Label(ask.words, wrap=True)
        self.box = self._box_for(ask)
        self.words.setBuddy(self.box)
        self.box.setAccessibleName(ask.words)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.HALF)
        box.addWidget(self.words)
        box.addWidget(self.box)

    def _box_for(self, ask: Ask) -> Segments | ChoiceBox:
        words = [choice.words for choice in ask.choices]
        if not (ask.is_open or ask.answer) and len(words) == 2 and all(look.text_width(each, semibold=True) <= _SHORT for each in words):
            return Segments(ask.words, words, unanswered=True)
        box = WordsBox(self) if ask.is_open else ChoiceBox(Kind.CHOICE, self)
        box.name_none(_UNANSWERED)
        return box

    def show_ask(self, ask: Ask) -> None:
        """Show the same question as it stands now."""
        self.ask = ask
        self.words.setText(ask.words)
        self.box.set_names([choice.words for choice in ask.choices])
        if isinstance(self.box, Segments):
            self.box.choose(next((n for n, choice in enumerate(ask.choices) if choice.value == ask.answer), -1))
        elif not self.box.hasFocus() or not ask.is_open:
            self.box.show_text(next((choice.words for choice in ask.choices if choice.value == ask.answer), ask.answer))

    def value(self) -> str:
        """What is answered now; blank where nothing is."""
        if isinstance(self.box, Segments):
            return self.ask.choices[self.box.chosen].value
        words = self.box.chosen().strip()
        return next((choice.value for choice in self.ask.choices if choice.words == words), words if self.ask.is_open else "")
