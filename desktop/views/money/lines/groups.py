"""How the lines of the Savings screen stand together: under which heading each is, in what order, and what each heading comes to. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from desktop.appraisal.case import Flow, Option, Project
from desktop.appraisal.estimate import rounding_of
from desktop.appraisal.results import Appraisal
from desktop.appraisal.savings.line_sums import net_by_year
from desktop.models.criterion_tree import Band
from desktop.operations.money.staff import Staff
from desktop.operations.records.records import Row


class Grouping(StrEnum):
    """What lines stand together by, as an officer picks it."""

    NONE = "No groups"
    OWNER = "Option or project"
    ORGANISATION = "Organisation"
    FUND = "Fund and type"
    CATEGORY = "Category"
    DRIVER = "Driver"
    KIND = "Kind"


_FUNDS = {"general": "General fund", "housing": "Housing revenue account", "": "Fund not stated"}
_TYPES = {"revenue": "revenue", "capital": "capital", "": "revenue or capital not stated"}
_KINDS = {"cost": "Costs", "saving": "Savings", "income": "Income", "funding": "Funding"}
_NOT_STATED = {
    Grouping.ORGANISATION: "No organisation stated",
    Grouping.CATEGORY: "No category stated",
    Grouping.DRIVER: "No driver stated",
}


@dataclass(frozen=True, slots=True)
class LineGroup:
    """One heading with the ids of the lines under it."""

    words: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """The lines in the order they are shown, and the groups they stand in; no groups where they stand in none."""

    rows: tuple[Row, ...] = ()
    groups: tuple[LineGroup, ...] = ()
    first: Mapping[int, LineGroup] = field(default_factory=dict)
    """The group that begins at a line, by the line's id."""

    def fellows(self, line: int) -> tuple[int, ...]:
        """The lines that stand together with one, itself included, in the order they are shown."""
        if not self.groups:
            return tuple(row.id for row in self.rows)
        return next((group.lines for group in self.groups if line in group.lines), ())


def group_words(row: Row, grouping: Grouping) -> str:
    """The heading that a line stands under."""
    if grouping is Grouping.FUND:
        fund, kind = row.text("fund"), row.text("type")
        return f"{_FUNDS[fund]}, {_TYPES[kind]}" if fund or kind else "Neither fund nor type stated"
    if grouping is Grouping.KIND:
        return _KINDS[row.text("kind")]
    words = row.text(grouping.name.casefold())
    return words[:1].upper() + words[1:] if words else _NOT_STATED.get(grouping, "")


def grouped(rows: Sequence[Row], grouping: Grouping) -> Groups:
    """Lines of one heading together, headings in the order first used, and what is not stated last. Capitals tell no headings apart."""
    if grouping is Grouping.NONE or not rows:
        return Groups(tuple(rows))
    rows_by_heading: dict[str, tuple[str, list[Row]]] = {}
    for row in rows:
        words = group_words(row, grouping)
        rows_by_heading.setdefault(words.casefold(), (words, []))[1].append(row)
    last = _last(grouping)
    ordered = sorted(rows_by_heading.values(), key=lambda each: each[0] == last)
    groups = tuple(LineGroup(words, tuple(row.id for row in lines)) for words, lines in ordered)
    return Groups(tuple(row for _, lines in ordered for row in lines), groups, {group.lines[0]: group for group in groups})


def _last(grouping: Grouping) -> str:
    return "Neither fund nor type stated" if grouping is Grouping.FUND else _NOT_STATED.get(grouping, "")


def flows_by_line(appraisal: Appraisal, rows: Sequence[Row]) -> dict[int, Flow]:
    """The arithmetic's lines by their ids: each owner's are in the order recorded in both."""
    options_and_projects: list[Option | Project] = [*appraisal.case.options, *appraisal.case.projects]
    owners = {each.name: iter(each.flows) for each in options_and_projects}
    flows_by_id: dict[int, Flow] = {}
    for row in rows:
        flow = next(owners.get(row.text("owner"), iter(())), None)
        if flow is not None:
            flows_by_id[row.id] = flow
    return flows_by_id


class Subtotals:
    """What each heading comes to by year, worked out again only for those of which a line has changed."""

    def __init__(self) -> None:
        self._held: dict[tuple[int, ...], tuple[tuple[Flow, ...], dict[str, str]]] = {}

    def bands(self, groups: Groups, appraisal: Appraisal | None, flows: Mapping[int, Flow], staff: Mapping[str, Staff]) -> dict[int, Band]:
        """The heading above each line that begins a group, with its net by year; `staff` is said beside an organisation's name."""
        before, self._held = self._held, {}
        bands_by_line: dict[int, Band] = {}
        for group in groups.groups:
            figures: dict[str, str] = {}
            if appraisal is not None:
                own = tuple(flows[line] for line in group.lines if line in flows)
                kept = before.get(group.lines)
                if kept is not None and kept[0] == own:
                    figures = kept[1]
                else:
                    nets = net_by_year(own, appraisal.case.years)
                    rounding = rounding_of(nets.values())
                    figures = {str(year): net.brief_words(rounding=rounding) for year, net in nets.items()}
                self._held[group.lines] = (own, figures)
            counted = staff.get(group.words)
            words = f"{group.words}, {counted.words()}" if counted is not None else group.words
            bands_by_line[group.lines[0]] = Band(words, figures=figures)
        return bands_by_line
