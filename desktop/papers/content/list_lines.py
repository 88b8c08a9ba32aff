"""Lines that begin as items of a list, made into lists: bullets, 1, 2, 3, (a), (b) and (i), (ii), one under another by how far they are
set in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from desktop.papers.content.blocks import BulletList, Counting, NumberedList, letters, roman
from desktop.papers.content.spans import spans

Lists = tuple[BulletList | NumberedList, ...]

_BEGINS = re.compile(r"(?P<space>\s*)(?:(?P<bullet>[-*•–])|(?P<figure>\d{1,3})[.)]|\(?(?P<letter>[a-z]+)\))\s+(?=\S)")
#: Every label with the one after it.
_FOLLOWING = frozenset((label(index), label(index + 1)) for label in (letters, roman) for index in range(60))
#: An item set in by so many spaces more than the one before it stands under it.
_STEP = 2
#: Lists stand no deeper than this under one another.
_DEEPEST = 4
_COUNTING = {"figure": Counting.FIGURES, "letter": Counting.LETTERS, "roman": Counting.ROMAN}


@dataclass(slots=True)
class Item:
    """One item as typed: how far it is set in, its label, and its words."""

    depth: int
    kind: str
    label: str
    text: str
    below: list[Item] = field(default_factory=list)


def item_of(line: str, before: Sequence[Item]) -> Item | None:
    """The item that a line begins after those before it; `None` for a line that begins none.

    A label of two letters or more goes on from the one before it, or it is a word in brackets.
    """
    match = _BEGINS.match(line)
    if match is None:
        return None
    kind = match.lastgroup or ""
    item = Item(len(match["space"].expandtabs(4)), kind, match[kind], line[match.end() :].strip())
    if kind == "letter" and len(item.label) > 1:
        last = next((each.label for each in reversed(before) if abs(each.depth - item.depth) < _STEP), "")
        if (last, item.label) not in _FOLLOWING:
            return None
    return item


def lists(items: Sequence[Item]) -> Lists:
    """The lists that these items make, a new one wherever the kind of label changes."""
    top: list[Item] = []
    stack: list[Item] = []
    for given in items:
        item = replace(given, below=[])
        while stack and item.depth < stack[-1].depth + _STEP:
            stack.pop()
        del stack[_DEEPEST - 1 :]
        (stack[-1].below if stack else top).append(item)
        stack.append(item)
    return _lists_of(top)


def _lists_of(items: Sequence[Item]) -> Lists:
    runs: list[tuple[str, list[Item]]] = []
    for item in items:
        last_kind, last = runs[-1] if runs else ("", [])
        kind = _kind(item, last_kind, len(last))
        if kind == last_kind:
            last.append(item)
        else:
            runs.append((kind, [item]))
    list_blocks: list[BulletList | NumberedList] = []
    for kind, run in runs:
        below = tuple(_lists_of(item.below) for item in run)
        words = tuple(spans(item.text) for item in run)
        under = below if any(below) else ()
        list_blocks.append(BulletList(words, under) if kind == "bullet" else NumberedList(words, _COUNTING[kind], under))
    return tuple(list_blocks)


def _kind(item: Item, last: str, before: int) -> str:
    """What an item counts in: (i) goes on from (h) in a lettered list, and begins i, ii, iii anywhere else."""
    if item.kind != "letter":
        return item.kind
    if last == "roman" and item.label == roman(before):
        return "roman"
    if last == "letter" and (len(item.label) == 1 or item.label == letters(before)):
        return "letter"
    return "roman" if item.label == roman(0) else "letter"
