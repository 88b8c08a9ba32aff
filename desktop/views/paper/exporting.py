"""Writing the paper in hand to a file, as PDF, Word or HTML, and reading a copy that comes back: dialogs, and work off the main thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog

from desktop.errors import KnownTrouble
from desktop.operations.file_names import safe_name
from desktop.operations.papers import papers
from desktop.operations.papers.beside import appendices_of, write_beside
from desktop.operations.papers.forms import PaperForm, form_of, read_template
from desktop.operations.papers.withheld_readiness import NotSettled
from desktop.operations.writing import write_whole
from desktop.papers.content.layout_fields import PaperDocument
from desktop.tasks import Progress
from desktop.views.kit.screen import Screen
from desktop.views.paper.clearance import ReturnedCopies

#: What a copy that is not for publication is called, whatever its form.
_EXEMPT = " (exempt, not for publication)"
_ANNEX = ", appraisal annex"
_TEMPLATES, _COPIES = "Word documents (*.docx *.dotx)", "Word documents (*.docx)"


class Exporting:
    """The exports of a screen of papers.

    `paper` gives the paper in hand, `settle` records what is still being typed, and `show_agenda` leads to what is to be settled first.
    """

    def __init__(
        self, screen: Screen, paper: Callable[[], int | None], settle: Callable[[], None], show_agenda: Callable[[], None]
    ) -> None:
        self._screen, self._paper, self._settle, self._show_agenda = screen, paper, settle, show_agenda
        self.public_action, self.whole_action = QAction("Export the report"), QAction("Export the exempt report")
        self.template_action = QAction("Export into a Word template…")
        self.copies = ReturnedCopies(screen, paper, settle)
        self.copy_action = QAction("Read a returned copy…")
        self.actions = (self.public_action, self.whole_action, self.template_action, self.copy_action)
        self.public_action.triggered.connect(lambda *_: self.ask())
        self.whole_action.triggered.connect(lambda *_: self.ask(exempt=True))
        self.template_action.triggered.connect(lambda *_: self._ask_template())
        self.copy_action.triggered.connect(lambda *_: self.ask_copy())
        self._of = PaperDocument.REPORT

    def show(self, of: PaperDocument, *, withheld: bool) -> None:
        """Offer the report or the annex, and the whole of it beside the public one where they differ."""
        self._of = of
        self.whole_action.setEnabled(withheld)
        named = f"the {'public ' * withheld}{of.value}"
        self.public_action.setText(f"Export {named}")
        self.whole_action.setText(f"Export the exempt {of.value}")
        self.template_action.setText(f"Export {named} into a Word template…")

    def ask(self, *, exempt: bool = False, template: Path | None = None) -> QFileDialog:
        """Ask where the paper goes and in which form; only as Word where a template is given."""
        forms = (PaperForm.WORD,) if template is not None else tuple(PaperForm)
        endings = {f"{form.words} (*{form})": form for form in forms}
        title = f"{self.whole_action.text()}, not for publication" if exempt else self.public_action.text()
        dialog = self._dialog(title, QFileDialog.AcceptMode.AcceptSave, list(endings))
        dialog.setDefaultSuffix(forms[0].removeprefix("."))
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(endings[chosen].removeprefix(".")))
        path = self._screen.workspace.path
        # without an ending, which the form gives it
        name = safe_name(path.stem if path else "", "Paper").replace(".", " ")
        dialog.selectFile(name + _ANNEX * (self._of is PaperDocument.ANNEX) + _EXEMPT * exempt)
        dialog.fileSelected.connect(lambda name: self.export(Path(name), exempt=exempt, template=template))
        dialog.open()
        return dialog

    def export(self, out: Path, *, exempt: bool = False, template: Path | None = None) -> None:
        """Write the public paper off the main thread, or with `exempt` the whole one, in the form of the file's ending; say where it is."""
        self._settle()
        workspace, of = self._screen.workspace, self._of
        try:
            form = form_of(out)
            council = read_template(template, out) if template is not None else None
            wanted = workspace.read(papers.paper_to_gather, workspace.case_id, self._paper(), exempt=exempt)
        except KnownTrouble as trouble:
            self.failed(trouble)
            return

        def work(progress: Progress) -> tuple[Path, ...]:
            contents = wanted.gathered(published=not exempt).set_as(form, template=council, of=of)
            appendices = appendices_of(wanted) if of is PaperDocument.REPORT else ()
            progress.step(0.9, "Writing the file")
            write_whole(out, contents)
            return (out, *write_beside(out, appendices))

        workspace.tasks.start("Exporting the paper", work, self._exported, self.failed)

    def failed(self, trouble: KnownTrouble) -> None:
        """Say what stands in the way, and offer the way to it."""
        if isinstance(trouble, NotSettled):
            self._screen.messages.alert(str(trouble), "Show Before the agenda", self._show_agenda)
        else:
            self._screen.messages.alert(str(trouble))

    def _exported(self, written: tuple[Path, ...]) -> None:
        out, *beside = written
        more = f" with {len(beside)} {'appendix' if len(beside) == 1 else 'appendices'} beside it" if beside else ""
        self._screen.messages.success(f"Exported {out.name} to {out.parent}{more}.")

    def _ask_template(self) -> QFileDialog:
        return self._ask_file("Choose the council’s Word template", _TEMPLATES, lambda path: self.ask(template=path))

    def ask_copy(self) -> QFileDialog:
        """Ask which Word copy of the paper has come back, and read it."""
        return self._ask_file("Choose the copy that came back", _COPIES, self.copies.read)

    def _ask_file(self, title: str, kinds: str, chosen: Callable[[Path], object]) -> QFileDialog:
        dialog = self._dialog(title, QFileDialog.AcceptMode.AcceptOpen, [kinds])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: chosen(Path(name)))
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
