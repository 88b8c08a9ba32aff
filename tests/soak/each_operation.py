"""Every file operation of every piece of work: killed there, failed there, no space from there on, failing from there on."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from functools import partial

from tests.soak.attempts import Trial
from tests.soak.disk import Happening, Operations
from tests.soak.outcomes import Tally
from tests.soak.stores import Setting
from tests.soak.works import WORKS, Work

Proof = Callable[[Setting], Tally]

_ROWS = (
    ("One write that fails, at each operation", Happening.FAILED_ONCE, Operations.CHANGES),
    ("A disk that is full from each operation on", Happening.FULL_FROM, Operations.CHANGES),
    ("A disk that fails from each operation on", Happening.FAILED_FROM, Operations.CHANGES),
    ("One read that fails, at each", Happening.FAILED_ONCE, Operations.READS),
)
_FULL = "A file that may grow no further than each page"
_PAGE = 4096


def proofs() -> Iterator[tuple[str, Proof]]:
    """Each by its name."""
    for work in WORKS:
        row = f"A kill at each operation of {work.name}"
        yield row, partial(_at_each, work, row, Happening.KILLED, Operations.CHANGES)
    for row, happening, operations in _ROWS:
        for work in WORKS:
            yield f"{row}: {work.name}", partial(_at_each, work, row, happening, operations)
    for work in WORKS:
        yield f"{_FULL}: {work.name}", partial(_full_at_each_page, work)


def _at_each(work: Work, row: str, happening: Happening, operations: Operations, setting: Setting) -> Tally:
    trial, tally = Trial(work, setting), Tally(row)
    listed = trial.operations(operations)
    for number in setting.each(listed, thinned=operations is Operations.READS or not work.at_each):
        where = f"{work.name}, {number} of {len(listed)}: {listed[number - 1]}"
        tally.add(trial.tried(partial(setting.disk.arm, happening, number, operations), setting.disk.disarm, where))
    return tally


def _full_at_each_page(work: Work, setting: Setting) -> Tally:
    """No file may be longer than so many pages: the system's own limit, which root is under too."""
    trial, tally = Trial(work, setting), Tally(_FULL)
    with setting.own_folder() as folder:
        trial.grounds.lay(work.ground, folder)
        trial.whole(folder)
        longest = max(path.stat().st_size for path in folder.iterdir())
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    pages = longest // _PAGE
    for page in (number - 1 for number in setting.each(["page"] * pages, thinned=not work.at_each)):
        limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (page * _PAGE, most))
        no_limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (most, most))
        tally.add(trial.tried(limit, no_limit, f"{work.name}, {page} of {pages} pages"))
    return tally
