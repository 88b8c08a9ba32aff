"""Numbers a paper: its sections, its paragraphs within them, its tables and its figures, and the references between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from desktop.appraisal.wording import listed
from desktop.papers.content import (
    Block,
    BulletList,
    Figure,
    Heading,
    NumberedList,
    Paragraph,
    Recommendation,
    Sources,
    Span,
    Table,
    Tone,
    Words,
)
from desktop.papers.headings import matches


class Scheme(StrEnum):
    """How a paper is numbered.

    `by section`: sections 4, paragraphs 4.1. `nested`: the same, with subsections numbered among the paragraphs, 4.2, and their own
    paragraphs 4.2.1. `continuous`: headings without numbers, and paragraphs 1, 2, 3 from the first to the last.
    `none`: nothing but recommendations, which are 1, 2, 3.
    """

    BY_SECTION = "by section"
    NESTED = "nested"
    CONTINUOUS = "continuous"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class RecommendationNumber(Span):
    """Stands for the number that a recommendation is given, `index` counted from 0, between what stands before and after it."""

    index: int = 0
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A section before it is numbered. `names` are other headings by which a reference may call it, and `called` a pattern of more.

    A section that is not `counted` has no number, and nor have its paragraphs: what is above and below the report's own text.
    """

    heading: str
    blocks: tuple[Block, ...]
    names: tuple[str, ...] = field(default=())
    counted: bool = True
    called: str = ""


def numbered(sections: Sequence[Draft], scheme: Scheme = Scheme.BY_SECTION, *, answered: bool = False) -> tuple[Block, ...]:
    """The sections as blocks, with `Table 1` and `Figure 1` through the whole paper.

    A recommendation's `supports` that is the name of a section, or of a heading in one, becomes a reference to it; any other words stay
    as they are. With `answered`, what supports a recommendation says which: `(Recommendations 2.1 and 2.3)`.
    """
    counter = _Counter(scheme)
    made = [(section, [counter.numbered(block) for block in _with_heading(section, counter)]) for section in sections]
    return tuple(_Referring(made, answered).blocks())


def _with_heading(section: Draft, counter: _Counter) -> Iterator[Block]:
    counter.begin(section)
    yield Heading(1, section.heading, counter.section)
    yield from section.blocks


class _Counter:
    """Gives each block its number."""

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._sections = self._through = self._tables = self._figures = self._recommendations = 0
        self._paragraph = self._deeper = 0
        self._counted, self._within = True, ""
        self.section = ""

    def begin(self, section: Draft) -> None:
        """Go on to the next section."""
        self._counted, self._within, self._paragraph = section.counted, "", 0
        self.section = ""
        if section.counted and self._scheme in (Scheme.BY_SECTION, Scheme.NESTED):
            self._sections += 1
            self.section = str(self._sections)

    def numbered(self, block: Block) -> Block:
        """The block with its number."""
        match block:
            case Heading(level=1):
                return block
            case Heading() if self._scheme is Scheme.NESTED and self._counted:
                self._paragraph += 1
                self._within, self._deeper = f"{self.section}.{self._paragraph}", 0
                return replace(block, number=self._within)
            case Paragraph(tone=Tone.BODY):
                return replace(block, number=self._next()) if self._counted else block
            case Recommendation():
                self._recommendations += 1
                number = self._next() if self._counted else ""
                return replace(block, number=number or str(self._recommendations))
            case Table() | Sources():
                self._tables += 1
                return replace(block, caption=f"Table {self._tables}: {block.caption}")
            case Figure():
                self._figures += 1
                return replace(block, caption=f"Figure {self._figures}: {block.caption}")
        return block

    def _next(self) -> str:
        if self._scheme is Scheme.NONE:
            return ""
        if self._scheme is Scheme.CONTINUOUS:
            self._through += 1
            return str(self._through)
        if self._within:
            self._deeper += 1
            return f"{self._within}.{self._deeper}"
        self._paragraph += 1
        return f"{self.section}.{self._paragraph}"


class _Referring:
    """Puts the references of a numbered paper right."""

    def __init__(self, made: Sequence[tuple[Draft, list[Block]]], answered: bool) -> None:
        self._made, self._answered = made, answered
        self._numbers = [block.number for _, blocks in made for block in blocks if isinstance(block, Recommendation)]
        self._places = self._named()

    def blocks(self) -> Iterator[Block]:
        """Every block in order."""
        supported = self._supported() if self._answered else {}
        for _, blocks in self._made:
            for index, block in enumerate(blocks):
                yield self._referred(block)
                ends = index + 1 == len(blocks) or isinstance(blocks[index + 1], Heading)
                heading = next(found for found in reversed(blocks[: index + 1]) if isinstance(found, Heading))
                if ends and (numbers := supported.get(id(heading))):
                    told = "Recommendation" if len(numbers) == 1 else "Recommendations"
                    yield Paragraph((Span(f"({told} {listed(numbers)})"),), tone=Tone.LEAD)

    def _named(self) -> Mapping[str, Heading]:
        found: dict[str, Heading] = {}
        for draft, blocks in self._made:
            first = blocks[0]
            if isinstance(first, Heading):
                for name in (draft.heading, *draft.names):
                    found.setdefault(_folded(name), first)
        for _, blocks in self._made:
            for block in blocks:
                if isinstance(block, Heading):
                    found.setdefault(_folded(block.text), block)
        return found

    def _place(self, name: str) -> Heading | None:
        """The heading that a name calls: one that says it, or else that of the section which takes what is so called."""
        if (heading := self._places.get(_folded(name))) is not None:
            return heading
        found = (blocks[0] for draft, blocks in self._made if matches(draft.called, name))
        return next((block for block in found if isinstance(block, Heading)), None)

    def _supported(self) -> dict[int, list[str]]:
        """The numbers of the recommendations that each heading supports, by the heading's identity."""
        found: dict[int, list[str]] = {}
        for _, blocks in self._made:
            for block in blocks:
                if isinstance(block, Recommendation) and (heading := self._place(block.supports)) is not None:
                    found.setdefault(id(heading), []).append(block.number)
        return found

    def _referred(self, block: Block) -> Block:
        match block:
            case Recommendation():
                heading = self._place(block.supports)
                return block if heading is None else replace(block, supports=reference(heading))
            case Paragraph():
                return replace(block, words=self._said(block.words))
            case BulletList() | NumberedList():
                return replace(block, items=tuple(self._said(item) for item in block.items))
        return block

    def _said(self, words: Words) -> Words:
        return tuple(
            Span(f"{span.before}{self._numbers[span.index]}{span.after}", span.bold, span.italic)
            if isinstance(span, RecommendationNumber) and span.index < len(self._numbers)
            else span
            for span in words
        )


def reference(heading: Heading) -> str:
    """A heading as a reference calls it: `section 6, Options considered`; without a number, by its words."""
    if not heading.number:
        return heading.text
    return f"{'section' if heading.level == 1 else 'paragraph'} {heading.number}, {heading.text}"


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
