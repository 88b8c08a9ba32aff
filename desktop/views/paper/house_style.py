"""The council's house style on the Papers screen: one form, kept for all papers as one step, brought in and shared as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from db.nouns.house_styles import HouseStyle
from desktop.errors import KnownTrouble
from desktop.operations.file_names import safe_name
from desktop.operations.papers import house_styles
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton, PrimaryButton
from desktop.views.kit.forms.fields import Choice, Field, FieldFrame, TextField
from desktop.views.kit.forms.trouble_label import TroubleLabel
from desktop.views.kit.labels import Label, SecondaryLabel
from desktop.views.kit.page import column, row
from desktop.views.kit.screen import Screen
from desktop.views.kit.scroll_box import ScrollBox

_WIDE, _HIGH = 760, 620
_STYLES = f"House styles (*{house_styles.SUFFIX})"
_TEMPLATES, _LOGOS = "Word documents (*.docx *.dotx)", "Pictures (*.png *.jpg *.jpeg)"
_POINTS = HouseStyle.COLUMNS["points"]
_SIZES = tuple(str(points) for points in range(_POINTS.at_least or 0, (_POINTS.at_most or 0) + 1))


class HouseStyles:
    """What a screen of papers does with the house style. `paper` gives the paper in hand, and `headings` those of its layout."""

    def __init__(self, screen: Screen, paper: Callable[[], int | None], headings: Callable[[], Sequence[str]]) -> None:
        self._screen, self._paper, self._headings = screen, paper, headings
        self.change_action = QAction("House style…")
        self.add_action = QAction("Add the standing texts to this paper")
        self.change_action.triggered.connect(lambda *_: self.ask())
        self.add_action.triggered.connect(lambda *_: self._add_texts())

    def ask(self) -> HouseStyleDialog:
        """Show the style of the file, or where it has none the program's own and which was used last."""
        workspace = self._screen.workspace
        held = workspace.read(house_styles.house_style)
        last = workspace.last_house_style if held == house_styles.OWN else None
        dialog = HouseStyleDialog(self._screen, held, self._headings(), last)
        dialog.kept.connect(self._keep)
        dialog.taken_away.connect(self._take_away)
        dialog.used.connect(workspace.house_style_used)
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()
        return dialog

    def offer(self) -> None:
        """Offer the style that was used last where the file has none."""
        workspace = self._screen.workspace
        last = workspace.last_house_style
        if last is not None and workspace.read(house_styles.house_style) == house_styles.OWN:
            self._screen.messages.success(f"The house style used last was {last.stem}.", "House style…", self.ask)

    def _keep(self, style: HouseStyle) -> None:
        self._screen.edit("change to the house style", house_styles.keep, style)
        if not self._screen.messages.sentence:
            self._screen.offer_undo("Changed the house style of all papers in this file.")

    def _take_away(self) -> None:
        self._screen.edit("house style taken away", house_styles.take_away)
        if not self._screen.messages.sentence:
            self._screen.offer_undo("Papers are in the program’s own style again.")

    def _add_texts(self) -> None:
        added = self._screen.edit("standing texts", house_styles.add_standing_texts, self._paper() or 0)
        if added is not None:
            self._screen.offer_undo(f"Added {added} standing text{'s' * (added != 1)}.")


