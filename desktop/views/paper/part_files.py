"""The file of a picture or of an appendix: what it is, with a look at a picture, and choosing it; read off the main thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout, QWidget

from db.nouns.noun import Noun
from db.nouns.paper_parts import Appendix, Picture
from desktop.errors import KnownTrouble
from desktop.operations.papers import paper_files
from desktop.operations.papers.paper_files import FileTold
from desktop.tasks import Progress
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton
from desktop.views.kit.labels import SecondaryLabel
from desktop.views.kit.page import row
from desktop.views.kit.screen import Screen

_T = TypeVar("_T")
_PICTURES, _PDFS = "Pictures (*.png *.jpg *.jpeg)", "PDF (*.pdf)"
#: How high a picture is shown, in rows of text.
_ROWS = 7


class PartFileView(QWidget):
    """What is known of one file. `choosing` asks for another, and `removing` that there be none."""

    choosing = Signal()
    removing = Signal()

    def __init__(self, noun: type[Noun]) -> None:
        super().__init__()
        self._is_picture = noun is Picture
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.told = SecondaryLabel("", wrap=True)
        self.choose, self.remove = PlainButton(""), PlainButton("Remove the file")
        self.choose.clicked.connect(self.choosing)
        self.remove.clicked.connect(self.removing)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.HALF)
        box.addWidget(self.picture)
        box.addWidget(self.told)
        box.addWidget(row(self.choose, self.remove, (QWidget(), 1), spacing=look.HALF))

    def show_file(self, file: FileTold | None, alternative: str) -> None:
        """Show a file, or that there is none; of a picture with what it says to who cannot see it."""
        what = "picture" if self._is_picture else "PDF"
        self.told.setText(file.words if file is not None else f"There is no {what} yet.")
        self.choose.setText(f"Choose {'another' if file is not None else 'the'} {what}…")
        self.remove.setVisible(file is not None and not self._is_picture)
        self.picture.setVisible(file is not None and bool(file.shown))
        if file is not None and file.shown:
            image = QImage.fromData(file.shown)
            high = look.row_height() * _ROWS
            smooth = Qt.TransformationMode.SmoothTransformation
            self.picture.setPixmap(QPixmap.fromImage(image.scaled(2 * high, high, Qt.AspectRatioMode.KeepAspectRatio, smooth)))
            self.picture.setAccessibleName(alternative or "Picture without alternative text")


class PartFiles:
    """The files of the parts in hand on a screen of papers. `paper` gives the paper, and `chosen` takes a new picture in hand."""

    def __init__(
        self, screen: Screen, paper: Callable[[], int | None], settle: Callable[[], None], chosen: Callable[[int], object]
    ) -> None:
        self._screen, self._paper, self._settle, self._chosen = screen, paper, settle, chosen
        self.views: dict[type[Noun], PartFileView] = {noun: PartFileView(noun) for noun in (Picture, Appendix)}
        self._part = 0
        for noun, view in self.views.items():
            view.choosing.connect(partial(self._ask_another, noun))
            view.removing.connect(self._remove)

    def show(self, noun: type[Noun], part: int, alternative: str = "") -> None:
        """Show the file of a picture or of an appendix; of any other part there is none."""
        if noun in self.views:
            self._part = part
            told = self._screen.workspace.read(paper_files.file_told, Picture if noun is Picture else Appendix, part)
            self.views[noun].show_file(told, alternative)

    def ask_new(self, then: Callable[[str], object] = lambda name: None) -> QFileDialog:
        """Ask for the file of a new picture and add it; `then` is given its name."""
        return self._ask("Choose a picture, a map or a logo", _PICTURES, lambda path: self.add(path, then))

    def add(self, path: Path, then: Callable[[str], object] = lambda name: None) -> None:
        """Add a picture from a file off the main thread, as one step."""
        paper = self._paper()

        def add(contents: bytes) -> None:
            if paper is None or paper != self._paper():
                return
            self._settle()
            added = self._screen.edit("new picture", paper_files.add_picture, paper, path.name, contents)
            if added is not None:
                then(added.name)
                self._chosen(added.id)

        self._read("Reading the picture", partial(paper_files.read_picture, path), add)

    def replace(self, noun: type[Noun], part: int, path: Path) -> None:
        """Give a part another file off the main thread, as one step."""

        def attach_picture(contents: bytes) -> None:
            self._screen.edit("file of a picture", paper_files.attach_picture, part, path.name, contents)

        def attach_pdf(given: paper_files.GivenPdf) -> None:
            self._screen.edit("file of an appendix", paper_files.attach_pdf, part, given)

        self._settle()
        if noun is Picture:
            self._read("Reading the picture", partial(paper_files.read_picture, path), attach_picture)
        else:
            self._read("Reading the appendix", partial(paper_files.read_pdf, path), attach_pdf)

    def _read(self, label: str, read: Callable[[], _T], done: Callable[[_T], None]) -> None:
        def work(progress: Progress) -> _T:
            return read()

        self._screen.workspace.tasks.start(label, work, done, self._failed)

    def _failed(self, trouble: KnownTrouble) -> None:
        self._screen.messages.alert(str(trouble))

    def _remove(self) -> None:
        self._settle()
        self._screen.edit("removal of an appendix’s file", paper_files.remove_pdf, self._part)

    def _ask_another(self, noun: type[Noun]) -> None:
        part = self._part
        title, kinds = ("Choose the picture", _PICTURES) if noun is Picture else ("Choose the appendix", _PDFS)
        self._ask(title, kinds, lambda path: self.replace(noun, part, path))

    def _ask(self, title: str, kinds: str, chosen: Callable[[Path], object]) -> QFileDialog:
        path = self._screen.workspace.path
        dialog = QFileDialog(self._screen, title, str(path.parent) if path else "")
        dialog.setNameFilters([kinds])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: chosen(Path(name)))
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()
        return dialog
