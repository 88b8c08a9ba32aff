"""Every sample's results: to the last figure and sentence what they were."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.operations.workbook.samples import NAMES
from tests.operations.golden_results import GOLDEN, difference, golden_file, results_of


@pytest.mark.parametrize("name", NAMES)
def test_the_results_of_a_sample_are_its_golden_results(name: str, made_sample: Callable[[str], Path]) -> None:
    differs = difference(results_of(made_sample(name)), golden_file(name))
    if differs:
        pytest.fail(differs, pytrace=False)


def test_there_are_golden_results_of_every_sample_and_of_nothing_else() -> None:
    assert set(GOLDEN.iterdir()) == {golden_file(name) for name in NAMES}


def test_a_difference_is_shown_with_the_command_that_accepts_it(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text('{\n "leader": "Share"\n}\n', encoding="utf-8")
    differs = difference('{\n "leader": "Buy"\n}\n', file)
    assert "python3 dev.py golden" in differs
    assert '- "leader": "Share"' in differs.splitlines()
    assert difference('{\n "leader": "Share"\n}\n', file) == ""
