"""Who may see a record: everyone; or nobody outside the meeting, as it is exempt under paragraphs of Schedule 12A, or confidential."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.errors import KnownTrouble
from desktop.operations.records.columns import read_paragraphs
from desktop.papers.law.withholding import CONFIDENTIAL, PARAGRAPHS
from desktop.views.kit import look
from desktop.views.kit.forms.fields import Choice, FieldFrame

#: The columns it shows, the first of which says whether the others are asked for.
KEYS = ("withheld", "exempt_paragraphs", "public_interest", "name_public")
_OPEN = "Open to the public"
_NAMES = {
    "withheld": "Who may see this",
    "exempt_paragraphs": "Exempt under paragraphs",
    "public_interest": "Why not to publish",
    "name_public": "Its name may be published",
}
_PARAGRAPHS_HINT = "Of Schedule 12A, from 1 to 7, such as 1, 3."
_REASONS = {
    True: "Who forbids its disclosure: a government department’s terms, an enactment or a court order. The public paper prints this.",
    False: "Why the public interest in keeping it back is the greater. The public paper prints this.",
}


class WhoMaySee(QWidget):
    """The fields of who may see a record in one place: paragraphs and reason are asked for once it is withheld."""

    def __init__(self, fields: Mapping[str, FieldFrame]) -> None:
        """`fields` are those of `KEYS` that the noun has; what is entered in them is told by them, as by any field."""
        super().__init__()
        self._fields = dict(fields)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, look.HALF, 0, 0)
        box.setSpacing(look.TIGHT)
        for key, field in self._fields.items():
            field.label.setText(_NAMES[key])
            field.editor.setAccessibleName(_NAMES[key])
            field.set_hint("")
            box.addWidget(field)
        chosen = self._fields["withheld"]
        if isinstance(chosen, Choice):
            chosen.name_none(_OPEN)
            chosen.changed.connect(self._show)
        numbers = self._fields.get("exempt_paragraphs")
        if numbers is not None and isinstance(numbers.editor, QLineEdit):
            numbers.editor.textChanged.connect(self._say_paragraphs)
            numbers.set_hint(_PARAGRAPHS_HINT)
        self._show()

    def _show(self) -> None:
        kind = self._fields["withheld"].text().casefold()
        for key, field in self._fields.items():
            if key != "withheld":
                field.setVisible(bool(kind) and not (kind == CONFIDENTIAL and key == "exempt_paragraphs"))
        if "public_interest" in self._fields:
            self._fields["public_interest"].set_hint(_REASONS[kind == CONFIDENTIAL])

    def _say_paragraphs(self, text: str) -> None:
        """What the paragraphs typed so far are about."""
        try:
            numbers = read_paragraphs(text)
        except KnownTrouble:
            numbers = ""  # half typed is no fault: the trouble is told when the field is left
        meanings = "; ".join(f"{number}: {PARAGRAPHS[number]}" for number in numbers.split(", ") if number)
        self._fields["exempt_paragraphs"].set_hint(meanings or _PARAGRAPHS_HINT)
