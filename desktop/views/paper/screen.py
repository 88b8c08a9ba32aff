"""The Papers screen: the papers of a case, each part of one, and its pages as they will be printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy, QStackedWidget, QToolButton, QWidget

from db.nouns import nouns_of
from db.nouns.noun import Noun
from db.nouns.paper_parts import Appendix, PaperSection, Picture, Recommendation
from db.nouns.papers import Paper, PaperDecision
from desktop.errors import KnownTrouble
from desktop.models.kinds import Kind
from desktop.operations.papers import paper_files, paper_work, papers
from desktop.operations.records import records
from desktop.operations.records.columns import column_of, own_columns
from desktop.papers.choosing import layout_names, layout_words, order_of
from desktop.papers.content.layout_fields import PaperDocument
from desktop.papers.content.length import Unit, length, limits
from desktop.papers.content.records import PaperRecords
from desktop.papers.readiness import MendedAt
from desktop.papers.readiness import ReadinessItem as Item
from desktop.tasks import Task
from desktop.views.kit import look
from desktop.views.kit.buttons import IconButton, PlainButton
from desktop.views.kit.empty_state import EmptyState
from desktop.views.kit.forms.choice import ChoiceBox
from desktop.views.kit.forms.segments import Segments
from desktop.views.kit.forms.trouble_label import TroubleLabel
from desktop.views.kit.labels import SecondaryLabel
from desktop.views.kit.page import TwoColumns, column, row
from desktop.views.kit.screen import Screen
from desktop.views.kit.tab_order import put_in_place, stops_in
from desktop.views.paper.agenda import AgendaView
from desktop.views.paper.agenda_work import AgendaWork
from desktop.views.paper.contents import PaperContents, PaperPart
from desktop.views.paper.councils import CouncilsMenu
from desktop.views.paper.exhibit_chooser import PlaceChooser
from desktop.views.paper.exporting import Exporting
from desktop.views.paper.house_style import HouseStyles
from desktop.views.paper.length import LengthView
from desktop.views.paper.page_preview import PagePreview
from desktop.views.paper.part_files import PartFiles
from desktop.views.paper.part_form import PartForm
from desktop.views.paper.section_order import OrderView, Printed
from desktop.views.paper.setting import InView, PaperToSet, SetPaper, first_pages, page_counts, set_whole
from desktop.views.paper.words_bar import Citable
from desktop.workspace import Workspace

#: The page is set this long, in milliseconds, after the last change.
_PREVIEW_AFTER = 250
_LONGEST_TITLE = 80
#: The fields of a paper are too many for one form: those of the decision and those of single layouts have forms of their own.
_DECISION = (
    *("key_decision", "key_decision_reason", "urgent", "urgency_reason", "chair_agreement", "conflicts_of_interest"),
    *PaperDecision.__annotations__,
)
_ROWS = tuple(Paper.__annotations__)
_PARTS = nouns_of("paper_parts")
_VIEWS = (("decision", "Decision and notice"), ("rows", "More details"), ("order", "Order of sections"), ("length", "Length"))
_READY = "ready"
_PUBLIC, _WHOLE = "Public paper", "With what is exempt"
_DOCUMENTS = {"Report": PaperDocument.REPORT, "Annex": PaperDocument.ANNEX}


class Papers(Screen):
    """Parts at the left, the words in hand in the middle, the page at the right."""

    def __init__(self, workspace: Workspace) -> None:
        self.exporting = Exporting(self, lambda: self._paper, self._settle, self._show_agenda)
        self.house = HouseStyles(
            self, lambda: self._paper, lambda: order_of(self._given.layout).headings if self._given is not None else ()
        )
        self._add = {noun.TABLE: QAction(f"Add a{'n' if noun.SINGULAR[0] in 'aeio' else ''} {noun.SINGULAR}") for noun in _PARTS}
        self.up_action, self.down_action = QAction("Move up"), QAction("Move down")
        self.delete_action = QAction("Delete the part in hand")
        primary, *others = self.exporting.actions
        more = [
            *others,
            self.house.change_action,
            self.house.add_action,
            *self._add.values(),
            self.up_action,
            self.down_action,
            self.delete_action,
        ]
        super().__init__(workspace, "Papers", "Write each part, and see its pages as they will be printed.", primary, more)
        self._paper: int | None = None
        self._known: tuple[tuple[int, str], ...] = ()
        self._given: PaperRecords | None = None
        self._set: SetPaper | None = None
        self._forms: dict[str, PartForm] = {}
        self.files = PartFiles(self, lambda: self._paper, self._settle, lambda part: self.contents.choose((Picture.TABLE, part)))
        self.chooser = ChoiceBox(Kind.CHOICE, required=True)
        self.chooser.setAccessibleName("Paper")
        self.paper_menu = PlainButton("Papers")
        self.paper_menu.setMenu(self._paper_menu())
        self.contents = PaperContents()
        self.contents.setMinimumHeight(look.row_height() * 6)
        self.editor = QStackedWidget()
        self.editor.setMinimumHeight(look.row_height() * 8)
        self.agenda = AgendaView()
        self.ready, self.agenda_work = self.agenda.ready, AgendaWork(self, self.agenda)
        self.order, self.length = OrderView(), LengthView()
        for view in (self.agenda, self.order, self.length):
            self.editor.addWidget(view)
        self.preview = PagePreview("The paper as it will be printed")
        self.preview.setMinimumHeight(360)
        self._pages, self._warning = SecondaryLabel("", wrap=True), TroubleLabel()
        for tall in (self.contents, self.editor, self.ready, self.preview):
            # each scrolls by itself: none of them makes the page longer than the window
            tall.setSizePolicy(tall.sizePolicy().horizontalPolicy(), QSizePolicy.Policy.Ignored)
        parts = column((self.contents, 1), self._part_buttons(), spacing=look.HALF)
        parts.setFixedWidth(look.text_width("Reasons for the recommendation", semibold=True) + 70)
        chosen = row((self.chooser, 1), self.paper_menu)
        self._left = column(chosen, (row(parts, (self.editor, 1), spacing=look.GAP), 1))
        self.seen_by = Segments("Which paper", (_PUBLIC, _WHOLE))
        self.seen_by.hide()  # until something is known to be withheld
        self.shown = Segments("Which document", tuple(_DOCUMENTS))
        self._right = column(
            row(self.shown, self.seen_by, (QWidget(), 1), spacing=look.HALF),
            self._pages,
            self._warning,
            (self.preview, 1),
            spacing=look.HALF,
        )
        self.face = Segments("What is shown", ("Write", "Pages"))
        self._columns = TwoColumns(self._left, self._right, 430, below=1000)
        self._beside = True
        start = QAction("Start a paper", self)
        start.triggered.connect(lambda *_: self._start_paper())
        self.empty = EmptyState("No paper yet", "Start one: its tables and charts come from the case’s own records.", [start], "file-text")
        self.box.addWidget(self.face)
        self.box.addWidget(self._columns, 1)
        self.box.addWidget(self.empty)
        self._rest = QWidget()
        self._rest.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.box.addWidget(self._rest, 1)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PREVIEW_AFTER)
        self._later.timeout.connect(self.set_pages)
        self._setting, self._again = False, False
        self._order_is_newer = False
        self._whole: Task | None = None
        self._connect()

    def _show_faces(self) -> None:
        """In a narrow window the words and their pages are shown one at a time, as below one another each would be a strip."""
        self.face.setVisible(not self._beside and self._paper is not None)
        for number, side in enumerate((self._left, self._right)):
            side.setVisible(self._beside or self.face.chosen == number)

    def _turn_columns(self, beside: bool) -> None:
        self._beside = beside
        self._show_faces()

    def _connect(self) -> None:
        self._columns.turned.connect(self._turn_columns)
        self.face.changed.connect(lambda _: self._show_faces())
        self.chooser.activated.connect(lambda *_: self._choose_paper())
        self.contents.picked.connect(self._show_part)
        self.contents.moving.connect(self._move)
        self.contents.deleting.connect(self._delete)
        self.order.changed.connect(self._set_order)
        self.length.counting.connect(self._count_layouts)
        self.agenda.mending.connect(self._mend)
        self.agenda_work.listed.connect(self._show_done)
        self.preview.counted.connect(lambda *_: self._tell_page())
        self.preview.turned.connect(lambda *_: self._tell_page())
        self.seen_by.changed.connect(lambda *_: self._later.start())
        self.shown.changed.connect(lambda *_: self._show_document())
        self.up_action.triggered.connect(lambda *_: self._move(-1))
        self.down_action.triggered.connect(lambda *_: self._move(1))
        self.delete_action.triggered.connect(lambda *_: self._delete())
        for noun in _PARTS:
            self._add[noun.TABLE].triggered.connect(lambda *_, noun=noun: self._add_part(noun))

    def _part_buttons(self) -> QWidget:
        """What is done with the part in hand, as buttons below the list of parts."""
        self.add_button = IconButton("Add a part", "plus")
        menu = QMenu(self.add_button)
        menu.addActions(list(self._add.values()))
        self.add_button.setMenu(menu)
        self.add_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.up_button, self.down_button = IconButton("Move up (Alt+Up)", "arrow-up"), IconButton("Move down (Alt+Down)", "arrow-down")
        self.delete_button = IconButton("Delete the part in hand (Delete)", "trash-2")
        for button, action in (
            (self.up_button, self.up_action), (self.down_button, self.down_action), (self.delete_button, self.delete_action),
        ):  # fmt: skip
            button.clicked.connect(action.trigger)
        return row(self.add_button, self.up_button, self.down_button, self.delete_button, (QWidget(), 1), spacing=look.HALF)

    def _paper_menu(self) -> QMenu:
        menu = QMenu(self.paper_menu)
        another = menu.addMenu("Start another")
        for layout in layout_names():
            another.addAction(layout_words(layout)).triggered.connect(lambda *_, layout=layout: self._start_paper(layout))
        self.councils = CouncilsMenu(self._councils)
        self.councils.chosen.connect(self._start_for)
        menu.addMenu(self.councils)
        self.copy_action = menu.addAction("Copy this paper")
        self.rename_action = menu.addAction("Rename this paper")
        menu.addSeparator()
        self.earlier_action, self.later_action = menu.addAction("Move up the list"), menu.addAction("Move down the list")
        self.delete_paper_action = menu.addAction("Delete this paper")
        self.copy_action.triggered.connect(lambda *_: self._copy_paper())
        self.rename_action.triggered.connect(lambda *_: self._rename_paper())
        self.earlier_action.triggered.connect(lambda *_: self._move_paper(-1))
        self.later_action.triggered.connect(lambda *_: self._move_paper(1))
        self.delete_paper_action.triggered.connect(lambda *_: self._delete_paper())
        return menu

    # --- showing ---

    def fill(self) -> None:
        self._known = self.workspace.read(papers.papers, self.workspace.case_id)
        ids = [id_ for id_, _ in self._known]
        if self._paper not in ids:
            self._paper = ids[0] if ids else None
            self._set = None
        self._columns.setVisible(self._paper is not None)
        self.empty.setVisible(self._paper is None)
        self._rest.setVisible(self._paper is None)
        self._show_faces()
        for action in (
            *self.exporting.actions,
            self.house.add_action,
            *self._add.values(),
            self.up_action,
            self.down_action,
            self.delete_action,
        ):
            action.setEnabled(self._paper is not None)
        if self._paper is None:
            return
        self.chooser.set_names([title for _, title in self._known])
        self.chooser.show_text(dict(self._known)[self._paper])
        place = ids.index(self._paper)
        self.earlier_action.setEnabled(place > 0)
        self.later_action.setEnabled(place + 1 < len(ids))
        self.agenda_work.show(self._paper)
        self.contents.set_parts(self._groups())
        part = self.contents.part()
        if part is not None:
            self._show_part(part)
        self._later.start()

    def _groups(self) -> list[tuple[str, list[PaperPart]]]:
        paper = self._paper or 0
        whole = [PaperPart(Paper, paper, "Details")]
        whole += [PaperPart(Paper, paper, title, view=view) for view, title in _VIEWS]
        still_open = self.ready.open_items()
        title = f"Before the agenda: {still_open} open" if still_open else "Before the agenda"
        known = self.agenda.is_known
        whole.append(PaperPart(Paper, paper, title, done=not still_open if known else None, view=_READY))
        groups: list[tuple[str, list[PaperPart]]] = [("", whole)]
        unfinished = self.agenda.unfinished
        for noun in _PARTS:
            parts = []
            for number, part in enumerate(self.workspace.read(paper_work.document_rows, noun, paper), start=1):
                record = part.row
                first = next(each for each in own_columns(noun) if each.on_screen)
                body = next((each for each in own_columns(noun) if each.key in ("text", "comment", "alternative")), first)
                name = record.text(first.key) if noun is not Appendix else f"{record.text('letter')}: {record.text('title')}"
                is_written = bool(record.text(body.key).strip()) or part.judged_apart
                done = is_written and part.says_why and (noun.TABLE, record.id) not in unfinished
                parts.append(PaperPart(noun, record.id, name[:_LONGEST_TITLE], str(number), done if known else None, paper=part.paper))
            if parts:
                groups.append((noun.PLURAL[:1].upper() + noun.PLURAL[1:], parts))
        return groups

    def _headings(self) -> Sequence[str]:
        """The headings of the layout of the paper in hand."""
        return order_of(self._given.layout).headings if self._given is not None else ()

    def _show_part(self, part: PaperPart) -> None:
        movable = part.noun is not Paper
        for action, button in (
            (self.up_action, self.up_button), (self.down_action, self.down_button), (self.delete_action, self.delete_button),
        ):  # fmt: skip
            action.setEnabled(movable or action is self.delete_action)
            button.setEnabled(movable)
        whole = {_READY: self.agenda, "order": self.order, "length": self.length}.get(part.view)
        if whole is not None:
            self._settle()
            self.editor.setCurrentWidget(whole)
            return
        parent = self.workspace.case_id if part.noun is Paper else part.paper
        record = next((each for each in self.workspace.read(records.rows, part.noun, parent) if each.id == part.row), None)
        if record is None:
            return
        form = self._form(part.noun, part.view)
        if self.editor.currentWidget() is not form:
            self._settle()
        form.show_row(record)
        self.files.show(part.noun, part.row, record.text("alternative"))
        note, shared = self.workspace.read(paper_work.shared_note, part.noun, self._paper or 0, part.row)
        asked = self._asked(form, record) if part.noun is PaperSection else ""
        form.show_note("" if part.view else " ".join(filter(None, (asked, note))), shared=shared)
        self.editor.setCurrentWidget(form)
        if self._set is not None and part.noun is PaperSection:
            self.preview.show_page(self._set.section_pages.get(part.row, 0))

    def _asked(self, form: PartForm, section: records.Row) -> str:
        """What the paper in hand asks of a section, where it is a form: only then is there a question to choose."""
        papers = self.workspace.read(records.rows, Paper, self.workspace.case_id)
        order = next(order_of(each.text("layout")) for each in papers if each.id == self._paper)
        form.fields["question"].setVisible(bool(order.questions))
        question = order.question(section.text("heading"), section.text("question"))
        return question.asks if question is not None else ""

    def _settle(self) -> None:
        """Record what is still being typed."""
        form = self.editor.currentWidget()
        if isinstance(form, PartForm):
            form.settle()

    def _form(self, noun: type[Noun], view: str = "") -> PartForm:
        key = view or noun.TABLE
        if key not in self._forms:
            shown: Sequence[str] | None = None
            if noun is Paper:
                apart = {"decision": _DECISION, "rows": _ROWS}
                elsewhere = {*_DECISION, *_ROWS}
                shown = apart.get(view) or [each.key for each in own_columns(noun) if each.key not in elsewhere]
            form = self._forms[key] = PartForm(
                noun, partial(self._record, noun), self._citable, shown, self.files.views.get(noun), self._picture_names
            )
            form.placing.connect(lambda form=form: self._place(form))
            form.picturing.connect(lambda form=form: self.files.ask_new(lambda name: form.insert_line(f"[picture: {name}]")))
            form.parting.connect(self._write_apart)
            form.kept.asked.connect(partial(self._go_to_kept, key))
            self.editor.addWidget(form)
            put_in_place(self.editor, stops_in(form))
        return self._forms[key]

    def _go_to_kept(self, key: str, row_id: int, field: str) -> None:
        """Take the officer to a text of a part that was not saved."""
        if self.contents.choose((key, row_id)):
            self._forms[key].fields[field].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _record(self, noun: type[Noun], id_: int, key: str, text: str) -> None:
        parent = self.workspace.case_id if noun is Paper else self._paper or 0
        heading_ = column_of(noun, key).heading.lower() if key in {each.key for each in own_columns(noun)} else key.replace("_", " ")
        self.workspace.edit(f"change to {noun.SINGULAR}, {heading_}", records.change, noun, parent, [records.Edit(id_, key, text)])

    def _show_done(self) -> None:
        """Say in the list of parts which are done, now that it is known."""
        if self._paper is not None and self.workspace.is_open:
            self.contents.set_parts(self._groups())

    # --- words ---

    def _citable(self) -> list[Citable]:
        """What words may cite: recommendations, the sections that print, and appendices."""
        paper, citables = self._paper or 0, []
        for number, record in enumerate(self.workspace.read(records.rows, Recommendation, paper), start=1):
            text = " ".join(record.text("text").split())[:60]
            citables.append(Citable("Recommendation", f"{number}  {text}", f"[recommendation: {record.text('short_name') or number}]"))
        headings = self._set.headings if self._set is not None else ()
        citables += [Citable("Section", name, f"[section: {name}]") for name in headings if not set(name) & set("[]\n")]
        for part in self.workspace.read(paper_work.document_rows, Appendix, paper):
            letter = part.row.text("letter")
            citables.append(Citable("Appendix", f"{letter}: {part.row.text('title')}", f"[appendix: {letter}]"))
        return citables

    def _picture_names(self) -> Sequence[str]:
        """What words may place of pictures."""
        return () if self._paper is None else self.workspace.read(paper_files.picture_names, self._paper)

    def _place(self, form: PartForm) -> None:
        """Let the officer choose a table or a chart for the words in hand."""
        from desktop.papers.content.words import parse
        from desktop.papers.exhibits import Exhibit
        from desktop.papers.sections.placing import Placer

        try:
            given, appraisal = self.workspace.read(papers.records_of, self.workspace.case_id, self._paper), self.workspace.appraisal()
        except KnownTrouble as trouble:
            self.messages.alert(str(trouble))
            return
        placer = Placer(given, appraisal)
        texts = [(each.heading, each.text) for each in given.sections] + [(each.heading, each.text) for each in given.implications]
        placed = {part.line_of_one: name for name, text in texts for part in parse(text) if isinstance(part, Exhibit)}
        names = [option.name for option in given.options]
        self.place_chooser = PlaceChooser(placer.placed, placed, placer.documents, names, self)
        self.place_chooser.chosen.connect(form.insert_line)
        self.place_chooser.ticked.connect(self._tick)
        self.place_chooser.open()

    # --- the page ---

    def set_pages(self) -> None:
        """Set the paper off the main thread, from frozen records: the page in hand first, then the whole.

        What has changed meanwhile waits for the page in hand, and the whole waits for it.
        """
        if self._paper is None or not self.workspace.is_open:
            return
        if self._setting:
            self._again = True
            if self._whole is not None:
                self._whole.cancel()
            return
        exempt = self.seen_by.chosen == 1
        self._order_is_newer = False
        try:
            wanted = self.workspace.read(papers.paper_to_gather, self.workspace.case_id, self._paper, exempt=exempt)
        except KnownTrouble as trouble:
            self._pages_failed(trouble)
            return
        known = self._set.known if self._set is not None else None
        view = None
        if self._set is not None and (self._set.of, self._set.given.exempt) == (self._of, exempt) and self.preview.page:
            view = InView(self.preview.page, self._set.paged, self._set.found)
        self._setting = True
        begun = partial(self._page_set, self._paper)
        self.workspace.tasks.start(
            "Setting the page in hand", partial(first_pages, wanted, known, self._of, view), begun, self._pages_failed, self._pages_stopped
        )

    def _page_set(self, paper: int, begun: PaperToSet) -> None:
        """Show the page in hand, and set the whole paper unless it has changed again."""
        if not self.workspace.is_open:
            self._end_setting()
            return
        first = begun.first if paper == self._paper and begun.of is self._of and self._set is not None else None
        shown = first is not None and bool(first.pdf)
        if first is not None and shown and begun.view is not None:
            self.preview.set_some(first.pdf, range(first.first - 1, begun.view.page))
        if self._again and shown:
            self._end_setting()
            return
        set_ = partial(self._pages_set, paper)
        task = self.workspace.tasks.start("Setting the pages", partial(set_whole, begun), set_, self._pages_failed, self._pages_stopped)
        self._whole = task if shown else None  # what shows nothing before it is done is not given up

    def _end_setting(self) -> None:
        """Set the paper again where it has changed meanwhile."""
        self._setting, self._whole = False, None
        if self._again:
            self._again = False
            self.set_pages()

    @property
    def _of(self) -> PaperDocument:
        """Which of the paper's two documents is shown and exported."""
        return tuple(_DOCUMENTS.values())[max(self.shown.chosen, 0)]

    def _show_document(self) -> None:
        """Show the other document."""
        self.exporting.show(self._of, withheld=self.seen_by.isVisibleTo(self))
        self._later.start()

    def _show_seen_by(self, withheld: bool) -> None:
        """Offer the whole paper beside the public one where they differ."""
        self.seen_by.setVisible(withheld)
        self.exporting.show(self._of, withheld=withheld)

    def _pages_set(self, paper: int, set_paper: SetPaper) -> None:
        if self.workspace.is_open and paper == self._paper:
            self._show_pages(set_paper)
        self._end_setting()

    def _show_pages(self, set_paper: SetPaper) -> None:
        self._set, self._given = set_paper, set_paper.given
        self._show_seen_by(bool(set_paper.given.withheld))
        self.preview.set_pdf(set_paper.pdf, set_paper.text)
        self._warning.say(" ".join(set_paper.warnings[:2]))
        self._warning.setToolTip("\n".join(set_paper.warnings))
        self._show_whole(set_paper)

    def _show_whole(self, set_paper: SetPaper) -> None:
        """Show what is told of the paper as a whole: how long it is, and in which order it prints."""
        given = self._given
        if given is None:
            return
        self.length.show_length(length(given, self.preview.page_count if set_paper.of is PaperDocument.REPORT else None))
        order, fields = order_of(given.layout), given.layout_fields
        out = fields.headings_left_out
        printed = [Printed(name, optional=order.may_be_left_out(name, given.house), bar=name in order.parts) for name in set_paper.headings]
        left = [Printed(name, left_out=True, optional=True) for name in out if name not in set_paper.headings]
        if not self._order_is_newer:
            self.order.show_sections([*printed, *left], order.fixed, bool(fields.section_order.strip() or out))

    def _pages_stopped(self, _: KnownTrouble) -> None:
        self._end_setting()

    def _pages_failed(self, trouble: KnownTrouble) -> None:
        self._pages.setText(str(trouble))
        self.preview.set_pdf(b"")
        self._end_setting()

    def _tell_page(self) -> None:
        if self.preview.page_count:
            self._pages.setText(f"Page {max(self.preview.page, 1)} of {self.preview.page_count}, as it will be printed")

    def _count_layouts(self) -> None:
        """Set the paper in every layout, off the main thread, to see how many pages each takes."""
        if self._given is None or self._set is None:
            return
        given, appraisal = self._given, self._set.known.appraisal
        self.length.count.setEnabled(False)
        most = next((limit.most for limit in limits(given) if limit.unit is Unit.PAGES), None)

        def counted(pages: dict[str, int]) -> None:
            self.length.count.setEnabled(True)
            self.length.show_pages(pages, given.layout, most)

        def failed(trouble: KnownTrouble) -> None:
            self.length.count.setEnabled(True)
            self.exporting.failed(trouble)

        self.workspace.tasks.start("Counting the pages", partial(page_counts, given, appraisal), counted, failed)

    def let_go(self) -> None:
        self._settle()
        self._later.stop()
        self.agenda_work.stop()
        self.preview.release()

    # --- papers of the case ---

    def _choose_paper(self) -> None:
        chosen = next((id_ for id_, title in self._known if title == self.chooser.chosen()), None)
        if chosen is not None and chosen != self._paper:
            self._take(chosen)

    def _take(self, paper: int | None) -> None:
        """Take a paper in hand, its details first."""
        self._settle()
        self._paper, self._set = paper, None
        self.refresh()
        self.contents.choose((Paper.TABLE, paper or 0))

    def _start_paper(self, layout: str = "cabinet-report") -> None:
        paper_id = self.edit("new paper", papers.start, self.workspace.case_id, layout)
        if paper_id is not None:
            self._take(paper_id)
            self.house.offer()

    def _councils(self) -> Sequence[str]:
        return () if self._paper is None else self.workspace.read(paper_work.other_councils, self.workspace.case_id, self._paper)

    def _start_for(self, council: str) -> None:
        if self._paper is not None:
            label = "document for another council"
            paper_id = self.edit(label, paper_work.start_for, self.workspace.case_id, self._paper, council)
            if paper_id is not None:
                self._take(paper_id)

    def _copy_paper(self) -> None:
        if self._paper is not None:
            paper_id = self.edit("copy of a paper", paper_work.copy, self.workspace.case_id, self._paper)
            if paper_id is not None:
                self._take(paper_id)

    def _rename_paper(self) -> None:
        if self.contents.choose((Paper.TABLE, self._paper or 0)):
            self._form(Paper).start()

    def _move_paper(self, by: int) -> None:
        if self._paper is not None:
            self.edit("move of a paper", records.move, Paper, self.workspace.case_id, self._paper, by)

    def _delete_paper(self) -> None:
        if self._paper is None:
            return
        named = f"the paper {self.workspace.read(papers.title, self._paper)}"
        self._delete_one(Paper, self._paper, named)

    # --- parts ---

    def _add_part(self, noun: type[Noun]) -> None:
        if noun is Picture:
            self.files.ask_new()
            return
        part_id = self.edit(f"new {noun.SINGULAR}", records.add, noun, self._paper or 0)
        if part_id is not None and self.contents.choose((noun.TABLE, part_id)):
            self._form(noun).start()

    def _write_apart(self) -> None:
        """Give the document in hand a part of its own in the place of the shared one in hand."""
        part = self.contents.part()
        if part is None:
            return
        self._settle()
        own = self.edit(f"{part.noun.SINGULAR} written apart", paper_work.write_apart, part.noun, self._paper or 0, part.row)
        if own is not None:
            self.contents.choose((part.noun.TABLE, own))

    def _move(self, by: int) -> None:
        part = self.contents.part()
        if part is not None and part.noun is not Paper:
            self._settle()
            self.edit(f"move of a {part.noun.SINGULAR}", records.move, part.noun, part.paper, part.row, by)

    def _delete(self) -> None:
        part = self.contents.part()
        if part is None:
            return
        if part.noun is Paper:
            self._delete_paper()
        elif part.paper != self._paper:
            title = self.workspace.read(papers.title, part.paper)
            self.messages.alert(f"This is written in ‘{title}’: delete it there, or leave it out of this document under Order of sections.")
        else:
            self._delete_one(part.noun, part.row, part.title)

    def _delete_one(self, noun: type[Noun], id_: int, named: str) -> None:
        self._settle()
        try:
            self.workspace.edit(f"deletion of {named}", records.delete, noun, [id_])
        except KnownTrouble as trouble:
            self.messages.alert(str(trouble))
            return
        self.offer_undo(f"Deleted {named.rstrip('.')}.")

    def _set_order(self, headings: Sequence[str], left_out: Sequence[str]) -> None:
        if self._paper is None:
            return
        self._order_is_newer = self._setting
        try:
            self.workspace.edit("order of the sections", paper_work.set_order, self._paper, headings, left_out)
        except KnownTrouble as trouble:
            self.messages.alert(str(trouble))
            self._order_is_newer = False
            if self._set is not None:
                self._show_whole(self._set)

    def _tick(self, key: str, documents: frozenset[PaperDocument]) -> None:
        """Put a table or a chart in the documents that are ticked, or leave it to stand where it stands."""
        if self._paper is not None:
            self.edit("place of a table or a chart", paper_work.tick, self._paper, key, documents)

    def _mend(self, item: object) -> None:
        if isinstance(item, Item) and item.screen != "Papers":
            self.mended_at.emit(item.screen, item.at)
        elif isinstance(item, Item):
            self.take_to(item.at)

    def take_to(self, at: MendedAt) -> None:
        """Take the officer to the field of a part that mends something; a part that is lacking is added."""
        if at.paper and at.paper != self._paper:
            self._take(at.paper)
        noun: type[Noun] = next((each for each in _PARTS if at.table == each.TABLE), Paper)
        view = ""
        if noun is Paper:
            view = "decision" if at.field in _DECISION else "rows" if at.field in _ROWS else ""
        new, row_id = dict(at.new), self._paper if noun is Paper else at.record or self._found(noun, dict(at.new))
        is_made = row_id is None and noun is not Paper
        if is_made:
            row_id = self.edit(f"new {noun.SINGULAR}", records.add, noun, self._paper or 0, new)
        if row_id is None or not self.contents.choose((view or noun.TABLE, row_id)):
            return
        field = self._form(noun, view).fields.get(at.field)
        if field is not None and is_made and at.field not in new:
            field.start()  # what stands in it is made up
        elif field is not None:
            field.take()

    def _found(self, noun: type[Noun], new: Mapping[str, str]) -> int | None:
        """The part that is already as a new one would begin; None where there is none."""
        there = self.workspace.read(records.rows, noun, self._paper or 0)
        return next((row.id for row in there if all(row.text(key) == text for key, text in new.items())), None)

    # --- the file ---

    def _show_agenda(self) -> None:
        self.contents.choose((_READY, self._paper or 0))

    def export(self, out: Path, *, exempt: bool = False) -> None:
        """Write the public paper to a file off the main thread, or with `exempt` the whole one, and say where it is."""
        self.exporting.export(out, exempt=exempt)
