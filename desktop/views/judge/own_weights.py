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
from desktop.appraisal.case import HEADING_SEPARATOR, heading_path
from desktop.appraisal.choice.judging import Level, branch_key, levels_of, parting
from desktop.appraisal.choice.weighting import MOST_INCONSISTENT
from desktop.appraisal.choice.weights import judgements_of, weights_of
from desktop.appraisal.results import Branch, branch_name
from desktop.errors import KnownTrouble
from desktop.models.cell import BLANK, Align, Cell
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.models.table_model import CellEdit, TableModel
from desktop.operations.choice import weighing
from desktop.operations.choice.weighing import JudgementEdit, OwnJudgement, WeightEdit, ratio_words
from desktop.operations.records import records
from desktop.operations.records.columns import plain, read, written
from desktop.operations.records.records import Row
from desktop.operations.records.summaries import share_words
from desktop.results.choice.weights import step_words
from desktop.views.kit import look
from desktop.views.kit.forms.fields import Choice
from desktop.views.kit.labels import SecondaryLabel, heading
from desktop.views.kit.one_scroll import StandsWhole
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
#: The methods that ask how much the step from worst to best matters, and so show it.
_STEPS = ("direct", "swing")
_BETWEEN = "Between headings"


@dataclass(frozen=True, slots=True)
class _Line:
    """What is weighed: a criterion, or a heading by the id of its first criterion; with the step its weight stands for."""

    id: int
    name: str
    branch: Branch = ""
    step: str = ""


