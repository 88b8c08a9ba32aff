"""Whether a printed file is one that was made final, told by its SHA-256 alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from db.reading import Reader
from desktop.disk_trouble import Work, known_disk_trouble
from desktop.errors import KnownTrouble
from desktop.late_dataclass import dataclass
from desktop.operations.papers.papers import papers
from desktop.operations.papers.versions import standing


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """What is told of a printed file in a sentence, and whether it was made final at all."""

    sentence: str
    is_final: bool


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal. Raises KnownTrouble where it cannot be read."""
    with known_disk_trouble(path, Work.READ):
        if path.is_dir():
            raise KnownTrouble(f"{path.name} is a folder. Choose the PDF of a paper.")
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def printed_file(reader: Reader, cases: Iterable[int], name: str, digest: str) -> PrintedFile:
    """Which version of which paper of these cases a file of this SHA-256 is, and whether another has been made final since."""
    for case in cases:
        for paper, title in papers(reader, case):
            versions = standing(reader, case, paper).versions
            for version in versions:
                what = next((what for what, known in version.printed.items() if known == digest), "")
                if what:
                    last = versions[-1].number
                    since = f" Version {last} was made final since." if last > version.number else ""
                    return PrintedFile(f"{name} is the {what} of ‘{title}’, version {version.number}, as it was made final.{since}", True)
    return PrintedFile(
        f"{name} is not a PDF that was made final in this file: it was exported as a draft, changed since, or made from another.",
        False,
    )
