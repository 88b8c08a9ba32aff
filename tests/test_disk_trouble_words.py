"""What the system refuses of a file, in words."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap
from pytestqt.qtbot import QtBot

from desktop.disk_trouble import Work, in_words, known_disk_trouble, resource_bytes, shown, unusable
from desktop.errors import KnownTrouble
from desktop.views.kit.icons import draw_icon

_PAPER = Path("/council/papers/Cabinet paper.pdf")


def refused(number: int) -> OSError:
    """What the system raises for an error of this number."""
    return OSError(number, os.strerror(number), "a name that is never shown")


@pytest.mark.parametrize(
    ("number", "work", "said"),
    [
        (
            errno.ENOSPC,
            Work.WRITE,
            "Cabinet paper.pdf cannot be written: the disk of /council/papers is full. "
            "Free some space on it, or choose a folder on another disk.",
        ),
        (
            errno.EDQUOT,
            Work.KEEP,
            "Cabinet paper.pdf cannot be kept: the disk of /council/papers is full. Free some space on it, then try again.",
        ),
        (
            errno.EFBIG,
            Work.WRITE,
            "Cabinet paper.pdf cannot be written: it is larger than the disk of /council/papers takes. Choose a folder on another disk.",
        ),
        (
            errno.EROFS,
            Work.WRITE,
            "Cabinet paper.pdf cannot be written: the disk of /council/papers can only be read. Choose a folder on another disk.",
        ),
        (
            errno.EACCES,
            Work.WRITE,
            "Cabinet paper.pdf cannot be written: you may not write in /council/papers, or another program has it open. "
            "Choose another folder, or close it where it is open.",
        ),
        (
            errno.EPERM,
            Work.READ,
            "Cabinet paper.pdf cannot be read: you may not open it or its folder /council/papers. "
            "Ask whoever it belongs to, or close it where it is open.",
        ),
        (
            errno.EACCES,
            Work.KEEP,
            "Cabinet paper.pdf cannot be kept: you may not write in /council/papers. Ask the council’s IT for leave to write there.",
        ),
        (errno.ENOENT, Work.READ, "There is no file at /council/papers/Cabinet paper.pdf. Check its name and folder."),
        (errno.ENOENT, Work.WRITE, "There is no folder /council/papers. Choose a folder that is there."),
        (errno.ENOTDIR, Work.WRITE, "There is no folder /council/papers. Choose a folder that is there."),
        (errno.EISDIR, Work.WRITE, "Cabinet paper.pdf is a folder. Choose another name."),
        (errno.EISDIR, Work.READ, "Cabinet paper.pdf is a folder. Choose a file."),
        (errno.EEXIST, Work.WRITE, "Cabinet paper.pdf is there already. Choose another name."),
        (errno.ENAMETOOLONG, Work.WRITE, "The name Cabinet paper.pdf, or that of its folder, is too long. Choose a shorter one."),
        (errno.EBUSY, Work.WRITE, "Cabinet paper.pdf cannot be written: another program has it open. Close it there and try again."),
        (errno.EIO, Work.READ, "Cabinet paper.pdf cannot be read: the disk of /council/papers fails. Try again."),
        (
            errno.ESTALE,
            Work.READ,
            "Cabinet paper.pdf cannot be read: the machine that holds /council/papers does not answer. Check the network and try again.",
        ),
        (
            errno.EMFILE,
            Work.READ,
            "Cabinet paper.pdf cannot be read. Check that you may open it, and that no other program has it open.",
        ),
        (
            errno.ENOENT,
            Work.KEEP,
            "Cabinet paper.pdf cannot be kept in /council/papers. Check that the folder is there and that you may write in it.",
        ),
    ],
)
def test_each_refusal_says_what_is_wrong_where_and_what_to_do(number: int, work: Work, said: str) -> None:
    assert in_words(refused(number), _PAPER, work) == said


def test_every_number_of_the_system_is_a_sentence() -> None:
    for number in errno.errorcode:
        for work in Work:
            sentence = in_words(refused(number), _PAPER, work)
            assert sentence.endswith(".")
            assert ". " in sentence
            assert "Errno" not in sentence


def test_the_refusals_of_a_real_system_are_said(tmp_path: Path) -> None:
    letter = tmp_path / "letter"
    letter.write_text("Dear Sir", encoding="utf-8")
    for path, beginning in (
        (tmp_path, f"{tmp_path.name} is a folder."),
        (tmp_path / "none" / "paper.pdf", f"There is no folder {tmp_path / 'none'}."),
        (letter / "paper.pdf", f"There is no folder {letter}."),
        (tmp_path / ("long " * 60), "The name long long "),
        (tmp_path.joinpath(*["deep"] * 1000, "paper.pdf"), "The name paper.pdf, or that of its folder, is too long."),
        (Path("/dev/full"), "full cannot be written: the disk of /dev is full."),
    ):
        with pytest.raises(KnownTrouble) as trouble, known_disk_trouble(path, Work.WRITE):
            path.write_bytes(b"x" * 100)
        assert str(trouble.value).startswith(beginning)
        assert len(str(trouble.value)) < 400


@pytest.mark.parametrize(
    ("name", "as_shown"),
    [("nul\0nul.pdf", "nul\ufffdnul.pdf"), ("half \ud83d.pdf", "half \ufffd.pdf"), ("nul\0half\ud83d", "nul\ufffdhalf\ufffd")],
)
def test_a_name_that_no_system_takes_is_said_before_anything_is_done(tmp_path: Path, name: str, as_shown: str) -> None:
    with pytest.raises(KnownTrouble) as trouble, known_disk_trouble(tmp_path / name, Work.WRITE):
        pytest.fail("it was tried")
    assert str(trouble.value) == f"{as_shown} holds a character that no file name may hold. Choose another name."


def test_a_name_of_bytes_that_are_no_text_can_still_be_used_and_shown(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/Caf\xe9.pdf"))
    assert unusable(path) == ""
    assert shown(path.name) == "Caf\ufffd.pdf"


def test_a_long_name_is_cut_in_its_middle() -> None:
    assert shown("a" * 100 + ".pdf") == "a" * 30 + "…" + "a" * 26 + ".pdf"


def test_what_comes_with_the_program_and_does_not_read_is_said(qtbot: QtBot) -> None:
    said = "none.svg, which comes with the program, cannot be read. Install Appraisal Desk again."
    with pytest.raises(KnownTrouble) as trouble:
        resource_bytes("icons", "none.svg")
    assert str(trouble.value) == said
    picture = QPixmap(20, 20)
    painter = QPainter(picture)
    with pytest.raises(KnownTrouble) as trouble:
        draw_icon(painter, "none", QRectF(0, 0, 20, 20), QColor("black"))
    assert str(trouble.value) == said
    draw_icon(painter, "none", QRectF(0, 0, 20, 20), QColor("black"))  # said once, and not with every frame
    painter.end()


def test_the_folder_in_which_a_verb_is_typed_is_this_folder() -> None:
    said = "paper.pdf cannot be read: the disk of this folder fails. Try again."
    assert in_words(refused(errno.EIO), Path("paper.pdf"), Work.READ) == said
