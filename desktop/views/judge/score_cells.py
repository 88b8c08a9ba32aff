"""What the cells of the matrix of scores say, from the records and the appraisal. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import partial

from desktop.appraisal.case import NOT_APPLICABLE, Score
from desktop.appraisal.choice.agreement import Agreement, agreement
from desktop.appraisal.choice.criteria import competition_ranks
from desktop.appraisal.choice.preferences import scored_throughout
from desktop.appraisal.choice.weights import voters_of
from desktop.appraisal.results import Appraisal, CriterionResult, OptionResult
from desktop.appraisal.wording import listed, place, scale_places
from desktop.models.cell import Align, Cell, CellState
from desktop.models.criterion_tree import Band, HeadingSum, Path, heading_sums, opened, path_of, tree_order
from desktop.models.kinds import number_text
from desktop.operations.choice.scores import Bases, RecordedScores, ScoreCell
from desktop.operations.records.columns import plain
from desktop.operations.records.records import Row
from desktop.results.choice.options import state_words

#: As many groups as there are shapes to tell apart; with more, only the lowest and the highest score are marked.
MOST_MARKS = 6

#: Under what the longest text of all groups' means, and of the points between them, is kept; no group has a name so short.
TOGETHER, DIFFERING = "", " "


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A row of the matrix. `path` are the headings it stands under, `taken_from` the records that stand for its scores, if any."""

    id: int
    name: str
    path: tuple[str, ...]
    anchors: str
    result: CriterionResult
    taken_from: str = ""


@dataclass(frozen=True, slots=True)
class GroupColumn:
    """What one group's scores of an option ask of its view, worked out of what stands while they do.

    `outside` says that one lies outside its scale, `widest` is the longest text of a score with its range, and `looks` has a row for each
    width that its cells have.
    """

    rests_on: tuple[object, object]
    outside: bool
    widest: str
    looks: Mapping[object, CriterionRow]


