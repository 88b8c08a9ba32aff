"""The side of the Scores screen: what each group said of the cell in hand, and the groups themselves with their votes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.nouns.choice import Score
from db.nouns.noun import MARKING
from desktop.models.kinds import Kind
from desktop.operations.records.columns import column_of
from desktop.operations.records.records import Row
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton, bind
from desktop.views.kit.forms.fields import Choice, Field, FieldFrame, SharedTrouble, TextField
from desktop.views.kit.forms.segments import Segments
from desktop.views.kit.labels import Label, SecondaryLabel, heading
from desktop.views.kit.page import Panel, column, row
from desktop.views.kit.records.who_may_see import WhoMaySee
from desktop.views.kit.scroll_box import ScrollBox
from desktop.views.kit.sentences import SentenceList
from desktop.views.kit.tables.spreadsheet_table import SpreadsheetTable

THE_CELL, THE_GROUPS = 0, 1

#: How a range is spread, as it is offered: the first stands where nothing is chosen.
_SPREADS = tuple(choice.capitalize() for choice in column_of(Score, "distribution").choices)


#: The parts that say who may see a score; it has no name of its own to be published.
MARKS = tuple(key for key in MARKING if key != "name_public")


@dataclass(frozen=True, slots=True)
class GroupSaid:
    """What one group gave the cell in hand: its score and range as they are edited, and its comment.

    `marks` are who may see it, by column; empty where nothing is scored. `wrong` holds the texts that were not saved, each with the
    sentence that says why, by the part they were typed for.
    """

    id: int
    name: str
    score: str
    comment: str
    low: str = ""
    high: str = ""
    distribution: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, tuple[str, str]] = field(default_factory=dict)


class GroupFields(NamedTuple):
    """The fields of one group: its score, the range it may lie in and how that is spread, its comment, and who may see them."""

    score: Field
    low: Field
    high: Field
    distribution: Choice
    comment: CommentField
    marks: Mapping[str, FieldFrame]
    seen_by: WhoMaySee


class ScorePanel(Panel):
    """Two faces: the cell in hand, and the groups.

    Fields of groups that are new are made when they are first asked for, or in the turn of the event loop after a cell is shown.
    """

    #: A group's id, the part of the cell (`score`, `low`, `high`, `distribution`, `comment` or one of `MARKS`), and the text typed for it.
    typed = Signal(int, str, str)

    def __init__(self, groups: SpreadsheetTable, delete: QAction) -> None:
        super().__init__()
        self.face = Segments("At the side", ["This cell", "The groups"])
        self._title, self._where = heading(""), SecondaryLabel("", wrap=True)
        self._anchors = SecondaryLabel("", look.SMALL, wrap=True)
        self.verdict = SentenceList("What the scores of this cell say")
        self._made: dict[int, GroupFields] = {}
        self._waiting: tuple[object, str, str, str, Sequence[GroupSaid], Sequence[str]] | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(lambda: self.fields)
        self._names: tuple[tuple[int, str], ...] = ()
        self._shown: object = None
        self._fields = QVBoxLayout()
        self._fields.setSpacing(look.STEP)
        self._cell_face = self._made_cell_face()
        self.groups = groups
        self._group_face = self._made_group_face(delete)
        box = QVBoxLayout(self)
        box.setContentsMargins(look.GAP, look.TIGHT, look.STEP, look.TIGHT)
        box.setSpacing(look.STEP)
        box.addWidget(self.face)
        box.addWidget(self._cell_face, 1)
        box.addWidget(self._group_face, 1)
        self.face.changed.connect(self._turn)
        self._turn(THE_CELL)

    def _made_cell_face(self) -> ScrollBox:
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, look.STEP, 0)
        box.setSpacing(look.HALF)
        for part in (self._title, self._where, self._anchors):
            box.addWidget(part)
        box.addSpacing(look.HALF)
        box.addLayout(self._fields)
        box.addSpacing(look.STEP)
        box.addWidget(self.verdict)
        box.addStretch(1)
        return ScrollBox(inner)

    def _made_group_face(self, delete: QAction) -> QWidget:
        words = SecondaryLabel(
            "Type over a name or a number of votes. A group with two votes counts twice in the combined scores.", look.SMALL, wrap=True
        )
        button = PlainButton()
        bind(button, delete)
        self.groups.setMinimumHeight(self.groups.rows_height(3))
        face = column(heading("Assessors"), words, (self.groups, 1), spacing=look.HALF)
        layout = face.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setContentsMargins(0, 0, look.STEP, 0)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return face

    def _turn(self, face: int) -> None:
        self._cell_face.setVisible(face == THE_CELL)
        self._group_face.setVisible(face == THE_GROUPS)

    def set_groups(self, groups: Sequence[Row]) -> None:
        """Have fields for these groups; those there are stay while the groups do."""
        names = tuple((row.id, row.text("name")) for row in groups)
        if names == self._names:
            return
        self._names, self._shown = names, None
        while (item := self._fields.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._made = {}

    @property
    def fields(self) -> Mapping[int, GroupFields]:
        """The fields of each group by its id."""
        if not self._made and self._names:
            for group, name in self._names:
                self._fields.addWidget(self._pair(group, name))
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.show_cell(*waiting)
        return self._made

    def _pair(self, group: int, name: str) -> QWidget:
        """A group's fields: its score and the range it may lie in on one line, how the range is spread, and its comment."""
        trouble = SharedTrouble()
        score = Field(f"Score of {name}", label=False, placeholder="missing", said_in=trouble)
        low, high = (Field(f"{end} of {name}", label=False, said_in=trouble) for end in ("Low", "High"))
        spread = Choice(f"Distribution of {name}", Kind.CHOICE, _SPREADS, label=False, required=True)
        comment = CommentField(f"Comment of {name}")
        marks = self._marking(group, name)
        seen_by = WhoMaySee(marks)
        for shown in marks.values():
            shown.editor.setAccessibleName(f"{shown.editor.accessibleName()}, score of {name}")
        self._made[group] = GroupFields(score, low, high, spread, comment, marks, seen_by)
        parts: tuple[tuple[str, FieldFrame], ...] = (
            ("score", score), ("low", low), ("high", high), ("distribution", spread), ("comment", comment)
        )  # fmt: skip
        for part, field_typed in parts:
            field_typed.committed.connect(lambda text, part=part: self.typed.emit(group, part, text))
            self._cell_face.follow(field_typed.editor)
        self.follow_text_size()
        label = Label(name, wrap=True)
        label.setBuddy(score.editor)
        line = row(score, SecondaryLabel("from"), (low, 1), SecondaryLabel("to"), (high, 1), spacing=look.HALF)
        return column(label, line, trouble, spread, comment, seen_by, spacing=look.HALF)

    def follow_text_size(self) -> None:
        """Fit the system's text size, which has changed: a score has room for "missing"."""
        for each in self._made.values():
            each.score.editor.setFixedWidth(look.text_width("missing") + 22)

    def _marking(self, group: int, name: str) -> Mapping[str, FieldFrame]:
        """The fields of who may see a group's score."""
        who, numbers, why = (column_of(Score, key).heading for key in MARKS)
        kinds = tuple(kind.capitalize() for kind in column_of(Score, "withheld").choices)
        marks = dict(zip(MARKS, (Choice(who, Kind.CHOICE, kinds), Field(numbers), TextField(why, lines=2)), strict=True))
        for part, shown in marks.items():
            shown.committed.connect(lambda text, part=part: self.typed.emit(group, part, text))
            self._cell_face.follow(shown.editor)
        return marks

    def show_cell(self, key: object, title: str, where: str, anchors: str, said: Sequence[GroupSaid], verdict: Sequence[str]) -> None:
        """Show a cell; `key` names it, so that what is being typed in the same cell is left alone. Without `said` there is no cell."""
        if said and not self._made:
            self._waiting = key, title, where, anchors, said, verdict
            self._soon.start(0)
            return
        self._waiting = None
        fresh = key != self._shown
        self._shown = key
        self._title.setText(title)
        self._where.setText(where)
        self._where.setVisible(bool(where))
        self._anchors.setText(anchors)
        self._anchors.setVisible(bool(anchors))
        for each in said:
            own = self._made[each.id]
            parts: tuple[tuple[str, FieldFrame, str], ...] = (
                ("score", own.score, each.score),
                ("low", own.low, each.low),
                ("high", own.high, each.high),
                ("distribution", own.distribution, each.distribution or _SPREADS[0]),
                ("comment", own.comment, each.comment),
            )
            own.seen_by.setVisible(bool(each.marks))
            for part, shown, text in (*parts, *((part, own.marks[part], each.marks.get(part, "")) for part in MARKS)):
                if part in each.wrong:
                    shown.show_wrong(*each.wrong[part])
                else:
                    (shown.reset if fresh else shown.set_text)(text)
            own.distribution.setVisible(bool(each.low or each.high) or "distribution" in each.wrong)
        for each_group in self._made.values():
            host = each_group.score.parentWidget()
            pair = host.parentWidget() if host is not None else None
            if pair is not None:
                pair.setVisible(bool(said))
        self.verdict.set_sentences(verdict)
        self.verdict.setVisible(bool(verdict))


class CommentField(TextField):
    """A comment as tall as its words, up to five lines, so that it is read without being opened."""

    _MOST = 5

    def __init__(self, name: str) -> None:
        super().__init__(name, lines=1, label=False)
        self._edit.setPlaceholderText("No comment")
        self._edit.document().documentLayout().documentSizeChanged.connect(lambda _: self.follow_text_size())
        self.follow_text_size()

    def follow_text_size(self) -> None:
        lines = round(self._edit.document().size().height())  # a plain document measures itself in lines
        never, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self._edit.setVerticalScrollBarPolicy(never if lines <= self._MOST else needed)
        self._edit.setFixedHeight(look.metrics().lineSpacing() * min(max(lines, 1), self._MOST) + 14)
