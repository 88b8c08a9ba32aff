"""The papers of the sample cases in every layout, each made once: what is read as text, and what goes through the gate.

A layout that a paper of the sample's own is in has that paper; every other has the sample's first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from desktop.appraisal.results import Appraisal
from desktop.operations.papers.papers import document, paper_to_set, papers
from desktop.operations.records.cases import find
from desktop.operations.store.files import opened
from desktop.operations.workbook.samples import NAMES, make_sample
from desktop.papers.choosing import layout_names
from desktop.papers.content.blocks import Document
from desktop.papers.content.records import PaperRecords

#: Every sample in every layout.
PAPERS = tuple((name, layout) for name in NAMES for layout in layout_names())


@dataclass(frozen=True)
class SamplePaper:
    """One paper for the public: its records, and what the arithmetic makes of them."""

    records: PaperRecords
    appraisal: Appraisal

    def made(self) -> Document:
        """The paper as content, made anew."""
        return document(self.records, self.appraisal, self.records.layout)

    @cached_property
    def document(self) -> Document:
        """The paper as content."""
        return self.made()


class SamplePapers:
    """The papers of the samples, made as they are asked for. `folder` holds the samples' stores."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[str, dict[str, SamplePaper]] = {}

    def paper(self, name: str, layout: str) -> SamplePaper:
        """The paper of a sample in a layout."""
        if name not in self._made:
            self._made[name] = _papers_of(name, self._folder / f"{name}.appraisal")
        return self._made[name][layout]


def _papers_of(name: str, store: Path) -> dict[str, SamplePaper]:
    make_sample(name, store)
    with opened(store) as held, held.session() as session:
        case = find(session, None)
        given = [paper_to_set(session, case, paper) for paper, _ in papers(session, case)]
    appraisal = given[0].appraised()
    own = {each.records.layout: each.records for each in reversed(given)}
    return {layout: SamplePaper(own.get(layout, replace(given[0].records, layout=layout)), appraisal) for layout in layout_names()}
