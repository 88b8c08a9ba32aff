"""Options: what could be done, and what each is compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from db.nouns.choice import Option
from db.nouns.noun import Column as Declared
from desktop.appraisal.results import Appraisal
from desktop.appraisal.wording import listed, place
from desktop.errors import KnownTrouble
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.operations.records.records import Row
from desktop.operations.records.summaries import benchmark_findings
from desktop.results.money.recorded import has_known_amounts
from desktop.results.money.worth import present_values
from desktop.views.kit.records.card_pane import CardPane
from desktop.views.kit.records.cards import CardWords
from desktop.views.kit.records.noun_records import NounRecords
from desktop.views.kit.records.record_screen import RecordScreen
from desktop.views.kit.records.source import RecordWords
from desktop.views.kit.tables.result_columns import shown
from desktop.workspace import Workspace

_OPTIONS = RecordWords(
    "Options",
    "What could be done, the advantages and disadvantages of each, and which one the others are compared with.",
    "option",
    "options",
    "Add ‘Do nothing’ first and make it the benchmark. Then add each thing the council could do instead.",
    "git-compare",
)


#: What a card is marked with, and what it says at length, in the order read.
_MARKS = (("benchmark", "Benchmark"), ("preferred", "Preferred"), ("decision_taken", "Decision taken"))
_PARAGRAPHS = (
    ("description", ""),
    ("advantages", "Advantages"),
    ("disadvantages", "Disadvantages"),
    ("reason", "Reason"),
    ("decision_reason", "Decision reason"),
)

#: A reason in a finding is cut after this many characters.
_LONGEST_REASON = 160


class OptionRecords(NounRecords):
    """Options. One is the benchmark, one preferred and one decided on at most: a yes to another takes it from the first."""

    _appraised: Appraisal | None = None
    _said: Mapping[str, tuple[tuple[str, str], ...]] = {}

    def columns(self) -> Sequence[ScreenColumn]:
        """The decision stands at the end, after what is said of the option before it is taken."""
        columns = list(super().columns())
        last = [each for each in columns if each.key in ("decision_taken", "decision_reason")]
        others = [each for each in columns if each not in last]
        at = next(number for number, each in enumerate(others) if each.key == "basis")
        return [*others[:at], *last, *others[at:]]

    def column(self, column: Declared) -> ScreenColumn:
        table_column = super().column(column)
        match column.key:
            case "name":
                return replace(table_column, least=20)
            case "participants":
                return replace(table_column, kind=Kind.LONG_TEXT)
            case "decision_taken":
                return replace(table_column, in_table=True)
        return table_column

    def card(self, row: Row) -> CardWords:
        """What it is, for and against, what it scores and comes to, and what was decided."""
        marks = [heading for key, heading in _MARKS if row.values.get(key) is True]
        marks += ["Not viable"] if row.values.get("viable") is False else []
        paragraphs = [(heading, row.text(key).strip()) for key, heading in _PARAGRAPHS]
        paragraphs += [("Participants", row.text("participants"))]
        return CardWords(
            self.name(row),
            (*marks, *self.card_marks(row)),
            self._figures().get(row.text("name"), ()),
            tuple(each for each in paragraphs if each[1]),
        )

    def _figures(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """The score and the money of each option by its name; none while the records contradict one another, which Results says."""
        try:
            appraisal = self.workspace.appraisal()
        except KnownTrouble:
            return {}
        if appraisal is not self._appraised:  # asked for each card
            self._appraised, self._said = appraisal, _figures_of(appraisal)
        return self._said

    def findings(self, rows: Sequence[Row]) -> Sequence[str]:
        sentences = [*benchmark_findings(rows)]
        decided = next((row for row in rows if row.values.get("decision_taken") is True), None)
        if decided is not None:
            sentences.append(self._decision(decided))
        return (*sentences, *self._set_aside(rows))

    def _decision(self, row: Row) -> str:
        reason = " ".join(row.text("decision_reason").split())
        if not reason:
            return f"**{row.text('name')}** is the decision taken. Say why under Decision reason."
        return f"**{row.text('name')}** is the decision taken: {reason.rstrip('.')}."

    def _set_aside(self, rows: Sequence[Row]) -> Sequence[str]:
        """Which options cannot lead, and why: those that are not viable, and those short of a must-pass criterion."""
        sentences = []
        for row in rows:
            if row.values.get("viable") is False:
                reason = " ".join(row.text("reason").split())
                why = f": {_shortened(reason)}" if reason else ". Say why under Reason"
                sentences.append(f"**{row.text('name')}** is not viable, so it cannot lead{why.rstrip('.')}.")
        try:
            options = self.workspace.appraisal().options if rows else ()
        except KnownTrouble:  # the Results screen says what stands in the way of an appraisal
            return sentences
        for option in options:
            if option.failed:
                sentences.append(f"**{option.name}** fails the must-pass {_criteria(option.failed)}, so it cannot lead.")
            if option.not_shown:
                sentences.append(
                    f"**{option.name}** is not yet shown to pass the must-pass {_criteria(option.not_shown)}, so it cannot lead."
                )
        return sentences


def _figures_of(appraisal: Appraisal) -> Mapping[str, tuple[tuple[str, str], ...]]:
    benchmark = next((option.name for option in appraisal.options if option.benchmark), "")
    money = {row.name: row for row in present_values({option.name: option.money for option in appraisal.options}, benchmark)}
    figures: dict[str, tuple[tuple[str, str], ...]] = {}
    is_scored = any(option.score is not None for option in appraisal.options)
    for option in appraisal.options:
        score = option.score_words if option.score is not None else "none"
        rank = f", {place(option.rank)} of {appraisal.placed}" if option.rank is not None and appraisal.placed else ""
        facts = [("Score", f"{score}{rank}")] if is_scored else []
        if has_known_amounts(option.money):
            facts.append(("Net present value", shown(money[option.name], "npv", "Net present value").text))
        figures[option.name] = tuple(facts)
    return figures


def _criteria(names: Sequence[str]) -> str:
    return f"criterion {names[0]}" if len(names) == 1 else f"criteria {listed(list(names))}"


def _shortened(words: str) -> str:
    """A reason as a finding quotes it: the form holds it whole."""
    if len(words) <= _LONGEST_REASON:
        return words
    return f"{words[:_LONGEST_REASON].rsplit(' ', 1)[0].rstrip('.,;:')} …"


class Options(RecordScreen):
    """The options of the case."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "Options", CardPane(_OPTIONS, OptionRecords(workspace, Option)))
