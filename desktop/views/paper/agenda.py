"""Before the agenda: what still stands in the way, dates and law, the versions made final, and what has changed since the last."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.appraisal.wording import listed
from desktop.operations.papers.versions import Standing
from desktop.papers.content.wording import day
from desktop.papers.readiness import ReadinessItem as Item
from desktop.papers.readiness import State, open_items
from desktop.papers.sources.changes import FigureChange
from desktop.papers.sources.printed_figures import FigureKey
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton
from desktop.views.kit.forms.fields import Field
from desktop.views.kit.forms.kept import KeptTexts
from desktop.views.kit.forms.segments import Segments
from desktop.views.kit.labels import SecondaryLabel, heading
from desktop.views.kit.page import column, row
from desktop.views.kit.readiness_list import Readiness, ReadinessItem, ReadinessList, tally
from desktop.views.kit.sentences import SentenceList

_TABS = ("List", "Dates and law", "Versions", "Changes")
LIST, DATES, VERSIONS, CHANGES = range(len(_TABS))
_KEY = Qt.ItemDataRole.UserRole
_NOTHING_FINAL = "No version is final yet. Make final keeps the paper as it is then, with its figures."
_NOTHING_BEFORE = "There is no version that this paper could be compared with yet."


class AgendaView(QWidget):
    """Shows where a paper stands. What an officer asks for is told by signals: nothing is recorded here."""

    mending = Signal(object)
    """The field that mends an item is asked for: the item."""
    making_final = Signal()
    reopening = Signal()
    put_aside = Signal(str, str)
    """An item by its key, and the reason why it may stand."""
    taken_back = Signal(str)
    checking_printed = Signal()
    """It is asked whether a printed file is one that was made final."""
    explained = Signal(object, str)
    """A figure by its key, and why it has changed; blank leaves it to the audit trail."""

    def __init__(self) -> None:
        super().__init__()
        self.standing = SecondaryLabel("", wrap=True)
        self.final, self.reopen = PlainButton("Make final"), PlainButton("Reopen")
        self.tabs = Segments("Before the agenda", _TABS)
        self.ready = ReadinessList("Readiness of the paper", choosing=True)
        self.ready.setMinimumHeight(look.row_height() * 3)
        self.counted = SecondaryLabel("")
        self.reason = Field("Reason to set it aside", "Choose an item of the list and say why it may stand.")
        self.there, self.aside, self.back = PlainButton("Go there"), PlainButton("Set aside"), PlainButton("Take back")
        self.dates = SentenceList("Dates and law")
        self.versions, self.check_printed = _Versions(), PlainButton("Check a printed file…")
        self.changes = _Changes()
        self.made = SecondaryLabel(_NOTHING_FINAL, wrap=True)
        self.is_known = False
        """Whether it is known what stands in the way."""
        self.unfinished: frozenset[tuple[str, int]] = frozenset()
        """The records that an item is open about, each by its table and its id."""
        self.compared, self.why = SecondaryLabel("", wrap=True), SecondaryLabel("", wrap=True)
        self.explanation = Field(
            "Why it has changed", "The public paper prints it too. Where you give none, it prints what the audit trail says."
        )
        self.kept = KeptTexts(self)
        self._aside_shown: tuple[str, str] | None = None
        self.stack = QStackedWidget()
        buttons = row(self.there, self.aside, self.back, (QWidget(), 1))
        mend = column(self.counted, (self.ready, 1), self.reason, buttons, spacing=look.TIGHT)
        for page in (
            mend,
            column(self.dates, (QWidget(), 1)),
            column(self.made, (self.versions, 100), row(self.check_printed, (QWidget(), 1)), (QWidget(), 1), spacing=look.TIGHT),
            column(self.compared, (self.changes, 100), self.why, self.explanation, (QWidget(), 1), spacing=look.TIGHT),
        ):
            self.stack.addWidget(page)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.TIGHT)
        box.addWidget(row(heading("Before the agenda"), (QWidget(), 1), self.reopen, self.final))
        box.addWidget(self.standing)
        box.addWidget(row(self.tabs, (QWidget(), 1)))
        box.addWidget(self.stack, 1)
        self._connect()

    def _connect(self) -> None:
        self.final.clicked.connect(self.making_final)
        self.reopen.clicked.connect(self.reopening)
        self.check_printed.clicked.connect(self.checking_printed)
        self.tabs.changed.connect(self.stack.setCurrentIndex)
        self.ready.activated_target.connect(self.mending)
        self.ready.currentRowChanged.connect(lambda _: self._show_item())
        self.there.clicked.connect(self.ready.go)
        self.aside.clicked.connect(lambda *_: self._put_aside())
        if isinstance(self.reason.editor, QLineEdit):
            self.reason.editor.returnPressed.connect(self._put_aside)
        self.back.clicked.connect(lambda *_: self._take_back())
        self.changes.currentItemChanged.connect(lambda *_: self._show_change())
        self.explanation.committed.connect(self._explain)
        self.explanation.given_up.connect(self._give_up)

    # --- showing ---

    def show_items(self, items: Sequence[Item] | None) -> None:
        """Show the readiness list; `None` keeps its place until it is known."""
        self.is_known = items is not None
        items = items or ()
        shown = [ReadinessItem(Readiness(each.state_words.casefold()), each.sentence, _where(each), each, each.key) for each in items]
        self.unfinished = frozenset((each.at.table, each.at.record) for each in open_items(items))
        self.ready.set_items(shown)
        self.counted.setText(tally(shown) if self.is_known else "\N{NO-BREAK SPACE}")
        self._show_item()

    def show_standing(self, stands: Standing, dates: Sequence[str]) -> None:
        """Show where the paper stands, its versions, and its dates and law in sentences."""
        self.standing.setText(stands.words)
        self.final.setVisible(stands.final is None)
        self.final.setText(f"Make version {stands.next_version} final" if stands.versions else "Make final")
        self.reopen.setVisible(stands.final is not None)
        self.dates.set_sentences(list(dates))
        self.versions.show_versions(stands)
        self.versions.setVisible(bool(stands.versions))
        self.made.setVisible(not stands.versions)
        self.check_printed.setVisible(bool(stands.versions))

    def show_changes(self, changes: Sequence[FigureChange], version: int) -> None:
        """Show which figures have changed since a version; 0 where there is none."""
        self.changes.show_changes(changes, version)
        count = f"{len(changes)} {'figure has' if len(changes) == 1 else 'figures have'}" if changes else "None of the figures has"
        self.compared.setText(f"{count} changed since version {version} was made final." if version else _NOTHING_BEFORE)
        for part in (self.changes, self.why, self.explanation):
            part.setVisible(bool(changes))
        self._show_change()

    def show_not_compared(self, sentence: str) -> None:
        """Say why it cannot be told what has changed."""
        self.show_changes((), 0)
        self.compared.setText(sentence)

    def item(self) -> Item | None:
        """The item in hand."""
        at = self.ready.currentRow()
        target = self.ready.readiness(at).target if 0 <= at < self.ready.count() else None
        return target if isinstance(target, Item) else None

    def _show_item(self) -> None:
        item = self.item()
        is_open = item is not None and item.state in (State.TO_DO, State.WAITING)
        is_aside = item is not None and item.state is State.SET_ASIDE
        self.reason.editor.setEnabled(is_open or is_aside)
        self.aside.setEnabled(is_open or is_aside)
        self.back.setEnabled(is_aside)
        shown = (item.key, item.set_aside) if item is not None else None
        if shown is None or shown != self._aside_shown:  # a reason that could not be saved stays
            self.reason.set_text(item.set_aside if item is not None else "")
        self._aside_shown = shown

    def _show_change(self) -> None:
        change = self.changes.change()
        self.explanation.editor.setEnabled(change is not None)
        self.why.setText(_change_words(change) if change is not None else "Choose a figure to see why it has changed.")
        if change is None:
            self.explanation.reset("")
        else:
            self.kept.show(self.explanation, change.key, "why", "" if change.why == change.from_trail else change.why)

    # --- doing ---

    def _put_aside(self) -> None:
        item = self.item()
        if item is not None:
            self.put_aside.emit(item.key, self.reason.text())

    def _take_back(self) -> None:
        item = self.item()
        if item is not None:
            self.taken_back.emit(item.key)

    def _explain(self, text: str) -> None:
        change = self.changes.change()
        if change is not None:
            self.explained.emit(change.key, text)

    def _give_up(self) -> None:
        change = self.changes.change()
        if change is not None:
            self.kept.drop(change.key, "why")


def _change_words(change: FigureChange) -> str:
    old, new = (" ".join(text.split()) for text in (change.old, change.new))
    who = f" Changed by {listed(change.logins)}." if change.logins else ""
    return f"{change.label}: {old.rstrip('.')}, now {new.rstrip('.')}. {change.why}{who}"


def _where(item: Item) -> str:
    return f"Set aside: {item.set_aside}" if item.set_aside else item.where


class _Versions(QTreeWidget):
    """One row a version; what its PDFs came to stands below it, to be copied."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Versions made final")
        self.setHeaderHidden(True)
        self.setColumnCount(1)
        _made_plain(self)

    def show_versions(self, stands: Standing) -> None:
        """Show these, the last first."""
        self.clear()
        for version in reversed(stands.versions):
            when = datetime.datetime.fromisoformat(version.made_at).astimezone()
            layout = version.layout[:1].upper() + version.layout[1:].replace("-", " ")
            item = QTreeWidgetItem([f"Version {version.number}: {day(when.date())}, {when:%H:%M}, by {version.login}, {layout}"])
            self.addTopLevelItem(item)
            for name, digest in version.printed.items():
                half = len(digest) // 2
                child = QTreeWidgetItem([f"{name.capitalize()}, SHA-256 of the PDF:\n{digest[:half]}\n{digest[half:]}"])
                child.setToolTip(0, digest)
                item.addChild(child)
            item.setExpanded(True)


