"""How long things take as a case grows, at three sizes each: what is twice as large is to take twice as long, and no more.

Times are of the processor. The ratio is what one of a thing costs at the largest size against what one costs at the smallest.
"""

from __future__ import annotations

import gc
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.store import Store

_RUNS = 5
_YEARS = 10
_AIM = "1.2 or less"

Rows = list[tuple[str, float, str, str]]


@dataclass(frozen=True, slots=True)
class Size:
    """How much a case holds of each thing."""

    options: int = 10
    criteria: int = 10
    groups: int = 3
    lines: int = 100
    partners: int = 10


def rows(folder: Path) -> Rows:
    """The rows of the benchmark that are about growth: what, ratio, aim, and the figures it is of."""
    sizes = {
        "options": [Size(options=each) for each in (30, 60, 120)],
        "criteria": [Size(criteria=each) for each in (30, 60, 120)],
        "lines": [Size(lines=each) for each in (500, 1_000, 2_000)],
        "partners": [Size(partners=each) for each in (75, 150, 300)],
    }
    table: Rows = []
    for thing, of_things in sizes.items():
        stores = [store_of(folder / f"{thing}-{number}.appraisal", size) for number, size in enumerate(of_things)]
        counts = [getattr(size, thing) for size in of_things]
        table.append(grown(f"A case read and appraised, {thing}", counts, list(map(appraised, stores))))
        table.append(grown(f"One amount edited and the case appraised again, {thing}", counts, [_edited(store) for store in stores]))
    table.append(_pages())
    table.append(_foreign_rows(folder))
    table.append(_trail(folder))
    return table


def grown(what: str, counts: list[int], took: list[float]) -> tuple[str, float, str, str]:
    """One row: what one of a thing costs at the largest size against at the smallest."""
    figures = ", ".join(f"{seconds * 1000:.0f} ms of {count:,}" for count, seconds in zip(counts, took, strict=True))
    return what, (took[2] / counts[2]) / (took[0] / counts[0]), _AIM, figures


def seconds_of(work: Callable[[], object], runs: int = _RUNS) -> float:
    """The median seconds of the processor that a job takes."""
    took = []
    gc.collect()
    gc.freeze()  # what is there already is no part of the work, as in the program once it runs
    for _ in range(runs):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    gc.unfreeze()
    return statistics.median(took)


def appraised(path: Path) -> float:
    """The median seconds in which the case of a file is read and appraised, with nothing of it known."""
    from db.store import Store
    from desktop.operations.appraising.appraisals import appraise_case
    from desktop.operations.records.cases import find

    store = Store.open(path)

    def anew() -> None:
        reader = store.reader()
        reader.kept.clear()
        appraise_case(reader, find(reader))

    took = seconds_of(anew)
    store.close()
    return took


def _edited(path: Path) -> float:
    from db.store import Store

    store = Store.open(path)
    took = _edited_in(store)
    store.close()
    return took


def _edited_in(store: Store) -> float:
    from db.nouns.money import CashFlow
    from desktop.operations.appraising.appraisals import appraise_case
    from desktop.operations.records import records
    from desktop.operations.records.cases import find

    case = find(store.reader())
    appraisal = appraise_case(store.reader(), case)
    line = records.rows(store.reader(), CashFlow, case)[0]
    year, took = str(next(iter(line.amounts))), []
    for turn in range(_RUNS):
        began = time.process_time()
        with store.unit_of_work("edit") as unit:
            records.change(unit, CashFlow, case, [records.Edit(line.id, year, str(5_000 + turn))])
        appraisal = appraise_case(store.reader(), case, appraisal)
        took.append(time.process_time() - began)
    return statistics.median(took)


def _pages() -> tuple[str, float, str, str]:
    from bench_papers import paper

    from desktop.papers.pdf.reading import page_count
    from desktop.papers.pdf.setting import set_pdf

    documents = [paper(sections) for sections in (28, 57, 114)]
    counts = [page_count(set_pdf(document)) for document in documents]
    return grown("A paper set, pages", counts, [seconds_of(partial(set_pdf, document)) for document in documents])


def _foreign_rows(folder: Path) -> tuple[str, float, str, str]:
    """A sheet of as many rows as one is read to, and of fewer."""
    from bench_returns import book, empty_case, show_all

    counts = [25_000, 50_000, 99_999]
    store, case = empty_case(folder / "foreign.appraisal")
    paths = [book(folder / f"foreign-{count}.xlsx", count) for count in counts]
    took = [seconds_of(partial(show_all, path, store, case), runs=3) for path in paths]
    store.close()
    return grown("A foreign sheet matched and all it would bring shown, rows", counts, took)


