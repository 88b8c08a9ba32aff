"""Numbers a paper: its sections, its paragraphs within them, its tables and its figures, and the references between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from desktop.papers.content.blocks import (
    FIRST_OF_SEVERAL,
    NUMBER_ALONE,
    Appendices,
    Block,
    Citation,
    Document,
    Figure,
    Heading,
    Paragraph,
    Picture,
    Recommendation,
    Sources,
    Span,
    Table,
    Tone,
    Words,
    letters,
    plain,
    runs_of,
    with_words,
)
from desktop.papers.content.citing import Cited, Finding, appendix_anchor, recommendation_anchor, resolved, resolved_text, section_anchor
from desktop.papers.content.headings import matches
from desktop.papers.content.wording import capital
from desktop.papers.exhibits import Exhibit
from desktop.papers.law.withholding import is_end, is_label

_OF_RECOMMENDATIONS = ("recommendation", FIRST_OF_SEVERAL, NUMBER_ALONE)


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
    """Stands for what a recommendation is called and its number, `index` counted from 0, before what stands after it."""

    index: int = 0
    after: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A section before it is numbered. `names` are other headings by which a reference may call it, and `called` a pattern of more.

    A section that is not `counted` has no number, and nor have its paragraphs: what is above and below the report's own text. `exhibits`
    are the tables and charts that belong in it, wherever they stand: one that is left out takes them with it.
    """

    heading: str
    blocks: tuple[Block, ...]
    names: tuple[str, ...] = field(default=())
    counted: bool = True
    called: str = ""
    exhibits: frozenset[Exhibit] = frozenset()


def numbered(
    sections: Sequence[Draft],
    scheme: Scheme = Scheme.BY_SECTION,
    *,
    answered: bool = False,
    lettered: bool = False,
    above: Sequence[Block] = (),
    elsewhere: Finding | None = None,
) -> tuple[Block, ...]:
    """The sections as blocks, with `Table 1` and `Figure 1` through the whole paper, below what stands `above` the first of them.

    A recommendation's `supports` that is the name of a section, or of a heading in one, becomes a reference to it; any other words stay
    as they are. With `answered`, what supports a recommendation says which: `(Recommendations 2.1 and 2.3)`. With `lettered`,
    recommendations are A, B, C wherever they stand. What the officer's words cite becomes its number, and a link that leads there;
    a citation of nothing stays as typed. What `elsewhere` finds, in the paper that these sections are an appendix to, comes first.
    """
    counter = _Counter(scheme, lettered)
    numbered_sections = [(section, [counter.numbered(block) for block in _with_heading(section, counter)]) for section in sections]
    referring = _Referring(numbered_sections, answered, elsewhere)
    return (*(referring.referred(block) for block in above), *referring.blocks())


def _with_heading(section: Draft, counter: _Counter) -> Iterator[Block]:
    counter.begin(section)
    yield Heading(1, section.heading, counter.section)
    yield from section.blocks


