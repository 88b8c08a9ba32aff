"""Run the store's proofs, two at a time, and write what came of them as one table; `dev.py soak store` starts this.

Exits with 1 where any try did not survive, and with 2 where the proofs cannot be run.
"""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.soak import disk
from tests.soak.outcomes import Tally, merged_into, table

_ROOT = Path(__file__).resolve().parents[2]
_TABLE = Path(__file__).with_name("last.md")
_AT_ONCE = 2
# In memory where there is room: no proof pulls a plug, and a kill loses nothing that the system was given.
_MEMORY, _ROOM = Path("/dev/shm"), 2 * 2**30


def main() -> int:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(prog="dev.py soak store", description="The store's proofs; the table goes to tests/soak/last.md.")
    parser.add_argument("names", nargs="*", metavar="WORDS", help="only proofs whose name holds one of these; the table is only printed")
    parser.add_argument("--keep", action="store_true", help="put the rows of the proofs that WORDS name into the table")
    parser.add_argument("--quick", action="store_true", help="a small part of the tries")
    parser.add_argument("--seed", type=int, help="what the random choices begin from; another each time where none is given")
    parser.add_argument("--list", action="store_true", help="name the proofs and run none")
    parser.add_argument("--one", metavar="NAME", help="run one proof in this process and print its tally as JSON")
    given = parser.parse_args()
    seed = secrets.randbelow(1_000_000) if given.seed is None else given.seed
    if given.one:
        print(_proved_here(given.one, given.quick, seed).as_json())
        return 0
    if not sys.platform.startswith("linux"):
        print("The store's proofs fork and limit processes as Linux does: run them there.", file=sys.stderr)
        return 2
    try:
        library = disk.compiled(_ROOT / "build" / "soak")
    except disk.NoCompiler as trouble:
        print(trouble, file=sys.stderr)
        return 2
    names = [name for name in _names() if not given.names or any(words in name for words in given.names)]
    if given.list:
        print(*names, sep="\n")
        return 0
    tallies = list(_merged(_proved(names, library, given.quick, seed)))
    made_by = f"python3 dev.py soak store --seed {seed}{' --quick' if given.quick else ''}"
    if given.keep:
        tallies = merged_into(_TABLE.read_text(encoding="utf-8") if _TABLE.exists() else "", tallies)
        made_by = "python3 dev.py soak store [WORDS] --keep"
    page = table(tallies, made_by)
    if given.names and not given.keep:
        print(page)
    else:
        _TABLE.write_text(page, encoding="utf-8")
        print(f"The table is in {_TABLE.relative_to(_ROOT)}.")
    return 0 if tallies and all(tally.is_proved for tally in tallies) else 1


def _names() -> list[str]:
    from tests.soak.proofs import all_proofs

    return list(all_proofs())


def _proved_here(name: str, quick: bool, seed: int) -> Tally:
    """Run one proof in this process, in a folder of its own."""
    from tests.soak.proofs import all_proofs
    from tests.soak.stores import Setting

    memory = _MEMORY if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM else None
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="soak-", dir=memory) as folder:
        tally = all_proofs()[name](Setting(Path(folder).resolve(), quick, seed))
    tally.seconds = time.monotonic() - began
    return tally


def _proved(names: Sequence[str], library: Path, quick: bool, seed: int) -> Iterator[Tally]:
    """Run proofs in processes of their own, two at once, and tell each as it ends; in their order."""
    surroundings = {**os.environ, "LD_PRELOAD": str(library), disk.LIBRARY: str(library), "PYTHONPATH": str(_ROOT)}
    surroundings |= {"PYTHONDONTWRITEBYTECODE": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONUTF8": "1"}

    def prove(name: str) -> Tally:
        command = [sys.executable, "-m", "tests.soak", "--one", name, "--seed", str(seed), *(["--quick"] if quick else [])]
        done = subprocess.run(command, cwd=_ROOT, env=surroundings, stdout=subprocess.PIPE, encoding="utf-8", check=False)
        if done.returncode:
            raise SystemExit(f"This proof broke off: {name}")
        tally = Tally.from_json(done.stdout.splitlines()[-1])
        counts = ", ".join(f"{number} {verdict}" for verdict, number in tally.counts.items())
        print(f"{name}: {counts or 'nothing was tried'} in {tally.seconds:.0f} s.", flush=True)
        return tally

    with ThreadPoolExecutor(_AT_ONCE) as workers:
        yield from workers.map(prove, names)


def _merged(tallies: Iterator[Tally]) -> list[Tally]:
    """One tally a row of the table."""
    rows: dict[str, Tally] = {}
    for tally in tallies:
        rows.setdefault(tally.proof, Tally(tally.proof)).take(tally)
    return list(rows.values())


if __name__ == "__main__":
    sys.exit(main())
