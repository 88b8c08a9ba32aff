"""The papers of the sample cases in every layout, each made once: what is read as text, and what goes through the gate.

A layout that a paper of the sample's own is in has that paper; every other has the sample's first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from desktop.appraisal.results import Appraisal
from desktop.operations.papers.papers import made, paper_to_set, papers
from desktop.operations.records.cases import find
from desktop.operations.store.files import opened
from desktop.operations.workbook.samples import NAMES
from desktop.papers.choosing import layout_names
from desktop.papers.content.blocks import Document, Made
from desktop.papers.content.records import PaperRecords

#: Every sample in every layout.
PAPERS = tuple((name, layout) for name in NAMES for layout in layout_names())
#: The sample that withholds something: of it there are whole papers too, marked.
WITHHOLDING = "future-options"
EXEMPT_PAPERS = tuple((WITHHOLDING, layout) for layout in layout_names())


@dataclass(frozen=True)
class SamplePaper:
    """One paper, for the public or whole: its records, and what the arithmetic makes of them."""

    records: PaperRecords
    appraisal: Appraisal

    def made(self) -> Made:
        """The report and its annex as content, made anew."""
        return made(self.records, self.appraisal, self.records.layout)

    @cached_property
    def both(self) -> Made:
        """The report and its annex as content."""
        return self.made()

    @property
    def document(self) -> Document:
        """The report."""
        return self.both.report

    @property
    def annex(self) -> Document:
        """The annex."""
        return self.both.annex

    @property
    def whole(self) -> Document:
        """All that the paper prints, the annex after the report."""
        return replace(self.document, blocks=(*self.document.blocks, *self.annex.blocks))


class SamplePapers:
    """The papers of the samples, made as they are asked for. `made_sample` gives a sample's store by its name."""

    def __init__(self, made_sample: Callable[[str], Path]) -> None:
        self._made_sample = made_sample
        self._papers: dict[tuple[str, bool], dict[str, SamplePaper]] = {}

    def paper(self, name: str, layout: str, *, exempt: bool = False) -> SamplePaper:
        """The paper of a sample in a layout: for the public, or with `exempt` the whole one."""
        key = (name, exempt)
        if key not in self._papers:
            self._papers[key] = _papers_of(self._made_sample(name), exempt=exempt)
        return self._papers[key][layout]


def _papers_of(sample: Path, *, exempt: bool) -> dict[str, SamplePaper]:
    with opened(sample) as store:
        reader = store.reader()
        case = find(reader, None)
        given = [paper_to_set(reader, case, paper, exempt=exempt) for paper, _ in papers(reader, case)]
    appraisal = given[0].appraised()
    own = {each.records.layout: each.records for each in reversed(given)}
    return {layout: SamplePaper(own.get(layout, replace(given[0].records, layout=layout)), appraisal) for layout in layout_names()}
