"""The PDFs of a paper's appendices, written beside its report, each a file of its own.

They are not joined to the report: the pages of a file that is no PDF/UA or PDF/A would take that from the whole, and those of one that is
lose their tags as they are joined. So the report keeps what it conforms to, and each appendix what it has.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from db.copies import reader_on
from db.reading import Reader
from desktop.operations.file_names import apart, safe_name
from desktop.operations.papers.paper_files import AppendixOut, appendices_out
from desktop.operations.papers.papers import PaperToGather, find_paper, in_hand
from desktop.operations.papers.publishing import published
from desktop.operations.records.cases import find
from desktop.operations.store.files import known_trouble, opened
from desktop.operations.writing import write_whole


def appendices_of(wanted: PaperToGather) -> tuple[AppendixOut, ...]:
    """The PDFs that go out with a paper: with the public one, those that are not withheld. Raises KnownTrouble."""
    if not wanted.image:  # nothing is withheld, and there is no such file
        return ()
    with known_trouble(), reader_on(wanted.image) as reader:
        return _going_out(reader, wanted.case, wanted.paper, exempt=wanted.exempt)


def write_beside(out: Path, appendices: Iterable[AppendixOut]) -> tuple[Path, ...]:
    """Write each beside the file of the report, named after it and the letter: `Report, Appendix A.pdf`. Raises KnownTrouble."""
    appendices = tuple(appendices)
    names = apart(safe_name(f"Appendix {each.letter}", "Appendix") for each in appendices)
    paths = tuple(out.with_name(f"{out.stem}, {name}.pdf") for name in names)
    for path, each in zip(paths, appendices, strict=True):
        write_whole(path, each.contents)
    return paths


def export_appendices(file: Path, title: str | None, out: Path, *, paper: str | None = None, exempt: bool = False) -> tuple[Path, ...]:
    """Write the PDFs of the appendices of a report in a store beside `out`, as `export_paper` wrote that. Raises KnownTrouble."""
    with opened(file) as store:
        reader = store.reader()
        case = find(reader, title)
        appendices = _going_out(reader, case, None if paper is None else find_paper(reader, case, paper), exempt=exempt)
    return write_beside(out, appendices)


def _going_out(reader: Reader, case: int, paper: int | None, *, exempt: bool) -> tuple[AppendixOut, ...]:
    meant = in_hand(reader, case, paper)
    if meant is None:
        return ()
    with published(reader, case, meant, exempt=exempt) as records:
        return appendices_out(records, meant)