@dataclass(frozen=True)
class ScoreSheet:
    """Everything the Scores screen shows, read once."""

    appraisal: Appraisal
    criteria: tuple[CriterionRow, ...]
    options: tuple[Row, ...]
    groups: tuple[Row, ...]
    recorded: Mapping[tuple[str, str, str], ScoreCell]
    bases: Bases
    _columns: dict[tuple[str, str], GroupColumn] = field(default_factory=dict)
    _agreements: dict[tuple[str, str], Agreement] = field(default_factory=dict)
    _widest: dict[str, str] = field(default_factory=dict)
    _places: dict[str, dict[str, int]] = field(default_factory=dict)
    _each_width: dict[tuple[str, bool], tuple[Cell, ...]] = field(default_factory=dict)
    _sums: dict[str, Mapping[Path, HeadingSum]] = field(default_factory=dict)

    @staticmethod
    def of(
        appraisal: Appraisal,
        criteria: Sequence[Row],
        options: Sequence[Row],
        groups: Sequence[Row],
        recorded: RecordedScores,
        before: ScoreSheet | None = None,
    ) -> ScoreSheet:
        """The sheet of a case; criteria stand under their headings, in the officer's order otherwise. `before` is that before an edit."""
        by_name = {result.name: result for result in appraisal.criteria}
        paths = [path_of(row.text("heading")) for row in criteria]
        rows = [
            CriterionRow(row.id, name := row.text("name"), paths[at], row.text("anchors"), by_name[name], row.text("taken_from"))
            for at in tree_order(paths)
            for row in (criteria[at],)
        ]
        columns = before._columns if before is not None else {}
        return ScoreSheet(appraisal, tuple(rows), tuple(options), tuple(groups), recorded.by_place, recorded.bases, columns)

    def bands(self, row: int, group: str = "", key: str = "") -> tuple[Band, ...]:
        """The headings that begin at a row, each with its share of the whole under the column of that key."""
        headings = opened(self.criteria[row].path, self.criteria[row - 1].path if row else ())
        if not headings:
            return ()
        if group not in self._sums:
            weighted = [each for each in self.criteria if each.result.use == "weighted"]
            shares = [(each.path, None, each.result.by_group[group] if group else each.result.weight) for each in weighted]
            self._sums[group] = heading_sums(shares)
        sums = self._sums[group]
        return tuple(
            Band(path[-1], level, {key: share_words(share) if path in sums and (share := sums[path].share) is not None else ""})
            for level, path in headings
        )

    def apart(self) -> list[tuple[CriterionRow, str, Fraction]]:
        """The cells on which the groups differ at all, with how much of the scale lies between them, those furthest apart first."""
        groups = [each.text("name") for each in self.groups]
        shares: dict[tuple[str, Decimal], Fraction | None] = {}
        differences = []
        for row in self.criteria:
            for option in () if row.taken_from else self.appraisal.options:
                scores = [score for group in groups if isinstance(score := self.score(group, option.name, row.name), Decimal)]
                gap = max(scores) - min(scores) if len(scores) > 1 else Decimal(0)
                if gap:
                    key = row.name, gap
                    if key not in shares:
                        shares[key] = self.agreement(row.result, option.name).share
                    if share := shares[key]:
                        differences.append((row, option.name, share))
        return sorted(differences, key=lambda each: -each[2])

    def agreement(self, criterion: CriterionResult, option: str) -> Agreement:
        """How far apart the groups are on one cell."""
        key = criterion.name, option
        if key not in self._agreements:
            self._agreements[key] = agreement(self.appraisal.case, criterion, option)
        return self._agreements[key]

    def score(self, group: str, option: str, criterion: str) -> Score | None:
        """What one group gave, or the middle of its range; `None` is missing."""
        return self.appraisal.case.score_of(group, option, criterion)

    @property
    def illustrative(self) -> str:
        """Says so where scores were made up to show the method."""
        scored = sum(sum(of_option.values()) for of_option in self.bases.values())
        count = sum(of_option.get("illustrative", 0) for of_option in self.bases.values())
        if not count:
            return ""
        return "All scores are illustrative" if count == scored else f"{count} of {scored} scores are illustrative"

    # Cells

    def weight_cell(self, row: CriterionRow, group: str = "") -> Cell:
        """The criterion's share of the whole, or why it has none."""
        if row.result.use != "weighted":
            return Cell(row.result.use, quiet=True, spoken=f"{row.name}: {row.result.use}, no weight")
        weight = row.result.by_group[group] if group else row.result.weight
        return Cell(share_words(weight), quiet=True, spoken=f"{row.name}: weight {share_words(weight)}")

    def combined_cell(self, row: CriterionRow, option: str) -> Cell:
        """All groups together: the mean by votes, each group's mark, and what is missing or far apart."""
        cell, group_agreement = self.appraisal.option(option).cells[row.name], self.agreement(row.result, option)
        head = f"{option}, {row.name[:1].lower()}{row.name[1:]}"
        if cell.not_applicable:
            return replace(Cell.not_applicable(f"{head}: does not apply; left out of the score"), align=Align.RIGHT)
        if row.taken_from:
            return self._measured_cell(row, option)
        if cell.combined is None:
            spoken = f"{head}: missing from every group; not counted as 0"
            return Cell(aside="missing", edit="", widest=self._widest_mean(), spoken=spoken)
        text = mean_words(cell.combined, row.result)
        scores_in_words = ", ".join(f"{group} {_spoken(score)}" for group, score in group_agreement.scores.items())
        spoken = f"{head}: {text}; {scores_in_words}" + (f"; {plain(group_agreement.gap)} apart" if group_agreement.is_far_apart else "")
        missing = len(group_agreement.missing)
        if missing:
            return Cell(
                text,
                align=Align.RIGHT,
                slot=True,
                widest=self._widest_mean(),
                aside=f"{missing} missing",
                flag=group_agreement.is_far_apart,
                spoken=spoken,
            )
        span = self._span_of(row, option, [each.text("name") for each in self.groups])
        if span is not None:
            spoken += "; with the ranges recorded"
        return Cell(
            text,
            align=Align.RIGHT,
            slot=True,
            widest=self._widest_mean(),
            marks=self.marks(group_agreement),
            flag=group_agreement.is_far_apart,
            span=span,
            spoken=spoken,
        )

    def _measured_cell(self, row: CriterionRow, option: str) -> Cell:
        """What the records give in place of scores, or that they do not."""
        head = f"{option}, {row.name[:1].lower()}{row.name[1:]}, from the records"
        known = self.appraisal.case.measured.get((option, row.name))
        if known is None:
            spoken = f"{head}: not known; never counted as 0"
            return Cell("not known", CellState.NOT_KNOWN, Align.LEFT, "", quiet=True, note="from the records", spoken=spoken)
        text = number_text(known.quantize(Decimal("0.01")))
        return Cell(text, align=Align.LEFT, note="from the records", spoken=f"{head}: {text}")

    def _span_of(self, row: CriterionRow, option: str, groups: Sequence[str]) -> tuple[float, float] | None:
        """The range these groups allow on the scale; `None` where none gave one."""
        recorded_cells = (self.recorded.get((group, option, row.name)) for group in groups)
        ranged = [cell for cell in recorded_cells if cell is not None and _has_range(cell)]
        ends = [end for cell in ranged for end in (cell.low, cell.high)]
        if not ends:
            return None
        worst, best = row.result.worst, row.result.best
        least, most = (None, None) if worst is None or best is None else (min(worst, best), max(worst, best))
        open_low, open_high = any(cell.low is None for cell in ranged), any(cell.high is None for cell in ranged)
        numbers = [end for end in ends if end is not None]
        low, high = least if open_low else min(numbers), most if open_high else max(numbers)
        places = [place_on(row.result, end) for end in (low, high) if end is not None]
        return min(places), max(places)

    def difference_cell(self, row: CriterionRow, option: str) -> Cell:
        """How far apart the groups are, in points and on the scale."""
        head, group_agreement = f"{option}, {row.name[:1].lower()}{row.name[1:]}", self.agreement(row.result, option)
        if row.taken_from:
            return Cell("", edit="", spoken=f"{head}: taken from the records, so nobody differs")
        if group_agreement.share is None:
            spoken = f"{head}: fewer than two groups scored it"
            missing = Cell(aside="missing", edit="", widest=self._widest_gap(), spoken=spoken)
            return missing if group_agreement.missing else Cell.not_applicable(spoken)
        text = number_text(group_agreement.gap)
        who = f"; {listed([*group_agreement.highest])} highest, {listed([*group_agreement.lowest])} lowest" if group_agreement.gap else ""
        return Cell(
            text,
            align=Align.RIGHT,
            slot=True,
            widest=self._widest_gap(),
            bar=float(group_agreement.share),
            flag=group_agreement.is_far_apart,
            strong=group_agreement.is_far_apart,
            quiet=not group_agreement.gap,
            spoken=f"{head}: {text} apart{who}",
        )

    def marks(self, group_agreement: Agreement) -> tuple[tuple[int, float], ...]:
        """Each group's shape and place; past `MOST_MARKS` groups only the lowest and the highest."""
        if len(self.groups) < 2:
            return tuple((0, float(place)) for place in group_agreement.places.values())
        if len(self.groups) <= MOST_MARKS:
            shapes = {row.text("name"): shape for shape, row in enumerate(self.groups)}
            return tuple((shapes[group], float(place)) for group, place in group_agreement.places.items())
        places = sorted(group_agreement.places.values())
        return ((0, float(places[0])), (0, float(places[-1]))) if places else ()

    def group_cell(self, row: CriterionRow, option: str, group: str) -> Cell:
        """One group's own score, as it was given."""
        if row.taken_from:
            return self._measured_cell(row, option)
        score, recorded_score = self.score(group, option, row.name), self.recorded.get((group, option, row.name))
        head = f"{option}, {row.name[:1].lower()}{row.name[1:]}"
        if score is NOT_APPLICABLE:
            return replace(Cell.not_applicable(f"{head}: does not apply; left out of the score"), align=Align.RIGHT)
        words, widest = recorded_score.words if recorded_score is not None else "", self._widest_of(group)
        if not isinstance(score, Decimal):
            if words:
                return Cell(aside=words, edit=words, widest=widest, spoken=f"{head}: no score yet, {words}; not counted as 0")
            return Cell(aside="missing", edit="", widest=widest, spoken=f"{head}: missing; not counted as 0")
        comment, text = recorded_score.comment if recorded_score is not None else "", number_text(score)
        ranged = recorded_score is not None and _has_range(recorded_score)
        outside = is_off_scale(row.result, score)
        spoken = f"{head}: {words if ranged else text}{scale_words(row.result, ' of ')}{', outside its scale' if outside else ''}"
        return Cell(
            words if ranged else text,
            align=Align.RIGHT,
            slot=True,
            widest=widest,
            bar=place_on(row.result, score),
            span=self._span_of(row, option, [group]),
            flag=outside,
            edit=words or plain(score),
            spoken=spoken + (f". {comment}" if comment else ""),
        )

    def of_group(self, group: str) -> list[GroupColumn]:
        """What a group's scores of each option ask of its view; of options that are as they were, what was worked out before."""
        columns, criteria = [], self.appraisal.criteria
        for option in self.appraisal.options:
            own, place = option.own_cells[group], (group, option.name)
            known = self._columns.get(place)
            if known is None or known.rests_on[0] is not criteria or known.rests_on[1] is not own:
                known = self._columns[place] = self._column(group, option.name, (criteria, own))
            columns.append(known)
        return columns

    def _column(self, group: str, option: str, rests_on: tuple[object, object]) -> GroupColumn:
        outside, texts, looks = False, {""}, dict[object, CriterionRow]()
        for row in self.criteria:
            score, cell = self.score(group, option, row.name), self.recorded.get((group, option, row.name))
            if cell is not None and cell.score is not None:
                texts.add(number_text(cell.score))
                outside = outside or is_off_scale(row.result, cell.score)
            if cell is not None and _has_range(cell):
                texts.add(cell.words)
            if row.taken_from:
                look: object = self.appraisal.case.measured.get((option, row.name))
            else:
                look = Decimal if isinstance(score, Decimal) else (score, cell.words if cell is not None and score is None else "")
            looks.setdefault(look, row)
        return GroupColumn(rests_on, outside, max(texts, key=len), looks)

    def _widest_of(self, group: str) -> str:
        """The longest text of a score and its range that a group gave, so that none is cut and all its bars begin in one line."""
        if group not in self._widest:
            self._widest[group] = max((each.widest for each in self.of_group(group)), key=len, default="")
        return self._widest[group]

    def _widest_mean(self) -> str:
        """The longest mean of all groups; the lowest and the highest of each criterion are looked at, as all have its decimals."""
        if TOGETHER not in self._widest:
            texts = []
            for row in self.criteria:
                cells = (option.cells[row.name].combined for option in self.appraisal.options)
                means = sorted((mean for mean in cells if mean is not None), key=float)
                texts += [mean_words(mean, row.result) for mean in (*means[:1], *means[-1:])]
            self._widest[TOGETHER] = max(texts, key=len, default="")
        return self._widest[TOGETHER]

    def _widest_gap(self) -> str:
        """The longest number of points between groups."""
        if DIFFERING not in self._widest:
            scored = [row for row in self.criteria if not row.taken_from]
            gaps = {self.agreement(row.result, option.name).gap for row in scored for option in self.appraisal.options}
            self._widest[DIFFERING] = max(map(number_text, gaps), key=len, default="")
        return self._widest[DIFFERING]

    def of_each_width(self, group: str, *, differing: bool) -> tuple[Cell, ...]:
        """A cell for each width that cells of a view have: those that show alike are asked for once."""
        key = group, differing
        if key not in self._each_width:
            self._each_width[key] = tuple(self._looked_for(group, differing=differing))
        return self._each_width[key]

    def _looked_for(self, group: str, *, differing: bool) -> Iterator[Cell]:
        voters = voters_of(self.appraisal.case)
        without_votes = [each.name for each in self.appraisal.case.groups if each.name not in voters]
        columns = self.of_group(group) if group else ()
        seen: dict[object, Callable[[], Cell]] = {}
        for option, column in zip(self.appraisal.options, columns, strict=False):
            for look, row in column.looks.items():
                seen.setdefault(look, partial(self.group_cell, row, option.name, group))
        for option in () if group else self.appraisal.options:
            for row in self.criteria:
                shown = self.difference_cell if differing else self.combined_cell
                seen.setdefault(self._looks(row, option, without_votes), partial(shown, row, option.name))
        yield from (cell() for cell in seen.values())

    def _looks(self, row: CriterionRow, option: OptionResult, without_votes: Sequence[str]) -> object:
        """What the width of a cell of all groups comes from; figures in a slot are all as wide as it is."""
        if row.taken_from:
            return self.appraisal.case.measured.get((option.name, row.name))
        cell = option.cells[row.name]
        if cell.not_applicable or cell.combined is None:
            return cell.not_applicable, cell.combined
        return len(cell.missing_groups) + sum(self.score(each, option.name, row.name) is None for each in without_votes)

    def total_cell(self, option: str, group: str = "") -> Cell:
        """The score out of 100 with its range, and its place; one group's own where it is named, among the options it scored throughout."""
        result = self.appraisal.option(option)
        places = self._places_of(group)
        words = result.words_of(group) if group else result.score_words
        rank = places.get(option)
        place_words = [place(rank)] if rank else []
        notes, spoken_notes = [*place_words, *state_words(result)[:1]], [*place_words, *state_words(result)]
        leads = rank == 1 if group else bool(places) and option == self.appraisal.leader
        return Cell(
            words,
            align=Align.LEFT,
            strong=True,
            accent=leads,
            note=", ".join(notes),
            spoken=f"{option}: {words} out of 100; {', '.join(spoken_notes)}",
        )

    def _places_of(self, group: str) -> dict[str, int]:
        """The places of the options, or of those that a group scored throughout by its own scores; worked out once."""
        if group not in self._places:
            options = self.appraisal.options
            placed = scored_throughout(self.appraisal, group) if group else {each.name for each in options}
            scores = {each.name: each.by_group[group].score if group else each.score for each in options if each.name in placed}
            known = {name: score for name, score in scores.items() if score is not None}
            self._places[group] = competition_ranks(known) if len(known) > 1 else {}  # one alone has no place
        return self._places[group]