def _trail(folder: Path) -> tuple[str, float, str, str]:
    """One edit, saved and taken in, after so many changes: it is to take as long as after few, so that the ratio is of the times."""
    counts = [1_000, 10_000, 100_000]
    stores = [GrowingTrail(folder / f"trail-{count}.appraisal") for count in counts]
    for store, count in zip(stores, counts, strict=True):
        store.grow_to(count)
    # in turn, as a machine is no longer as quick as it was when one more file has been made
    took = [min(times) for times in zip(*([store.edited() for store in stores] for _ in range(3)), strict=True)]
    for store in stores:
        store.close()
    figures = ", ".join(f"{seconds * 1000:.1f} ms of {count:,}" for count, seconds in zip(counts, took, strict=True))
    return "One edit and the case appraised again, changes in the trail", took[2] / took[0], _AIM, figures


class GrowingTrail:
    """A file whose trail grows by changes of one score."""

    def __init__(self, path: Path) -> None:
        from db.store import Store

        self._store = Store.open(store_of(path, Size()))

    def grow_to(self, count: int) -> None:
        """Change scores until the trail holds so many changes."""
        from db.nouns.choice import Score

        while True:
            [(held,)] = self._store.reader().rows("SELECT count(*) FROM changes")
            if held >= count:
                return
            with self._store.unit_of_work("changes") as unit:
                records = unit.all(Score)
                for turn in range(min(count - held, 2_000)):
                    record = records[turn % len(records)]
                    value = Decimal((turn // len(records) + held) % 10)
                    records[turn % len(records)] = unit.change(record, score=value if value != record.score else value + 1)

    def edited(self) -> float:
        """The median seconds of one edit, saved and appraised again."""
        return _edited_in(self._store)

    def close(self) -> None:
        """Close the file."""
        self._store.close()


def store_of(path: Path, size: Size) -> Path:
    """A file of one case that holds so much, every option scored by every group, and a target and a return for each partner."""
    from db.nouns.choice import AssessorGroup, Criterion, Option
    from db.nouns.money import CashFlow, Target
    from db.nouns.register import Organisation
    from db.nouns.returns import Return
    from db.store import Store
    from desktop.appraisal.estimate import Estimate
    from desktop.appraisal.years import FinancialYear
    from desktop.operations.choice import scores
    from desktop.operations.choice.scores import ScoreEdit
    from desktop.operations.records import cases, records

    luck, base = random.Random(1), FinancialYear(2011)
    store = Store.create(path)
    with store.unit_of_work("bench") as unit:
        case = cases.add_empty(unit)
        cases.change(unit, case, "base_year", str(base))
        cases.change(unit, case, "horizon", str(_YEARS))
        options = [records.add(unit, Option, case, {"name": f"Option {each + 1}", "benchmark": not each}) for each in range(size.options)]
        ends = {"worst": Decimal(0), "best": Decimal(10)}
        criteria = [
            records.add(unit, Criterion, case, {"name": f"Criterion {each + 1}", "weight": Decimal(luck.randint(1, 9)), **ends})
            for each in range(size.criteria)
        ]
        groups = [records.add(unit, AssessorGroup, case, {"name": f"Group {each + 1}"}) for each in range(size.groups)]
        every = [(group, option, criterion) for group in groups for option in options for criterion in criteria]
        scores.change(unit, [ScoreEdit(*place, str(luck.randint(0, 10))) for place in every])
        for line in range(size.lines):
            kind, cashable = ("cost", None) if line % 4 == 0 else ("saving", True)
            amounts = {base.after(year): Estimate.exact(Decimal(luck.randint(1_000, 90_000))) for year in range(_YEARS)}
            owner = f"Option {line % (size.options - 1) + 2}"  # the first is the benchmark
            given = {"owner": owner, "line": f"Line {line + 1}", "kind": kind, "cashable": cashable}
            records.add(unit, CashFlow, case, given, amounts)
        for partner in range(size.partners):
            name = f"Partner {partner + 1}"
            records.add(unit, Organisation, case, {"name": name})
            target = records.add(
                unit, Target, case, {"indicator": "Savings", "organisation": name, "baseline": Estimate.exact(Decimal(10**6))}
            )
            records.change(unit, Target, case, [records.Edit(target, str(base), "3")])
            records.add(unit, Return, case, {"indicator": "Savings", "organisation": name})
    store.close()
    return path


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        for what, ratio, aim, figures in rows(Path(name)):
            print(f"{ratio:.2f} ({aim}) {what}: {figures}")
