"""Who scores: which group is in view, and the list in which groups are named, given votes, added and deleted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from db.nouns.choice import AssessorGroup
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.models.table_model import TableModel
from desktop.operations.records import records
from desktop.operations.records.records import Row
from desktop.views.kit import look
from desktop.views.kit.buttons import literal
from desktop.views.kit.forms.fields import Choice
from desktop.views.kit.forms.segments import Segments
from desktop.views.kit.screen import Screen
from desktop.views.kit.tables.spreadsheet_table import SpreadsheetTable

TOGETHER, DIFFERENCES = "All groups", "Differences"

#: The widest row of segments, in logical pixels; more groups than fit are offered in a list.
_WIDEST_SEGMENTS = 700


class GroupChooser(QWidget):
    """All groups together, one, or how far apart they are: segments where they fit in a line, else a list."""

    #: 0 for all of them together, else the group's number from 1; one more than the last for their differences.
    changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = (TOGETHER,)
        self.segments = Segments("Scores of", self._names)
        self.list = Choice("Scores of", Kind.CHOICE, self._names, label=False)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.segments)
        box.addWidget(self.list)
        self.segments.changed.connect(self.changed)
        self.list.committed.connect(self._picked)

    @property
    def names(self) -> tuple[str, ...]:
        """The views that are offered."""
        return self._names

    @property
    def chosen(self) -> int:
        """The number of the view chosen."""
        return self.segments.chosen

    def choose(self, number: int) -> None:
        """Choose a view, as a click would."""
        self.segments.choose(number)

    def offer(self, groups: Sequence[str], chosen: int) -> None:
        """Offer these groups, and show which is in view without telling anyone."""
        self._names = (TOGETHER, *groups, *([DIFFERENCES] if len(groups) > 1 else []))
        in_line = sum(look.text_width(name, semibold=True) + 30 for name in self._names) <= _WIDEST_SEGMENTS
        self.segments.blockSignals(True)
        self.segments.set_names(self._names)
        self.segments.choose(chosen)
        self.segments.blockSignals(False)
        self.list.set_names(self._names)
        self.list.reset(self._names[chosen])
        self.segments.setVisible(in_line)
        self.list.setVisible(not in_line)

    def _picked(self, name: str) -> None:
        if name in self._names:
            self.segments.choose(self._names.index(name))


def group_columns() -> tuple[ScreenColumn, ...]:
    """The columns of the list of groups."""
    return (
        ScreenColumn("name", "Group", least=14, value=lambda group: group.text("name")),
        ScreenColumn("votes", "Votes", Kind.NUMBER, least=5, value=lambda group: group.values["votes"]),
    )


class GroupList:
    """The groups as a small table, and what is done to them. `looked_at()` gives the group in hand elsewhere, if any."""

    def __init__(self, screen: Screen, delete: QAction, looked_at: Callable[[], Row | None]) -> None:
        self._screen, self._delete_action, self._looked_at = screen, delete, looked_at
        self._groups: tuple[Row, ...] = ()
        self.model = TableModel(group_columns(), edit=self._change)
        self.table = SpreadsheetTable("Assessors and their votes", self.model, sortable=False)
        self.model.trouble.connect(screen.messages.alert)
        self.table.moved.connect(lambda _: self.name_delete())
        delete.triggered.connect(lambda *_: self.delete())

    def show_groups(self, groups: Sequence[Row]) -> None:
        """Show the groups there are now."""
        self._groups = tuple(groups)
        self.model.set_rows(groups)
        self.name_delete()

    def add(self) -> bool:
        """Add a group and begin to type its name; says whether there is one more."""
        group_id = self._screen.edit("new group", records.add, AssessorGroup, self._screen.workspace.case_id)
        if group_id is None:
            return False
        self._screen.refresh()
        self.table.go_to(self.model.find(group_id))
        self.table.view.setFocus()
        self.table.view.edit(self.table.current)
        return True

    def _change(self, group: Row, edited: ScreenColumn, text: str) -> None:
        label = f"change to {edited.heading.lower()} of {group.text('name')}"
        edits = [records.Edit(group.id, edited.key, text)]
        self._screen.workspace.edit(label, records.change, AssessorGroup, self._screen.workspace.case_id, edits)

    def in_hand(self) -> Row | None:
        """The group chosen in the list where it is shown, or the one whose own scores are."""
        number = self.table.current.row()
        if self.table.isVisible() and 0 <= number < len(self._groups):
            return self._groups[number]
        return self._looked_at()

    def name_delete(self) -> None:
        """Have the action say which group it deletes."""
        group = self.in_hand()
        self._delete_action.setEnabled(group is not None)
        self._delete_action.setText(f"Delete {literal(group.text('name'))}" if group is not None else "Delete the group in hand")

    def delete(self) -> None:
        """Delete the group in hand with its scores, and offer to undo it."""
        group = self.in_hand()
        if group is None:
            return
        name = group.text("name")
        self._screen.edit(f"deletion of {name} and its scores", records.delete, AssessorGroup, [group.id])
        if not self._screen.messages.sentence:
            self._screen.offer_undo(f"Deleted {name} and its scores.")
