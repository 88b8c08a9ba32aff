"""What a first screen shows is read and worked out before SQLModel and SQLAlchemy are loaded, which takes longer than all of it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

_READ = """
import json, sys
from pathlib import Path
from db.store import Store
from desktop.operations.appraising.appraisals import appraise_case
from desktop.operations.appraising.results_json import results_json
from desktop.operations.papers.readiness import readiness
from desktop.operations.records.cases import titles
from desktop.operations.records.summaries import illustrative_words

store = Store.open(Path(sys.argv[1]))
reader = store.reader()
(case, title), *_ = titles(reader)
results = results_json(appraise_case(reader, case))
items = readiness(reader, case)
illustrative_words(reader, case)
store.close()
print(json.dumps([results["case"] == title, len(items), sorted({"sqlmodel", "sqlalchemy"} & set(sys.modules))]))
"""


def test_a_first_screen_is_read_without_sqlmodel(repository: Path, made_sample: Callable[[str], Path], tmp_path: Path) -> None:
    path = tmp_path / "future-options.appraisal"
    path.write_bytes(made_sample("future-options").read_bytes())
    command = [sys.executable, "-c", _READ, str(path)]
    reading = subprocess.run(command, cwd=repository, capture_output=True, encoding="utf-8", check=True)
    is_its_case, items, loaded = json.loads(reading.stdout)
    assert is_its_case
    assert items > 0
    assert loaded == []
