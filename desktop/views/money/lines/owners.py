"""Whose costs and savings are shown: a line of segments, or a list where their names do not fit in one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.models.kinds import Kind
from desktop.views.kit import look
from desktop.views.kit.forms.fields import Choice
from desktop.views.kit.forms.segments import Segments
from desktop.views.kit.labels import Label
from desktop.views.money.lines.records import EVERY, Owner

#: The widest row of segments, in logical pixels, the most and the least width of the list, and what stands beside a name in it.
_WIDEST_SEGMENTS, _LIST_WIDTH, _LEAST_LIST, _LIST_EDGES = 520, 400, 200, 48


class OwnerChoice(QWidget):
    """One of the options and projects is in hand at any time, and stays so when it is renamed."""

    chosen = Signal()
    """Another one was picked."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._owners: tuple[Owner, ...] = ()
        self._key: tuple[str, int] | None = None
        self.segments = Segments(name, [])
        self._label = Label(name)
        self.list = Choice(name, Kind.CHOICE, label=False, required=True)
        self._label.setBuddy(self.list.editor)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.STEP)
        box.addWidget(self.segments)
        box.addWidget(self._label)
        box.addWidget(self.list)
        box.addStretch(1)
        self.segments.changed.connect(lambda number: self._pick(self._owners[number].name))
        self.list.committed.connect(self._pick)

    @property
    def name(self) -> str:
        """The name of the one in hand; empty where there is none."""
        return next((owner.name for owner in self._owners if owner.key == self._key), "")

    @property
    def is_every(self) -> bool:
        """Whether all options and projects are shown together."""
        return self._key == EVERY.key

    @property
    def names(self) -> tuple[str, ...]:
        """The options and projects offered one at a time."""
        return tuple(owner.name for owner in self._owners if owner.key != EVERY.key)

    def set_owners(self, owners: Sequence[Owner]) -> None:
        """Offer these. The one in hand stays in hand while it is there; else the first is."""
        self._owners = tuple(owners)
        if self._key not in [owner.key for owner in owners]:
            self._key = owners[0].key if owners else None
        names = [owner.name for owner in owners]
        in_line = sum(look.text_width(name, semibold=True) + 30 for name in names) <= _WIDEST_SEGMENTS
        self.segments.blockSignals(True)
        self.segments.set_names(names if in_line else [])
        if in_line and self.name:
            self.segments.choose(names.index(self.name))
        self.segments.blockSignals(False)
        self.list.set_names(names)
        widest = max((look.text_width(name) for name in names), default=0) + look.scaled(_LIST_EDGES)
        self.list.setFixedWidth(min(max(widest, look.scaled(_LEAST_LIST)), look.scaled(_LIST_WIDTH)))
        self.list.reset(self.name)
        self.segments.setVisible(in_line)
        self._label.setVisible(not in_line)
        self.list.setVisible(not in_line)

    def choose(self, name: str) -> bool:
        """Take one in hand by its name without telling `chosen`; says whether there is one."""
        chosen_owner = next((owner for owner in self._owners if owner.name == name), None)
        if chosen_owner is None:
            return False
        self._key = chosen_owner.key
        self.set_owners(self._owners)
        return True

    def forget(self) -> None:
        """Offer nothing: another case is in hand."""
        self._key = None
        self.set_owners(())

    def _pick(self, name: str) -> None:
        if self.choose(name):
            self.chosen.emit()