class OwnWeights(StandsWhole, QWidget):
    """The weights of one group as a table of its weighted criteria. Each edit is recorded at once, as one undo step.

    Pairs are judged within one heading at a time, or between headings: `within` says which.
    """

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
        self._ratios: Mapping[tuple[int, int], Decimal] = {}
        self._by_criterion: frozenset[frozenset[int]] = frozenset()
        self._shares: Mapping[Branch, Fraction] = {}
        self._levels: tuple[Level, ...] = ()
        self._shown: Sequence[_Line] = ()
        self._has_own = False
        self._odd: frozenset[str] = frozenset()
        self._title, self._explained = heading(""), SecondaryLabel("", wrap=True)
        self.within = Choice("Judge", Kind.CHOICE, [_BETWEEN], required=True)
        self.model = TableModel(
            [],
            value=self._cell,
            edit_block=self._record,
            can_edit=lambda line, column: column.key.rpartition(":")[2] != str(line.id),
            names=lambda line: str(line.name),
            names_heading="Criterion",
        )
        self.table = SpreadsheetTable("Weights of the group", self.model, sortable=False)
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.findings = SentenceList("About the weights of the group")
        said = column(self.findings)
        said.setContentsMargins(0, look.TIGHT, 0, 0)
        self.table.add_below(said)
        self._said = said
        self.fit_whole()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, look.TIGHT, 0, 0)
        box.setSpacing(look.HALF)
        box.addWidget(self._title)
        box.addWidget(self._explained)
        box.addWidget(self.within)
        box.addWidget(self.table, 1)
        self.model.trouble.connect(self._say_trouble)
        self.within.committed.connect(lambda _: self._show_lines())

    def show_group(self, group: Row | None) -> None:
        """Show a group's weights as the store has them now; nothing without a group."""
        criteria = self._weighted() if group is not None else []
        self.setVisible(bool(criteria))
        if group is None or not criteria:
            self._group = ""
            return
        self._group, self._group_id, self._method = group.text("name"), group.id, group.text("method")
        self._levels = levels_of([(row.text("name"), heading_path(row.text("heading"))) for row in criteria])
        in_levels = self._method == "pairwise" and len(self._levels) > 1
        self.within.setVisible(in_levels)
        if in_levels:
            names = [_level_name(level) for level in self._levels]
            self.within.set_names(names)
            if self.within.text() not in names:
                self.within.set_text(names[0])
        self._title.setText(f"Weights of {self._group}")
        self._explained.setText(_EXPLAINED[self._method])
        self.table.view.setAccessibleName(f"Weights of {self._group}")
        self._show_lines()

    def _show_lines(self) -> None:
        criteria = self._weighted()
        lines = self._shown = self._lines(criteria)
        self._read(criteria, lines)
        self.model.show(self._columns(lines), lines)
        self.fit_whole()

    def fit_whole(self) -> None:
        high = self.table.rows_height(5)
        if self.is_whole:
            bar = self.table.view.horizontalScrollBar().sizeHint().height()
            said = self._said.heightForWidth(self.table.width()) if self.findings.sentences else 0
            high = max(high, self.table.rows_height() + bar + said)
        self.table.setMinimumHeight(high)

    # Reading

    @property
    def _level(self) -> Level | None:
        """What is judged now; `None` where all criteria are weighed together."""
        if self._method != "pairwise" or not self._levels:
            return None
        return next((level for level in self._levels if _level_name(level) == self.within.text()), self._levels[0])

    def _weighted(self) -> list[Row]:
        if not self._workspace.is_open:
            return []
        rows = self._workspace.read(records.rows, Criterion, self._workspace.case_id)
        return [row for row in rows if row.text("use") == "weighted"]

    def _lines(self, criteria: Sequence[Row]) -> list[_Line]:
        level = self._level
        ids = {row.text("name"): row.id for row in criteria}
        if level is None:
            steps = self._steps()
            return [_Line(id_, name, name, steps.get(name, "")) for name, id_ in ids.items()]
        branches = zip(level.branches, level.leaves, strict=True)
        return [_Line(ids[leaves[0]], branch_name(branch), branch) for branch, leaves in branches]

    def _steps(self) -> dict[str, str]:
        try:
            return {each.name: step_words(each) for each in self._workspace.appraisal().criteria}
        except KnownTrouble:  # the Results screen says what stands in the way of an appraisal
            return {}

    def _read(self, criteria: Sequence[Row], lines: Sequence[_Line]) -> None:
        case = self._workspace.case_id
        own = [each for each in self._workspace.read(weighing.own_weights, case) if each.group == self._group]
        self._points = {each.criterion: each.points for each in own if each.points is not None}
        self._orders = {each.criterion: each.order for each in own if each.order is not None}
        judged = [each for each in self._workspace.read(weighing.own_judgements, case) if each.group == self._group]
        paths = {row.text("name"): heading_path(row.text("heading")) for row in criteria}
        self._ratios, self._by_criterion = _ratios_of(judged, paths, lines)
        try:
            used = weights_of(self._workspace.appraisal().case)
        except KnownTrouble:
            self._shares, self._has_own, self._odd = {}, False, frozenset()
            self.findings.set_sentences(())
            return
        shares, self._has_own = used.by_group.get(self._group, {}), self._group in used.own
        level = self._level
        leaves = zip(level.branches, level.leaves, strict=True) if level is not None else ((name, (name,)) for name in shares)
        self._shares = {branch: sum((shares.get(name, Fraction(0)) for name in names), Fraction(0)) for branch, names in leaves}
        self._odd = self._most_at_odds(level)
        said = used.said.get(self._group, ())
        if not self._has_own and not said:
            said = (f"{self._group} has no weights of its own yet, so it uses the weights of all groups together.",)
        self.findings.set_sentences(said)

    def _most_at_odds(self, level: Level | None) -> frozenset[str]:
        """The pair of this level whose judgement contradicts the others most, where they contradict one another too much."""
        if level is None:
            return frozenset()
        case = self._workspace.appraisal().case
        group = next((each for each in case.groups if each.name == self._group), None)
        for at, pairs in judgements_of(case, group).levels if group is not None else ():
            if at == level and pairs.at_odds is not None and (pairs.consistency_ratio or 0) > MOST_INCONSISTENT:
                return frozenset(pairs.at_odds.pair)
        return frozenset()

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
        given = ScreenColumn(key, asked.heading, Kind.NUMBER, least=6, reads=lambda text: _checked(asked, text))
        step = ScreenColumn(f"{self._group_id}:step", "Worst to best", Kind.TEXT, editable=False, align=Align.RIGHT, least=9)
        return [given, share, *([step] if self._method in _STEPS else [])]

    def _cell(self, line: _Line, column: ScreenColumn) -> Cell:
        what = column.key.split(":")[1]
        if what == "share":
            share = self._shares.get(line.branch)
            return Cell(share_words(share), quiet=not self._has_own) if share is not None else BLANK
        if what == "points":
            points = self._points.get(line.name)
            return Cell(plain(points)) if points is not None else BLANK
        if what == "order":
            return Cell(str(self._orders[line.name])) if line.name in self._orders else BLANK
        if what == "step":
            return Cell(line.step, quiet=True, spoken=f"{line.name}: the step from worst to best is {line.step or 'not known'}")
        return self._pair_cell(line, int(column.key.rpartition(":")[2]), column.heading)

    def _pair_cell(self, line: _Line, over: int, over_name: str) -> Cell:
        if line.id == over:
            return Cell("1", quiet=True)
        if (ratio := self._ratios.get((line.id, over))) is not None:
            text = ratio_words(ratio)
        elif (ratio := self._ratios.get((over, line.id))) is not None:
            text = ratio_words(ratio, turned=True)
        elif frozenset((line.id, over)) in self._by_criterion:
            spoken = f"{line.name} over {over_name}: judged criterion by criterion, type one ratio for the two headings"
            return Cell(aside="by criterion", edit="", spoken=spoken)
        else:
            return Cell(spoken=f"{line.name} over {over_name}: not compared yet")
        odd = {branch_key(each.branch) for each in self._shown if each.id in (line.id, over)} == self._odd
        spoken = f"{line.name} over {over_name}: {text}{', most at odds with the others' if odd else ''}"
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


def _level_name(level: Level) -> str:
    return f"Within {HEADING_SEPARATOR.join(level.path)}" if level.path else _BETWEEN


def _ratios_of(
    judged: Sequence[OwnJudgement], paths: Mapping[str, tuple[str, ...]], lines: Sequence[_Line]
) -> tuple[dict[tuple[int, int], Decimal], frozenset[frozenset[int]]]:
    """The ratio of each pair of these lines, as it was judged; and the pairs of headings that several criteria were judged across."""
    ids = {line.branch: line.id for line in lines}
    ratios_by_pair: dict[tuple[int, int], Decimal] = {}
    counted: list[frozenset[int]] = []
    for each in judged:
        pair = parting(each.criterion, each.over, paths)
        if pair is not None and pair[0] in ids and pair[1] in ids:
            ratios_by_pair[ids[pair[0]], ids[pair[1]]] = each.ratio
            counted.append(frozenset((ids[pair[0]], ids[pair[1]])))
    several = frozenset(pair for pair in counted if counted.count(pair) > 1)
    return {pair: ratio for pair, ratio in ratios_by_pair.items() if frozenset(pair) not in several}, several


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