def place_on(criterion: CriterionResult, score: Decimal) -> float:
    """Where a score lies on its scale: 0 at its worst end, 1 at its best; in the middle where the scale is not known."""
    if criterion.worst is None or criterion.best is None or criterion.worst == criterion.best:
        return 0.5
    return min(max(float((score - criterion.worst) / (criterion.best - criterion.worst)), 0.0), 1.0)


def is_off_scale(criterion: CriterionResult, score: Decimal) -> bool:
    """Whether a score lies outside a scale whose ends are given."""
    if criterion.worst is None or criterion.best is None or criterion.scale_from_scores:
        return False
    return not min(criterion.worst, criterion.best) <= score <= max(criterion.worst, criterion.best)


def _has_range(cell: ScoreCell) -> bool:
    return cell.low is not None or cell.high is not None


def share_words(weight: Fraction) -> str:
    """A fraction of 1 as a whole percentage, or to one place below ten where that says more."""
    percent = float(weight * 100)
    return f"{percent:.0f}%" if percent >= 9.95 or abs(percent - round(percent)) < 0.05 else f"{percent:.1f}%"


def mean_words(mean: Fraction, criterion: CriterionResult) -> str:
    """A mean on the criterion's scale: to the places that a short scale needs, whole on a long one."""
    long = criterion.worst is not None and criterion.best is not None and abs(criterion.best - criterion.worst) > 100
    return number_text(Decimal(f"{float(mean):.0f}")) if long else f"{float(mean):.{scale_places(criterion.worst, criterion.best)}f}"


def scale_words(criterion: CriterionResult, lead: str = "") -> str:
    """The upper end of the scale, said after a score, such as ` of 10`; empty where the scale is not known or runs down."""
    if criterion.worst is None or criterion.best is None or criterion.worst != 0:
        return ""
    return f"{lead}{number_text(criterion.best)}"


def anchor_words(row: CriterionRow) -> str:
    """The scale and its worded ends, as they stand in the side panel."""
    worst, best = row.result.worst, row.result.best
    if worst is None or best is None:
        scale = "No scale is recorded and nobody has scored, so any number will do."
    elif row.result.scale_from_scores:
        scale = f"The scale is taken from the scores: worst {number_text(worst)}, best {number_text(best)}."
    else:
        scale = "" if row.anchors else f"From {number_text(worst)}, the worst, to {number_text(best)}, the best."
    anchors = row.anchors if not row.anchors or row.anchors.endswith(".") else f"{row.anchors}."
    return " ".join(part for part in (anchors, scale) if part)


def _spoken(score: Score | None) -> str:
    if score is None:
        return "missing"
    return "not applicable" if score is NOT_APPLICABLE else number_text(Decimal(score))
