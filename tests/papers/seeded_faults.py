"""Ways to break a good paper, one fault each: what the gate must catch. Each takes an open file and spoils it."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, StreamDecodeLevel, String

from tests.papers.page_contents import elements

Fault = Callable[[Pdf], None]
SEEDED: list[Fault] = []


def saved(contents: bytes, change: Fault) -> bytes:
    """A file changed and saved. Its streams are left plain: a compressed one may end in a carriage return, which is a fault of its own."""
    out = BytesIO()
    with Pdf.open(BytesIO(contents)) as file:
        change(file)
        file.save(out, static_id=True, compress_streams=False, stream_decode_level=StreamDecodeLevel.generalized)
    return out.getvalue()


def _seeded(fault: Fault) -> Fault:
    SEEDED.append(fault)
    return fault


def _by_role(file: Pdf, role: str) -> list[Any]:
    found = [element for element in elements(file.Root.StructTreeRoot) if role == element.S]
    assert found, role
    return found


def _spoil_page(file: Pdf, before: bytes, after: bytes) -> None:
    """Change the first page whose contents match."""
    for page in file.pages:
        data = page.Contents.read_bytes()
        spoilt = re.sub(before, after, data, count=1, flags=re.DOTALL)
        if spoilt != data:
            page.Contents = file.make_stream(spoilt)
            return
    raise AssertionError(before)


def _spoil_packet(file: Pdf, before: bytes) -> None:
    data = file.Root.Metadata.read_bytes()
    spoilt = re.sub(before, b"", data, flags=re.DOTALL)
    assert spoilt != data
    file.Root.Metadata = file.make_stream(spoilt, Type=Name.Metadata, Subtype=Name.XML)


def _links(file: Pdf) -> list[Any]:
    found = [note for page in file.pages for note in page.obj.get("/Annots", [])]
    assert found
    return found


@_seeded
def figure_without_alternative(file: Pdf) -> None:
    del _by_role(file, "/Figure")[0]["/Alt"]


@_seeded
def figure_with_empty_alternative(file: Pdf) -> None:
    _by_role(file, "/Figure")[0].Alt = String("")


@_seeded
def alternative_is_a_file_name(file: Pdf) -> None:
    _by_role(file, "/Figure")[0].Alt = String("image1.png")


@_seeded
def header_cells_without_scope(file: Pdf) -> None:
    for cell in _by_role(file, "/TH"):
        del cell["/A"]


@_seeded
def no_header_cells(file: Pdf) -> None:
    for cell in _by_role(file, "/TH"):
        cell.S = Name.TD
        del cell["/A"]


@_seeded
def row_lacks_a_cell(file: Pdf) -> None:
    row = next(row for row in _by_role(file, "/TR") if len(row.K) > 2)
    row.K = Array(list(row.K)[:-1])


@_seeded
def heading_level_skipped(file: Pdf) -> None:
    for heading in _by_role(file, "/H3"):
        heading.S = Name("/H5")


@_seeded
def headings_are_paragraphs(file: Pdf) -> None:
    for role in ("/H1", "/H2", "/H3"):
        for heading in _by_role(file, role):
            heading.S = Name.P


@_seeded
def no_language(file: Pdf) -> None:
    del file.Root["/Lang"]


@_seeded
def language_is_not_a_tag(file: Pdf) -> None:
    file.Root.Lang = String("english language")


@_seeded
def title_not_displayed(file: Pdf) -> None:
    del file.Root.ViewerPreferences["/DisplayDocTitle"]


@_seeded
def not_marked(file: Pdf) -> None:
    del file.Root["/MarkInfo"]


@_seeded
def suspect(file: Pdf) -> None:
    file.Root.MarkInfo.Suspects = True


@_seeded
def no_structure(file: Pdf) -> None:
    del file.Root["/StructTreeRoot"]


@_seeded
def no_tab_order(file: Pdf) -> None:
    for page in file.pages:
        del page.obj["/Tabs"]


@_seeded
def no_title_in_the_packet(file: Pdf) -> None:
    _spoil_packet(file, b"<dc:title>.*?</dc:title>")


@_seeded
def not_said_to_be_accessible(file: Pdf) -> None:
    _spoil_packet(file, b"<pdfuaid:part>1</pdfuaid:part>")


@_seeded
def link_without_words(file: Pdf) -> None:
    for note in _links(file):
        del note["/Contents"]


@_seeded
def link_outside_the_structure(file: Pdf) -> None:
    for link in _by_role(file, "/Link"):
        link.K = Array([kid for kid in link.K if not (isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR")])
    for note in _links(file):
        del note["/StructParent"]


@_seeded
def text_without_a_tag(file: Pdf) -> None:
    _spoil_page(file, rb"/P <</MCID \d+>> BDC(.*?)EMC", rb"\1")


@_seeded
def text_called_an_artifact(file: Pdf) -> None:
    _spoil_page(file, rb"/P <</MCID \d+>> BDC", b"/Artifact BMC")


@_seeded
def running_head_without_a_mark(file: Pdf) -> None:
    _spoil_page(file, rb"/Artifact <</Type /Pagination /Subtype /Header>> BDC", b"/NonTag BMC")


@_seeded
def repeated_header_row_without_a_mark(file: Pdf) -> None:
    _spoil_page(file, rb"/Artifact <</Type /Pagination>> BDC", b"/NonTag BMC")


@_seeded
def repeated_header_row_says_something_else(file: Pdf) -> None:
    _spoil_page(file, rb"(/Artifact <</Type /Pagination>> BDC.*?)\(", rb"\1(x")


@_seeded
def characters_unknown(file: Pdf) -> None:
    for held in file.objects:
        if isinstance(held, Dictionary) and held.get("/Type") == "/Font":
            del held["/ToUnicode"]


@_seeded
def font_not_embedded(file: Pdf) -> None:
    for held in file.objects:
        if isinstance(held, Dictionary) and "/FontFile2" in held:
            del held["/FontFile2"]


@_seeded
def no_output_intent(file: Pdf) -> None:
    del file.Root["/OutputIntents"]


@_seeded
def role_unknown(file: Pdf) -> None:
    for section in _by_role(file, "/Sect"):
        section.S = Name("/Chapter")


@_seeded
def items_outside_a_list(file: Pdf) -> None:
    _by_role(file, "/L")[0].S = Name("/Div")


@_seeded
def list_does_not_say_how_it_counts(file: Pdf) -> None:
    del _by_role(file, "/L")[-1]["/A"]


@_seeded
def paragraph_straight_in_a_table(file: Pdf) -> None:
    table = _by_role(file, "/Table")[0]
    table.K.append(file.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=table)))


@_seeded
def parent_tree_broken(file: Pdf) -> None:
    numbers = file.Root.StructTreeRoot.ParentTree.Nums
    numbers[len(numbers) - 1] = Array([])


@_seeded
def parent_tree_crossed(file: Pdf) -> None:
    held = next(each for each in file.Root.StructTreeRoot.ParentTree.Nums if isinstance(each, Array))
    held[0], held[1] = held[1], held[0]


@_seeded
def reading_order_changed(file: Pdf) -> None:
    section = max(_by_role(file, "/Sect"), key=lambda each: len(each.K))
    kids = list(section.K)
    kids[1], kids[-1] = kids[-1], kids[1]
    section.K = Array(kids)


@_seeded
def no_bookmarks(file: Pdf) -> None:
    del file.Root["/Outlines"]


@_seeded
def text_too_faint(file: Pdf) -> None:
    _spoil_page(file, rb"\.105882 \.105882 \.105882 rg(?=\n/)", b".8 .8 .8 rg")