class _Counter:
    """Gives each block its number.

    A part that is not for publication takes one number, as what stands in its place in the public paper does, so that both papers count
    alike: its paragraphs are 4.3, 4.3a and 4.3b, and the words that begin and end it have none.
    """

    def __init__(self, scheme: Scheme, lettered: bool = False) -> None:
        self._scheme, self._lettered = scheme, lettered
        self._sections = self._through = self._tables = self._figures = self._recommendations = 0
        self._paragraph = self._deeper = 0
        self._counted, self._within = True, ""
        self._withheld: str | None = None
        self._further = 0
        self.section = ""

    def begin(self, section: Draft) -> None:
        """Go on to the next section."""
        self._counted, self._within, self._paragraph = section.counted, "", 0
        self._withheld = None
        self.section = ""
        if section.counted and self._scheme in (Scheme.BY_SECTION, Scheme.NESTED):
            self._sections += 1
            self.section = str(self._sections)

    def numbered(self, block: Block) -> Block:
        """The block with its number."""
        match block:
            case Heading(level=1):
                return block
            case Heading() if self._scheme is Scheme.NESTED and self._counted and self._withheld is None:
                self._paragraph += 1
                self._within, self._deeper = f"{self.section}.{self._paragraph}", 0
                return replace(block, number=self._within)
            case Paragraph(tone=Tone.BODY) if self._counted:
                return self._paragraph_numbered(block)
            case Recommendation():
                self._recommendations += 1
                if self._lettered:
                    return replace(block, number=letters(self._recommendations - 1).upper())
                number = self._next() if self._counted else ""
                called = "paragraph" if number and self._scheme is Scheme.CONTINUOUS else block.called
                return replace(block, number=number or str(self._recommendations), called=called)
            case Table() | Sources():
                self._tables += 1
                return replace(block, caption=f"Table {self._tables}: {block.caption}")
            case Figure() | Picture() if block.caption:
                self._figures += 1
                return replace(block, caption=f"Figure {self._figures}: {block.caption}")
        return block

    def _paragraph_numbered(self, block: Paragraph) -> Paragraph:
        text = plain(block.words)
        if is_label(text):
            self._withheld, self._further = "", 0
            return replace(block, tone=Tone.LEAD)
        if self._withheld is None:
            return replace(block, number=self._next())
        if is_end(text):
            # a part without a paragraph, such as a list, has its number where it ends
            number = "" if self._withheld else self._next()
            self._withheld = None
            return replace(block, number=number) if number else replace(block, tone=Tone.LEAD)
        if not self._withheld:
            self._withheld = self._next()
            return replace(block, number=self._withheld)
        self._further += 1
        return replace(block, number=f"{self._withheld}{letters(self._further - 1)}" if self._withheld else "")

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

    def __init__(self, sections: Sequence[tuple[Draft, list[Block]]], answered: bool, elsewhere: Finding | None) -> None:
        self._elsewhere = elsewhere
        self._drafts = [(draft, _anchored(number, blocks)) for number, (draft, blocks) in enumerate(sections, start=1)]
        self._answered = answered
        self._recommended = [block for _, blocks in self._drafts for block in blocks if isinstance(block, Recommendation)]
        for index, block in enumerate(self._recommended):
            self._recommended[index] = replace(block, anchor=recommendation_anchor(index))
        self._letters = {
            _folded(row[0]): row[0] for _, blocks in self._drafts for block in blocks if isinstance(block, Appendices) for row in block.rows
        }
        self._places = self._named()
        self._given = 0

    def blocks(self) -> Iterator[Block]:
        """Every block in order."""
        self._given = 0
        supported = self._supported() if self._answered else {}
        for _, blocks in self._drafts:
            for index, block in enumerate(blocks):
                yield self.referred(block)
                ends = index + 1 == len(blocks) or isinstance(blocks[index + 1], Heading)
                heading = next(earlier_block for earlier_block in reversed(blocks[: index + 1]) if isinstance(earlier_block, Heading))
                if ends and (numbers := supported.get(id(heading))):
                    yield Paragraph(_answers(numbers), tone=Tone.LEAD)

    def _named(self) -> Mapping[str, Heading]:
        headings_by_name: dict[str, Heading] = {}
        for draft, blocks in self._drafts:
            first = blocks[0]
            if isinstance(first, Heading):
                for name in (draft.heading, *draft.names):
                    headings_by_name.setdefault(_folded(name), first)
        for _, blocks in self._drafts:
            for block in blocks:
                if isinstance(block, Heading):
                    headings_by_name.setdefault(_folded(block.text), block)
        return headings_by_name

    def _place(self, name: str) -> Heading | None:
        """The heading that a name calls: one that says it, or else that of the section which takes what is so called."""
        if (heading := self._places.get(_folded(name))) is not None:
            return heading
        first_blocks = (blocks[0] for draft, blocks in self._drafts if matches(draft.called, name))
        return next((block for block in first_blocks if isinstance(block, Heading)), None)

    def _supported(self) -> dict[int, list[Cited]]:
        """The recommendations that each heading supports, by the heading's identity: the number of each, and where it stands.

        One that the officer's own words cite is none of them.
        """
        cited_by_heading: dict[int, list[Cited]] = {}
        in_words = self._cited_in_words()
        index = 0
        for _, blocks in self._drafts:
            for block in blocks:
                if not isinstance(block, Recommendation):
                    continue
                if recommendation_anchor(index) not in in_words and (heading := self._place(block.supports)) is not None:
                    cited_by_heading.setdefault(id(heading), []).append(Cited(block.number, recommendation_anchor(index)))
                index += 1
        return cited_by_heading

    def _cited_in_words(self) -> set[str]:
        """Where the recommendations stand that the words of the paper cite."""
        spans = (span for _, blocks in self._drafts for block in blocks for words in runs_of(block) for span in words)
        cited = (self._cited(span.kind, span.name) for span in spans if isinstance(span, Citation) and span.kind in _OF_RECOMMENDATIONS)
        return {each.anchor for each in cited if each is not None}

    def referred(self, block: Block) -> Block:
        """The block with its references as they are printed."""
        match block:
            case Recommendation():
                self._given += 1
                heading = self._place(block.supports)
                recommendation = replace(block, anchor=recommendation_anchor(self._given - 1))
                if heading is not None:
                    recommendation = replace(recommendation, supports=reference(heading), supports_anchor=heading.anchor)
                return with_words(recommendation, self._said)
            case Appendices():
                return replace(block, anchors=tuple(appendix_anchor(letter) for letter, _, _ in block.rows))
            case Table():
                rows = tuple(tuple(resolved_text(cell, self._cited) for cell in row) for row in block.rows)
                return block if rows == block.rows else replace(block, rows=rows)
        return with_words(block, self._said)

    def _said(self, words: Words) -> Words:
        spans = tuple(
            Span(f"{capital(_called(self._recommended[span.index]))}{span.after}", span.bold, span.italic)
            if isinstance(span, RecommendationNumber) and span.index < len(self._recommended)
            else span
            for span in words
        )
        return resolved(spans, self._cited)

    def _cited(self, kind: str, name: str) -> Cited | None:
        """What a citation leads to, and what it is called there; `None` where there is no such thing in the paper."""
        if self._elsewhere is not None and (cited := self._elsewhere(kind, name)) is not None:
            return cited
        if kind in _OF_RECOMMENDATIONS:
            named = next((block for block in self._recommended if block.name and _folded(block.name) == _folded(name)), None)
            if named is None and name.isdecimal() and 0 < int(name[:9]) <= len(self._recommended):
                named = self._recommended[int(name) - 1]
            return None if named is None else Cited(_called(named, kind), named.anchor)
        if kind == "appendix":
            letter = self._letters.get(_folded(name))
            return None if letter is None else Cited(f"Appendix {letter}", appendix_anchor(letter))
        heading = self._place(name)
        return None if heading is None else Cited(_short(heading), heading.anchor)


