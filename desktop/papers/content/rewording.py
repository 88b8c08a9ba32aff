"""An officer's text with words of it changed as they were in a printed copy: its faces, links and citations stay where they are.

What cannot be put into the text as it was typed, because the change is in the words of a link or of a citation or there is no telling
where it belongs, is not guessed at: the text stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from desktop.papers.content.blocks import BulletList, Citation, NumberedList, Paragraph, Words
from desktop.papers.content.spans import CITED
from desktop.papers.content.words import QUOTED_LINE, parse, words
from desktop.papers.pdf.safe_text import clean

#: Stands for a citation while words are laid beside one another: private letters, which no text that is drawn holds.
_PLACE = "\ue000{}\ue001"
_ITEM = re.compile(r"(\s*(?:[-*•–]|\d{1,3}[.)]|\(?[a-z]+\))\s+)(.*)", re.DOTALL)


def reworded_text(text: str, held: str, returned: str) -> str | None:
    """A text of paragraphs and lists with the passage that prints as `held` changed to print as `returned`, a line for each item.

    Nothing where the passage is not there once alone, or cannot be changed so.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    places = list(_places(lines, held.split("\n")))
    if len(places) != 1:
        return None
    [(first, past)] = places
    was, now = held.split("\n"), returned.split("\n")
    passage = lines[first:past]
    if len(was) == 1 and (part := _only(passage)) is not None and isinstance(part, Paragraph):
        quoted = "> " if QUOTED_LINE.match(passage[0]) else ""
        typed = " ".join((QUOTED_LINE.sub("", line) if quoted else line).strip() for line in passage)
        paragraph = reworded(typed, held, returned) if len(now) == 1 else None
        changed = None if paragraph is None else [f"{quoted}{paragraph}"]
    else:
        changed = _items(passage, was, now)
    if changed is None or not _prints(changed, now):
        return None
    return "\n".join([*lines[:first], *changed, *lines[past:]])


def reworded(line: str, held: str, returned: str) -> str | None:
    """One run of words, with faces and all, that prints as `held`, changed to print as `returned`. Nothing where that cannot be."""
    match = _printed(words(line)).fullmatch(_even(held))
    if match is None:
        return None
    raw, was, now = line, _even(held), _even(returned)
    citations = list(CITED.finditer(line))
    printed = match.groups()
    if len(citations) != len(printed):
        return None
    for index, (citation, words_of) in enumerate(zip(citations, printed, strict=True)):
        place = _PLACE.format(index)
        raw, was, now = (each.replace(said, place, 1) for each, said in ((raw, citation[0]), (was, words_of), (now, words_of)))
    typed, before, after = raw.split(), was.split(), now.split()
    if len(typed) != len(before):
        return None
    made: list[str] = []
    for kind, first, past, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            made += typed[first:past]
        elif typed[first:past] == before[first:past]:
            made += after[start:end]
        else:
            return None  # what is changed holds a mark: a face, a link
    new = " ".join(made)
    for index, citation in enumerate(citations):
        new = new.replace(_PLACE.format(index), citation[0])
    return new if _printed(words(new)).fullmatch(_even(returned)) else None


def _places(lines: list[str], printed: list[str]) -> Iterator[tuple[int, int]]:
    """Where a passage stands: its first line, and the one past its last. Of a list, each item is one line."""
    for first, line in enumerate(lines):
        if not line.strip() or (first and lines[first - 1].strip() and _only(lines[first - 1 : first + 1]) is not None):
            continue
        longest = next((past for past in range(first, len(lines)) if not lines[past].strip()), len(lines))
        ends = range(longest, first, -1) if len(printed) == 1 else [first + len(printed)]
        found = next((end for end in ends if end <= longest and _prints(lines[first:end], printed)), None)
        if found is not None:
            yield first, found


def _only(lines: list[str]) -> object:
    """The one part that lines make; nothing where they make several."""
    parts = parse("\n".join(lines))
    return parts[0] if len(parts) == 1 else None


def _prints(lines: list[str], printed: list[str]) -> bool:
    """Whether lines are one part, and print so."""
    part = _only(lines)
    said = [part.words] if isinstance(part, Paragraph) else list(_item_words(part)) if isinstance(part, BulletList | NumberedList) else []
    return len(said) == len(printed) and all(
        _printed(run).fullmatch(_even(told)) is not None for run, told in zip(said, printed, strict=True)
    )


def _item_words(block: BulletList | NumberedList) -> Iterator[Words]:
    for index, item in enumerate(block.items):
        yield item
        for below in block.under(index):
            yield from _item_words(below)


def _items(lines: list[str], was: list[str], now: list[str]) -> list[str] | None:
    """The lines of a list with the words of its items changed; nothing where there are more items or fewer, or one is of two lines."""
    if not len(lines) == len(was) == len(now):
        return None
    made: list[str] = []
    for line, before, after in zip(lines, was, now, strict=True):
        match = _ITEM.fullmatch(line)
        item = None if match is None else reworded(match[2].strip(), before, after)
        if match is None or item is None:
            return None
        made.append(f"{match[1]}{item}")
    return made


def _printed(run: Words) -> re.Pattern[str]:
    """What words are printed as; each citation is whatever it is printed as."""
    pieces = ("(.+?)" if isinstance(span, Citation) else re.escape(clean(span.text)) for span in run)
    return re.compile(r"\s+".join("".join(pieces).replace("\\ ", " ").split()))


def _even(text: str) -> str:
    return " ".join(text.split())
