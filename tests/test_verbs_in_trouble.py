"""The headless verbs where the system refuses something: one plain sentence and exit code 2, or silence for a reader that has left."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from desktop.__main__ import main
from desktop.operations.papers.papers import export_paper
from desktop.operations.partners.headless_returns import make_packs
from desktop.operations.store.files import opened
from desktop.operations.workbook.exporting import export_workbook
from tests.privileges import AS_ANYBODY

#: Each verb once: `S` is a case file, `B` its workbook, `P` a folder of its packs, `W` its paper in Word, and `N` a place where there is
#: nothing yet.
_VERBS = {
    "sample": ("sample", "ni179", "--out", "N.appraisal"),
    "import": ("import", "B.xlsx", "--into", "N.appraisal"),
    "export": ("export", "S.appraisal", "--out", "N.xlsx"),
    "results": ("results", "S.appraisal", "--json"),
    "paper": ("paper", "S.appraisal", "--out", "N.pdf"),
    "clearance": ("clearance", "S.appraisal", "W.docx", "--take"),
    "packs": ("packs", "S.appraisal", "--out", "N"),
    "returns": ("returns", "P", "--into", "S.appraisal", "--take"),
    "check": ("check", "S.appraisal"),
}
_OUTPUT = "What the verb says cannot be written where it was sent. Free some space there, or send it elsewhere."
each_verb = pytest.mark.parametrize("verb", _VERBS)


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory, made_sample: Callable[[str], Path]) -> Path:
    """A folder that holds what the verbs take."""
    folder = tmp_path_factory.mktemp("verbs")
    shutil.copy(made_sample("place-budget"), folder / "S.appraisal")
    export_workbook(folder / "S.appraisal", None, folder / "B.xlsx")
    make_packs(folder / "S.appraisal", None, folder / "P", filled=True)
    export_paper(folder / "S.appraisal", None, None, folder / "W.docx")
    return folder


@pytest.fixture
def folder(stocked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, which is the folder in hand."""
    shutil.copytree(stocked, tmp_path / "verbs")
    monkeypatch.chdir(tmp_path / "verbs")
    return tmp_path / "verbs"


def begin(
    repository: Path, *words: str | bytes, stdout: int | IO[bytes] = subprocess.PIPE, stderr: int | IO[bytes] = subprocess.PIPE
) -> subprocess.Popen[bytes]:
    """Begin the program in a process of its own, which may do no more than the modes of files say."""
    surroundings = {**os.environ, "PYTHONPATH": str(repository)}
    command = [*AS_ANYBODY, sys.executable, "-m", "desktop", *words]
    return subprocess.Popen(command, env=surroundings, stdout=stdout, stderr=stderr)


def refused(repository: Path, *words: str | bytes) -> str:
    """What the program says of something that it refuses: one sentence, and nothing on standard output."""
    process = begin(repository, *words)
    out, said = process.communicate(timeout=120)
    assert (process.returncode, out) == (2, b""), said
    sentence = said.decode()
    assert sentence.count("\n") == 1, sentence
    assert sentence.endswith(".\n")
    return sentence.removesuffix("\n")


def one_that_nobody_reads() -> io.TextIOWrapper:
    """The end of a pipe to write to, after its reader has left."""
    reader, writer = os.pipe()
    os.close(reader)
    return io.TextIOWrapper(os.fdopen(writer, "wb"), encoding="utf-8", write_through=True)


