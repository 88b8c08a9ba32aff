"""What an exhibit is: a table or a chart that a paper can show, declared once beside the function that builds it.

The catalogue of them is light, since the names serve the register of what is withheld and the chooser too: whatever an exhibit is built
from and drawn with is imported when it is built and when it is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

    from desktop.appraisal.results import Appraisal
    from desktop.papers.charts.colours import ChartColours
    from desktop.papers.content.blocks import Figure, Table
    from desktop.papers.content.records import PaperRecords

    Builder = Callable[[PaperRecords, Appraisal], Sequence[Table | Figure]]
    BuilderOfOne = Callable[[PaperRecords, Appraisal, str], Sequence[Table | Figure]]
    Draw = Callable[[float, float, ChartColours], Drawing]

#: Said where an exhibit's records are what is lacking.
NO_RECORDS = "There is nothing to draw yet: the records that it is drawn from are empty. It appears as they are filled."


class Subject(StrEnum):
    """The part of a paper in which an exhibit stands unless the officer puts it somewhere."""

    OBJECTIVES = "objectives"
    OPTIONS = "options"
    NEW_COUNCILS = "new councils"
    HOW_SURE = "how sure the choice is"
    WHAT_CHANGES_IT = "what would change the choice"
    GROUPS = "where the groups differ"
    WORTH = "score against money"
    SAVINGS = "savings and costs"
    CERTAINTY = "how sure the savings are"
    OUTTURN = "planned against actual"
    CONDITIONS = "what depends on conditions"
    BUDGETS = "budgets, cash and funding"
    GRANTS = "grant rounds and bids"
    TARGETS = "efficiency targets"
    GAINS = "who pays and who gains"
    RISKS = "risks"
    CONSULTATION = "consultation"
    MILESTONES = "milestones"
    ACTIONS = "actions"
    RETURNS = "returns from partners"
    FIT = "choice of partner"
    SHARING = "services shared already"
    POOL = "contributions to the pool"
    COUNT = "the Count of public spend"
    REQUESTS = "requests and deadlines"
    RECORDS = "services, evidence and chances"


class Stands(StrEnum):
    """Where an exhibit stands while no officer says otherwise: what a decision cannot do without, in the report; all else, in the annex."""

    REPORT = "in the report"
    WHERE_UNSAID = "in the report, where no words of the officer's are on the same subject"
    ANNEX = "in the annex"
    WHERE_PLACED = "where an officer puts it, and nowhere else"


class Exhibit(NamedTuple):
    """A table or a chart. `kind` is `table` or `chart`, and `name` is what an officer types after it.

    `title` is what it is called where it is chosen. `drawn_from` are the tables of the store that it is drawn from: with the exhibit they
    are withheld, so that no other part of the paper gives them away. `build` gives its content from a paper's records and its appraisal;
    where that is none, `nothing` says in a sentence why. A table that says so itself, as many do, is content without rows. The layout that
    it is `asked_by` has it in the report. One that can be
    of a single option has `build_one`, and `option` where a line names it: `[table: first, Shared services]`. Where what a line may name
    is no option, `one_of` gives what it may: `[table: count, Theme by Tier]`.
    """

    kind: str
    name: str
    title: str
    subject: Subject
    drawn_from: tuple[str, ...]
    build: Builder
    nothing: str
    stands: Stands = Stands.ANNEX
    build_one: BuilderOfOne | None = None
    one_of: Callable[[], tuple[str, ...]] | None = None
    option: str = ""
    asked_by: str = ""

    def of(self, option: str) -> Exhibit | None:
        """The same of one option; `None` where it is never of one."""
        return self._replace(option=option) if self.build_one is not None else None

    def blocks(self, paper: PaperRecords, appraisal: Appraisal) -> Sequence[Table | Figure]:
        """Its content, of the option that its line names."""
        if self.option and self.build_one is not None:
            return self.build_one(paper, appraisal, self.option)
        return self.build(paper, appraisal)

    @property
    def key(self) -> str:
        """What it is known by in the records, such as `table: savings`."""
        return f"{self.kind}: {self.name}"

    @property
    def line(self) -> str:
        """The line of an officer's text that places it, such as `[table: savings]`, of whatever option it is."""
        return f"[{self.key}]"

    @property
    def line_of_one(self) -> str:
        """The line that places it as it is here, with the option."""
        return f"[{self.key}, {self.option}]" if self.option else self.line


def table(
    name: str,
    title: str,
    subject: Subject,
    drawn_from: tuple[str, ...],
    nothing: str = NO_RECORDS,
    stands: Stands = Stands.ANNEX,
    *,
    build_one: BuilderOfOne | None = None,
    one_of: Callable[[], tuple[str, ...]] | None = None,
    asked_by: str = "",
) -> Callable[[Builder], Exhibit]:
    """Declare a table by the function that builds it."""
    return lambda build: Exhibit("table", name, title, subject, drawn_from, build, nothing, stands, build_one, one_of, asked_by=asked_by)


def chart(
    name: str, title: str, subject: Subject, drawn_from: tuple[str, ...], nothing: str = NO_RECORDS, stands: Stands = Stands.ANNEX
) -> Callable[[Builder], Exhibit]:
    """Declare a chart by the function that builds its figure: caption, drawing, the same in words, and notes."""
    return lambda build: Exhibit("chart", name, title, subject, drawn_from, build, nothing, stands)


def built_by(place: str) -> Builder:
    """The builder of a table, or of several, by its module and name in this folder, such as `money_tables.gap`: loaded when called."""

    def build(paper: PaperRecords, appraisal: Appraisal) -> Sequence[Table | Figure]:
        builder: Callable[[PaperRecords, Appraisal], tuple[Table, ...] | Table] = _loaded("exhibits", place)
        tables = builder(paper, appraisal)
        return tables if isinstance(tables, tuple) else (tables,)

    return build


def built_of_one_by(place: str) -> BuilderOfOne:
    """The builder of tables of one option, as `built_by`."""

    def build(paper: PaperRecords, appraisal: Appraisal, option: str) -> Sequence[Table | Figure]:
        builder: BuilderOfOne = _loaded("exhibits", place)
        return builder(paper, appraisal, option)

    return build


def drawn_by(place: str, parts: object) -> Draw:
    """How a chart draws its parts, by its module and name among the charts, such as `tornado_chart.tornado`: loaded when it is drawn."""
    return partial(_draw, place, parts)


def _draw(place: str, parts: object, width: float, height: float, colours: ChartColours) -> Drawing:
    drawing: Callable[[float, float, ChartColours, object], Drawing] = _loaded("charts", place)
    return drawing(width, height, colours, parts)


def _loaded(folder: str, place: str) -> Any:
    module, _, name = place.partition(".")
    return getattr(import_module(f"desktop.papers.{folder}.{module}"), name)
