"""What statutory officers say in a copy that comes back, taken as the records that hold their comments: who, for which post, and when.

It is plain whose words are where they begin with the post: `Section 151 Officer: …`. Where their author holds such a post, or they stand at
the comment of one, it is asked whether they are the officer's comment. All others are remarks, unless somebody says otherwise.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from db.nouns.paper_parts import OfficerComment
from db.writing import Unit
from desktop.errors import KnownTrouble
from desktop.late_dataclass import dataclass
from desktop.operations.records import records
from desktop.papers.content.wording import date_in_words, day
from desktop.papers.readiness.comments import STATUTORY

if TYPE_CHECKING:
    from desktop.papers.word.comparing import CopyChange

#: Other names of the posts, in lower case (Local Government Act 1972, section 151; Local Government Finance Act 1988, section 113).
_OTHERWISE = {"s151 officer": "151", "s.151 officer": "151", "s151": "151", "chief finance officer": "151"}
_LEAD = re.compile(r"(?:comments? (?:of|from) )?(?:the )?([^:\n]{3,60}?)(?:[’']s? comments?)?\s*:\s*(\S.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Statement:
    """Words of a copy that may be an officer's comment. `number` counts those of a copy from 1.

    `post` is whose they plainly are, or where that is `asked`, whose they may be; blank for a remark. `author` wrote them in the copy, and
    `name` is that author where it is a person who speaks for himself. `text` is without the post that it begins with.
    """

    number: int
    author: str
    at: datetime.datetime | None
    text: str
    post: str = ""
    asked: bool = False
    name: str = ""
    is_new: bool = False
    """Whether it is words that are new in the paper itself, and no comment on it."""


def posts(comments: Sequence[OfficerComment]) -> tuple[str, ...]:
    """The posts whose comments a paper may hold: those it records, and the statutory ones beside them."""
    recorded = [each.role for each in comments]
    others = (post for post, written in STATUTORY if not any(written in role.casefold() for role in recorded))
    return tuple(dict.fromkeys((*recorded, *others)))


def statements(changes: Iterable[CopyChange], comments: Sequence[OfficerComment]) -> Iterator[tuple[Statement, ...]]:
    """What may be an officer's comment in each change of a copy."""
    from desktop.papers.word.comparing import Known

    number = 1
    for change in changes:
        said = [(comment.author.strip(), comment.at, comment.text, False) for comment in change.comments]
        if change.known is Known.NEW and change.returned and (not change.before or _led(change.returned, comments)):
            tracked = {(each.author, each.at) for each in change.tracked}
            author, at = tracked.pop() if len(tracked) == 1 else ("", None)
            said.append((author, at, change.returned, True))
        made = [
            _statement(Statement(number + place, author, at, text, is_new=is_new), change, comments)
            for place, (author, at, text, is_new) in enumerate(said)
        ]
        number += len(made)
        yield tuple(made)


def not_held(changes: Sequence[CopyChange], comments: Sequence[OfficerComment], *, there: Set[str] | None) -> Iterator[CopyChange]:
    """The changes of a copy without what was taken from it before: the words of a post or person, not of a later day than those held.

    `there` are the records that a copy of another version has; None for one of this version. Nobody took out what a copy never had, nor
    wrote a table that has been drawn anew since.
    """
    from desktop.papers.word.comparing import Known

    said = list(statements(changes, comments))
    taken: set[int] = set()
    renewed: set[str] = set()
    for comment in comments:
        theirs = {each.number for each in chain.from_iterable(said) if _holds(comment, each)}
        taken |= theirs
        renewed |= {f"o{comment.id}"} if theirs else set()
    for change, made in zip(changes, said, strict=True):
        left = tuple(comment for comment, each in zip(change.comments, made, strict=False) if each.number not in taken)
        record = _record(change.part)
        is_older = change.known is Known.TABLE or record in renewed or (record.startswith("o") and record not in (there or ()))
        is_held = any(each.is_new and each.number in taken for each in made) or (there is not None and not change.tracked and is_older)
        kept = replace(change, comments=left, returned=change.held if is_held else change.returned)
        if kept.is_reworded or kept.comments or kept.moved:
            yield kept


