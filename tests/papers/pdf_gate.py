"""The gate every paper passes: two checkers, qpdf's reading of the file, and what neither checker looks at.

page-validation holds a file against PDF/UA-1 and PDF/A-2a; outloud reads it as a screen reader would. Neither notices a parent tree that
does not match the structure, a list that does not say how it counts, or text too faint to read. No screen reader has been tried.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import page as page_validation
import pikepdf

from tests.papers.page_contents import Mark, Shown, contrast, elements, pages

with warnings.catch_warnings():
    # pymupdf's bindings are deprecated types to newer Pythons.
    warnings.simplefilter("ignore", DeprecationWarning)
    import outloud

_PROFILES = ("ua1", "2a")
#: What outloud only warns of, and no paper of ours may have: alternatives that say nothing, and no headings.
_WARNED = frozenset({"FIG-010", "HDG-012"})
#: The least contrast of text, and of text of this size in points or above (WCAG 2.2, 1.4.3).
_LEAST, _LEAST_LARGE, _LARGE = 4.5, 3.0, 18.0


def faults(pdf: bytes) -> list[str]:
    """Everything that is wrong with a file, the quickest checks first; nothing for a good one."""
    return [fault for check in CHECKS for fault in check(pdf)]


def is_caught(pdf: bytes) -> bool:
    """Whether any check finds anything wrong, as soon as one does."""
    return any(next(check(pdf), "") for check in CHECKS)


def standard_faults(pdf: bytes) -> Iterator[str]:
    """What breaks PDF/UA-1 or PDF/A-2a."""
    for profile in _PROFILES:
        for failure in page_validation.validate_pdf_bytes(pdf, profile=profile).failures:
            yield f"{profile} {failure.rule_id}: {failure.message}"


def syntax_faults(pdf: bytes) -> Iterator[str]:
    """What `qpdf --check` finds."""
    with pikepdf.open(BytesIO(pdf)) as file:
        yield from file.check_pdf_syntax()


def structure_faults(pdf: bytes) -> Iterator[str]:
    """Where the structure, the pages and the parent tree do not say the same, and lists that do not say how they count.

    Papers are drawn in the order in which they are read, so the first content of each element of a page is in that order too.
    """
    with pikepdf.open(BytesIO(pdf)) as file:
        root = file.Root.get("/StructTreeRoot")
        if root is None:
            yield "there is no structure"
            return
        numbers = list(root.ParentTree.Nums)
        tree = {int(key): held for key, held in zip(numbers[::2], numbers[1::2], strict=True)}
        owners: dict[tuple[Any, int], Any] = {}
        read: dict[Any, int] = {}
        for element in elements(root):
            yield from _element_faults(element, tree, owners)
            for place, number in _first_contents(element).items():
                if number < read.get(place, 0):
                    yield f"content {number} of a page is read after content {read[place]}"
                read[place] = number
        if any(element.S == "/H2" for element in elements(root)) and "/Outlines" not in file.Root:
            yield "there are headings and no bookmarks"
        for number, (each, (_, marks)) in enumerate(zip(file.pages, pages(pdf), strict=True), start=1):
            held = tree.get(int(each.obj.get("/StructParents", -1)), pikepdf.Array())
            marked = [mark.number for mark in marks if mark.number is not None]
            if sorted(marked) != list(range(len(held))):
                yield f"page {number} has {len(marked)} pieces of content and its parent tree {len(held)}"
            for index in marked:
                if index >= len(held) or owners.get((each.obj.objgen, index)) != held[index].objgen:
                    yield f"page {number}: the element of content {index} is not the parent tree's"


def _element_faults(element: Any, tree: dict[int, Any], owners: dict[tuple[Any, int], Any]) -> Iterator[str]:
    page = element.get("/Pg")
    for kid in _kids(element):
        if isinstance(kid, int):
            owners[page.objgen, kid] = element.objgen
        elif kid.get("/Type") == "/MCR":
            owners[kid.Pg.objgen, int(kid.MCID)] = element.objgen
        elif kid.get("/Type") == "/OBJR":
            held = tree.get(int(kid.Obj.get("/StructParent", -1)))
            if held is None or held.objgen != element.objgen:
                yield "a link is not in the parent tree"
        elif kid.P.objgen != element.objgen:
            yield f"a {kid.S} does not name the {element.S} above it"
    if element.S == "/L" and "/ListNumbering" not in element.get("/A", pikepdf.Dictionary()):
        yield "a list does not say how it counts"


def _first_contents(element: Any) -> dict[Any, int]:
    """The number of the first content of an element on each of its pages."""
    found: dict[Any, int] = {}
    for kid in _kids(element):
        if isinstance(kid, int):
            found.setdefault(element.Pg.objgen, kid)
        elif kid.get("/Type") == "/MCR":
            found.setdefault(kid.Pg.objgen, int(kid.MCID))
    return found


def _kids(element: Any) -> list[Any]:
    held = element.get("/K")
    return list(held) if isinstance(held, pikepdf.Array) else [] if held is None else [held]


def contrast_faults(pdf: bytes) -> Iterator[str]:
    """Text too faint to read on what is behind it."""
    for number, (texts, _) in enumerate(pages(pdf), start=1):
        for shown in texts:
            found = contrast(shown.colour, shown.ground)
            if found < (_LEAST_LARGE if shown.size >= _LARGE else _LEAST):
                yield f"page {number}: {shown.codes!r} has a contrast of {found:.1f} at {shown.x:.0f}, {shown.y:.0f}"


def reading_faults(pdf: bytes) -> Iterator[str]:
    """What outloud calls an error, and two of its warnings, but for header rows that come again on the next page.

    PDF/UA wants those to be artifacts, and outloud takes one of eight words or more for prose that somebody hid. Each is held against the
    header cells of the file instead: it must say what one of them says.
    """
    shown_on = [texts for texts, _ in pages(pdf)]
    headers = {_said(shown) for page in shown_on for shown in page if any(mark.tag == "/TH" for mark in shown.marks)}
    again = [[shown for shown in page if _is_again(shown.artifact)] for page in shown_on]
    other = [shown for page in again for shown in page if _said(shown) not in headers]
    yield from (f"a header row comes again with other words: {shown.codes!r}" for shown in other)
    with TemporaryDirectory() as folder:
        path = Path(folder, "paper.pdf")
        path.write_bytes(pdf)
        found = outloud.check(str(path))
    for fault in found.findings:
        if fault.rule == "TAG-002" and _is_headers(fault, shown_on[fault.page - 1]):
            continue
        if fault.severity == "error" or fault.rule in _WARNED:
            yield f"outloud {fault.rule}: {fault.message}"


def _said(shown: Shown) -> tuple[str, bytes]:
    return shown.font, shown.codes


def _is_again(mark: Mark | None) -> bool:
    """Whether this is the artifact of a header row; heads and feet of pages say so in their subtype."""
    return mark is not None and mark.kind == "/Pagination" and not mark.subtype


def _is_headers(fault: Any, page: list[Shown]) -> bool:
    """Whether all the artifacts in the lines that a finding is about are header rows."""
    held = [
        [shown for shown in page if shown.artifact and box["y0"] <= shown.y <= box["y1"] and box["x0"] <= shown.x <= box["x1"]]
        for box in fault.boxes
    ]
    return bool(held) and all(line and all(_is_again(shown.artifact) for shown in line) for line in held)


CHECKS: tuple[Callable[[bytes], Iterator[str]], ...] = (
    standard_faults,
    syntax_faults,
    structure_faults,
    contrast_faults,
    reading_faults,
)
