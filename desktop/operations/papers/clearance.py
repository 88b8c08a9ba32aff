"""A copy of a paper that was sent round in Word and comes back: what changed in it, what was said of it, and taking that in."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING

from db.copies import reader_on
from db.nouns.noun import Noun
from db.nouns.paper_parts import Implication, OfficerComment, PaperSection, Recommendation
from db.nouns.papers import Paper
from db.reading import Reader
from db.writing import Unit
from desktop.appraisal.wording import counted, listed
from desktop.disk_trouble import Work, known_disk_trouble
from desktop.errors import KnownTrouble
from desktop.operations.papers.officers_words import Statement, answered, check_answers, date_of, not_held, posts, record, statements
from desktop.operations.papers.papers import document, find_paper, in_hand, paper_to_set, papers, title
from desktop.operations.records import records
from desktop.operations.records.cases import find
from desktop.operations.store.files import known_trouble, opened
from desktop.papers.choosing import layout_names
from desktop.papers.content.wording import day

if TYPE_CHECKING:
    from desktop.papers.content.records import PaperRecords
    from desktop.papers.word.comparing import CopyChange
    from desktop.papers.word.reading import Comment, Copy

#: A paper of hundreds of pages with its charts is a few megabytes.
_LARGEST_FILE = 32 * 2**20
_SUBJECT_TO = ", subject to:"
#: The records that parts are of, by the first letter of an id, and the field of their words.
_FIELDS: dict[str, tuple[type[Noun], str]] = {
    "s": (PaperSection, "text"),
    "r": (Recommendation, "text"),
    "i": (Implication, "text"),
    "o": (OfficerComment, "comment"),
}
#: The mark of a part that each document of a decision has of its own; no id of a record is longer.
_OF_ONE_DOCUMENT = re.compile(r"([ro])(\d{1,18})(?!\d)")


@dataclass(frozen=True, slots=True)
class ClearedPart:
    """One part that a copy says otherwise or of which something was said. `number` counts them from 1, and `where` says which part it is.

    `left` is why its words cannot be taken by the program; blank where they can. It has none where only something was said of it.
    `statements` are its comments, and its words where they are new: each may be the comment of a statutory officer.
    """

    number: int
    where: str
    change: CopyChange
    left: str = ""
    statements: tuple[Statement, ...] = ()

    @property
    def can_be_taken(self) -> bool:
        """Whether there are words to take, and where to."""
        return self.change.is_reworded and not self.left


@dataclass(frozen=True, slots=True)
class Clearance:
    """What a copy holds. `same_version` says whether it was made from the paper as it is now, and `exempt` that it holds what is exempt.

    `posts` are those whose comments the paper may hold, and `held` what it holds of each by now.
    """

    name: str
    paper: int
    same_version: bool
    parts: tuple[ClearedPart, ...]
    exempt: bool = False
    posts: tuple[str, ...] = ()
    held: Mapping[str, str] = field(default_factory=dict)

    @property
    def nothing_new(self) -> str:
        """What is told of a copy that has no parts to tell of."""
        return f"Nothing in {self.name} is new."

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All that may be the comment of a statutory officer."""
        return tuple(statement for part in self.parts for statement in part.statements)


@dataclass(frozen=True, slots=True)
class CopyToRead:
    """A store as it is, and the copy to lay beside a paper of it: that takes time, and can be done off the main thread."""

    image: bytes
    case: int
    paper: int | None
    path: Path

    def cleared(self) -> Clearance:
        """What the copy holds. Raises KnownTrouble, as `read_file` and `cleared` do."""
        contents = read_file(self.path)
        with known_trouble(), reader_on(self.image) as reader:
            return cleared(reader, self.case, self.paper, contents, self.path.name)


def copy_to_read(reader: Reader, case: int, paper: int | None, path: Path) -> CopyToRead:
    """What a copy is laid beside elsewhere."""
    return CopyToRead(reader.image(), case, paper, path)


def read_file(path: Path) -> bytes:
    """The bytes of a copy. Raises KnownTrouble where it cannot be read or is too large to be one."""
    with known_disk_trouble(path, Work.READ):
        if path.is_dir():
            raise KnownTrouble(f"{path.name} is a folder. Choose the copy of the paper, a Word document.")
        if path.stat().st_size > _LARGEST_FILE:
            raise KnownTrouble(f"{path.name} is too large: more than {_LARGEST_FILE // 2**20} MB. Take out what is not the paper.")
        return path.read_bytes()


