"""What is read of the kept store that holds every noun: each case's results, and each paper in its own layout, public and whole.

The store is never made again. What is read of it is kept beside it in `tests/stores`, and `python3 dev.py golden` writes that anew: read
what has changed before it is committed.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from db.store import Store
from desktop.appraisal.appraise import appraise
from desktop.operations.appraising.appraisals import appraise_case_whole
from desktop.operations.papers.papers import document, paper_to_set, papers
from desktop.operations.records.cases import titles
from desktop.operations.store.files import opened
from desktop.papers.html.paper_text import plain_text
from tests.operations.golden_results import kept_json

STORES = Path(__file__).resolve().parent.parent / "stores"
NAME = "schema-1-every-noun"
STORE = STORES / f"{NAME}.appraisal"


def readings(store: Store) -> Iterator[tuple[str, str]]:
    """The name of each file of what is read of the store, and its text.

    A paper is made of what is reckoned and not of what is drawn, which its case's results hold.
    """
    reader = store.reader()
    for number, (case, _) in enumerate(titles(reader), start=1):
        yield f"{NAME}.case-{number}.json", kept_json(appraise_case_whole(reader, case))
        for paper, _ in papers(reader, case):
            for words, exempt in (("public", False), ("exempt", True)):
                given = paper_to_set(reader, case, paper, exempt=exempt)
                text = plain_text(document(given.records, appraise(given.case), given.records.layout))
                yield f"{NAME}.case-{number}.{given.records.layout}.{words}.txt", text


def write_all() -> None:
    """Write what is read of the store anew."""
    for pattern in ("json", "txt"):
        for stale in STORES.glob(f"{NAME}.*.{pattern}"):
            stale.unlink()
    with TemporaryDirectory() as folder:
        path = Path(folder) / STORE.name
        shutil.copy(STORE, path)
        with opened(path) as store:
            for name, text in readings(store):
                (STORES / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_all()
