"""How long a paper is: the words of each part as typed, the pages as set, and the limits that it is held against, each with its source."""

from __future__ import annotations

import re
from enum import StrEnum

from desktop.late_dataclass import dataclass
from desktop.papers.content.blocks import plain, runs_of
from desktop.papers.content.headings import matches
from desktop.papers.content.marked_text import read_marks
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.words import told

#: What is counted as a word: letters or figures, with what joins them, such as `£1,200`, `value-for-money` and `council’s`.
_WORD = re.compile(r"[^\s\[\]]*[^\W_][^\s\[\]]*")
_PLACE = re.compile(r"^\s*\[\s*(?:table|chart|picture)\s*:.*\]\s*$", re.IGNORECASE | re.MULTILINE)

#: What a layout says whose report states no limit.
NO_LIMIT = "The report that this layout follows states no limit."


class Unit(StrEnum):
    """What a limit counts."""

    WORDS = "words"
    PAGES = "pages"


@dataclass(frozen=True, slots=True)
class Limit:
    """The least and the most that a paper, or a section of it, may have.

    `of` is what it limits, in words, and `heading` a pattern of the heading of the section, blank for the whole paper. `own` says that
    the council set it; any other is a guide, from a council's published template.
    """

    unit: Unit
    most: int
    source: str
    least: int = 0
    of: str = "The paper"
    heading: str = ""
    own: bool = False


#: The limits that councils' own templates state for a modern report.
_GUIDES = (
    Limit(Unit.PAGES, 4, "Brighton and Hove City Council’s report template: no more than four sides of A4"),
    Limit(Unit.PAGES, 5, "Gloucester City Council’s report template: no more than five sides"),
    Limit(
        Unit.WORDS,
        150,
        "Lambeth Council’s report template, 2013",
        120,
        "The summary",
        r"(the )?((executive|report) )?summary( of (the|this) report)?",
    ),
    Limit(Unit.WORDS, 120, "Lambeth Council’s report template, 2013", 100, "The finance summary", r"(the )?financ(e|ial) summary"),
)


@dataclass(frozen=True, slots=True)
class PartCount:
    """The words of one part of a paper: `kind` is section, recommendation, implication or comment."""

    kind: str
    name: str
    words: int


@dataclass(frozen=True, slots=True)
class LimitCheck:
    """A limit and what was counted against it; `None` while the pages have not been set."""

    limit: Limit
    count: int | None

    @property
    def passes(self) -> bool:
        """Whether the paper keeps to the limit; one that cannot be told yet is not broken."""
        return self.count is None or self.limit.least <= self.count <= self.limit.most

    @property
    def sentence(self) -> str:
        """What was counted, what the limit is, and who sets it, without a full stop."""
        limit = self.limit
        most = f"{limit.most:,} {unit_words(limit.unit, limit.most)}"
        allowed = f"{limit.least:,} to {most}" if limit.least else most
        who = "the council’s limit is" if limit.own else "a guide is"
        has = "is not set yet" if self.count is None else f"has {self.count:,} {unit_words(limit.unit, self.count)}"
        return f"{limit.of} {has}: {who} {allowed} ({limit.source})"


@dataclass(frozen=True, slots=True)
class Length:
    """A paper's words by part and in all, its pages where they are set, and each limit it is held against."""

    parts: tuple[PartCount, ...]
    pages: int | None
    checks: tuple[LimitCheck, ...]

    @property
    def words(self) -> int:
        """Every word an officer typed into the paper's parts."""
        return sum(part.words for part in self.parts)

    @property
    def broken(self) -> tuple[LimitCheck, ...]:
        """The council's own limits that the paper does not keep to; guides are none of them."""
        return tuple(check for check in self.checks if check.limit.own and not check.passes)


def unit_words(unit: Unit, count: int) -> str:
    """`word` or `words`, `page` or `pages`."""
    return str(unit).removesuffix("s") if count == 1 else str(unit)


def words_in(text: str) -> int:
    """The words of a text as they print: without its marks, the labels of its lists, and its tables, charts and pictures."""
    passages = "".join(passage.text for passage in read_marks(text).passages)
    return sum(len(_WORD.findall(plain(words))) for block in told(_PLACE.sub("", passages)) for words in runs_of(block))


def limits(paper: PaperRecords) -> tuple[Limit, ...]:
    """The limits a paper is held against: the council's own as recorded, then the guides for its layout."""
    fields = paper.layout_fields
    source = fields.limit_source.strip() or "as recorded"
    own = [
        Limit(unit, most, source, own=True)
        for unit, most in ((Unit.WORDS, fields.word_limit), (Unit.PAGES, fields.page_limit))
        if most is not None
    ]
    return (*own, *(_GUIDES if paper.layout == "cabinet-report" else ()))


def length(paper: PaperRecords, pages: int | None = None) -> Length:
    """How long a paper is. `pages` is what `page_count` says of its PDF, where it is set."""
    parts = (
        *(PartCount("section", part.heading, words_in(part.text)) for part in paper.sections),
        *(
            PartCount("recommendation", part.text, sum(words_in(text) for text in (part.text, part.conditions, part.reason)))
            for part in paper.recommendations
        ),
        *(PartCount("implication", part.heading, words_in(part.text)) for part in paper.implications),
        *(PartCount("comment", part.role, words_in(part.comment)) for part in paper.officer_comments),
    )
    paper_length = Length(parts, pages, ())
    checks: list[LimitCheck] = []
    for limit in limits(paper):
        if limit.heading:
            checks += [LimitCheck(limit, part.words) for part in parts if part.kind == "section" and matches(limit.heading, part.name)]
        else:
            checks.append(LimitCheck(limit, paper_length.words if limit.unit is Unit.WORDS else pages))
    return Length(parts, pages, tuple(checks))
