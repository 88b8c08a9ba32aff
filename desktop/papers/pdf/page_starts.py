"""Where the pages of a set paper begin, so that one page of it can be set again without those before it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile
from operator import itemgetter
from typing import NamedTuple

from desktop.papers.content.blocks import Block, Contents, Document, Figure, Heading, Paragraph, plain

#: The block that the title stands in for, before all others.
HEAD = -1


class PageStart(NamedTuple):
    """What a page begins with: the place of a block among the paper's, of a flowable among the block's, and of a row of a table's body."""

    block: int
    flowable: int = 0
    row: int = 0


class Paged(NamedTuple):
    """A document and how it was set: how many pages it has, and the start of each of them that begins with something whole."""

    document: Document
    pages: int
    starts: Mapping[int, PageStart]


class Alike(NamedTuple):
    """How far two documents lay out alike: so many blocks from their beginnings and so many to their ends."""

    first: int
    last: int


def alike(document: Document, other: Document) -> Alike:
    """How far two documents have the same blocks, as far as these take room; a heading or words that lead into another block are not the
    same before it, as they stand where there is room for both.
    """
    if _head(document) != _head(other):
        return Alike(HEAD, 0)
    contents = _listed(document) == _listed(other)
    pairs = zip(document.blocks, other.blocks, strict=False)
    first = same = sum(1 for _ in takewhile(lambda pair: _is_alike(*pair, contents=contents), pairs))
    while 0 < first < len(document.blocks) and (isinstance(block := document.blocks[first - 1], Heading) or leads_in(block)):
        first -= 1
    ends = zip(reversed(document.blocks[same:]), reversed(other.blocks[same:]), strict=False)
    return Alike(first, sum(1 for _ in takewhile(lambda pair: _is_alike(*pair, contents=contents), ends)))


def _head(document: Document) -> tuple[object, ...]:
    return document.council, document.subtitle, document.title, document.logo, document.points


def _listed(document: Document) -> list[tuple[int, str, str]]:
    return [(block.level, block.number, block.text) for block in document.blocks if isinstance(block, Heading)]


def _is_alike(block: Block, other: Block, *, contents: bool) -> bool:
    if isinstance(block, Contents) and not contents:
        return False
    if isinstance(block, Figure) and isinstance(other, Figure):
        # how it is drawn takes no room of its own
        return (block.caption, block.shape, block.notes) == (other.caption, other.shape, other.notes)
    return block == other


def leads_in(block: Block) -> bool:
    """Whether the block is words that lead into what follows them."""
    return isinstance(block, Paragraph) and plain(block.words).rstrip().endswith(":")


def last_start(starts: Mapping[int, PageStart], page: int, before: int) -> tuple[int, PageStart]:
    """The page that a setting begins at to come to `page`, and its start: the last of which all blocks up to its own are before `before`.

    The first page begins with the title, whatever the paper.
    """
    at = [(number, start) for number, start in starts.items() if number <= page and start.block < before]
    return max(at, key=itemgetter(0), default=(1, PageStart(HEAD)))


def moved(start: PageStart, by: int) -> PageStart:
    """A start in a document that has so many blocks more before it."""
    return start._replace(block=start.block + by)


def page_of(starts: Mapping[int, PageStart], wanted: PageStart) -> int | None:
    """The page that begins so; `None` where there is none."""
    return next((page for page, start in starts.items() if start == wanted), None)
