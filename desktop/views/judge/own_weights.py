"""What the group in hand says the criteria weigh, typed by its method: points, an order, or judgements of pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from db.nouns.choice import Criterion
from db.nouns.noun import Column as Declared
from desktop.appraisal.choice.weighting import MOST_INCONSISTENT, pairwise
from desktop.appraisal.choice.weights import weights_of
from desktop.errors import KnownTrouble
from desktop.models.cell import BLANK, Align, Cell
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.models.table_model import CellEdit, TableModel
from desktop.operations.choice import weighing
from desktop.operations.choice.weighing import JudgementEdit, WeightEdit, ratio_words
from desktop.operations.records import records
from desktop.operations.records.columns import plain, read, written
from desktop.operations.records.records import Row
from desktop.operations.records.summaries import share_words
from desktop.views.kit import look
from desktop.views.kit.labels import SecondaryLabel, heading
from desktop.views.kit.page import column
from desktop.views.kit.sentences import SentenceList
from desktop.views.kit.tables.spreadsheet_table import SpreadsheetTable
from desktop.workspace import Workspace

_EXPLAINED = {
    "direct": "Points for how much each criterion counts: only their proportions matter. For example 50, 30 and 20.",
    "swing": "100 for the step from worst to best that matters most; for example 50 for a step that matters half as much.",
    "rank": "1 for what matters most; equal numbers are a tie. For example an order of 1, 2 and 3 weighs 61%, 28% and 11%.",
    "pairwise": "How many times the row counts as much as the column, from 1 to 9. For example 3, or 1/3 where it counts for less.",
}


@dataclass(frozen=True, slots=True)
class _Line:
    """A weighted criterion: its id and name."""

    id: int
    name: str


class OwnWeights(QWidget):
    """The weights of one group as a table of its weighted criteria. Each edit is recorded at once, as one undo step."""

    alerted = Signal(str)
    """What stood in the way of a block of cells, one sentence for the page's message."""
    recorded = Signal()
    """A weight was recorded."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._group = self._method = ""
        self._group_id = 0
        self._points: Mapping[str, Decimal] = {}
        self._orders: Mapping[str, int] = {}
        self._judged: Mapping[tuple[str, str], Decimal] = {}
        self._shares: Mapping[str, Fraction] = {}
        self._has_own = False
        self._odd: frozenset[str] = frozenset()
        self._title, self._explained = heading(""), SecondaryLabel("", wrap=True)
        self.model = TableModel(
            [],
            value=self._cell,
            edit_block=self._record,
            can_edit=lambda line, column: column.key.rpartition(":")[2] != str(line.id),
            names=lambda line: str(line.name),
            names_heading="Criterion",
        )
        self.table = SpreadsheetTable("Weights of the group", self.model, sortable=False)
        self.table.setMinimumHeight(self.table.rows_height(5))
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.findings = SentenceList("About the weights of the group")
        said = column(self.findings)
        said.setContentsMargins(0, look.TIGHT, 0, 0)
        self.table.add_below(said)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, look.TIGHT, 0, 0)
        box.setSpacing(look.HALF)
        box.addWidget(self._title)
        box.addWidget(self._explained)
        box.addWidget(self.table, 1)
        self.model.trouble.connect(self._say_trouble)

    def show_group(self, group: Row | None) -> None:
        """Show a group's weights as the store has them now; nothing without a group."""
        lines = self._lines() if group is not None else []
        self.setVisible(bool(lines))
        if group is None or not lines:
            self._group = ""
            return
        self._group, self._group_id, self._method = group.text("name"), group.id, group.text("method")
        self._read([line.name for line in lines])
        self._title.setText(f"Weights of {self._group}")
        self._explained.setText(_EXPLAINED[self._method])
        self.table.view.setAccessibleName(f"Weights of {self._group}")
        wanted = self._columns(lines)
        if [(each.key, each.heading) for each in wanted] != [(each.key, each.heading) for each in self.model.columns]:
            self.model.set_columns(wanted)
        self.model.set_rows(lines)

    # Reading

    def _lines(self) -> list[_Line]:
        if not self._workspace.is_open:
            return []
        rows = self._workspace.read(records.rows, Criterion, self._workspace.case_id)
        return [_Line(row.id, row.text("name")) for row in rows if row.text("use") == "weighted"]

    def _read(self, names: Sequence[str]) -> None:
        case = self._workspace.case_id
        own = [each for each in self._workspace.read(weighing.own_weights, case) if each.group == self._group]
        self._points = {each.criterion: each.points for each in own if each.points is not None}
        self._orders = {each.criterion: each.order for each in own if each.order is not None}
        judged = self._workspace.read(weighing.own_judgements, case)
        self._judged = {(each.criterion, each.over): each.ratio for each in judged if each.group == self._group}
        try:
            used = weights_of(self._workspace.appraisal().case)
        except KnownTrouble:  # the Results screen says what stands in the way of an appraisal
            self._shares, self._has_own, self._odd = {}, False, frozenset()
            self.findings.set_sentences(())
            return
        self._shares, self._has_own = used.by_group.get(self._group, {}), self._group in used.own
        self._odd = self._most_at_odds(names)
        said = used.said.get(self._group, ())
        if not self._has_own and not said:
            said = (f"{self._group} has no weights of its own yet, so it uses the weights of all groups together.",)
        self.findings.set_sentences(said)

    def _most_at_odds(self, names: Sequence[str]) -> frozenset[str]:
        """The pair whose judgement contradicts the others most, where they contradict one another too much."""
        if self._method != "pairwise":
            return frozenset()
        comparisons = pairwise(names, self._judged)
        ratio = comparisons.consistency_ratio
        return (
            frozenset(comparisons.at_odds.pair) if ratio is not None and ratio > MOST_INCONSISTENT and comparisons.at_odds else frozenset()
        )

    def _columns(self, lines: Sequence[_Line]) -> list[ScreenColumn]:
        """The keys name the group too, so that a text not saved stays with the group it was typed for."""
        share = ScreenColumn(f"{self._group_id}:share", "Share", Kind.TEXT, editable=False, align=Align.RIGHT, least=5)
        if self._method == "pairwise":
            pairs = [
                ScreenColumn(f"{self._group_id}:over:{each.id}", each.name, Kind.TEXT, align=Align.RIGHT, least=11, reads=_checked_ratio)
                for each in lines
            ]
            return [share, *pairs]  # first, so that it is in view however many criteria there are
        asked = weighing.ORDER if self._method == "rank" else weighing.POINTS
        key = f"{self._group_id}:{asked.key}"
        return [ScreenColumn(key, asked.heading, Kind.NUMBER, least=6, reads=lambda text: _checked(asked, text)), share]

    def _cell(self, line: _Line, column: ScreenColumn) -> Cell:
        what = column.key.split(":")[1]
        if what == "share":
            share = self._shares.get(line.name)
            return Cell(share_words(share), quiet=not self._has_own) if share is not None else BLANK
        if what == "points":
            points = self._points.get(line.name)
            return Cell(plain(points)) if points is not None else BLANK
        if what == "order":
            return Cell(str(self._orders[line.name])) if line.name in self._orders else BLANK
        if line.name == column.heading:
            return Cell("1", quiet=True)
        if (ratio := self._judged.get((line.name, column.heading))) is not None:
            text = ratio_words(ratio)
        elif (ratio := self._judged.get((column.heading, line.name))) is not None:
            text = ratio_words(ratio, turned=True)
        else:
            return Cell(spoken=f"{line.name} over {column.heading}: not compared yet")
        odd = {line.name, column.heading} == self._odd
        spoken = f"{line.name} over {column.heading}: {text}{', most at odds with the others' if odd else ''}"
        return Cell(text, spoken=spoken, flag=odd, strong=odd)

    # Recording

    def _record(self, edits: Sequence[CellEdit]) -> None:
        """Record typed, pasted, filled or cleared cells as one step."""
        what = edits[0].row.name if len(edits) == 1 else f"{len(edits)} cells"
        label = f"change to weights of {self._group}, {what}"
        if self._method == "pairwise":
            judged = [JudgementEdit(each.row.id, int(each.column.key.rpartition(":")[2]), each.text) for each in edits]
            self._workspace.edit(label, weighing.change_judgements, self._group_id, _one_half(judged))
        else:
            order = self._method == "rank"
            given = [WeightEdit(each.row.id, each.text, order) for each in edits]
            self._workspace.edit(label, weighing.change_weights, self._group_id, given)
        self.recorded.emit()

    def _say_trouble(self, sentence: str) -> None:
        """The sentence of the cell in hand stands below the table; only what concerns a block needs the page's message."""
        if sentence != self.table.trouble.text():
            self.alerted.emit(sentence)


def _one_half(edits: Sequence[JudgementEdit]) -> list[JudgementEdit]:
    """A pasted matrix says each pair twice: the ratio of 1 or more is the one that was judged, and the other follows from it."""
    kept: dict[frozenset[int], JudgementEdit] = {}
    for edit in edits:
        pair = frozenset((edit.criterion, edit.over))
        before = kept.get(pair)
        if before is None or _size(edit) > _size(before):
            kept[pair] = edit
    return list(kept.values())


def _size(edit: JudgementEdit) -> Decimal:
    ratio = weighing.read_ratio(edit.text)
    if ratio is None:
        return Decimal(-1)
    return 1 / ratio[0] if ratio[1] else ratio[0]


def _checked(column: Declared, text: str) -> str:
    try:
        return written(read(column, text))
    except KnownTrouble as trouble:
        raise KnownTrouble(f"{column.heading}: {trouble}") from None


def _checked_ratio(text: str) -> str:
    weighing.read_ratio(text)
    return text.strip()
