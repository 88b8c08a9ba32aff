"""The Papers screen: write each part of a paper and see its pages as they will be printed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QStackedWidget, QWidget

from desktop.errors import KnownTrouble
from desktop.operations import nouns, papers, records
from desktop.operations.nouns import Noun
from desktop.operations.readiness import readiness
from desktop.operations.writing import write_whole
from desktop.papers.readiness import ReadinessItem as Item
from desktop.tasks import Progress
from desktop.views import look
from desktop.views.empty_state import EmptyState
from desktop.views.labels import SecondaryLabel, heading
from desktop.views.page import TwoColumns, column, row
from desktop.views.page_preview import PagePreview
from desktop.views.paper_contents import PaperContents, PaperPart
from desktop.views.part_form import PartForm
from desktop.views.readiness_list import Readiness, ReadinessItem, ReadinessList, tally
from desktop.views.screen import Screen
from desktop.workspace import Workspace

#: The page is set this long, in milliseconds, after the last change.
_PREVIEW_AFTER = 250
_NEW_PAPER = "New paper"
_LONGEST_TITLE = 80


class Papers(Screen):
    """Parts at the left, the words in hand in the middle, the page at the right."""

    def __init__(self, workspace: Workspace) -> None:
        self.export_action = QAction("Export the PDF")
        self._add = {noun.table: QAction(f"Add a{'n' if noun.singular[0] in 'aeio' else ''} {noun.singular}") for noun in nouns.PAPER_PARTS}
        self.up_action, self.down_action = QAction("Move up"), QAction("Move down")
        self.delete_action = QAction("Delete the part in hand")
        more = [*self._add.values(), self.up_action, self.down_action, self.delete_action]
        super().__init__(workspace, "Papers", "Write each part, and see its pages as they will be printed.", self.export_action, more)
        self._paper: int | None = None
        self._forms: dict[str, PartForm] = {}
        self.contents = PaperContents()
        self.contents.setFixedWidth(look.text_width("Reasons for the recommendation", semibold=True) + 70)
        self.editor = QStackedWidget()
        self.ready = ReadinessList("Readiness of the paper")
        self.ready.setMinimumHeight(look.row_height() * 4)
        self._tally = SecondaryLabel("")
        self.preview = PagePreview("The paper as it will be printed")
        self.preview.setMinimumHeight(360)
        self._pages = SecondaryLabel("")
        for tall in (self.contents, self.editor, self.ready, self.preview):
            # each scrolls by itself: none of them makes the page longer than the window
            tall.setSizePolicy(tall.sizePolicy().horizontalPolicy(), QSizePolicy.Policy.Ignored)
        self.editor.setMinimumHeight(look.row_height() * 8)
        self.contents.setMinimumHeight(look.row_height() * 8)
        middle = column((self.editor, 3), heading("Before the agenda"), self._tally, (self.ready, 2), spacing=look.TIGHT)
        left = row(self.contents, (middle, 1), spacing=look.GAP)
        right = column(self._pages, (self.preview, 1), spacing=look.HALF)
        self._columns = TwoColumns(left, right, 430, below=1000)
        start = QAction("Start a paper", self)
        start.triggered.connect(lambda *_: self._start_paper())
        self.empty = EmptyState("No paper yet", "Start one: its tables and charts come from the case's own records.", [start], "file-text")
        self.box.addWidget(self._columns, 1)
        self.box.addWidget(self.empty)
        self._rest = QWidget()
        self._rest.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.box.addWidget(self._rest, 1)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PREVIEW_AFTER)
        self._later.timeout.connect(self._set_pages)
        self._setting, self._again = False, False
        self.contents.picked.connect(self._show_part)
        self.ready.activated_target.connect(self._mend)
        self.preview.counted.connect(self._count_pages)
        self.export_action.triggered.connect(lambda *_: self._ask_export())
        self.up_action.triggered.connect(lambda *_: self._move(-1))
        self.down_action.triggered.connect(lambda *_: self._move(1))
        self.delete_action.triggered.connect(lambda *_: self._delete())
        for noun in nouns.PAPER_PARTS:
            self._add[noun.table].triggered.connect(lambda *_, noun=noun: self._add_part(noun))

    # --- showing ---

    def refresh(self) -> None:
        known = self.workspace.read(papers.papers, self.workspace.case_id)
        ids = [id_ for id_, _ in known]
        if self._paper not in ids:
            self._paper = ids[0] if ids else None
        self._columns.setVisible(self._paper is not None)
        self.empty.setVisible(self._paper is None)
        self._rest.setVisible(self._paper is None)
        for action in (self.export_action, *self._add.values(), self.up_action, self.down_action, self.delete_action):
            action.setEnabled(self._paper is not None)
        if self._paper is None:
            return
        self.contents.set_parts(self._groups())
        part = self.contents.part()
        if part is not None:
            self._show_part(part)
        self._show_readiness()
        self._later.start()

    def _groups(self) -> list[tuple[str, list[PaperPart]]]:
        paper = self._paper or 0
        groups: list[tuple[str, list[PaperPart]]] = [("", [PaperPart(nouns.PAPERS, paper, "Details")])]
        for noun in nouns.PAPER_PARTS:
            parts = []
            for number, record in enumerate(self.workspace.read(records.rows, noun, paper), start=1):
                first = next(each for each in noun.columns if each.on_screen)
                body = next((each for each in noun.columns if each.key in ("text", "comment")), first)
                name = record.text(first.key) if noun is not nouns.APPENDICES else f"{record.text('letter')}: {record.text('title')}"
                parts.append(PaperPart(noun, record.id, name[:_LONGEST_TITLE], str(number), bool(record.text(body.key).strip())))
            if parts:
                groups.append((noun.plural[:1].upper() + noun.plural[1:], parts))
        return groups

    def _show_part(self, part: PaperPart) -> None:
        parent = self.workspace.case_id if part.noun is nouns.PAPERS else self._paper or 0
        record = next((each for each in self.workspace.read(records.rows, part.noun, parent) if each.id == part.row), None)
        if record is None:
            return
        form = self._form(part.noun)
        if self.editor.currentWidget() is not form and isinstance(old := self.editor.currentWidget(), PartForm):
            old.settle()
        form.show_row(record)
        self.editor.setCurrentWidget(form)

    def _form(self, noun: Noun) -> PartForm:
        if noun.table not in self._forms:
            form = self._forms[noun.table] = PartForm(noun, partial(self._record, noun))
            self.editor.addWidget(form)
        return self._forms[noun.table]

    def _record(self, noun: Noun, id_: int, key: str, text: str) -> None:
        parent = self.workspace.case_id if noun is nouns.PAPERS else self._paper or 0
        heading_ = noun.column(key).heading.lower()
        self.workspace.edit(f"change to {noun.singular}, {heading_}", records.change, noun, parent, [records.Edit(id_, key, text)])

    def _show_readiness(self) -> None:
        found = self.workspace.read(readiness, self.workspace.case_id, self._paper)
        items = [ReadinessItem(_STATES[item.state], item.sentence, item.where, item) for item in found]
        self.ready.set_items(items)
        self._tally.setText(tally(items))

    # --- the page ---

    def _set_pages(self) -> None:
        """Set the paper off the main thread, from frozen records; while one is being set, the next waits."""
        if self._paper is None or not self.workspace.is_open:
            return
        if self._setting:
            self._again = True
            return
        try:
            given = self.workspace.read(papers.records_of, self.workspace.case_id, self._paper)
            appraisal = self.workspace.appraisal()
        except KnownTrouble as trouble:
            self._pages.setText(str(trouble))
            self.preview.set_pdf(b"")
            return
        self._setting = True

        def work(progress: Progress) -> tuple[bytes, str]:
            from desktop.papers.text import plain_text

            progress.step(0.1, "Setting the pages")
            return papers.paper_pdf(given, appraisal, given.layout), plain_text(papers.document(given, appraisal, given.layout))

        self.workspace.tasks.start("Setting the pages", work, self._pages_set, self._pages_failed)

    def _pages_set(self, made: tuple[bytes, str]) -> None:
        self._setting = False
        if not self.workspace.is_open:
            return
        self.preview.set_pdf(*made)
        if self._again:
            self._again = False
            self._set_pages()

    def _pages_failed(self, trouble: Exception) -> None:
        self._setting = False
        if not isinstance(trouble, KnownTrouble):
            raise trouble
        self._pages.setText(str(trouble))

    def _count_pages(self, pages: int) -> None:
        if pages:
            self._pages.setText(f"{pages} {'page' if pages == 1 else 'pages'}, as they will be printed")

    def let_go(self) -> None:
        form = self.editor.currentWidget()
        if isinstance(form, PartForm):
            form.settle()
        self._later.stop()
        self.preview.release()

    # --- doing ---

    def _start_paper(self) -> None:
        self.edit("new paper", papers.start, self.workspace.case_id)

    def _add_part(self, noun: Noun) -> None:
        made = self.edit(f"new {noun.singular}", records.add, noun, self._paper or 0)
        if made is not None and self.contents.choose((noun.table, made)):
            self._form(noun).start()

    def _move(self, by: int) -> None:
        part = self.contents.part()
        if part is not None and part.noun is not nouns.PAPERS:
            self.edit(f"move of a {part.noun.singular}", records.move, part.noun, self._paper or 0, part.row, by)

    def _delete(self) -> None:
        part = self.contents.part()
        if part is None:
            return
        named = part.title if part.noun is not nouns.PAPERS else f"the paper {self.workspace.read(papers.title, part.row)}"
        try:
            self.workspace.edit(f"deletion of {named}", records.delete, part.noun, [part.row])
        except KnownTrouble as trouble:
            self.messages.alert(str(trouble))
            return
        self.offer_undo(f"Deleted {named.rstrip('.')}.")

    def _mend(self, item: object) -> None:
        if not isinstance(item, Item):
            return
        if item.screen != "Papers":
            self.go.emit(item.screen)
            return
        for noun, word in ((nouns.RECOMMENDATIONS, "recommend"), (nouns.IMPLICATIONS, "implication"), (nouns.OFFICER_COMMENTS, "comment")):
            if word in item.where and self._paper is not None:
                held = self.workspace.read(records.rows, noun, self._paper)
                if held:
                    self.contents.choose((noun.table, held[0].id))
                else:
                    self._add_part(noun)
                return
        sections = [part for _, parts in self._groups() for part in parts if part.noun is nouns.SECTIONS]
        empty = next((part for part in sections if f"‘{part.title}’" in item.sentence), None)
        self.contents.choose(empty.key if empty else (nouns.PAPERS.table, self._paper or 0))

    def _ask_export(self) -> None:
        path = self.workspace.path
        suggested = path.with_suffix(".pdf") if path else Path("paper.pdf")
        name, _ = QFileDialog.getSaveFileName(self, "Export the PDF", str(suggested), "PDF (*.pdf)")
        if name:
            self.export(Path(name))

    def export(self, out: Path) -> None:
        """Write the paper to a PDF file off the main thread, and say where it is."""
        form = self.editor.currentWidget()
        if isinstance(form, PartForm):
            form.settle()
        try:
            given = self.workspace.read(papers.records_of, self.workspace.case_id, self._paper)
            appraisal = self.workspace.appraisal()
        except KnownTrouble as trouble:
            self.messages.alert(str(trouble))
            return

        def work(progress: Progress) -> Path:
            pdf = papers.paper_pdf(given, appraisal, given.layout)
            progress.step(0.9, "Writing the file")
            write_whole(out, pdf)
            return out

        self.workspace.tasks.start("Exporting the PDF", work, self._exported, self._export_failed)

    def _exported(self, out: Path) -> None:
        self.messages.success(f"Exported {out.name} to {out.parent}.")

    def _export_failed(self, trouble: Exception) -> None:
        if not isinstance(trouble, KnownTrouble):
            raise trouble
        self.messages.alert(str(trouble))


_STATES = {state: Readiness(words) for state, words in zip(("alert", "wait", "done"), ("to do", "waiting", "done"), strict=True)}
