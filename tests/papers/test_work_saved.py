"""What is not done again as a paper is made after each pause in typing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.operations.papers import papers
from desktop.operations.store.files import opened
from desktop.papers.content import spans
from desktop.papers.content.blocks import Document
from desktop.papers.sections import annex


@pytest.fixture
def wanted(made_sample: Callable[[str], Path]) -> papers.PaperToSet:
    """The paper of a sample."""
    with opened(made_sample("future-options")) as store:
        return papers.paper_to_set(store.reader(), 1, 1)


def test_the_annex_is_not_made_where_the_report_alone_is_wanted(wanted: papers.PaperToSet, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    build = annex.annex

    def noted(*given: Any) -> object:
        asked.append("annex")
        return build(*given)

    monkeypatch.setattr(annex, "annex", noted)
    made = papers.made(wanted.records, wanted.appraised(), wanted.records.layout)
    assert made.report.blocks
    assert not asked
    report, its_annex = made
    assert report is made.report
    assert its_annex is made.annex, "it is made but once"
    assert asked == ["annex"]


def test_a_paragraph_is_read_once_however_often_its_paper_is_made(wanted: papers.PaperToSet) -> None:
    def whole() -> tuple[Document, ...]:
        return tuple(papers.made(wanted.records, appraisal, wanted.records.layout))

    appraisal = wanted.appraised()
    spans.spans.cache_clear()
    first, read = whole(), spans.spans.cache_info().misses
    again = whole()
    assert [len(each.blocks) for each in again] == [len(each.blocks) for each in first]
    assert spans.spans.cache_info().misses == read > 0