class _Changes(QTreeWidget):
    """One row a figure: what it was and what it is."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Figures that have changed since the last version")
        self.setRootIsDecorated(False)
        _made_plain(self)
        self.show_changes((), 0)

    def show_changes(self, changes: Sequence[FigureChange], version: int) -> None:
        """Show these. The figure in hand stays in hand."""
        change_in_hand = self.change()
        self.setHeaderLabels(["Figure", f"Version {version}" if version else "Before", "Now"])
        self.clear()
        for change in changes:
            item = QTreeWidgetItem([" ".join(text.split()) for text in (change.label, change.old, change.new)])
            item.setData(0, _KEY, change)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, _change_words(change))
            self.addTopLevelItem(item)
            if change_in_hand is not None and change.key == change_in_hand.key:
                self.setCurrentItem(item)
        _fit(self)

    def change(self) -> FigureChange | None:
        """The change in hand."""
        item = self.currentItem()
        figure_change = item.data(0, _KEY) if item is not None else None
        return figure_change if isinstance(figure_change, FigureChange) else None

    def choose(self, key: FigureKey) -> bool:
        """Take a figure in hand; False where it has not changed."""
        for number in range(self.topLevelItemCount()):
            item = self.topLevelItem(number)
            if item is not None and item.data(0, _KEY).key == key:
                self.setCurrentItem(item)
                return True
        return False


def _made_plain(tree: QTreeWidget) -> None:
    tree.setFrameShape(QFrame.Shape.NoFrame)
    tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    tree.setTextElideMode(Qt.TextElideMode.ElideRight)
    tree.setUniformRowHeights(False)
    tree.setTabKeyNavigation(False)


def _fit(tree: QTreeWidget) -> None:
    """The first column takes what the others leave."""
    header = tree.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    for number in range(1, tree.columnCount()):
        header.setSectionResizeMode(number, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(number, look.text_width("£12,345,678.90"))
