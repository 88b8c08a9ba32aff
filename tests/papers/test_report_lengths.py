"""Each sample's report is about as long as the report that it follows, and the table of their lengths is as it is now."""

from __future__ import annotations

import pytest

from tests.papers.report_lengths import FOLLOWED, KEPT, table, words_of
from tests.papers.sample_papers import SamplePapers


@pytest.mark.parametrize(("name", "layouts", "words"), [each[1:] for each in FOLLOWED], ids=[each[1] for each in FOLLOWED])
def test_a_report_is_as_long_as_a_good_officer_wrote_it(
    name: str, layouts: tuple[str, ...], words: int, sample_papers: SamplePapers
) -> None:
    assert 0.7 <= words_of(sample_papers, name, layouts) / words <= 1.3


def test_the_table_of_lengths_is_as_they_are_now(sample_papers: SamplePapers) -> None:
    assert KEPT.read_text(encoding="utf-8") == table(sample_papers), "write it anew: python3 dev.py golden"
