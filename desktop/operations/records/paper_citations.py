"""Keeps what an officer's words cite right while the parts of a paper are moved, renamed, lettered anew or deleted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from db.nouns.paper_parts import Appendix, Implication, OfficerComment, PaperSection, Recommendation
from db.nouns.papers import Paper
from db.nouns.records import Linked, PaperPart
from db.reading import Reader
from db.writing import Unit

#: Where words may cite: the parts of a paper and their fields of words, and the paper's own.
_PARTS: tuple[tuple[type[PaperPart], tuple[str, ...]], ...] = (
    (PaperSection, ("text",)),
    (Recommendation, ("text", "conditions", "reason")),
    (Implication, ("text",)),
    (OfficerComment, ("comment",)),
    (Appendix, ("note",)),
)
_OF_PAPER = ("conflicts_of_interest", "policy_framework", "previous_reports", "circulation", "sensitive_issue", "action_team")
#: What names a part of the paper: a citation, or the place of a picture.
_NAMED = re.compile(r"\[\s*(recommendation|section|appendix|picture)\s*:\s*([^\[\]\n]{1,200}?)\s*\]", re.IGNORECASE)
_SMALL = frozenset(
    (
        "that", "the", "a", "an", "of", "to", "be", "is", "are", "it", "in", "on", "for", "and", "or", "by", "with", "at", "as", "this",
        "these", "cabinet", "council", "agrees", "approves",
    )
)  # fmt: skip
_WORD = re.compile(r"[^\W_][\w’'-]*")
_MOST_WORDS = 3


def settle(unit: Unit, paper: int) -> None:
    """Make every recommendation that is cited by its place cited by its short name, which stays with it; one without is given one."""
    records = recommendations(unit, paper)
    names = {_folded(record.short_name) for record in records if record.short_name}

    def named(name: str) -> str | None:
        if _folded(name) in names or not name.isdecimal() or not 0 < int(name[:9]) <= len(records):
            return None
        return name_of(unit, records[int(name) - 1].id)

    _rewrite(unit, paper, "recommendation", named)


def name_of(unit: Unit, recommendation: int) -> str:
    """The short name of a recommendation; one is made from its first words, and recorded, where it has none."""
    record = unit.get(Recommendation, recommendation)
    if not record.short_name:
        taken = {_folded(each.short_name) for each in recommendations(unit, record.paper_id)}
        words = [word.lower() for word in _WORD.findall(record.text[:400]) if word.lower() not in _SMALL and not word.isdecimal()]
        stem = " ".join(words[:_MOST_WORDS]) or "recommendation"
        name = next(name for name in (stem, *(f"{stem} {n}" for n in range(2, len(taken) + 3))) if _folded(name) not in taken)
        record = unit.change(record, short_name=name)
    return record.short_name


def recommendations(reader: Reader, paper: int) -> list[Recommendation]:
    """A paper's recommendations in their order."""
    return reader.all(Recommendation, paper_id=paper)


def renamed(unit: Unit, paper: int, kind: str, names: Mapping[str, str]) -> None:
    """Put new names in the place of old ones wherever words name them, all at once, so that A and B may change places."""
    folded = {_folded(old): new for old, new in names.items() if old and new and old != new}
    if folded:
        _rewrite(unit, paper, kind, lambda name: folded.get(_folded(name)))


def _rewrite(unit: Unit, paper: int, kind: str, new_name: Callable[[str], str | None]) -> None:
    def told(match: re.Match[str]) -> str:
        name = new_name(match[2]) if match[1].lower() == kind else None
        return match[0] if name is None else f"[{match[1]}: {name}]"

    for record, key in _texts(unit, paper):
        text = str(vars(record)[key])
        if "[" in text:
            unit.change(record, **{key: _NAMED.sub(told, text)})


def _texts(reader: Reader, paper: int) -> Iterator[tuple[Linked, str]]:
    for noun, keys in _PARTS:
        for record in reader.all(noun, paper_id=paper):
            yield from ((record, key) for key in keys)
    paper_record = reader.get(Paper, paper)
    yield from ((paper_record, key) for key in _OF_PAPER)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
