"""Files and folders are written whole or not at all, whoever else writes them and however a run ends."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.errors import KnownTrouble
from desktop.operations.writing import write_through, write_whole, written_beside

#: Writes half a paper, or half a folder of packs, says so, and waits to be told to go on.
_HALF = """
import sys
from pathlib import Path
from desktop.operations.writing import written_beside
path, folder = Path(sys.argv[1]), sys.argv[2] == "folder"
with written_beside(path, folder=folder) as partial:
    (partial / "pack.xlsx" if folder else partial).write_bytes(b"the half of it")
    print("half", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(params=["file", "folder"])
def kind(request: pytest.FixtureRequest) -> str:
    """What is written."""
    return str(request.param)


@pytest.fixture
def other(tmp_path: Path, kind: str, repository: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has written the half of `paper`."""
    command = [sys.executable, "-c", _HALF, str(tmp_path / "paper"), kind]
    with subprocess.Popen(command, cwd=repository, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "half\n"
        yield process


def write(path: Path, kind: str) -> None:
    """Write a file or folder as an operation does."""
    with written_beside(path, folder=kind == "folder") as partial:
        write_through(partial / "pack.xlsx" if kind == "folder" else partial, b"whole")


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(path.name for path in folder.iterdir())


def mode(path: Path) -> int:
    """Who may do what with a file or folder."""
    return stat.S_IMODE(path.stat().st_mode)


def test_what_a_killed_run_left_goes_when_its_file_is_next_written(tmp_path: Path, kind: str, other: subprocess.Popen[str]) -> None:
    other.send_signal(signal.SIGKILL)
    other.wait()
    assert names(tmp_path) == ["paper.partial"]
    write(tmp_path / "paper", kind)
    assert names(tmp_path) == ["paper"]


def test_what_another_window_is_writing_is_left_alone(tmp_path: Path, kind: str, other: subprocess.Popen[str]) -> None:
    write(tmp_path / "paper", kind)
    assert names(tmp_path) == ["paper", "paper.partial"]
    if kind == "folder":
        shutil.rmtree(tmp_path / "paper")
    other.communicate("")
    assert other.returncode == 0
    assert names(tmp_path) == ["paper"]
    assert next(path for path in (tmp_path / "paper" / "pack.xlsx", tmp_path / "paper") if path.is_file()).read_bytes() == b"the half of it"


def test_only_its_owner_sees_it_until_it_has_its_place(tmp_path: Path) -> None:
    with written_beside(tmp_path / "paper.pdf") as partial:
        write_through(partial, b"%PDF")
        assert mode(partial) == 0o600
    asked = os.umask(0)
    os.umask(asked)
    assert mode(tmp_path / "paper.pdf") == 0o666 & ~asked
    (tmp_path / "paper.pdf").chmod(0o640)
    write_whole(tmp_path / "paper.pdf", b"%PDF again")
    assert mode(tmp_path / "paper.pdf") == 0o640
    write_whole(tmp_path / "origin.json", b"{}", own=True)
    assert mode(tmp_path / "origin.json") == 0o600
    with written_beside(tmp_path / "packs", folder=True) as partial:
        assert mode(partial) == 0o700
    assert mode(tmp_path / "packs") == 0o700


def test_a_block_that_fails_leaves_nothing(tmp_path: Path, kind: str) -> None:
    if kind == "file":
        (tmp_path / "paper").write_bytes(b"as it was")
    before = names(tmp_path)
    with pytest.raises(ValueError, match="stopped"), written_beside(tmp_path / "paper", folder=kind == "folder"):
        raise ValueError("stopped")
    assert names(tmp_path) == before


def test_what_is_there_by_another_hand_is_left_alone(tmp_path: Path, kind: str) -> None:
    in_the_way = tmp_path / "paper.partial"
    in_the_way.write_bytes(b"") if kind == "folder" else in_the_way.mkdir()
    with pytest.raises(KnownTrouble, match=r"paper\.partial is in the way"), written_beside(tmp_path / "paper", folder=kind == "folder"):
        pytest.fail("it was written")
    assert names(tmp_path) == ["paper.partial"]


def test_a_file_marked_as_only_to_be_read_is_not_written_over(tmp_path: Path) -> None:
    marked = tmp_path / "paper.pdf"
    marked.write_bytes(b"the paper as it went to Cabinet")
    marked.chmod(0o444)
    with pytest.raises(KnownTrouble) as trouble:
        write_whole(marked, b"another")
    assert str(trouble.value) == "paper.pdf is marked as only to be read. Choose another name."
    assert marked.read_bytes() == b"the paper as it went to Cabinet"


_WITH_LITTLE_ROOM = """
import resource, sys
from pathlib import Path
from desktop.errors import KnownTrouble
from desktop.operations.writing import write_whole
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_whole(Path(sys.argv[1]), b"x" * 2000)
except KnownTrouble as trouble:
    print(trouble)
"""


def test_a_disk_that_takes_no_more_leaves_the_file_as_it_was(tmp_path: Path, repository: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"as it was")
    command = [sys.executable, "-c", _WITH_LITTLE_ROOM, str(path)]
    said = subprocess.run(command, cwd=repository, capture_output=True, encoding="utf-8", check=True).stdout
    assert said.strip() == f"paper.pdf cannot be written: it is larger than the disk of {tmp_path} takes. Choose a folder on another disk."
    assert names(tmp_path) == ["paper.pdf"]
    assert path.read_bytes() == b"as it was"