def cleared(reader: Reader, case: int, paper: int | None, contents: bytes, name: str) -> Clearance:
    """Lay a copy beside the paper that is held. Raises KnownTrouble where it means harm, cannot be read or is of another paper."""
    from desktop.papers.word.comparing import compared, is_of
    from desktop.papers.word.reading import read_copy

    copy = read_copy(contents, name)
    meant = in_hand(reader, case, paper)
    if meant is None:
        raise KnownTrouble("The case has no paper, so there is nothing to lay a copy beside.")
    held, given, same = _held(reader, case, meant, copy)
    other = None if same else _made_from(reader, case, copy)
    if other is not None and other != meant:
        raise KnownTrouble(f"{name} is a copy of ‘{title(reader, other)}’. Choose that paper, or another copy.")
    if not is_of(held, copy):
        raise KnownTrouble(f"{name} is no copy of ‘{given.title}’. Choose the paper that it was made from, or another copy.")
    names = _Names(given)
    comments = reader.all(OfficerComment, paper_id=meant)
    there = None if same else {block.part.partition("_")[0] for block in copy.blocks}
    changes = tuple(not_held(compared(held, copy), comments, there=there))
    parts = [
        ClearedPart(number, names.where(change), change, _why_left(reader, change, same_version=same), said)
        for number, (change, said) in enumerate(zip(changes, statements(changes, comments), strict=True), start=1)
    ]
    held_of = {each.role: each.comment for each in comments if each.comment.strip()}
    return Clearance(name, meant, same, tuple(parts), given.exempt and bool(given.withheld), posts(comments), held_of)


def _made_from(reader: Reader, case: int, copy: Copy) -> int | None:
    """The paper of a case that most of the marked recommendations and officers’ comments of a copy are of: no two documents share these."""
    marks = [mark for block in copy.blocks if (mark := _OF_ONE_DOCUMENT.match(block.part))]
    records = (reader.find(_FIELDS[mark[1]][0], id=int(mark[2])) for mark in marks)
    counts = Counter(vars(record)["paper_id"] for record in records if record is not None)
    [(paper, _), *_] = counts.most_common(1) or [(None, 0)]
    return paper if paper in dict(papers(reader, case)) else None


def _held(reader: Reader, case: int, paper: int, copy: Copy) -> tuple[Copy, PaperRecords, bool]:
    """The paper as a copy of it would be read, in the layout that the copy was made in, and whether it still says the same.

    Where it does not, that is the public or the whole paper in its own layout, whichever the copy is more like.
    """
    from desktop.papers.word.comparing import likeness
    from desktop.papers.word.reading import read_copy
    from desktop.papers.word.setting import set_word, version_of

    public, whole = (paper_to_set(reader, case, paper, exempt=exempt) for exempt in (False, True))
    withholds = bool(public.records.withheld or public.records.withheld_places)
    others: list[tuple[Copy, PaperRecords]] = []
    for given in (whole, public) if withholds else (whole,):
        appraisal, own = given.appraised(), given.records.layout
        first = document(given.records, appraisal, own)
        further = (document(given.records, appraisal, layout) for layout in layout_names() if layout != own)
        same = next((each for each in chain((first,), further) if version_of(each) == copy.version), None)
        if same is not None:
            return read_copy(set_word(same), ""), given.records, True
        others.append((read_copy(set_word(first), ""), given.records))
    held, records_of_it = max(others, key=lambda each: likeness(each[0], copy))
    return held, records_of_it, False


class _Names:
    """What the parts of a paper are called."""

    def __init__(self, paper: PaperRecords) -> None:
        self._called = {f"s{each.id}": f"‘{each.heading}’" for each in paper.sections}
        self._called |= {f"r{each.id}": f"Recommendation {number}" for number, each in enumerate(paper.recommendations, start=1)}
        self._called |= {f"i{each.id}": f"Implications, ‘{each.heading}’" for each in paper.implications}
        self._called |= {f"o{each.id}": f"The comment of {each.role}" for each in paper.officer_comments}

    def where(self, change: CopyChange) -> str:
        """Which part a change is of."""
        if change.part:
            return self.called(change.part)
        return f"After {self.called(change.after)}" if change.after else "At the beginning"

    def called(self, part: str) -> str:
        """What a part is called."""
        record, _, place = part.partition("_")
        name = self._called.get(record, "the paper")
        if place == "c":
            return f"{name}, its conditions"
        if place:
            return f"{name}, passage {int(place) + 1}"
        return f"The heading {name}" if part.startswith("s") else name


