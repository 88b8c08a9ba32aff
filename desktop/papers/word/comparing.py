"""What a copy that was sent round says otherwise than what is held, part by part.

A part is known by its mark; where its mark is lost, by its words: the same, or at least six in ten of them in their order. What is known by
neither is new. Nothing is taken here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from desktop.papers.word.reading import Comment, Copy, CopyBlock, Tracked, by_part

#: The share of words in their order from which words are taken to be those of a part whose mark is lost.
_LIKELY = 0.6
#: Of the parts that are marked, this share must say nearly what is held, or the copy is of another paper.
_OF_THIS_PAPER = 0.25


class Known(StrEnum):
    """How a part of a copy is known to be what it is."""

    MARK = "by its mark"
    WORDS = "by its words"
    GONE = "not in the copy"
    NEW = "not in the paper"
    TABLE = "a table that the program draws"


@dataclass(frozen=True, slots=True)
class CopyChange:
    """One part that a copy says otherwise, or of which something was said.

    `part` is its id, blank where it is new or none of the officer's words; `held` is what is held, `returned` what came back, and `before`
    what the copy held before anything in it was tracked, by whom `tracked` says. `after` is the part before it, where it is new.
    """

    part: str
    known: Known
    held: str
    returned: str
    before: str
    comments: tuple[Comment, ...] = ()
    moved: bool = False
    after: str = ""
    tracked: tuple[Tracked, ...] = ()

    @property
    def is_reworded(self) -> bool:
        """Whether the words are others, and not only their place or what was said of them."""
        return self.held != self.returned


def is_of(held: Copy, copy: Copy) -> bool:
    """Whether a copy is of the paper that is held, whatever has been changed in either since."""
    parts = {block.part: block for block in by_part(held) if block.part}
    marked = [block for block in by_part(copy) if block.part in parts]
    alike = sum(_near(parts[block.part].words, block.before or block.words) >= _LIKELY for block in marked)
    if marked:
        return alike >= len(marked) * _OF_THIS_PAPER
    texts, blocks = {part: block.words for part, block in parts.items()}, list(by_part(copy))
    return len(_with_pieces(_by_words(texts, blocks), texts, blocks)) >= max(len(parts), 1) * _OF_THIS_PAPER


def compared(held: Copy, copy: Copy) -> tuple[CopyChange, ...]:
    """What a copy says otherwise: the parts in the order of the paper, then what is new in the order of the copy."""
    parts = {block.part: block.words for block in by_part(held) if block.part}
    program = Counter(block.words for block in by_part(held) if not block.part)
    found: dict[str, list[CopyBlock]] = {}
    loose: list[CopyBlock] = []
    before_loose: list[str] = []
    last, blocks = "", _mended(by_part(copy), parts, program)
    for block in blocks:
        if block.part in parts:
            found.setdefault(block.part, []).append(block)
            last = block.part
        elif not block.part and not block.comments and program[block.words] > 0:
            program[block.words] -= 1
        elif block.words or block.before or block.comments:
            loose.append(block)
            before_loose.append(last)
    by_words = _by_words({part: words for part, words in parts.items() if part not in found}, loose)
    known = dict.fromkeys(found, Known.MARK)
    pieces = _with_pieces(by_words, parts, loose)
    for part, indexes in pieces.items():
        found[part], known[part] = [loose[index] for index in indexes], Known.WORDS
    moved = _moved(list(parts), [block.part for block in blocks if block.part in parts and block.words])
    changes = [_of_part(part, parts[part], known.get(part, Known.GONE), found.get(part, []), part in moved) for part in parts]
    taken = {index for indexes in pieces.values() for index in indexes}
    for index, block in enumerate(loose):
        if index not in taken:
            changes.append(replace(_loose(block, program), after=before_loose[index]))
    return tuple(change for change in changes if change.is_reworded or change.comments or change.moved)


def _mended(blocks: Iterable[CopyBlock], held: Mapping[str, str], program: Mapping[str, int]) -> list[CopyBlock]:
    """The blocks, each part with those before it that make it more like what is held: RTF leaves the mark of a list at its last line."""
    mended: list[CopyBlock] = []
    for block in blocks:
        mended.append(block)
        while len(mended) > 1 and (text := held.get(block.part)):
            before, part = mended[-2:]
            longer = before.followed_by(part)
            near, nearer = (_near(text, each.before or each.words) for each in (part, longer))
            if before.part or before.is_table or program.get(before.words) or near >= nearer:
                break
            mended[-2:] = [longer]
    return mended


def _loose(block: CopyBlock, program: Counter[str]) -> CopyChange:
    """What is no part: new words, or the rows of one of the program's tables that came back otherwise."""
    if block.is_table:
        near, table = max(
            ((_near(words, block.words), words) for words, count in program.items() if count and "\t" in words), default=(0, "")
        )
        if near >= _LIKELY:
            program[table] -= 1
            was, now = table.split("\n"), block.words.split("\n")
            held, returned = "\n".join(row for row in was if row not in now), "\n".join(row for row in now if row not in was)
            return CopyChange("", Known.TABLE, held, returned, held, block.comments, tracked=block.tracked)
    return CopyChange("", Known.NEW, "", block.words, block.before, block.comments, tracked=block.tracked)