def _holds(comment: OfficerComment, said: Statement) -> bool:
    """Whether an officer's comment has what was said in a copy: the same words, of nobody else, and not of a day before."""
    held, words = ("\n".join(line.strip() for line in text.splitlines() if line.strip()) for text in (comment.comment, said.text))
    of_another = said.post and not _same(comment.role, said.post) and not _same(comment.name, said.author)
    day_held = date_in_words(comment.date)
    is_later = said.at is not None and day_held is not None and said.at.date() > day_held
    return f"\n{words}\n" in f"\n{held}\n" and bool(words) and not of_another and not is_later


def _statement(said: Statement, change: CopyChange, comments: Sequence[OfficerComment]) -> Statement:
    """Words with whose they plainly are or may be."""
    if led := _led(said.text, comments):
        return replace(said, post=led[0], text=led[1])
    post = _post_of(said.author, comments)
    of_author = post or next((each.role for each in comments if each.name and _same(each.name, said.author)), "")
    at_one = next((each.role for each in comments if f"o{each.id}" in (_record(change.part), _record(change.after))), "")
    return replace(said, post=of_author or at_one, asked=bool(of_author or at_one), name="" if post else said.author)


def date_of(change: CopyChange, comment: OfficerComment) -> str:
    """When the officer whose comment it is changed its words in the copy; blank where others did too, or it is not told."""
    authors = {each.author for each in change.tracked}
    days = [each.at.date() for each in change.tracked if each.at is not None]
    if len(authors) != 1 or not days:
        return ""
    (author,) = authors
    is_theirs = _post_of(author, [comment]) == comment.role or (bool(author) and _same(comment.name, author))
    return day(max(days)) if is_theirs else ""


def _record(part: str) -> str:
    return part.partition("_")[0]


def _led(text: str, comments: Sequence[OfficerComment]) -> tuple[str, str] | None:
    """The post that words begin with, and the words after it."""
    match = _LEAD.fullmatch(text.strip())
    post = _post_of(match[1], comments) if match else ""
    return (post, match[2]) if match and post else None


def _post_of(words: str, comments: Sequence[OfficerComment]) -> str:
    """The post that words name, as the paper writes it; blank where they name none."""
    said = " ".join(words.casefold().split())
    if recorded := next((each.role for each in comments if _same(each.role, said)), ""):
        return recorded
    for post, written in STATUTORY:
        if said == post.casefold() or _OTHERWISE.get(said) == written:
            return next((each.role for each in comments if written in each.role.casefold()), post)
    return ""


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def answered(given: Iterable[Statement], answers: Mapping[int, str]) -> tuple[tuple[Statement, str], ...]:
    """Each statement that is an officer's comment, with the post: as it plainly is, or as was answered; a blank answer is a remark."""
    posted = ((each, answers.get(each.number, "" if each.asked else each.post).strip()) for each in given)
    return tuple((each, post) for each, post in posted if post)


def record(unit: Unit, paper: int, taken: Sequence[tuple[Statement, str]]) -> None:
    """Record what officers say: in the comment of a post where the paper has one, and else in a new one. Several of one post are one."""
    by_post: dict[str, list[Statement]] = {}
    for statement, post in taken:
        by_post.setdefault(post, []).append(statement)
    for post, said in by_post.items():
        comments = unit.all(OfficerComment, paper_id=paper)
        held = next((each for each in comments if _same(each.role, _post_of(post, comments) or post)), None)
        last = max((each.at for each in said if each.at is not None), key=lambda at: at.timestamp(), default=None)
        values = {
            "comment": "\n\n".join(line.strip() for each in said for line in each.text.splitlines() if line.strip()),
            "date": day(last.date()) if last is not None else "",
            "name": next((each.name for each in said if each.name), "") if held is None or not held.name.strip() else held.name,
        }
        if held is None:
            records.add(unit, OfficerComment, paper, {"role": post, **values})
        else:
            records.change(unit, OfficerComment, paper, [records.Edit(held.id, field, value) for field, value in values.items()])


def check_answers(given: Sequence[Statement], answers: Mapping[int, str]) -> None:
    """Raises KnownTrouble where an answer is about words that there are not."""
    numbers = {each.number for each in given}
    if unknown := sorted(answers.keys() - numbers):
        known = f"its comments and new words are 1 to {len(numbers)}" if numbers else "it has neither comments nor new words"
        raise KnownTrouble(f"There is no comment {unknown[0]} in the copy: {known}.")
