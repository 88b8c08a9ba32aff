"""Taking in what partners send back: a file or a folder of them, checked first, then each taken or left, as one unit of work."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path

from db.nouns.money import Target
from db.nouns.register import CostLine
from db.nouns.returns import Return, ReturnPack
from db.reading import Reader
from db.writing import Unit
from desktop.disk_trouble import Work, known_disk_trouble, shown_folder
from desktop.errors import KnownTrouble
from desktop.operations.partners.packs import Held, held_value
from desktop.operations.partners.questions import BY_KEY, BY_SHEET, QUESTIONS, Question
from desktop.operations.partners.return_reading import Line, ReadReturn, ReturnBasis, read_return
from desktop.operations.records import records
from desktop.operations.records.columns import Value, written
from desktop.operations.records.participants import names_in
from desktop.operations.records.records import Edit
from desktop.operations.workbook.package import is_open_in_excel

#: Files by these names are looked into; any other is left alone, and said to be.
_BOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".xltx", ".xltm", ".ods", ".csv")
MOST_FILES = 5_000


class State(StrEnum):
    """What may be done with a file."""

    READY = "ready to take"
    NOTHING_NEW = "nothing new"
    WRONG = "cannot be taken"
    LEFT_ALONE = "left alone"


@dataclass(frozen=True, slots=True)
class CheckedReturn:
    """One file as checked. `problems` say why it cannot be taken, by sheet, row and column; `lines` what would change."""

    path: Path
    state: State
    read: ReadReturn

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    @property
    def partner(self) -> str:
        """Whose return it says it is."""
        return self.read.partner

    @property
    def words(self) -> str:
        """The state in a few words, with what it is about."""
        count = len(self.read.lines)
        match self.state:
            case State.READY:
                return f"{count} {'answer differs' if count == 1 else 'answers differ'}" if count else "as held: only its receipt is new"
            case State.WRONG:
                problems = len(self.read.problems)
                return f"cannot be taken: {problems} {'problem' if problems == 1 else 'problems'}"
            case _:
                return str(self.state)


@dataclass(frozen=True, slots=True)
class Taking:
    """A return to take, with the lines of it that are taken."""

    checked: CheckedReturn
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class TakenReport:
    """What was taken: the partners, and how many answers."""

    partners: tuple[str, ...]
    answers: int

    @property
    def words(self) -> str:
        """What was taken, as a sentence."""
        took = f"return of {self.partners[0]}" if len(self.partners) == 1 else f"returns of {len(self.partners)} partners"
        return f"Took the {took}: {self.answers:,} {'answer' if self.answers == 1 else 'answers'} changed."


def returned_files(path: Path) -> tuple[Path, ...]:
    """The files to check: the one chosen, or all of a folder. Raises KnownTrouble where there is none."""
    with known_disk_trouble(path, Work.READ):
        if not path.exists():
            raise KnownTrouble(f"There is no file or folder at {shown_folder(path)}. Check its name.")
        if not path.is_dir():
            return (path,)
        files = tuple(sorted((each for each in path.iterdir() if each.is_file()), key=lambda each: each.name.casefold()))
    if not files:
        raise KnownTrouble(f"There is no file in {path.name}. Put the returned workbooks there, or choose another folder.")
    if len(files) > MOST_FILES:
        raise KnownTrouble(f"{path.name} holds {len(files):,} files. Choose a folder of returned workbooks alone, {MOST_FILES:,} at most.")
    return files


def check_returns(
    files: Sequence[Path], basis: ReturnBasis, step: Callable[[float, str], object] | None = None
) -> tuple[CheckedReturn, ...]:
    """Check every file; nothing is written. Takes frozen data alone, so that it can be done off the main thread.

    `step` is told the share done and the file in hand, and may raise Cancelled to stop.
    """
    checked = []
    open_in_excel = {path.name[2:].casefold() for path in files if path.name.startswith("~$")}
    for number, path in enumerate(files):
        share = number / len(files)
        if step is not None:
            step(share, path.name)
        checked.append(_check(path, basis, open_in_excel, partial(step, share, path.name) if step is not None else None))
    return _against_each_other(checked)


def _check(path: Path, basis: ReturnBasis, open_in_excel: set[str], going_on: Callable[[], object] | None) -> CheckedReturn:
    if path.name.startswith("~$"):
        sentence = f"{path.name} is only Excel’s note that {path.name[2:]} is open. Close it in Excel and check again."
        return CheckedReturn(path, State.LEFT_ALONE, _nothing(sentence))
    if path.suffix.casefold() not in _BOOKS:
        return CheckedReturn(path, State.LEFT_ALONE, _nothing(f"{path.name} is not named as a workbook is, so it was left alone."))
    if path.name.casefold() in open_in_excel or is_open_in_excel(path):
        sentence = f"{path.name} is open in Excel, and what is not saved there would be missed. Save and close it, then check again."
        return CheckedReturn(path, State.WRONG, replace(_nothing(), problems=(sentence,)))
    read = read_return(path, basis, going_on)
    if read.problems:
        return CheckedReturn(path, State.WRONG, read)
    pack = basis.packs[read.partner, read.version]
    if pack.received and pack.fingerprint == read.fingerprint:
        sentence = f"This return of {read.partner} was taken in before, with the same answers. Leave it."
        return CheckedReturn(path, State.NOTHING_NEW, replace(read, lines=(), notes=(sentence, *read.notes)))
    return CheckedReturn(path, State.READY, read)


def _nothing(note: str = "") -> ReadReturn:
    return ReadReturn("", 0, (), (note,) if note else (), (), "")


def _against_each_other(checked: list[CheckedReturn]) -> tuple[CheckedReturn, ...]:
    """Of several returns of one partner the latest pack counts, once; two that are at odds are for the officer to choose from."""
    by_partner: dict[str, list[int]] = {}
    for number, each in enumerate(checked):
        if each.state in (State.READY, State.NOTHING_NEW):
            by_partner.setdefault(each.partner, []).append(number)
    for partner, numbers in by_partner.items():
        latest = max(checked[number].read.version for number in numbers)
        kept: int | None = None
        for number in numbers:
            each = checked[number]
            if each.read.version < latest:
                newer = next(checked[other].name for other in numbers if checked[other].read.version == latest)
                checked[number] = _refused(each, f"{newer} answers a later pack of {partner}. Leave this one.")
            elif kept is None:
                kept = number
            elif checked[kept].read.fingerprint == each.read.fingerprint:
                message = f"This is the same return as {checked[kept].name}. Leave it."
                checked[number] = replace(
                    each, state=State.NOTHING_NEW, read=replace(each.read, lines=(), notes=(message, *each.read.notes))
                )
            else:
                message = "{} and {} are two returns of {} with different answers. Ask which stands, and take the other out of the folder."
                sentence = message.format(checked[kept].name, each.name, partner)
                checked[number] = _refused(each, sentence)
                checked[kept] = _refused(checked[kept], sentence)
    return tuple(checked)


def _refused(checked: CheckedReturn, sentence: str) -> CheckedReturn:
    if sentence in checked.read.problems:
        return checked
    return replace(checked, state=State.WRONG, read=replace(checked.read, problems=(*checked.read.problems, sentence)))


def usual(checked: CheckedReturn) -> Taking:
    """What is taken of a return unless the officer says otherwise."""
    return Taking(checked, tuple(line for line in checked.read.lines if line.takes))


def take_returns(unit: Unit, case: int, taking: Sequence[Taking], today: datetime.date) -> TakenReport:
    """Take returns as one unit of work, which undo takes back whole.

    Raises KnownTrouble where one cannot be taken, or what is held has changed since it was checked; nothing is then written.
    """
    records_held = Held(unit, case)
    packs = {(row.text("organisation"), row.values.get("version")): row for row in records.rows(unit, ReturnPack, case)}
    for each in taking:
        read = each.checked.read
        if each.checked.state is not State.READY:
            raise KnownTrouble(f"{each.checked.name} cannot be taken: choose only returns that are ready to take")
        pack = packs.get((read.partner, read.version))
        if pack is None:
            raise KnownTrouble(
                f"The pack that {each.checked.name} answers is no longer there: undo its deletion, or ask {read.partner} again"
            )
        _check_unchanged(records_held, each)
        for question in QUESTIONS:
            _take_lines(unit, case, records_held, question, read.partner, [line for line in each.lines if line.question == question.key])
        asked = [BY_SHEET[name.strip().casefold()] for name in pack.text("questions").split(";") if name.strip().casefold() in BY_SHEET]
        if any(question.noun is Return for question in asked):
            about = names_in(pack.values.get("indicators"))
            _mark_received(unit, case, [each for each in records_held.indicators if not about or each in about], read.partner)
        edits = [Edit(pack.id, "received_on", today), Edit(pack.id, "fingerprint", read.fingerprint)]
        records.change(unit, ReturnPack, case, edits)
    partners = tuple(dict.fromkeys(each.checked.partner for each in taking))
    return TakenReport(partners, sum(len(each.lines) for each in taking))


def _check_unchanged(records_held: Held, taking: Taking) -> None:
    for line in taking.lines:
        question = BY_KEY[line.question]
        row = records_held.of(question, taking.checked.partner).get(line.names)
        if line.key and held_value(question, row, line.key) != line.held:
            raise KnownTrouble(f"{line.what} of {taking.checked.partner} has changed since the returns were checked: check them again")


def _take_lines(unit: Unit, case: int, records_held: Held, question: Question, partner: str, lines: Iterable[Line]) -> None:
    by_names: dict[tuple[str, ...], list[Line]] = {}
    for line in lines:
        by_names.setdefault(line.names, []).append(line)
    for names, changed in by_names.items():
        row = records_held.of(question, partner).get(names)
        if row is None:
            row_id, done = _add(unit, case, question, partner, names, changed)
        else:
            row_id, done = row.id, False
        edits = [Edit(row_id, _edit_key(question, line.key), _as_typed(line.returned)) for line in changed if line.key]
        if not done:
            records.change(unit, question.noun, case, edits)


def _add(unit: Unit, case: int, question: Question, partner: str, names: tuple[str, ...], changed: Sequence[Line]) -> tuple[int, bool]:
    """A new record of the partner. A required answer must be given as it is made; the rest is changed after, unless that was all."""
    values: dict[str, Value] = {"organisation": partner, **dict(zip(question.names, names, strict=True))}
    values |= {line.key: line.returned for line in changed if line.key in question.answers}
    if question.noun is Return:
        row = _return_row(unit, case, partner, names[0])
        if row is not None:
            return row, False
        values["received"] = True
    if question.noun is Target:
        values["mode"] = _mode(unit, case, names[0])
    added = records.add(unit, question.noun, case, values)
    return added, question.yearly is None


def _return_row(reader: Reader, case: int, partner: str, indicator: str) -> int | None:
    """A return that an earlier question of the same workbook has added."""
    for row in records.rows(reader, Return, case):
        if (row.text("organisation"), row.text("indicator")) == (partner, indicator):
            return row.id
    return None


def _mode(reader: Reader, case: int, indicator: str) -> str:
    """How the percentages of the indicator add, as the target of all together has it."""
    modes = [row.text("mode") for row in records.rows(reader, Target, case) if row.text("indicator") == indicator]
    return next(filter(None, modes), "additive")


def _mark_received(unit: Unit, case: int, indicators: Sequence[str], partner: str) -> None:
    """A return that has come in is received, whatever it leaves blank."""
    there = {row.text("indicator"): row for row in records.rows(unit, Return, case) if row.text("organisation") == partner}
    for indicator in indicators:
        row = there.get(indicator)
        if row is None:
            records.add(unit, Return, case, {"organisation": partner, "indicator": indicator, "received": True})
        elif row.values.get("received") is not True:
            records.change(unit, Return, case, [Edit(row.id, "received", "yes")])


def _edit_key(question: Question, key: str) -> str:
    if not key[:1].isdigit() or question.yearly is None or question.yearly.key == "rating":
        return key
    return f"amount {key}" if question.noun is not CostLine else key


def _as_typed(value: Value) -> str | None:
    return None if value is None else written(value)
