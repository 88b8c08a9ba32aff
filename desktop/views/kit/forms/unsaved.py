"""Texts that were typed and could not be saved: which there are on a screen, what is said of them, and the way back to each."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.errors import NotSaved
from desktop.late_dataclass import dataclass
from desktop.views.kit.forms.fields import FieldFrame
from desktop.views.kit.forms.kept import KeptTexts
from desktop.views.kit.forms.segments import Segments
from desktop.views.kit.tables.spreadsheet_table import SpreadsheetTable


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A text that stands in a cell or a field and is not saved, with the sentence that says why.

    `row` and `key` name the cell's row and column, or the record and the field of a form that shows another record now; a field in view has
    neither. `not_saved` says that it was not refused: the disk or the file did
    not take it, and it can be tried again.
    """

    where: QWidget
    text: str
    trouble: str
    row: Hashable = None
    key: str = ""
    not_saved: bool = False


def unsaved_in(root: QWidget) -> list[Unsaved]:
    """Every text under `root` that is not saved. A cell and the field of the same row are one."""
    unsaved_texts = [
        Unsaved(table, text.text, text.trouble, text.row, text.key, text.not_saved)
        for table in root.findChildren(SpreadsheetTable)
        for text in table.model.unsaved_texts()
    ]
    said = {(each.text, each.trouble) for each in unsaved_texts}
    for field in root.findChildren(FieldFrame):
        if field.trouble and (field.text(), field.trouble) not in said:
            unsaved_texts.append(Unsaved(field, field.text(), field.trouble, not_saved=field.not_saved))
            said.add((field.text(), field.trouble))
    for kept in root.findChildren(KeptTexts):
        for each in kept.texts:
            if (each.text, str(each.trouble)) not in said:
                not_saved = isinstance(each.trouble, NotSaved)
                unsaved_texts.append(Unsaved(kept.form, each.text, str(each.trouble), each.record, each.key, not_saved))
    return unsaved_texts


def save_again_in(root: QWidget) -> bool:
    """Save every text under `root` that the disk or the file did not take; says whether all of them were taken."""
    tables, fields, forms = root.findChildren(SpreadsheetTable), root.findChildren(FieldFrame), root.findChildren(KeptTexts)
    return (
        all(table.model.save_again() for table in tables)
        and all(field.save_again() for field in fields)
        and all(form.save_again() for form in forms)
    )


def forget_in(root: QWidget) -> None:
    """Drop every text under `root` that is not saved: another case is in hand, whose records may have the same ids."""
    for table in root.findChildren(SpreadsheetTable):
        table.model.forget_all()
    for field in root.findChildren(FieldFrame):
        if field.trouble:
            field.set_trouble("")
    for form in root.findChildren(KeptTexts):
        form.forget()


def sentence_of(unsaved: Sequence[Unsaved], offer: str) -> str:
    """What is said before texts that are not saved would be lost. `offer` is what can be done all the same, in lower case."""
    first = unsaved[0]
    lead = "This is not saved" if len(unsaved) == 1 else f"{len(unsaved)} texts are not saved. The first"
    remedy = "Try again, save a copy" if first.not_saved else "Put it right"
    return f"{lead}: ‘{first.text}’. {first.trouble.rstrip('.')}. {remedy}, or {offer}."


def turn_to(root: QWidget, widget: QWidget) -> None:
    """Bring the tab that holds a widget to the front."""
    inner, outer = widget, widget.parentWidget()
    while outer is not None and outer is not root:
        if isinstance(outer, QStackedWidget) and outer.indexOf(inner) >= 0:
            for tabs in root.findChildren(Segments):
                if tabs.count == outer.count():
                    tabs.choose(outer.indexOf(inner))
        inner, outer = outer, outer.parentWidget()


def take_in_hand(unsaved: Unsaved) -> None:
    """Put the focus on the cell or the field; a column that the table does not show has its field in the form."""
    where = unsaved.where
    if isinstance(where, FieldFrame):
        where.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return
    if not isinstance(where, SpreadsheetTable):
        for kept in where.findChildren(KeptTexts):
            kept.asked.emit(unsaved.row, unsaved.key)
        return
    row = where.model.find(unsaved.row)
    number = next((number for number, column in enumerate(where.model.columns) if column.key == unsaved.key), -1)
    if row >= 0:
        where.go_to(row, max(number, 0))
        where.view.setFocus(Qt.FocusReason.OtherFocusReason)
