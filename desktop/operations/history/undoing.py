"""What Undo takes back from where the officer is: the last thing done on the screen in hand, and what is asked before anything else."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

from db import trail
from db.nouns import ALL, noun_of
from db.nouns.delivery import Milestone
from db.nouns.noun import BelongsTo, Noun
from db.nouns.papers import Paper
from db.reading import Reader
from desktop.appraisal.wording import listed
from desktop.errors import KnownTrouble
from desktop.late_dataclass import dataclass
from desktop.operations.history.called import parts_of
from desktop.operations.history.going import way_to
from desktop.operations.records.cases import titles
from desktop.operations.records.places import place_of, stage_of
from desktop.papers.content.wording import capital
from desktop.papers.readiness.item import MendedAt

Step: TypeAlias = trail.Step

#: So many steps are looked through for one of the screen in hand, and so many changes of one for where it was.
_FARTHEST, _LOOKED_AT = 1_000, 200
#: A step that touched the records of more screens than these was done on none of them: an import, say.
_FEW = 3


class Done(NamedTuple):
    """Where a step of this sitting was done: the case and the screen in hand."""

    case: int
    screen: str


@dataclass(frozen=True, slots=True)
class Reversal:
    """What Undo or Redo does next. Where there is a `question`, nothing is done until one of `choices` is taken.

    `is_final` says that the question is whether a paper may cease to be final, so that its answer is enough.
    """

    step: Step
    question: str = ""
    choices: tuple[Step, ...] = ()
    is_final: bool = False


def next_undo(reader: Reader, here: Done, done: Mapping[int, Done]) -> Reversal | None:
    """The last thing done on the screen in hand; nothing where there is nothing to take back.

    `done` says of the units of this sitting where each was done; those before it are known by the records that they touched.
    """
    standing = trail.standing(reader)
    if not standing:
        return None
    latest = standing[-1]
    step = next((each for each in standing[: -_FARTHEST - 1 : -1] if _is_here(reader, each, here, done)), None)
    if step is None:
        where = _where(reader, latest, here, done)
        asked = f"Nothing that was done on this screen can be taken back. The last thing done{where}: {latest.label}."
        return Reversal(latest, asked, (latest,))
    if step is not latest and step.first not in done:
        newer = f"{latest.label}{_where(reader, latest, here, done)}"
        return Reversal(step, f"The last thing done on this screen, {step.label}, is older than {newer}.", (step, latest))
    return of_step(reader, step)


def of_step(reader: Reader, step: Step) -> Reversal:
    """The same for a step that was asked for: whether a later one rests on it, and whether a paper would be final no more."""
    later = trail.in_the_way(reader, step)
    if later is not None:
        asked = f"{capital(later.label)} was done after {step.label} and may rest on it, so it has to be taken back first."
        return Reversal(step, asked, (later,))
    unmade = _unmade(reader, step)
    return Reversal(step, unmade, (step,), is_final=True) if unmade else Reversal(step)


def next_redo(reader: Reader, here: Done, done: Mapping[int, Done]) -> Reversal | None:
    """What was taken back last; where it was done elsewhere, that is asked about. Nothing where there is nothing to bring back."""
    step = trail.redo_step(reader)
    if step is None:
        return None
    unmade = _unmade(reader, step)
    if unmade or not _is_here(reader, step, here, done):
        asked = unmade or f"What was taken back last{_where(reader, step, here, done)}: {step.label}."
        return Reversal(step, asked, (step,), is_final=True)
    return Reversal(step)


def place_of_step(reader: Reader, unit: int, case: int, screen: str = "") -> MendedAt | None:
    """Where what a unit changed is seen: a record that is there, else the view of its kind; nothing where no screen shows it.

    What is seen on `screen`, where it was done, goes before what went with it: the scores of an option that was deleted, say.
    """
    view = None
    here = [table for table, (noun, _) in _nouns().items() if (place := place_of(noun_of(noun))) is not None and place[0] == screen]
    for table, row, image in [*_records(reader, unit, here), *_records(reader, unit)]:
        place = place_of(noun_of(table))
        if place is None:
            continue
        view = view or MendedAt(*place, table, paper=_number(image, "paper_id"))
        try:
            way = way_to(reader, table, row, "", case)
        except KnownTrouble:
            continue
        if not way.case:
            return way.at
    return view


def _is_here(reader: Reader, step: Step, here: Done, done: Mapping[int, Done]) -> bool:
    if done.get(step.first) == here:
        return True
    screens = _screens(reader, step.unit)
    return len(screens) <= _FEW and here.screen in screens and _case(reader, step.unit) in (None, here.case)


def _where(reader: Reader, step: Step, here: Done, done: Mapping[int, Done]) -> str:
    """Where a step was done: ` under Money`, or in another case ` in the case ‘Depots’`; blank where that is not known."""
    known = done.get(step.first)
    case = known.case if known is not None else _case(reader, step.unit)
    if case is not None and case != here.case:
        title = next((title for id_, title in titles(reader) if id_ == case), "")
        return f" in the case ‘{title}’" if title else " in a case that is not there now"
    screens = sorted(_screens(reader, step.unit)) if known is None else [known.screen]
    return f" under {listed(sorted(set(map(stage_of, screens))))}" if 0 < len(screens) <= _FEW else ""


def _unmade(reader: Reader, step: Step) -> str:
    """What is asked where reversing a unit would take a version of a paper away, make a draft of a final, or unpass a gate."""
    for table, then, now in _images(reader, step.unit):
        if (table == "finals" and now and not then) or (table == "papers" and now.get("status") == "final" != then.get("status")):
            record = reader.find(Paper, id=_number(now, "paper_id" if table == "finals" else "id"))
            named = f"‘{record.title}’" if record is not None else "A paper"
            return f"{named} would be final no more: {step.label}."
        if table == "passed_gates" and now and not then:
            gate = reader.find(Milestone, id=_number(now, "milestone_id"))
            named = f"The gate ‘{gate.name}’" if gate is not None else "A gate"
            return f"{named} would be passed no more: {step.label}."
    return ""


@cache
def _nouns() -> dict[str, tuple[str, str]]:
    """By table: that of the noun whose record a row belongs to, and the column that says to which; its own id where it is the noun's."""
    parts = {part: (table, link) for table in ALL for part, link in parts_of(table)}
    return parts | {table: (table, "id") for table in ALL if noun_of(table).SHEET}