def _why_left(reader: Reader, change: CopyChange, *, same_version: bool) -> str:
    """Why the words of a change are left to the officer; blank where they can be taken, or there are none."""
    from desktop.papers.word.comparing import Known

    if not change.is_reworded:
        return "it stands elsewhere in the copy: move it under Paper" if change.moved else ""
    if change.known is Known.GONE:
        older = ", which may be older than it" * (not same_version)
        return f"it is not in the copy{older}: delete it under Paper if it should go"
    if change.known is Known.NEW:
        return "it is new, or in what the program says: type it where it belongs"
    if change.known is Known.TABLE:
        return "the table is drawn from the records: change it there"
    if not same_version and change.before != change.held:
        return "it has been changed here too, or without tracking, since the copy was made"
    if not change.returned:
        return "nothing of it is left in the copy: delete it under Paper if it should go"
    noun, field, record_id = _field_of(change.part)
    record = reader.find(noun, id=record_id)
    if record is None or _reworded(change, getattr(record, field)) is None:
        return "it cannot be put into the words as they were typed: change it under Paper"
    return ""


def _field_of(part: str) -> tuple[type[Noun], str, int]:
    """The noun, the field and the id of the record that a part is of."""
    record, _, place = part.partition("_")
    noun, field = _FIELDS[part[0]]
    if part[0] == "s" and not place:
        field = "heading"
    if place == "c":
        field = "conditions"
    return noun, field, int(record[1:])


def _reworded(change: CopyChange, text: str) -> str | None:
    """The text of the field with the words of a change in it; nothing where that cannot be."""
    from desktop.papers.content.rewording import reworded, reworded_text

    part, held, returned = change.part, change.held, change.returned
    if part.endswith("_c"):
        lines, was, now = [line for line in text.splitlines() if line.strip()], held.split("\n"), returned.split("\n")
        if not len(lines) == len(was) == len(now):
            return None
        made = [reworded(line, before, after) for line, before, after in zip(lines, was, now, strict=True)]
        return None if None in made else "\n".join(line for line in made if line is not None)
    if "_" in part:
        return reworded_text(text, held, returned)
    if "\n" in returned:
        return None
    if not part.startswith("r"):
        return returned if " ".join(text.split()) == held else None
    line = " ".join(text.split())
    stop = "." * (line.endswith(".") and not held.removesuffix(_SUBJECT_TO).endswith("."))
    new = reworded(line.removesuffix(stop), held.removesuffix(_SUBJECT_TO), returned.removesuffix(_SUBJECT_TO))
    return None if new is None else f"{new}{stop}"


def take(unit: Unit, case: int, clearance: Clearance, left: Iterable[int] = ()) -> tuple[int, ...]:
    """Take the words of every part that can be taken, but for those left by their numbers. Gives the numbers of those taken.

    All is one unit of work. Raises KnownTrouble, and nothing is taken, where the paper is final or there is no part of a number.
    """
    if unit.get(Paper, clearance.paper).status == "final":
        raise KnownTrouble("The paper is final: reopen it to take in what a copy of it says.")
    leave, numbers = set(left), {part.number for part in clearance.parts}
    if unknown := sorted(leave - numbers):
        raise KnownTrouble(f"There is no change {unknown[0]} in {clearance.name}: its changes are 1 to {max(numbers, default=0)}")
    taken: list[int] = []
    for part in clearance.parts:
        if not part.can_be_taken or part.number in leave:
            continue
        noun, field, record_id = _field_of(part.change.part)
        text = _reworded(part.change, getattr(unit.get(noun, record_id), field))
        if text is None:
            raise KnownTrouble(f"{part.where} has been changed since it was laid beside the copy: read the copy again.")
        edits = [records.Edit(record_id, field, text)]
        if noun is OfficerComment and (date := date_of(part.change, unit.get(OfficerComment, record_id))):
            edits.append(records.Edit(record_id, "date", date))
        records.change(unit, noun, clearance.paper, edits)
        taken.append(part.number)
    return tuple(taken)


@dataclass(frozen=True, slots=True)
class Taken:
    """The numbers of the changes that were taken, and the statements with the posts whose comments they are now."""

    parts: tuple[int, ...] = ()
    comments: tuple[tuple[Statement, str], ...] = ()


def take_all(unit: Unit, case: int, clearance: Clearance, left: Iterable[int] = (), answers: Mapping[int, str] | None = None) -> Taken:
    """Take the words of parts, as `take` does, and what officers say as their comments: `answers` has a post by the number of a statement,
    blank for a remark. What is asked and not answered is left.

    All is one unit of work. Raises KnownTrouble, and nothing is taken, as `take` does or where there is no statement of a number.
    """
    check_answers(clearance.statements, answers or {})
    parts = take(unit, case, clearance, left)
    comments = answered(clearance.statements, answers or {})
    record(unit, clearance.paper, comments)
    return Taken(parts, comments)