class HouseStyleDialog(QDialog):
    """The form. Nothing is kept before Save, and Escape or Cancel keeps nothing.

    `kept` tells the style to keep, `taken_away` that the file is to have none, and `used` the file that was brought in or saved.
    """

    kept = Signal(object)
    taken_away = Signal()
    used = Signal(object)

    def __init__(self, parent: QWidget, held: HouseStyle, headings: Sequence[str], last: Path | None) -> None:
        super().__init__(parent)
        self._held = self._style = held
        self.setWindowTitle("House style")
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        columns = HouseStyle.COLUMNS
        self.name = Field("Name", "Such as the name of the council.")
        self.points = Choice("Size of type, in points", names=_SIZES, required=True)
        self.alternative = Field(columns["logo_alternative"].heading, "What the logo shows, for whoever cannot see it.")
        own = f" This layout has: {'; '.join(headings)}." if headings else ""
        self.headings = TextField(columns["headings"].heading, f"One a line: Risks = Risk management.{own}")
        self.order = TextField(
            columns["section_order"].heading,
            "Headings in the order they print, one a line. Where there are none, each layout keeps its own order.",
        )
        self.texts = TextField(
            columns["standing_texts"].heading,
            "New papers start from them. Each stands below a line of its heading: # Legal implications",
            8,
        )
        self._fields: dict[str, FieldFrame] = {
            "name": self.name, "points": self.points, "logo_alternative": self.alternative, "headings": self.headings,
            "section_order": self.order, "standing_texts": self.texts,
        }  # fmt: skip
        self.template, self.logo = Label("", wrap=True), Label("", wrap=True)
        self.choose_template, self.drop_template = PlainButton("Choose…"), PlainButton("Take out")
        self.choose_logo, self.drop_logo = PlainButton("Choose…"), PlainButton("Take out")
        self.bring_in, self.share = PlainButton("Bring in a file…"), PlainButton("Save as a file…")
        self.none, self.cancel, self.save = PlainButton("Use none"), PlainButton("Cancel"), PrimaryButton("Save")
        self.last = PlainButton(f"Bring in {last.name}" if last is not None else "")
        self.last.setVisible(last is not None)
        self._trouble = TroubleLabel()
        self._connect(last)
        self._lay_out()
        self._show()

    def _connect(self, last: Path | None) -> None:
        for button, name, do in (
            (self.choose_template, "Choose the Word template", self.ask_template),
            (self.choose_logo, "Choose the logo", self.ask_logo),
            (self.drop_template, "Take out the Word template", lambda: self._put(template="", template_name="")),
            (self.drop_logo, "Take out the logo", lambda: self._put(logo="", logo_alternative="")),
        ):
            button.setAccessibleName(name)
            button.clicked.connect(lambda *_, do=do: do())
        self.bring_in.clicked.connect(lambda *_: self.ask_file("Choose a house style", _STYLES, self.read))
        self.share.clicked.connect(lambda *_: self.ask_share())
        self.last.clicked.connect(lambda *_: self.read(last) if last is not None else None)
        self.none.clicked.connect(lambda *_: self._take_away())
        self.cancel.clicked.connect(self.reject)
        self.save.clicked.connect(lambda *_: self._save())
        for plain in (self.bring_in, self.share, self.last, self.none, self.cancel, self.choose_template, self.choose_logo):
            plain.setAutoDefault(False)

    def _lay_out(self) -> None:
        said = (
            "Papers and charts are set in Source Sans 3, the one typeface of the program, and Word documents without a template in Arial."
        )
        inner = column(
            self.name, self.points, SecondaryLabel(said, look.SMALL, wrap=True),
            column(Label("Word template"), row((self.template, 1), self.choose_template, self.drop_template), spacing=look.HALF),
            column(Label("Logo"), row((self.logo, 1), self.choose_logo, self.drop_logo), spacing=look.HALF),
            self.alternative, self.headings, self.order, self.texts,
        )  # fmt: skip
        inner.setContentsMargins(0, 0, look.STEP, 0)
        scroll = ScrollBox(inner)
        scroll.follow(*(field.editor for field in self._fields.values()))
        box = QVBoxLayout(self)
        box.setContentsMargins(look.MARGIN, look.GAP, look.MARGIN, look.GAP)
        box.setSpacing(look.GAP)
        box.addWidget(Label("One style for all papers of this file. A final paper becomes a draft when it is changed.", wrap=True))
        box.addWidget(row(self.bring_in, self.share, self.last, (QWidget(), 1)))
        box.addWidget(scroll, 1)
        box.addWidget(self._trouble)
        box.addWidget(row(self.none, (QWidget(), 1), self.cancel, self.save))
        self.save.setDefault(True)
        self.resize(look.scaled(_WIDE), look.scaled(_HIGH))

    def _show(self) -> None:
        style = self._style
        for name, field in self._fields.items():
            field.reset(str(vars(style)[name]))
        self.template.setText(style.template_name or "None")
        self.logo.setText(f"A picture of {max(len(style.logo) * 3 // 4 // 1024, 1):,} KB" if style.logo else "None")
        self.drop_template.setEnabled(bool(style.template))
        self.drop_logo.setEnabled(bool(style.logo))
        self.none.setEnabled(self._held != house_styles.OWN)

    @property
    def style_typed(self) -> HouseStyle:
        """The style as the form says it."""
        said = {name: field.text() for name, field in self._fields.items() if name != "points"}
        return self._style.but(**said, points=int(self.points.text()))

    def _put(self, **values: str) -> None:
        self._style = self.style_typed.but(**values)
        self._show()

    def _told(self, do: Callable[[], object]) -> bool:
        """Do something, and say what stands in the way of it; whether nothing did."""
        try:
            do()
        except KnownTrouble as trouble:
            self._trouble.say(str(trouble))
            return False
        self._trouble.say("")
        return True

    def set_template(self, path: Path) -> None:
        """Take a Word template."""

        def take() -> None:
            name, template = house_styles.template_of(path)
            self._put(template=template, template_name=name)

        self._told(take)

    def set_logo(self, path: Path) -> None:
        """Take a logo."""
        self._told(lambda: self._put(logo=house_styles.logo_of(path)))

    def read(self, path: Path) -> None:
        """Show the style of a file in the form."""

        def take() -> None:
            self._style = house_styles.read_file(path)
            self._show()
            self.used.emit(path)

        self._told(take)

    def write(self, out: Path) -> None:
        """Save the style as the form says it as a file."""
        if self._told(lambda: house_styles.write_file(self.style_typed, out)):
            self.used.emit(out)

    def ask_template(self) -> QFileDialog:
        """Ask which Word template to take."""
        return self.ask_file("Choose the council’s Word template", _TEMPLATES, self.set_template)

    def ask_logo(self) -> QFileDialog:
        """Ask which logo to take."""
        return self.ask_file("Choose the logo", _LOGOS, self.set_logo)

    def ask_file(self, title: str, kinds: str, chosen: Callable[[Path], object]) -> QFileDialog:
        """Ask for a file to take."""
        dialog = QFileDialog(self, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([kinds])
        return self._opened(dialog, chosen)

    def ask_share(self) -> QFileDialog:
        """Ask where the file to share goes."""
        dialog = QFileDialog(self, "Save the house style as a file")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([_STYLES])
        dialog.setDefaultSuffix(house_styles.SUFFIX.removeprefix("."))
        dialog.selectFile(safe_name(self.name.text(), "House style"))
        return self._opened(dialog, self.write)

    def _opened(self, dialog: QFileDialog, chosen: Callable[[Path], object]) -> QFileDialog:
        dialog.fileSelected.connect(lambda name: chosen(Path(name)))
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()
        return dialog

    def _save(self) -> None:
        style = self.style_typed
        if self._told(lambda: house_styles.check(style, style.name)):
            self.accept()
            if style != self._held:
                self.kept.emit(style)

    def _take_away(self) -> None:
        self.accept()
        self.taken_away.emit()
