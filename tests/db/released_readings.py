"""What is read of the kept store that holds every noun: each case's results, and each paper in its own layout, public and whole.

The store is never made again. What is read of it is kept beside it in `tests/stores`, the papers of a case in one folder whose passages
are kept once, and `python3 dev.py golden` writes that anew: read what has changed before it is committed.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from db.store import Store
from desktop.appraisal.appraise import appraise
from desktop.operations.appraising.appraisals import appraise_case_whole
from desktop.operations.papers.papers import made, paper_to_set, papers
from desktop.operations.records.cases import titles
from desktop.operations.store.files import opened
from desktop.papers.html.paper_text import plain_text
from tests.operations.golden_results import kept_json
from tests.papers.shared_parts import write

STORES = Path(__file__).resolve().parent.parent / "stores"
NAME = "schema-1-every-noun"
STORE = STORES / f"{NAME}.appraisal"


@dataclass(frozen=True)
class Reading:
    """What is read of one case of the store: its results as JSON, and the text of each of its papers by layout and by who may read it."""

    name: str
    results: str
    papers: dict[str, str]

    @property
    def results_file(self) -> Path:
        """Where its results are kept."""
        return STORES / f"{self.name}.json"

    @property
    def folder(self) -> Path:
        """Where its papers are kept."""
        return STORES / self.name


def readings(store: Store) -> Iterator[Reading]:
    """What is read of each case of the store.

    A paper is made of what is reckoned and not of what is drawn, which its case's results hold.
    """
    reader = store.reader()
    for number, (case, _) in enumerate(titles(reader), start=1):
        texts: dict[str, str] = {}
        for paper, _ in papers(reader, case):
            for words, exempt in (("public", False), ("exempt", True)):
                given = paper_to_set(reader, case, paper, exempt=exempt)
                both = made(given.records, appraise(given.case), given.records.layout)
                texts[f"{given.records.layout}.{words}"] = plain_text(both.report)
                texts[f"annex.{words}"] = plain_text(both.annex)
        yield Reading(f"{NAME}.case-{number}", kept_json(appraise_case_whole(reader, case)), texts)


def write_all() -> None:
    """Write what is read of the store anew."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / STORE.name
        shutil.copy(STORE, path)
        with opened(path) as store:
            for reading in readings(store):
                reading.results_file.write_text(reading.results, encoding="utf-8", newline="\n")
                write(reading.papers, reading.folder)


if __name__ == "__main__":
    write_all()