def take_copy(
    file: Path,
    title: str | None,
    paper: str | None,
    copy: Path,
    *,
    taking: bool,
    leave: Sequence[int] = (),
    answers: Mapping[int, str] | None = None,
) -> tuple[str, ...]:
    """What a copy says otherwise than the paper in a store, line by line; with `taking`, that is taken in as one step, and what officers
    say as their comments, as `take_all` has it.

    Raises KnownTrouble; nothing is then taken.
    """
    contents = read_file(copy)
    with opened(file) as store:
        reader = store.reader()
        case = find(reader, title)
        found = cleared(reader, case, None if paper is None else find_paper(reader, case, paper), contents, copy.name)
        taken = Taken()
        check_answers(found.statements, answers or {})
        if taking and (any(part.can_be_taken for part in found.parts) or answered(found.statements, answers or {})):
            with known_trouble(), store.unit_of_work(f"words of {copy.name}") as unit:
                taken = take_all(unit, case, found, leave, answers)
    return tuple(_lines(found, taken if taking else None, answers or {}))


def _lines(found: Clearance, taken: Taken | None, answers: Mapping[int, str]) -> Iterator[str]:
    reworded = sum(part.change.is_reworded for part in found.parts)
    said = sum(len(part.change.comments) for part in found.parts)
    of = "the paper as it is" if found.same_version else "another version of the paper"
    yield f"{found.name}, made from {of}: {counted(reworded, 'change')}, {counted(said, 'comment')}" if found.parts else found.nothing_new
    if note := notes(found):
        yield note
    for part in found.parts:
        yield f"{part.number}. {part.where} ({part.change.known}{', moved' * part.change.moved})"
        if part.change.is_reworded:
            if part.change.held:
                yield f"   Held: {_line(part.change.held)}"
            yield f"   Copy: {_line(part.change.returned)}"
        yield from (f"   Tracked: {words}" for words in tracked_words(part.change, same_version=found.same_version))
        yield from (f"   {comment_words(comment)}" for comment in part.change.comments)
        yield from _of_officers(found, part, taken, answers)
        if part.left and not any(each.is_new for each, _ in answered(part.statements, answers)):
            yield f"   Left: {part.left}"
        elif part.can_be_taken and taken is not None:
            yield "   Taken" if part.number in taken.parts else "   Left, as asked"


def _of_officers(found: Clearance, part: ClearedPart, taken: Taken | None, answers: Mapping[int, str]) -> Iterator[str]:
    """What is told of the words of a part that may be an officer's comment."""
    for statement in part.statements:
        of = f"   {'New words' if statement.is_new else 'Comment'} {statement.number}"
        post = answers.get(statement.number, statement.post)
        if statement.asked and statement.number not in answers:
            say = f"--officer {statement.number}=POST takes it so, and without a post it stays a remark"
            yield f"{of}: asked whether it is the comment of the {post}: {say}"
        elif post:
            instead = f", in place of: {_line(found.held[post])}" if post in found.held else ""
            yield f"{of}: {'taken' if taken is not None else 'to be taken'} as the comment of the {post}{instead}"


def _line(text: str) -> str:
    return text.replace("\n", " / ").replace("\t", " | ") or "none"


def comment_words(comment: Comment) -> str:
    """Who said it, when where that is known, and what."""
    return f"{_who(comment.author, comment.at)}: {_line(comment.text)}"


def tracked_words(change: CopyChange, *, same_version: bool) -> Iterator[str]:
    """Who put words in or took them out, when where that is known, and which; and that more was changed where nobody tells by whom."""
    for (author, at), made in groupby(change.tracked, key=lambda each: (each.author, each.at and each.at.replace(second=0, microsecond=0))):
        words = [f"{'put in' if each.put_in else 'took out'} ‘{_line(each.text.strip())}’" for each in made if each.text.strip()]
        if words:
            yield f"{_who(author, at)}: {listed(words)}"
    if same_version and change.tracked and change.before != change.held:
        yield "More was changed without tracking, so by whom is not told."


def notes(clearance: Clearance) -> str:
    """What holds of a whole copy: how tracked changes are read, and that officers' comments come from one that holds what is exempt."""
    told = ["Tracked changes are read as accepted."] * any(part.change.tracked for part in clearance.parts)
    if clearance.exempt and any(statement.post for statement in clearance.statements):
        told.append("It holds what is exempt: read what officers say in it before their comments are published.")
    return " ".join(told)


def _who(author: str, at: datetime.datetime | None) -> str:
    return f"{author.strip() or 'Somebody'}{f', {day(at.date())} {at:%H:%M}' if at is not None else ''}"
