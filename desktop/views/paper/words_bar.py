"""The buttons above an officer's words: each writes the plain marks that the words hold, so that what a button does can be typed too."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QToolButton, QWidget

from desktop.papers.content.blocks import letters, roman
from desktop.papers.law.withholding import PARAGRAPHS
from desktop.views.kit import look
from desktop.views.kit.buttons import IconButton, PlainButton, literal
from desktop.views.kit.forms.flow import FlowLayout

_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_LABEL = re.compile(r"^(\s*)(?:[-*•–]|\d{1,3}[.)]|\(?[a-z]{1,5}\))\s+")
_STEP = "   "


@dataclass(frozen=True, slots=True)
class Citable:
    """Something that words may cite: the kind of thing it is, what the menu calls it, and what is written."""

    kind: str
    words: str
    written: str


def shortened(words: str, most: int = 60) -> str:
    """Words cut at the end of one, for a menu."""
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]}…"


def _bullet(_: int) -> str:
    return "- "


def _figure(index: int) -> str:
    return f"{index + 1}. "


def _letter(index: int) -> str:
    return f"({letters(index)}) "


def _numeral(index: int) -> str:
    return f"({roman(index)}) "


class WordsBar(QWidget):
    """Bold, italic, link, lists and citations for one editor. `placing` asks for a table or a chart, and `picturing` for a new picture."""

    placing = Signal()
    picturing = Signal()

    def __init__(
        self, editor: QPlainTextEdit, citable: Callable[[], Sequence[Citable]], pictures: Callable[[], Sequence[str]], *, places: bool
    ) -> None:
        super().__init__()
        self._editor, self._citable, self._pictures = editor, citable, pictures
        box = FlowLayout(self, look.HALF)
        for name, picture, keys, does in (
            ("Bold", "bold", "Ctrl+B", lambda: self._face("**")),
            ("Italic", "italic", "Ctrl+I", lambda: self._face("*")),
            ("Link", "link", "Ctrl+K", self._link),
        ):
            button = IconButton(f"{name} ({keys})", picture)
            button.clicked.connect(lambda *_, does=does: does())
            box.addWidget(button)
            shortcut = QAction(name, editor)
            shortcut.setShortcut(QKeySequence(keys))
            shortcut.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.triggered.connect(lambda *_, does=does: does())
            editor.addAction(shortcut)
        box.addWidget(self._lists())
        if places:
            box.addWidget(self._withhold())
        self.cite = PlainButton("Cite")
        self._cited = QMenu(self.cite)
        self._cited.aboutToShow.connect(self._fill_citable)
        self.cite.setMenu(self._cited)
        box.addWidget(self.cite)
        if places:
            self.place = PlainButton("Table or chart…")
            self.place.clicked.connect(self.placing)
            box.addWidget(self.place)
            self.picture = IconButton("Place a picture", "image")
            self._placed = QMenu(self.picture)
            self._placed.aboutToShow.connect(self._fill_pictures)
            self.picture.setMenu(self._placed)
            self.picture.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            box.addWidget(self.picture)

    def _withhold(self) -> IconButton:
        """Puts the lines chosen between the marks of what is not for publication."""
        self.withhold = IconButton("Withhold the lines chosen", "lock")
        menu = QMenu(self.withhold)
        for number, words in PARAGRAPHS.items():
            first = words.split(",")[0].removeprefix("information ").split(" (")[0].split(" that the authority")[0]
            label = literal(f"Exempt, paragraph {number}: {shortened(first)}")
            menu.addAction(label).triggered.connect(lambda *_, number=number: self._mark(f"[exempt: {number} | ", "]", "[end exempt]"))
        menu.addAction("Confidential").triggered.connect(lambda *_: self._mark("[confidential: ", "]", "[end confidential]"))
        self.withhold.setMenu(menu)
        self.withhold.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return self.withhold

    def _mark(self, before: str, after: str, end: str) -> None:
        """Put marks on lines of their own about the lines chosen, with the cursor where the reason is to be typed."""
        cursor = self._editor.textCursor()
        first, last = cursor.selectionStart(), cursor.selectionEnd()
        cursor.setPosition(first)
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        start = cursor.position()
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        chosen_lines = cursor.selectedText().replace("\u2029", "\n")
        cursor.insertText(f"{before}{after}\n{chosen_lines}\n{end}")
        cursor.setPosition(start + len(before))
        self._editor.setTextCursor(cursor)
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lists(self) -> IconButton:
        button = IconButton("List", "list")
        menu = QMenu(button)
        for words, label in (
            ("Bullets", _bullet), ("Numbers: 1, 2, 3", _figure), ("Letters: (a), (b)", _letter), ("Numerals: (i), (ii)", _numeral),
        ):  # fmt: skip
            menu.addAction(words).triggered.connect(lambda *_, label=label: self._list(label))
        menu.addSeparator()
        menu.addAction("Set in under the line above").triggered.connect(lambda *_: self._set_in(_STEP))
        menu.addAction("Set out again").triggered.connect(lambda *_: self._set_in(""))
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _fill_citable(self) -> None:
        self._cited.clear()
        kinds: dict[str, QMenu] = {}
        for each in self._citable():
            if each.kind not in kinds:
                kinds[each.kind] = self._cited.addMenu(each.kind)
            kinds[each.kind].addAction(literal(each.words)).triggered.connect(lambda *_, each=each: self.write(each.written))
        if not kinds:
            self._cited.addAction("There is nothing to cite yet").setEnabled(False)

    def _fill_pictures(self) -> None:
        self._placed.clear()
        for name in self._pictures():
            self._placed.addAction(literal(shortened(name))).triggered.connect(lambda *_, name=name: self.write_line(f"[picture: {name}]"))
        self._placed.addSeparator()
        self._placed.addAction("Add a picture…").triggered.connect(self.picturing)

    def write(self, words: str) -> None:
        """Put words in at the cursor, in place of what is selected."""
        self._editor.textCursor().insertText(words)
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def write_line(self, line: str) -> None:
        """Put a line of its own in after that of the cursor, as a table or a chart needs."""
        cursor = self._editor.textCursor()
        before = cursor.block().text()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        cursor.insertText(f"\n\n{line}\n" if before.strip() else f"{line}\n")
        self._editor.setTextCursor(cursor)
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _face(self, mark: str) -> None:
        cursor = self._editor.textCursor()
        chosen = cursor.selectedText()
        if len(chosen) > 2 * len(mark) and chosen.startswith(mark) and chosen.endswith(mark):
            self._replace(cursor, chosen[len(mark) : -len(mark)])
        elif chosen:
            self._replace(cursor, f"{mark}{chosen}{mark}")
        else:
            cursor.insertText(mark * 2)
            cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.MoveAnchor, len(mark))
            self._editor.setTextCursor(cursor)
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _replace(self, cursor: QTextCursor, words: str) -> None:
        """Put words in place of the selection, and select them."""
        start = cursor.selectionStart()
        cursor.insertText(words)
        cursor.setPosition(start)
        cursor.setPosition(start + len(words), QTextCursor.MoveMode.KeepAnchor)
        self._editor.setTextCursor(cursor)

    def _link(self) -> None:
        """Make the words chosen a link to the address on the clipboard, or to one that is still to be typed."""
        cursor = self._editor.textCursor()
        words = " ".join(cursor.selectedText().split()) or "words"
        copied = QApplication.clipboard().text().strip()
        target = copied if _ADDRESS.fullmatch(copied) else "https://"
        start = cursor.selectionStart()
        cursor.insertText(f"[{words}]({target})")
        first = start + len(words) + 3 if words != "words" else start + 1
        cursor.setPosition(first)
        cursor.setPosition(first + (len(target) if words != "words" else len(words)), QTextCursor.MoveMode.KeepAnchor)
        self._editor.setTextCursor(cursor)
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _list(self, label: Callable[[int], str]) -> None:
        """Make the lines chosen a list; lines that are items of one already change their labels."""

        def labelled(lines: list[str]) -> list[str]:
            labelled_lines: list[str] = []
            for line in lines:
                match = _LABEL.match(line)
                space, words = (match[1], line[match.end() :]) if match else (line[: len(line) - len(line.lstrip())], line.lstrip())
                labelled_lines.append(f"{space}{label(len(labelled_lines))}{words}")
            return labelled_lines

        self._change_lines(labelled)

    def _set_in(self, step: str) -> None:
        self._change_lines(lambda lines: [step + line if step else line.removeprefix(_STEP) for line in lines])

    def _change_lines(self, change: Callable[[list[str]], list[str]]) -> None:
        cursor = self._editor.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        cursor.setPosition(start)
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        lines = cursor.selectedText().split("\u2029")  # Qt parts the paragraphs of a selection so
        cursor.insertText("\n".join(change(lines)))
        self._editor.setTextCursor(cursor)
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
