"""Texts typed into a form that shows one record at a time, and not saved: each waits for its record to be shown again."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import KnownTrouble, NotSaved
from desktop.late_dataclass import dataclass
from desktop.views.kit.forms.fields import FieldFrame


@dataclass(frozen=True, slots=True)
class KeptText:
    """A text that was not saved, by its record and its field, and why."""

    record: Hashable
    key: str
    text: str
    trouble: KnownTrouble


class KeptTexts(QObject):
    """The texts of one form that were not saved, whichever record is in hand."""

    #: A record and a field of it that the officer is to be taken to.
    asked = Signal(object, str)

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        self.form = form
        self._texts: dict[tuple[Hashable, str], KeptText] = {}

    @property
    def texts(self) -> tuple[KeptText, ...]:
        """Those there are now."""
        return tuple(self._texts.values())

    def keep(self, field: FieldFrame, record: Hashable, key: str, text: str, trouble: KnownTrouble) -> None:
        """Keep a text that was not saved, and say so under its field."""
        self._texts[record, key] = KeptText(record, key, text, trouble)
        field.set_trouble(trouble)

    def drop(self, record: Hashable, key: str) -> None:
        """A text was saved, or is not wanted any more."""
        self._texts.pop((record, key), None)

    def show(self, field: FieldFrame, record: Hashable, key: str, recorded: str) -> None:
        """Show a record's field anew: what is recorded, or the text that was not saved over it."""
        kept = self._texts.get((record, key))
        if kept is None:
            field.reset(recorded)
        else:
            field.show_kept(recorded, kept.text, kept.trouble)

    def save_again(self) -> bool:
        """Save what the disk or the file did not take; says whether all of it was taken."""
        waiting = [(each, each.trouble) for each in self.texts if isinstance(each.trouble, NotSaved)]
        for kept, not_saved in waiting:
            try:
                not_saved.again()
            except KnownTrouble as problem:
                self._texts[kept.record, kept.key] = KeptText(kept.record, kept.key, kept.text, problem)
                if isinstance(problem, NotSaved):
                    problem.kept = True
                    return False
            else:
                self.drop(kept.record, kept.key)
        return True

    def forget(self) -> None:
        """Drop them all: another case is in hand, whose records may have the same ids."""
        self._texts.clear()