def likeness(held: Copy, copy: Copy) -> int:
    """How many of the program's own passages are in both: what tells a copy of the public paper from one of the whole."""
    words = Counter(block.words for block in by_part(held) if not block.part)
    return (words & Counter(block.words for block in by_part(copy) if not block.part)).total()


def _of_part(part: str, held: str, known: Known, blocks: Sequence[CopyBlock], moved: bool) -> CopyChange:
    returned = "\n".join(block.words for block in blocks if block.words)
    before = "\n".join(block.before for block in blocks if block.before)
    comments = tuple(comment for block in blocks for comment in block.comments)
    tracked = tuple(change for block in blocks for change in block.tracked)
    return CopyChange(part, known, held, returned, before, comments, moved, tracked=tracked)


def _moved(held: Sequence[str], returned: Sequence[str]) -> set[str]:
    """The parts that stand in another order than they did."""
    now = list(dict.fromkeys(returned))
    then = [part for part in held if part in set(now)]
    kept: set[str] = set()
    for same in SequenceMatcher(None, then, now, autojunk=False).get_matching_blocks():
        kept.update(then[same.a : same.a + same.size])
    return set(then) - kept


def _by_words(held: Mapping[str, str], loose: Sequence[CopyBlock]) -> dict[str, int]:
    """Which block is likely to be which part that has lost its mark, or a line of it, the likeliest pairs first and whole parts before."""
    pairs: list[tuple[bool, float, str, int]] = []
    texts = [(part, text, set(text.split())) for part, words in held.items() for text in dict.fromkeys((words, *words.split("\n")))]
    for index, block in enumerate(loose):
        said = block.before or block.words
        mine = set(said.split())
        for part, text, theirs in texts:
            if len(mine & theirs) * 2 >= max(len(mine), len(theirs)) and (near := _near(text, said)) >= _LIKELY:
                pairs.append((text == held[part], near, part, index))
    found: dict[str, int] = {}
    for *_, part, index in sorted(pairs, key=lambda pair: (not pair[0], -pair[1], pair[3])):
        if part not in found and index not in found.values():
            found[part] = index
    return found


def _with_pieces(found: Mapping[str, int], held: Mapping[str, str], loose: Sequence[CopyBlock]) -> dict[str, list[int]]:
    """The blocks of each part: the one found, and those beside it that make it more like what is held, as the lines of a list do."""
    pieces = {part: [index] for part, index in found.items()}
    taken = set(found.values())
    for part, indexes in pieces.items():
        for step in (1, -1):
            beside = indexes[0] + step
            while 0 <= beside < len(loose) and beside not in taken:
                longer = sorted([*indexes, beside])
                if _near(held[part], _joined(loose, longer)) <= _near(held[part], _joined(loose, sorted(indexes))):
                    break
                indexes[:] = longer
                taken.add(beside)
                beside += step
    return {part: indexes for part, indexes in pieces.items() if _near(held[part], _joined(loose, indexes)) >= _LIKELY}


def _joined(loose: Sequence[CopyBlock], indexes: Sequence[int]) -> str:
    return " ".join(loose[index].before or loose[index].words for index in indexes)


def _near(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()
