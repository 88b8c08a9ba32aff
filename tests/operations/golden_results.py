"""The golden results: the results JSON of every sample, in `tests/golden_results`, sorted by key.

`python3 dev.py golden` writes them anew, and nothing else does. Read what has changed in them before they are committed: a change that
nobody meant is a fault.
"""

from __future__ import annotations

import json
from collections import Counter
from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from desktop.appraisal.results import Appraisal
from desktop.operations.appraising.appraisals import appraise_case_whole
from desktop.operations.appraising.results_json import results_json
from desktop.operations.records.cases import find
from desktop.operations.store.files import opened
from desktop.operations.workbook.samples import NAMES, make_sample

GOLDEN = Path(__file__).resolve().parent.parent / "golden_results"
#: What comes of draws, which hang on numpy's version and on the machine: so many decimals of it are kept.
_DRAWN = frozenset(("simulation", "acceptability", "chance_of_leading", "confidence", "central_weights", "monte_carlo"))
_DECIMALS = 4
#: So many lines of a difference are shown.
_MOST_LINES = 60


def golden_file(name: str) -> Path:
    """Where the results of a sample are kept."""
    return GOLDEN / f"{name}.json"


def results_of(sample: Path) -> str:
    """The results of the one case of a store, as they are kept."""
    with opened(sample) as store:
        reader = store.reader()
        return kept_json(appraise_case_whole(reader, find(reader, None)))


def kept_json(appraisal: Appraisal) -> str:
    """The results JSON of a case as it is kept: sorted by key, what was drawn to four decimals, and what findings rest on by its sheets."""
    results = results_json(appraisal)
    results["findings"] = [_finding(each) for each in results["findings"]]
    return json.dumps(_rounded(results), ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n"


def _finding(each: dict[str, Any]) -> str:
    """A finding in a line: its basis, whom it is about, and how many records of each sheet it rests on. Its words are the sentence's."""
    about = f"{each['about']['sheet']}: {each['about']['name']}" if each["about"] else "no record"
    sheets = Counter(record["sheet"] for record in each["rests_on"])
    return f"{each['basis']}; about {about}; rests on " + (", ".join(f"{sheet} {number}" for sheet, number in sheets.items()) or "nothing")


def _rounded(tree: Any, *, drawn: bool = False) -> Any:
    if isinstance(tree, dict):
        return {key: _rounded(part, drawn=drawn or key in _DRAWN) for key, part in tree.items()}
    if isinstance(tree, list):
        return [_rounded(part, drawn=drawn) for part in tree]
    return round(tree, _DECIMALS) if drawn and isinstance(tree, float) else tree


def difference(text: str, file: Path) -> str:
    """How a text differs from what is kept of it in a file, and what to do about it; blank where it does not."""
    lines = list(unified_diff(file.read_text(encoding="utf-8").splitlines(), text.splitlines(), "golden", "made now", lineterm="", n=1))
    if not lines:
        return ""
    more = [f"and {len(lines) - _MOST_LINES} more lines"] if len(lines) > _MOST_LINES else []
    return "\n".join([f"{file.name} differs. If every change is meant, run: python3 dev.py golden", *lines[:_MOST_LINES], *more])


def write_all() -> None:
    """Write the results of every sample anew, and take away those of samples that there no longer are."""
    for stale in GOLDEN.glob("*"):
        stale.unlink()
    with TemporaryDirectory() as folder:
        for name in NAMES:
            path = Path(folder) / f"{name}.appraisal"
            make_sample(name, path)
            golden_file(name).write_text(results_of(path), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_all()
