"""The Scores screen: what each group gave each option on each criterion, together and apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.nouns.choice import AssessorGroup, Criterion, Option
from desktop.appraisal.case import NOT_APPLICABLE
from desktop.appraisal.choice.agreement import FAR_APART, far_apart_words, verdict
from desktop.appraisal.wording import listed
from desktop.errors import KnownTrouble, NotSaved
from desktop.models.cell import Align, Cell
from desktop.models.column import ScreenColumn
from desktop.models.criterion_tree import Band
from desktop.models.kinds import Kind, number_text
from desktop.models.table_model import CellEdit, TableModel
from desktop.operations.choice import scores
from desktop.operations.choice.scales import check_on_scale
from desktop.operations.choice.scores import ScoreEdit
from desktop.operations.records import records
from desktop.operations.records.columns import plain
from desktop.operations.records.records import Row
from desktop.views.judge.criterion_words import lacking_for
from desktop.views.judge.score_cells import CriterionRow, ScoreSheet, anchor_words, share_words
from desktop.views.judge.score_groups import GroupChooser, GroupList
from desktop.views.judge.score_panel import MARKS, THE_CELL, THE_GROUPS, GroupSaid, ScorePanel
from desktop.views.judge.score_table import DIFFERENCES_VIEW, GROUP_VIEW, TOGETHER_VIEW, ScoreKey, ScoreTable
from desktop.views.kit import look
from desktop.views.kit.empty_state import EmptyState
from desktop.views.kit.forms.fields import FieldFrame
from desktop.views.kit.forms.unsaved import Unsaved, take_in_hand
from desktop.views.kit.labels import SecondaryLabel
from desktop.views.kit.messages import MessageRole
from desktop.views.kit.page import TwoColumns, column, row
from desktop.views.kit.screen import Screen
from desktop.views.kit.sentences import SentenceList
from desktop.workspace import Workspace

_SIDE = 276

#: Cells that differ alike and are named in one sentence.
_MOST_NAMED = 3

#: Where each measure of the records is changed.
_CHANGED_ON = {
    "unit cost": "change the costs and volumes of services under Set up, or who takes part under Options.",
    "FTE": "change the FTE of services under Set up, or who takes part under Options.",
    "population": "change the populations of organisations under Set up, or who takes part under Options.",
}


class Scores(Screen):
    """Criteria down, options across. All groups together is read; one group's own scores are typed in the cells."""

    def __init__(self, workspace: Workspace) -> None:
        self.add_action = QAction("Add an assessor group")
        self.groups_action, self.delete_action = QAction("Group names and votes"), QAction("Delete the group in hand")
        self.criteria_action, self.options_action = QAction("Add a criterion"), QAction("Add an option")
        more = [self.groups_action, self.delete_action, self.criteria_action, self.options_action]
        super().__init__(workspace, "Scores", "What each group gave each option.", self.add_action, more)
        self._sheet: ScoreSheet | None = None
        self._whose: tuple[Path | None, int] | None = None
        """The file and the case that are shown: another's rows may have the same ids."""
        self._group: int | None = None
        self._differing = False
        self._wrong: dict[tuple[int, int, int], dict[str, tuple[str, KnownTrouble]]] = {}
        """Texts typed at the side that were not saved, with why: by group, option and criterion, and the part they were typed for."""
        self.views = GroupChooser()
        self._made_up = SecondaryLabel("", look.SMALL, wrap=True)
        self.model = TableModel(
            [],
            value=self._cell,
            edit_block=self._record,
            can_edit=self._can_edit,
            check=self._check,
            names=lambda each: str(each.name),
            names_heading="Criterion",
        )
        self.totals = TableModel([], ["Score out of 100"], value=self._total, names=str)
        self.table = ScoreTable("Scores by criterion and option", self.model, self.totals, self._bands, self.cells_of_each_width)
        self.differences = SentenceList("Where the groups differ most")
        self.key = ScoreKey()
        self.groups = GroupList(self, self.delete_action, self._group_in_view)
        self.panel = ScorePanel(self.groups.table, self.delete_action)
        top = row(self.views, (self._made_up, 1), spacing=look.GAP)
        main = column(top, (self.table, 100), self.key, self.differences, spacing=look.HALF)
        layout = main.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addStretch(1)
        self._columns = TwoColumns(main, self.panel, _SIDE)
        self.box.addWidget(self._columns, 1)
        self._empty = self._empty_states()
        for empty in self._empty.values():
            self.box.addWidget(empty)
        self._rest = QWidget()
        self.box.addWidget(self._rest, 1)
        self._connect()

    def _empty_states(self) -> dict[str, EmptyState]:
        criteria, options, groups = QAction("Go to Criteria", self), QAction("Go to Options", self), QAction("Add the first group", self)
        criteria.triggered.connect(lambda *_: self.go.emit("Criteria"))
        options.triggered.connect(lambda *_: self.go.emit("Options"))
        groups.triggered.connect(lambda *_: self._add_group())
        return {
            "criteria": EmptyState(
                "No criteria yet",
                "Say what the options are judged by first. Each group then scores every option on each.",
                [criteria],
                "list-checks",
            ),
            "options": EmptyState(
                "No options yet",
                "Record what there is to choose between first. Each group then scores every option.",
                [options],
                "git-compare",
            ),
            "groups": EmptyState(
                "Nobody scores yet",
                "Add an assessor group, such as staff or councillors, then type or paste what it gave each option.",
                [groups],
                "users",
            ),
        }

    def _connect(self) -> None:
        self.add_action.triggered.connect(lambda *_: self._add_group())
        self.groups_action.triggered.connect(lambda *_: self.panel.face.choose(THE_GROUPS))
        self.criteria_action.triggered.connect(lambda *_: self.go.emit("Criteria"))
        self.options_action.triggered.connect(lambda *_: self.go.emit("Options"))
        self.views.changed.connect(self._choose_view)
        self.panel.face.changed.connect(lambda _: self.groups.name_delete())
        self.table.moved.connect(self._go_on)
        self.table.view.refused.connect(self._say_where)
        self.model.trouble.connect(self._say_trouble)
        self.model.dataChanged.connect(self._tell)
        self.panel.typed.connect(self._typed)
        self.workspace.opened.connect(self._wrong.clear)

    # Showing

    def fill(self) -> None:
        case = self.workspace.case_id
        criteria, options, groups = (self.workspace.read(records.rows, noun, case) for noun in (Criterion, Option, AssessorGroup))
        try:
            appraisal = self.workspace.appraisal()
        except KnownTrouble as trouble:
            self.messages.alert(str(trouble))
            self._show_parts("trouble")
            return
        recorded, whose = self.workspace.read(scores.recorded_scores, case), (self.workspace.path, case)
        before = self._sheet if whose == self._whose else None
        self._sheet = sheet = ScoreSheet.of(appraisal, criteria, options, groups, recorded, before)
        if self._group not in [each.id for each in groups]:
            self._group = None
        self._differing = self._differing and len(groups) > 1
        chosen = 0 if self._group is None else 1 + [each.id for each in groups].index(self._group)
        chosen = len(groups) + 1 if self._differing else chosen
        self.views.offer([each.text("name") for each in groups], chosen)
        self.groups.show_groups(groups)
        self.panel.set_groups(groups)
        wanted = self._wanted_columns()
        if whose != self._whose or [(each.key, each.heading) for each in wanted] != [
            (each.key, each.heading) for each in self.model.columns
        ]:
            self._whose = whose
            self._set_columns(wanted, sheet.criteria)
        else:
            self.model.set_rows(sheet.criteria)
            self.totals.refresh()
        self._made_up.setText(sheet.illustrative)
        self._show_key()
        self._show_parts("criteria" if not criteria else "options" if not options else "groups" if not groups else "")
        self.header.purpose.setText(self._purpose(sheet.criteria))
        if not self.table.current.isValid() and criteria and options:
            self.table.go_to(0, 1)  # which tells of the cell
        else:
            self._tell()

    def _show_parts(self, lacking: str) -> None:
        self._columns.setVisible(not lacking)
        for name, empty in self._empty.items():
            empty.setVisible(name == lacking)
        self._rest.setVisible(bool(lacking))

    @staticmethod
    def _purpose(criteria: Sequence[CriterionRow]) -> str:
        scales = {(each.result.worst, each.result.best) for each in criteria}
        worst, best = scales.pop() if len(scales) == 1 else (None, None)
        if worst is None or best is None:
            return "What each group gave each option, on each criterion’s own scale."
        return f"What each group gave each option, from {worst:f}, the worst, to {best:f}, the best."

    def _show_key(self) -> None:
        if self._sheet is not None:
            sheet, names = self._sheet, [each.text("name") for each in self._sheet.groups]
            view = DIFFERENCES_VIEW if self._differing else TOGETHER_VIEW if self._group is None else GROUP_VIEW
            apart = far_apart_words([each.result for each in sheet.criteria])
            group, case = self._parts_of(self._group), sheet.appraisal.case
            self.key.show_groups(
                names,
                view,
                apart,
                ranges=any(not group or of_group == group for of_group, _, _ in case.ranges),
                outside=view == GROUP_VIEW and any(each.outside for each in sheet.of_group(group)),
                missing=any("missing" in each.aside for each in self.cells_of_each_width()),
            )
            self.differences.set_sentences(self._said_of_differences() if self._differing else ())
            self.differences.setVisible(bool(self.differences.sentences))

    def _said_of_differences(self) -> list[str]:
        """The cells on which the groups differ most, in sentences."""
        differences = self._sheet.apart() if self._sheet is not None else []
        if not differences or self._sheet is None:
            return []
        most = [each for each in differences if each[2] == differences[0][2]][:_MOST_NAMED]
        named = listed([f"{row.name} for {option}" for row, option, _ in most])
        gap = self._sheet.agreement(most[0][0].result, most[0][1]).gap
        far = sum(share >= FAR_APART for _, _, share in differences)
        points = f"**{number_text(gap)} point{'' if gap == 1 else 's'}**"
        more = f" {far} cells are flagged." if far > len(most) else ""
        return [f"The groups differ most on **{named}**, by {points}.{more}"]

    def cells_of_each_width(self) -> Iterable[Cell]:
        """A cell of the view for each width that its cells have."""
        return self._sheet.of_each_width(self._parts_of(self._group), differing=self._differing) if self._sheet is not None else ()

    def _bands(self, row: int) -> Sequence[Band]:
        group = self._parts_of(self._group) if self._group is not None else ""
        return self._sheet.bands(row, group, f"{self._view_key}:weight") if self._sheet is not None else ()

    def _parts_of(self, group: int | None) -> str:
        """A group's name by its id."""
        return next((each.text("name") for each in self._sheet.groups if each.id == group), "") if self._sheet is not None else ""

    @property
    def _view_key(self) -> str:
        return "differences" if self._differing else str(self._group or 0)

    def _wanted_columns(self) -> list[ScreenColumn]:
        """The keys name the group too, so that a text not saved stays with the group it was typed for."""
        group = self._view_key
        options = self._sheet.options if self._sheet is not None else ()
        return [ScreenColumn(f"{group}:weight", "Weight", Kind.NUMBER, editable=False, least=4)] + [
            ScreenColumn(f"{group}:{each.id}", each.text("name"), align=Align.LEFT, editable=self._group is not None) for each in options
        ]

    def _set_columns(self, wanted: Sequence[ScreenColumn], rows: Sequence[CriterionRow] | None = None) -> None:
        self.model.set_columns(wanted, rows)
        self.totals.set_columns([replace(each, cell=None, editable=False) for each in wanted])

    def _choose_view(self, number: int) -> None:
        if self._sheet is None:
            return
        self.messages.clear()
        self._differing = number > len(self._sheet.groups)
        self._group = self._sheet.groups[number - 1].id if number and not self._differing else None
        self._set_columns(self._wanted_columns())
        self._show_key()
        self._tell()
        self.groups.name_delete()

    # Cells

    def _parts(self, column_shown: ScreenColumn) -> tuple[str, str]:
        """The group's name, empty for all of them together, and the option's name, empty in the column of weights."""
        sheet = self._sheet
        group, _, option = column_shown.key.partition(":")
        name = next((each.text("name") for each in sheet.groups if str(each.id) == group), "") if sheet is not None else ""
        return name, column_shown.heading if option != "weight" else ""

    def _cell(self, shown: CriterionRow, column_shown: ScreenColumn) -> Cell:
        group, option = self._parts(column_shown)
        if self._sheet is None:
            return Cell()
        if not option:
            return self._sheet.weight_cell(shown, group)
        if column_shown.key.startswith("differences:"):
            return self._sheet.difference_cell(shown, option)
        return self._sheet.group_cell(shown, option, group) if group else self._sheet.combined_cell(shown, option)

    def _total(self, _row: str, column_shown: ScreenColumn) -> Cell:
        group, option = self._parts(column_shown)
        if self._sheet is None or not option:
            return Cell("100%", quiet=True)
        return self._sheet.total_cell(option, group)

    def _can_edit(self, shown: CriterionRow, column_shown: ScreenColumn) -> bool:
        return column_shown.editable and not shown.taken_from

    @staticmethod
    def _check(shown: CriterionRow, _column: ScreenColumn, text: str) -> None:
        typed, given = scores.read_typed(text), shown.result
        for number in (typed.score, typed.low, typed.high):
            if isinstance(number, Decimal) and not given.scale_from_scores:
                check_on_scale(shown.name, given.worst, given.best, number)

    def _tell(self) -> None:
        """Bring the side panel into line with the cell in hand."""
        sheet, here = self._sheet, self.table.current
        if sheet is None or not here.isValid():
            return
        shown: CriterionRow = self.model.row_at(here.row())
        number = here.column() - 1
        weight = shown.result.weight
        weight_words = f"weight {share_words(weight)}" if shown.result.use == "weighted" else shown.result.use
        if number < 0:
            self.panel.show_cell(shown.id, shown.name, weight_words.capitalize(), anchor_words(shown), (), ())
            return
        option = sheet.options[number]
        name = option.text("name")
        if shown.taken_from:
            note = lacking_for(sheet.appraisal, shown.name, name)
            records_said = [f"Taken from the records, so nobody scores it: {_CHANGED_ON[shown.taken_from]}", *note]
            self.panel.show_cell((shown.id, option.id), name, f"{shown.name}, {weight_words}", anchor_words(shown), (), records_said)
            return
        said = [self._group_said(sheet, shown, option, each) for each in sheet.groups]
        self.panel.show_cell(
            (shown.id, option.id),
            name,
            f"{shown.name}, {weight_words}",
            anchor_words(shown),
            said,
            verdict(sheet.agreement(shown.result, name)),
        )

    def _group_said(self, sheet: ScoreSheet, shown: CriterionRow, option: Row, group: Row) -> GroupSaid:
        """What one group gave the cell in hand, with what was typed for it and not saved."""
        name = group.text("name")
        recorded_score = sheet.recorded.get((name, option.text("name"), shown.name))
        typed = self._wrong.get((group.id, option.id, shown.id), {})
        wrong = {part: (text, str(trouble)) for part, (text, trouble) in typed.items()}
        if group.id == self._group:
            here = self.table.current
            cell = self.model.cell_at(here.row(), here.column())
            if cell.trouble:
                wrong["score"] = (cell.text, cell.trouble)
        if recorded_score is None:
            return GroupSaid(group.id, name, "", "", wrong=wrong)
        score = scores.typed_words(recorded_score.score, not_applicable=recorded_score.not_applicable)
        low, high = ("" if end is None else plain(end) for end in (recorded_score.low, recorded_score.high))
        mark_texts = (recorded_score.marks.withheld.capitalize(), recorded_score.marks.paragraphs, recorded_score.marks.reason)
        marks = dict(zip(MARKS, mark_texts, strict=True))
        return GroupSaid(group.id, name, score, recorded_score.comment, low, high, recorded_score.distribution.capitalize(), marks, wrong)

    def _say_trouble(self, sentence: str) -> None:
        """The sentence of the cell in hand stands below the table; only what concerns a block needs the page's message."""
        if sentence != self.table.trouble.text():
            self.messages.alert(sentence)

    def _go_on(self) -> None:
        """What was to do in the cell before is no longer said."""
        if self.messages.role is MessageRole.ALERT:
            self.messages.clear()
        self._tell()

    def _say_where(self) -> None:
        """Say where what was typed at a cell that cannot be edited is to be typed."""
        here = self.table.current
        taken = self.model.row_at(here.row()).taken_from if here.isValid() else ""
        if here.column() == 0:
            self.messages.alert("Weights are recorded under Criteria.")
        elif taken:
            self.messages.alert(f"This comes from the records and is not scored: {_CHANGED_ON[taken]}")
        else:
            self.messages.alert("These are the scores of all groups together: choose a group above the table and type its own.")

    # Editing

    def _record(self, edits: Sequence[CellEdit]) -> None:
        """Record typed, pasted, filled or cleared cells of the group in view as one step."""
        if self._group is None:
            return
        given = [ScoreEdit(self._group, int(each.column.key.partition(":")[2]), each.row.id, each.text) for each in edits]
        group, option = self._parts(edits[0].column)
        one = f"change to score of {option}, {edits[0].row.name}, by {group}"
        self.workspace.edit_rows(
            len(edits), one if len(edits) == 1 else f"change to {len(edits):,} scores by {group}", scores.change, given
        )

    def _in_hand(self) -> tuple[CriterionRow, Row] | None:
        here = self.table.current
        if self._sheet is None or not here.isValid() or here.column() < 1:
            return None
        return self.model.row_at(here.row()), self._sheet.options[here.column() - 1]

    def _typed(self, group: int, part: str, text: str) -> None:
        """A part of the cell typed at the side: through the table where it shows that group's score, so that both say the same."""
        cell_in_hand = self._in_hand()
        if cell_in_hand is None or self._sheet is None:
            return
        shown, option = cell_in_hand
        name = self._parts_of(group)
        place, cell = (group, option.id, shown.id), f"{option.text('name')}, {shown.name}, by {name}"
        try:
            if part == "score":
                self._score(place, cell, text)
            elif part in MARKS:
                self.workspace.edit(f"change to who may see the score of {cell}", scores.mark, *place, part, text)
            elif part == "comment":
                self.workspace.edit(f"change to a comment on {cell}", scores.change, [ScoreEdit(*place, comment=text)])
            else:
                self.workspace.edit(f"change to the range of {cell}", scores.change, [_range_edit(place, part, text)])
        except KnownTrouble as trouble:
            if isinstance(trouble, NotSaved):
                trouble.kept = True
                self.messages.alert(str(trouble))
            self._wrong.setdefault(place, {})[part] = (text, trouble)
        else:
            self._wrong.get(place, {}).pop(part, None)
        self._tell()

    def _score(self, place: tuple[int, int, int], cell: str, text: str) -> None:
        """Record a score typed at the side. A number alone leaves the range that was there as it is."""
        here, (group, _, _) = self.table.current, place
        shown: CriterionRow = self.model.row_at(here.row())
        whole = self._with_range(group, text)
        if group == self._group:
            self.model.enter(here.row(), self.model.columns[here.column()], whole)
            return
        self._check(shown, self.model.columns[here.column()], whole)
        self.workspace.edit(f"change to score of {cell}", scores.change, [ScoreEdit(*place, whole)])

    def _with_range(self, group: int, text: str) -> str:
        cell_in_hand = self._in_hand()
        if cell_in_hand is None or self._sheet is None:
            return text
        shown, option = cell_in_hand
        recorded = self._sheet.recorded.get((self._parts_of(group), option.text("name"), shown.name))
        if recorded is None or (recorded.low is None and recorded.high is None):
            return text
        try:
            score = scores.read_score(text)
        except KnownTrouble:
            return text  # a whole cell such as 6 (5 to 8), or what cannot be read
        if score is NOT_APPLICABLE:
            return text
        return scores.typed_words(score if isinstance(score, Decimal) else None, recorded.low, recorded.high)

    def _group_in_view(self) -> Row | None:
        groups = self._sheet.groups if self._sheet is not None else ()
        return next((each for each in groups if each.id == self._group), None)

    def _add_group(self) -> None:
        self.panel.face.choose(THE_GROUPS)
        if not self.groups.add():
            self.panel.face.choose(THE_CELL)
        elif self._sheet is not None and len(self._sheet.groups) == 1:
            self.views.choose(1)  # its scores are what is typed next

    def unsaved(self) -> Sequence[Unsaved]:
        """Those of the matrix, of every group, and those typed at the side for a cell that is in hand no longer."""
        unsaved_texts = [each for each in super().unsaved() if not isinstance(each.where, FieldFrame)]
        for (group, option, criterion), parts in self._wrong.items():
            unsaved_texts += [
                Unsaved(self.table, text, str(trouble), criterion, f"{group}:{option}", isinstance(trouble, NotSaved))
                for text, trouble in parts.values()
            ]
        return unsaved_texts

    def save_again(self) -> bool:
        waiting = [
            (place, part, text, trouble)
            for place, parts in self._wrong.items()
            for part, (text, trouble) in parts.items()
            if isinstance(trouble, NotSaved)
        ]
        for place, part, text, trouble in waiting:
            try:
                trouble.again()
            except KnownTrouble as problem:
                self._wrong[place][part] = (text, problem)
                if isinstance(problem, NotSaved):
                    problem.kept = True
                    return False
            else:
                self._wrong[place].pop(part, None)
        self._tell()
        return super().save_again()

    def reveal(self, unsaved: Unsaved) -> None:
        group, _, option = unsaved.key.partition(":")
        ids = [each.id for each in self._sheet.groups] if self._sheet is not None else []
        if unsaved.where is self.table and group.isdigit() and int(group) in ids:
            self.panel.face.choose(THE_CELL)
            self.views.choose(1 + ids.index(int(group)))
            take_in_hand(replace(unsaved, key=f"{self._view_key}:{option}"))
        else:
            super().reveal(unsaved)

    def focus_on(self, target: object) -> None:
        """`groups` shows the list of groups; a criterion's id takes its row in hand."""
        if target == "groups":
            self.panel.face.choose(THE_GROUPS)
        elif isinstance(target, int) and self.model.find(target) >= 0:
            self.panel.face.choose(THE_CELL)
            self.table.go_to(self.model.find(target), 1)


def _range_edit(place: tuple[int, int, int], part: str, text: str) -> ScoreEdit:
    """An end of the range, or how it is spread, as typed at the side."""
    if part == "distribution":
        return ScoreEdit(*place, distribution=text.casefold())
    return ScoreEdit(*place, low=text) if part == "low" else ScoreEdit(*place, high=text)
