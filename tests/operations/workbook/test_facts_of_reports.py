"""Each fact, decision and figure of a report that a sample is drawn from has a record in the sample, whatever its prose says besides.

`facts_of_reports.csv` goes through a report paragraph by paragraph, in our own words. `reorganisation` is drawn from what was found of
the two proposals of May 2025, whose parts are geography (2a), transition costs (2b), what recurs (2c), phasing and transformation (2d),
council tax (2e), gap and debt (2f) and councillors (2g). What was worked out from them, and what is dated after the meeting, is no fact of
theirs.
"""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.appraisal.wording import long_date

_SAMPLES = Path(__file__).parents[3] / "resources" / "samples"
_FACTS = list(csv.DictReader(Path(__file__).with_name("facts_of_reports.csv").read_text(encoding="utf-8").splitlines()))
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
#: How the paragraphs of each report are numbered: the last of each of its sections, or of the whole where sections are not numbered.
_PARAGRAPHS = {
    "place-budget": (
        "front sheet",
        *(f"{section}.{number}" for section, last in enumerate((5, 1, 1, 1, 2, 1), 1) for number in range(1, last + 1)),
        *("6.1.1", "6.1.2", "6.1.3"),
    ),
    "total-place": tuple(str(number) for number in range(1, 31)),
    "ni179": ("plan", "brief", *(str(number) for number in range(1, 18))),
    "back-office-hub": tuple(
        f"{section}.{number}" for section, last in enumerate((2, 18, 4, 4, 1, 1, 3, 3), 1) for number in range(1, last + 1)
    ),
    "future-options": (
        *("front sheet", "4.1", "5.2", "closing notes"),
        *(f"3({number})" for number in _ROMAN),
        *(f"5.2({number})" for number in _ROMAN[:7]),
        *(
            f"{section}.{number}"
            for section, last in {
                "1": 3,
                "2": 7,
                "4.2": 8,
                "4.3": 7,
                "4.4": 4,
                "4.5": 9,
                "4.6": 7,
                "5.1": 9,
                "5.3": 7,
                "5.4": 4,
                "6": 20,
                "7": 2,
                "8": 9,
            }.items()
            for number in range(1, last + 1)
        ),
        *(str(number) for number in range(9, 17)),
    ),
    "reorganisation": tuple(f"2{part}" for part in "abcdefg"),
}
_FIGURE = re.compile(r"£?\d(?:[\d,./]*\d)?")


def _records(sample: str, sheet: str) -> Iterator[list[str]]:
    """The cells of each record of a sheet, a day that is written by numbers in words too.

    The prose of a paper is no record; of its sections only `Answers` are, each to a question of its form.
    """
    assert sheet != "Sections"
    with (_SAMPLES / sample / f"{'Sections' if sheet == 'Answers' else sheet}.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
        for row in rows:
            if sheet == "Answers" and not row[head.index("Question")]:
                continue
            days = [datetime.date.fromisoformat(cell) for cell in row if re.fullmatch(r"\d{4}-\d\d-\d\d", cell)]
            yield [*row, *(long_date(day) for day in days)]


@pytest.mark.parametrize("fact", _FACTS, ids=lambda fact: f"{fact['Sample']} {fact['Paragraph']}: {fact['Fact'][:30]}")
def test_a_fact_has_its_record_and_the_record_its_figures(fact: dict[str, str]) -> None:
    held = [cells for cells in _records(fact["Sample"], fact["Sheet"]) if fact["Record"] in cells]
    assert held, f"no record of {fact['Sheet']} is {fact['Record']}"
    # an option's number and an appendix are names, and stand in the record as such
    wanted = _FIGURE.findall(fact["Fact"])
    assert any(all(re.search(rf"(?<![\d.,]){re.escape(each)}(?!\d)", " | ".join(cells)) for each in wanted) for cells in held)


@pytest.mark.parametrize("sample", _PARAGRAPHS)
def test_no_paragraph_of_a_report_is_passed_over(sample: str) -> None:
    gone_through = {fact["Paragraph"] for fact in _FACTS if fact["Sample"] == sample}
    assert gone_through == set(_PARAGRAPHS[sample])