@each_verb
def test_a_reader_that_has_left_changes_nothing_of_what_a_verb_does(
    verb: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = _VERBS[verb]
    with one_that_nobody_reads() as closed:
        monkeypatch.setattr(sys, "stdout", closed)
        assert main(list(words)) == 0
    assert "Traceback" not in capsys.readouterr().err
    if words[-1].startswith("N"):
        assert Path(words[-1]).exists()


def test_returns_are_taken_though_nobody_reads_what_was_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def latest_unit() -> int:
        with opened(folder / "S.appraisal") as store:
            [(unit,)] = store.reader().rows("SELECT max(id) FROM units")
            return int(unit)

    (folder / "S.appraisal").unlink()
    assert main([*_VERBS["import"][:3], "S.appraisal"]) == 0
    make_packs(folder / "S.appraisal", None, folder / "P2", filled=True)
    before = latest_unit()
    with one_that_nobody_reads() as closed:
        monkeypatch.setattr(sys, "stdout", closed)
        assert main(["returns", "P2", "--into", "S.appraisal", "--take"]) == 0
    assert latest_unit() > before


@each_verb
def test_output_on_a_full_disk_is_one_sentence(verb: str, folder: Path, repository: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        process = begin(repository, *_VERBS[verb], stdout=full)
        said = process.communicate(timeout=120)[1].decode()
    assert process.returncode == 2
    assert said.splitlines()[-1] == _OUTPUT
    assert "Traceback" not in said
    assert "Exception ignored" not in said


def test_results_may_be_read_in_part(folder: Path, repository: Path) -> None:
    process = begin(repository, "results", "S.appraisal", "--json")
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() == b"{\n"
    process.stdout.close()
    with process.stderr as said:
        assert said.read() == b""
    assert process.wait(timeout=120) == 0


def test_help_on_a_full_disk_is_one_sentence_and_to_nobody_is_silent(folder: Path, repository: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        process = begin(repository, "--help", stdout=full)
        assert process.communicate(timeout=120)[1].decode() == f"{_OUTPUT}\n"
    assert process.returncode == 2
    with Path("/dev/full").open("wb") as full:
        process = begin(repository, "results", "none.appraisal", stderr=full)
        process.communicate(timeout=120)
    assert process.returncode == 2


def test_a_name_that_is_too_long_is_said_by_every_verb(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    long = "long " * 60
    for words in _VERBS.values():
        for index, word in enumerate(words):
            if word[:1] in "SBPN" and word.rpartition(".")[0] in ("S", "B", "P", "N", ""):
                given = [*words[:index], long + word, *words[index + 1 :]]
                assert main(given) == 2, given
                out, said = capsys.readouterr()
                assert out == ""
                assert "is too long" in said, given
                assert said.count("\n") == 1


def test_a_name_alone_that_is_too_long_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["long " * 60]) == 2
    assert "There is no verb ‘long long" in capsys.readouterr().err


def test_a_folder_that_may_not_be_searched_is_said_by_every_verb(folder: Path, repository: Path) -> None:
    shut = folder / "shut"
    shut.mkdir()
    for name in ("S.appraisal", "B.xlsx"):
        shutil.copy(folder / name, shut)
    shut.chmod(0)
    try:
        for words in (
            ("import", "shut/B.xlsx", "--into", "N.appraisal"),
            ("export", "S.appraisal", "--out", "shut/N.xlsx"),
            ("packs", "S.appraisal", "--out", "shut/N"),
            ("returns", "shut", "--into", "S.appraisal"),
        ):
            assert "you may not" in refused(repository, *words), words
        assert "S.appraisal" in refused(repository, "check", "shut/S.appraisal")
        assert "N.appraisal" in refused(repository, "sample", "ni179", "--out", "shut/N.appraisal")
    finally:
        shut.chmod(0o700)
    assert sorted(path.name for path in shut.iterdir()) == ["B.xlsx", "S.appraisal"]


def test_a_folder_that_may_be_written_to_and_not_listed_takes_a_new_file(folder: Path, repository: Path) -> None:
    drop = folder / "drop"
    drop.mkdir(mode=0o300)
    try:
        for words in (("sample", "ni179", "--out", "drop/N.appraisal"), ("import", "B.xlsx", "--into", "drop/M.appraisal")):
            process = begin(repository, *words)
            _, said = process.communicate(timeout=120)
            assert process.returncode == 0, said
    finally:
        drop.chmod(0o700)
    assert sorted(path.name for path in drop.iterdir()) == ["M.appraisal", "N.appraisal"]


def test_words_that_are_no_text_are_one_sentence(folder: Path, repository: Path) -> None:
    said = refused(repository, "results", b"Caf\xe9.appraisal")
    assert said == "What was typed, ‘Caf\ufffd.appraisal’, holds bytes that are no letters. Rename the file, or type it again."
    assert refused(repository, b"Caf\xe9.appraisal") == said
    assert "holds bytes that are no letters" in refused(repository, "results", "S.appraisal", "--case", b"\xff")


def test_a_name_that_no_system_takes_is_one_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["results", "a\0b.appraisal"], ["export", "S.appraisal", "--out", "a\0b.xlsx"]):
        assert main(words) == 2
        assert capsys.readouterr().err.endswith("holds a character that no file name may hold. Choose another name.\n")


def test_a_returned_file_whose_name_is_no_text_is_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    returned = folder / "back"
    returned.mkdir()
    Path(os.fsdecode(os.fsencode(returned) + b"/Caf\xe9.txt")).write_bytes(b"a letter")
    assert main(["returns", "back", "--into", "S.appraisal"]) == 0
    out, said = capsys.readouterr()
    assert "was left alone" in out
    assert said == ""
