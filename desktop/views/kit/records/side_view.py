"""What each view beside the lines of the Savings screen is: it shows one appraisal, and edits the records that belong to it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.appraisal.results import Appraisal
from desktop.views.kit import look
from desktop.views.kit.chart_view import ChartView
from desktop.views.kit.records.pane import RecordPane
from desktop.workspace import Workspace


class FinanceView(QWidget):
    """Built when it is first looked at. Records are read and changed through the workspace; results come with the appraisal.

    The screen that shows it speaks for it: it offers `primary` and `more` in its header while the view is in hand.
    """

    #: What stood in the way, one sentence for the page's message.
    alerted = Signal(str)
    #: Rows were deleted; the sentence says which, and undo may be offered beside it.
    deleted = Signal(str)
    #: What the page's message says has been dealt with.
    quiet = Signal()
    #: The history of a record is asked for, by its table and its id.
    history_asked = Signal(str, object)
    #: Another screen is asked for, by its name on the rail.
    go = Signal(str)
    #: Another view of the same screen is asked for, by its name.
    view_asked = Signal(str)
    #: What `primary` and `more` offer has changed.
    turned = Signal()

    #: What the view is for, in one line under the screen's title.
    purpose = ""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.appraisal: Appraisal | None = None
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(look.TIGHT)

    def way_to(self, view: str) -> QAction:
        """What leads to another view of the screen, for one that has nothing to show before something is recorded there."""
        way = QAction(f"Go to {view}", self)
        way.triggered.connect(lambda *_: self.view_asked.emit(view))
        return way

    @property
    def pane(self) -> RecordPane | None:
        """The pane of records that is in hand, where the view has one."""
        return None

    @property
    def primary(self) -> QAction | None:
        """The main action, for the one filled button of the screen."""
        return self.pane.add_action if self.pane is not None else None

    @property
    def more(self) -> list[QAction]:
        """What else the header offers while the view is in hand."""
        return self.pane.actions_offered if self.pane is not None else []

    @property
    def chart(self) -> ChartView | None:
        """The chart that is shown, for the clipboard; None where none is."""
        return None

    def set_appraisal(self, appraisal: Appraisal | None) -> None:
        """Show the records as they are now, and what this appraisal says of them; None where the records contradict one another."""
        self.appraisal = appraisal
        if self.pane is not None:
            self.pane.refresh()
        self.show_results()

    def show_results(self) -> None:
        """Bring what is shown of the appraisal into line with it and with the record in hand."""

    def show_owner(self, name: str) -> None:
        """Take one option or project in hand, where the view has one in hand."""

    def show_page(self, name: str) -> None:
        """Bring what stands under a tab to the front, where the view has several: the first, for a name it does not know."""

    def tab_at(self, where: QWidget) -> str:
        """The name of the tab under which a part of the view stands; empty where it has but one."""
        return ""

    def show_records(self, table: str) -> None:
        """Bring the records of a table to the front, where the view has them among others."""

    def forget(self) -> None:
        """Drop rows and unsaved texts: another case is in hand, whose rows may have the same ids."""
        if self.pane is not None:
            self.pane.forget()

    def follow(self, pane: RecordPane) -> RecordPane:
        """Speak for a pane, and show results anew when another of its rows is taken in hand."""
        pane.alerted.connect(self.alerted)
        pane.deleted.connect(self.deleted)
        pane.quiet.connect(self.quiet)
        pane.history_asked.connect(self.history_asked)
        pane.table.moved.connect(lambda _: self.show_results())
        return pane