def _images(reader: Reader, unit: int) -> list[tuple[str, dict[str, object], dict[str, object]]]:
    about = "table_name IN ('finals', 'papers', 'passed_gates')"
    rows = reader.rows(f"SELECT table_name, before, after FROM changes WHERE unit_id = ? AND {about} ORDER BY id", unit)
    return [(str(table), _image(before), _image(after)) for table, before, after in rows]


def _records(reader: Reader, unit: int, only: Sequence[str] | None = None) -> list[tuple[str, int, dict[str, object]]]:
    """The records that a unit touched: the table of each, its id, and the row that was changed as the trail has it.

    `only` are tables, where the rest are not asked for.
    """
    records: dict[tuple[str, int], dict[str, object]] = {}
    among = "" if only is None else f"AND table_name IN ({', '.join('?' * len(only))}) "
    asked = f"SELECT table_name, coalesce(after, before) FROM changes WHERE unit_id = ? {among}ORDER BY id LIMIT ?"
    rows = reader.rows(asked, unit, *(only or ()), _LOOKED_AT)
    for table, written in rows:
        if table in _nouns():
            noun, link = _nouns()[table]
            image = _image(written)
            records.setdefault((noun, _number(image, link)), image)
    return [(table, row, image) for (table, row), image in records.items()]


def _screens(reader: Reader, unit: int) -> set[str]:
    tables = (str(table) for (table,) in reader.rows("SELECT DISTINCT table_name FROM changes WHERE unit_id = ?", unit))
    places = (place_of(noun_of(_nouns()[table][0])) for table in tables if table in _nouns())
    return {place[0] for place in places if place is not None}


def _case(reader: Reader, unit: int) -> int | None:
    """The case that a unit was about; nothing where what it touched belongs to every case, or its records are not there to say so."""
    for table, row, image in _records(reader, unit):
        noun: type[Noun] = noun_of(table)
        if noun.TABLE == "cases":
            return row
        if _number(image, "case_id"):
            return _number(image, "case_id")
        paper = reader.find(Paper, id=_number(image, "paper_id")) if noun.BELONGS_TO is BelongsTo.PAPER else None
        if paper is not None:
            return paper.case_id
    return None


def _image(written: object) -> dict[str, object]:
    """A row as the trail has it; nothing of it where another hand wrote it."""
    try:
        image = json.loads(str(written), strict=False) if written is not None else {}
    except (ValueError, RecursionError):
        return {}
    return image if isinstance(image, dict) else {}


def _number(image: Mapping[str, object], column: str) -> int:
    value = image.get(column)
    return value if isinstance(value, int) else 0


def button_words(word: str, step: Step, choices: Sequence[Step]) -> str:
    """What a button says that takes a step back: `Undo it`, or of several `Undo ‘New risk’`, cut after some forty letters."""
    if len(choices) == 1:
        return f"{word} it"
    label = " ".join(step.label.split())
    return f"{word} ‘{capital(label if len(label) <= 40 else f'{label[:39].rstrip()}…')}’"