def citing(document: Document) -> Finding:
    """Finds what is cited in a numbered paper, for words outside it: nothing there is led to."""

    def find(kind: str, name: str) -> Cited | None:
        if kind == "section":
            headings = (block for block in document.blocks if isinstance(block, Heading) and _folded(block.text) == _folded(name))
            heading = next(headings, None)
            return Cited(f"{_short(heading)} of the report", "") if heading is not None else None
        if kind == "appendix":
            rows = (row for block in document.blocks if isinstance(block, Appendices) for row in block.rows)
            return next((Cited(f"Appendix {row[0]}", "") for row in rows if _folded(row[0]) == _folded(name)), None)
        recommended = [block for block in document.blocks if isinstance(block, Recommendation)]
        named = [block for block in recommended if block.name and _folded(block.name) == _folded(name)]
        if not named and name.isdecimal() and 0 < int(name[:9]) <= len(recommended):
            named = [recommended[int(name) - 1]]
        return Cited(_called(named[0]), "") if named else None

    return find


def _anchored(number: int, blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a section with something to lead to at each of its headings."""
    anchored_blocks: list[Block] = []
    for index, block in enumerate(blocks):
        anchored_blocks.append(replace(block, anchor=section_anchor(number, index)) if isinstance(block, Heading) else block)
    return anchored_blocks


def _called(block: Recommendation, kind: str = "recommendation") -> str:
    """A recommendation as a citation of that kind calls it: by what is printed beside it."""
    return block.number if kind == NUMBER_ALONE else f"{block.called}{'s' if kind == FIRST_OF_SEVERAL else ''} {block.number}"


def _answers(recommended: Sequence[Cited]) -> Words:
    """`(Recommendations 2.1 and 2.3)`, each number leading to its recommendation."""
    words = [Span("(Recommendation " if len(recommended) == 1 else "(Recommendations ")]
    for place, cited in enumerate(recommended):
        if place:
            words.append(Span(" and " if place + 1 == len(recommended) else ", "))
        words.append(Span(cited.words, link=f"#{cited.anchor}"))
    return (*words, Span(")"))


def _short(heading: Heading) -> str:
    """A heading as a citation calls it: `section 6`; without a number, its words."""
    if not heading.number:
        return f"‘{heading.text}’"
    return f"{'section' if heading.level == 1 else 'paragraph'} {heading.number}"


def reference(heading: Heading) -> str:
    """A heading as a reference calls it: `section 6, Options considered`; without a number, by its words."""
    if not heading.number:
        return heading.text
    return f"{'section' if heading.level == 1 else 'paragraph'} {heading.number}, {heading.text}"


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
