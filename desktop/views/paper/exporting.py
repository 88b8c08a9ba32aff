"""Writing the paper in hand to a file, as PDF, Word or HTML: the dialogs, and the work off the main thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog

from desktop.errors import KnownTrouble
from desktop.operations.file_names import safe_name
from desktop.operations.papers import papers
from desktop.operations.papers.forms import PaperForm, form_of, read_template
from desktop.operations.writing import write_whole
from desktop.tasks import Progress
from desktop.views.kit.screen import Screen

#: What a copy that is not for publication is called, whatever its form.
_EXEMPT = " (exempt, not for publication)"
_TEMPLATES = "Word documents (*.docx *.dotx)"


class Exporting:
    """The exports of a screen of papers. `paper` gives the paper in hand, and `settle` records what is still being typed."""

    def __init__(self, screen: Screen, paper: Callable[[], int | None], settle: Callable[[], None]) -> None:
        self._screen, self._paper, self._settle = screen, paper, settle
        self.public_action, self.whole_action = QAction("Export the paper"), QAction("Export the exempt paper")
        self.template_action = QAction("Export into a Word template…")
        self.actions = (self.public_action, self.whole_action, self.template_action)
        self.public_action.triggered.connect(lambda *_: self.ask())
        self.whole_action.triggered.connect(lambda *_: self.ask(exempt=True))
        self.template_action.triggered.connect(lambda *_: self._ask_template())
        self._withheld = False

    def show(self, *, withheld: bool) -> None:
        """Offer the whole paper beside the public one where they differ."""
        self._withheld = withheld
        self.whole_action.setEnabled(withheld)
        self.public_action.setText("Export the public paper" if withheld else "Export the paper")
        self.template_action.setText("Export the public paper into a Word template…" if withheld else "Export into a Word template…")

    def ask(self, *, exempt: bool = False, template: Path | None = None) -> QFileDialog:
        """Ask where the paper goes and in which form; only as Word where a template is given."""
        forms = (PaperForm.WORD,) if template is not None else tuple(PaperForm)
        endings = {f"{form.words} (*{form})": form for form in forms}
        title = "Export the exempt paper, not for publication" if exempt else self.public_action.text()
        dialog = self._dialog(title, QFileDialog.AcceptMode.AcceptSave, list(endings))
        dialog.setDefaultSuffix(forms[0].removeprefix("."))
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(endings[chosen].removeprefix(".")))
        path = self._screen.workspace.path
        # without an ending, which the form gives it
        dialog.selectFile(safe_name(path.stem if path else "", "Paper").replace(".", " ") + _EXEMPT * exempt)
        dialog.fileSelected.connect(lambda name: self.export(Path(name), exempt=exempt, template=template))
        dialog.open()
        return dialog

    def export(self, out: Path, *, exempt: bool = False, template: Path | None = None) -> None:
        """Write the public paper off the main thread, or with `exempt` the whole one, in the form of the file's ending; say where it is."""
        self._settle()
        workspace = self._screen.workspace
        try:
            form = form_of(out)
            council = read_template(template) if template is not None else None
            wanted = workspace.read(papers.paper_to_gather, workspace.case_id, self._paper(), exempt=exempt)
        except KnownTrouble as trouble:
            self.failed(trouble)
            return

        def work(progress: Progress) -> Path:
            contents = wanted.gathered().set_as(form, template=council)
            progress.step(0.9, "Writing the file")
            write_whole(out, contents)
            return out

        workspace.tasks.start("Exporting the paper", work, self._exported, self.failed)

    def failed(self, trouble: KnownTrouble) -> None:
        """Say what stands in the way."""
        self._screen.messages.alert(str(trouble))

    def _exported(self, out: Path) -> None:
        self._screen.messages.success(f"Exported {out.name} to {out.parent}.")

    def _ask_template(self) -> QFileDialog:
        dialog = self._dialog("Choose the council’s Word template", QFileDialog.AcceptMode.AcceptOpen, [_TEMPLATES])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.ask(template=Path(name)))
        dialog.open()
        return dialog

    def _dialog(self, title: str, mode: QFileDialog.AcceptMode, filters: list[str]) -> QFileDialog:
        path = self._screen.workspace.path
        dialog = QFileDialog(self._screen, title, str(path.parent) if path else "")
        dialog.setAcceptMode(mode)
        dialog.setNameFilters(filters)
        dialog.finished.connect(partial(_let_go, dialog))
        return dialog


def _let_go(dialog: QFileDialog, _: int) -> None:
    dialog.deleteLater()
