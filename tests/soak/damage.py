"""Files that are not what they were: bits that flipped, ends that are missing. Each is found, or nothing that counts has changed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from db.errors import StoreTrouble
from db.store import Store
from tests.soak.children import in_words
from tests.soak.outcomes import SURVIVED, Outcome, Tally, Verdict
from tests.soak.pages import cells_of
from tests.soak.stores import FILE, Contents, Setting, contents, differing
from tests.soak.works import Grounds

_PAGE = 4096
_FLIPS = 500
_CUTS = 200
_MONEY = ("cash_flow_amounts", "cost_amounts", "target_amounts", "budget_gap_amounts", "actual_amounts", "funding", "leavers", "phasings")
_SCORES = ("scores", "weights", "judgements", "criteria", "partner_factors", "resource_scores")
_NAMES = ("cases", "options", "organisations", "services", "assessor_groups", "cash_flows", "papers")
_TRAIL = ("units", "changes", "store")
_SCHEMA = ("sqlite_schema",)


def proofs() -> Iterator[tuple[str, Callable[[Setting], Tally]]]:
    """Each by its name."""
    yield "Single bits flipped anywhere", partial(_flips, "Single bits flipped anywhere", ())
    aimed = (("money, scores and names", (*_MONEY, *_SCORES, *_NAMES)), ("the trail", _TRAIL), ("the schema", _SCHEMA))
    for what, tables in aimed:
        row = f"Single bits flipped in {what}"
        yield row, partial(_flips, row, tables)
    yield "Files cut short at each page", _cut_at_pages
    yield "Files cut short anywhere", _cut_anywhere


class Damaged:
    """A sound file, and the verdict on what becomes of it."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self.path = Grounds(setting).folder("filled") / FILE
        self.whole = self.path.read_bytes()
        self.before = self._before()

    def _before(self) -> Contents:
        with self._setting.own_folder() as folder:
            path = folder / FILE
            path.write_bytes(self.whole)
            store = Store.open(path)
            try:
                return contents(store.reader())
            finally:
                store.close()

    def judged(self, damaged: bytes) -> Outcome:
        """Open what the file has become and check it whole."""
        with self._setting.own_folder() as folder:
            path = folder / FILE
            path.write_bytes(damaged)
            try:
                store = Store.open(path)
            except StoreTrouble:
                return self._as_it_was(path, damaged)
            except Exception as trouble:
                return Outcome(Verdict.RAW, in_words(trouble))
            try:
                return self._checked(store)
            finally:
                store.close()

    def _checked(self, store: Store) -> Outcome:
        try:
            if store.check():
                return SURVIVED
        except StoreTrouble:
            return SURVIVED
        except Exception as trouble:
            return Outcome(Verdict.RAW, in_words(trouble))
        try:
            now = contents(store.reader())
        except Exception as trouble:  # what was called sound does not even read
            return Outcome(Verdict.SILENT, in_words(trouble))
        return SURVIVED if now == self.before else Outcome(Verdict.SILENT, differing(now, self.before))

    def _as_it_was(self, path: Path, damaged: bytes) -> Outcome:
        return SURVIVED if path.read_bytes() == damaged else Outcome(Verdict.LOST, "a file that was refused is not as it was")


def _flips(row: str, tables: tuple[str, ...], setting: Setting) -> Tally:
    tally, file = Tally(row), Damaged(setting)
    chance = random.Random(f"{setting.seed} {row}")
    ranges = cells_of(file.path, tables) if tables else [range(len(file.whole))]
    for _ in range(setting.number(_FLIPS)):
        # by page first: an aimed flip meets a small table as often as a large one
        place, bit = chance.choice(chance.choice(ranges)), chance.randrange(8)
        damaged = bytearray(file.whole)
        damaged[place] ^= 1 << bit
        tally.add(file.judged(bytes(damaged))._replace(where=f"byte {place}, bit {bit}"))
    return tally


def _cut_at_pages(setting: Setting) -> Tally:
    tally, file = Tally("Files cut short at each page"), Damaged(setting)
    for number in setting.each(["page"] * (len(file.whole) // _PAGE)):
        tally.add(file.judged(file.whole[: (number - 1) * _PAGE])._replace(where=f"{number - 1} pages left"))
    return tally


def _cut_anywhere(setting: Setting) -> Tally:
    tally, file = Tally("Files cut short anywhere"), Damaged(setting)
    chance = random.Random(f"{setting.seed} cuts")
    # a file shorter than its header is a case of its own
    lengths = [*range(0, 100, 3), *(chance.randrange(len(file.whole)) for _ in range(_CUTS))]
    for length in lengths[:: max(1, len(lengths) // setting.number(len(lengths)))]:
        tally.add(file.judged(file.whole[:length])._replace(where=f"{length} bytes left"))
    return tally
