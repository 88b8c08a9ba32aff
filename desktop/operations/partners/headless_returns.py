"""Packs and returns without a screen: the verbs `packs` and `returns`."""

from __future__ import annotations

import contextlib
import datetime
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble, SeveralTroubles
from desktop.operations.partners import packs, returns
from desktop.operations.partners.pack_writing import write_packs
from desktop.operations.partners.questions import BY_KEY, QUESTIONS, read_years
from desktop.operations.partners.return_reading import gather_basis
from desktop.operations.partners.returns import CheckedReturn, State
from desktop.operations.records.cases import find
from desktop.operations.records.columns import read_date
from desktop.operations.store.files import known_trouble, opened


def make_packs(
    file: Path,
    title: str | None,
    out: Path,
    questions: str | None = None,
    partners: Sequence[str] | None = None,
    years: str | None = None,
    due: str | None = None,
    filled: bool = False,
) -> tuple[tuple[Path, ...], str]:
    """Write a pack a partner into a new folder and record who was asked; gives the files, and what of them is withheld.

    Raises KnownTrouble; nothing is then written or recorded.
    """
    with opened(file) as store:
        reader = store.reader()
        case = find(reader, title)
        asked = packs.Asked(
            tuple(partners) if partners else packs.partners_of(reader, case),
            _chosen(questions) if questions else packs.answerable(reader, case),
            _years(years) if years else packs.likely_years(reader, case),
            _date(due) if due else None,
            filled,
        )
        with _as_sentences():
            gathered = packs.gather_packs(reader, case, asked)
        written = write_packs(gathered, out)
        try:
            with known_trouble(), store.unit_of_work(f"packs for {len(gathered)} partners") as unit:
                packs.record_packs(unit, case, gathered, _today())
        except KnownTrouble:
            shutil.rmtree(out, ignore_errors=True)
            raise
    return written, packs.what_packs_hold(gathered)


def take_folder(returned: Path, into: Path, title: str | None, take: bool) -> Iterator[str]:
    """What was found in each file, a line each, and with `take` what was taken of those without problems.

    Raises SeveralTroubles with the problems of all files where there are any; those without are taken first where that was asked.
    """
    files = returns.returned_files(returned)
    with opened(into) as store:
        reader = store.reader()
        case = find(reader, title)
        basis = gather_basis(reader, case)
        checked = returns.check_returns(files, basis)
        ready = [returns.usual(each) for each in checked if each.state is State.READY]
        yield from (line for each in checked for line in _said(each))
        if take and ready:
            with known_trouble(), store.unit_of_work(f"returns of {len(ready)} partners") as unit, _as_sentences():
                report = returns.take_returns(unit, case, ready, _today())
            yield report.words
    wrong = [f"{each.name}: {problem}" for each in checked if each.state is State.WRONG for problem in each.read.problems]
    if wrong:
        raise SeveralTroubles(wrong)


def _said(checked: CheckedReturn) -> Iterator[str]:
    of = f", {checked.partner}" if checked.partner else ""
    yield f"{checked.name}{of}: {checked.words}"
    yield from (f"  {note}" for note in checked.read.notes)
    for line in checked.read.lines:
        left = "" if line.takes else " (left as it is)"
        yield f"  {line.place}: {line.what}: held {line.held_words}, returned {line.returned_words}, {line.difference}{left}"


def _chosen(names: str) -> tuple[str, ...]:
    keys = tuple(name.strip().casefold() for name in names.split(",") if name.strip())
    for name in keys:
        if name not in BY_KEY:
            raise KnownTrouble(f"There is no question named ‘{name}’. Type {', '.join(question.key for question in QUESTIONS)}.")
    return keys


def _years(words: str) -> tuple[FinancialYear, ...]:
    with _as_sentences():
        return read_years(words)


def _date(words: str) -> datetime.date:
    with _as_sentences():
        return read_date(words)


def _today() -> datetime.date:
    return datetime.datetime.now().astimezone().date()


@contextlib.contextmanager
def _as_sentences() -> Iterator[None]:
    """Trouble with one value, which stands in a form without a full stop, as a sentence of its own."""
    try:
        yield
    except KnownTrouble as trouble:
        raise KnownTrouble(f"{str(trouble).rstrip('.')}.") from trouble
