from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from reportlab.graphics.shapes import Drawing
from reportlab.lib.utils import TimeStamp

from desktop.papers import fonts
from desktop.papers.charts.colours import ChartColours
from desktop.papers.charts.pen import Meaning, Pen
from desktop.papers.content.blocks import (
    Appendices,
    BulletList,
    Contents,
    Counting,
    Document,
    FieldTable,
    Figure,
    Heading,
    NumberedList,
    Paragraph,
    Recommendation,
    SignatureBlock,
    Span,
    Table,
    TableColumn,
    Tone,
    right,
    table_columns,
)
from desktop.papers.html.paper_text import plain_text
from desktop.papers.pdf import styles
from desktop.papers.pdf.setting import set_pdf
from desktop.papers.pdf.tagging.canvas import TaggedCanvas, UntaggedContent
from desktop.papers.pdf.tagging.metadata import Details
from desktop.papers.pdf.tagging.structure import Element, Role
from tests.papers import pdf_gate
from tests.papers.page_contents import contents, contrast, elements
from tests.papers.seeded_faults import SEEDED, Fault, saved

_WORDS = "The council runs this service with two neighbours, and each of them pays its share of what it costs to run. "

_GUIDANCE = "https://www.gov.uk/guidance?a=1&b=<2>"


def _draw(wide: float, high: float, colours: ChartColours) -> Drawing:
    pen = Pen(wide, high, colours)
    pen.box(20, 20, 200, 60, fill=colours.ink, meaning=Meaning("bar"))
    pen.text(30, 50, "Ours: 62", colour=colours.page)
    return pen.drawing


def _words(text: str) -> tuple[Span, ...]:
    return (Span(text),)


@pytest.fixture(scope="session")
def everything() -> Document:
    """One of each kind of block, a table over two pages and more, and text over two pages."""
    rows = tuple((f"Cost line {index} of the plan", _WORDS[: 20 + index % 60], f"£{index},000") for index in range(90))
    columns = table_columns("What is bought in each year of the plan", "Why it is bought, in a few words", *right("£"))
    blocks = (
        FieldTable((("Decision maker", "Cabinet"), ("Wards affected", "All"))),
        Contents(deepest=2),
        Heading(1, "Purpose", "1"),
        Paragraph(_words("To choose."), "1.1"),
        Paragraph((Span("Read "), Span("the guidance", bold=True, link=_GUIDANCE), Span(" first. " + _WORDS)), "1.2"),
        Paragraph((Span("Write to us", link="mailto:desk@example.org"),), "1.3"),
        BulletList((_words("one point"), _words("another " + _WORDS * 3))),
        NumberedList((_words("first"), _words("second"))),
        NumberedList((_words("first"), _words("second")), Counting.LETTERS),
        Heading(2, "Why now", "1.4"),
        Paragraph(_words(_WORDS * 120), "1.5"),
        Paragraph(_words("A line that leads in."), tone=Tone.LEAD),
        BulletList((_words("on its own"),)),
        Paragraph(_words("“There is no time to lose!” – the chair"), tone=Tone.QUOTE),
        Heading(1, "Recommendations & <what> follows", "2"),
        Recommendation("2.1", _words("That the service be shared"), (_words("prices hold"), _words("staff agree")), "section 1, Purpose"),
        Recommendation("2.2", _words("That a report come back.")),
        Heading(1, "Money", "3"),
        Table("Table 1: Costs", columns, rows, ("Illustrative.",), strong=frozenset({89})),
        Figure("costs", _draw, "Figure 1: Costs", "One bar: ours is 62 of a hundred, more than any other.", 0.3, ("A note.",)),
        Table("Table 2: Nothing", (), ()),
        Appendices((("A", "Business case", "To follow"),)),
        SignatureBlock("Chief Executive", ("Telephone 01234",)),
    )
    return Document("Sharing the service", "Ashby Borough Council", blocks, "Report to Cabinet", "Cabinet, 14 September 2026",
                    date=datetime.date(2026, 9, 14))  # fmt: skip


@pytest.fixture(scope="session")
def everything_pdf(everything: Document) -> bytes:
    return set_pdf(everything)


def test_a_paper_with_everything_passes_the_gate(everything_pdf: bytes) -> None:
    assert pdf_gate.faults(everything_pdf) == []


@pytest.mark.parametrize("spoil", SEEDED, ids=lambda fault: fault.__name__)
def test_the_gate_catches_every_seeded_fault(spoil: Fault, everything_pdf: bytes) -> None:
    assert pdf_gate.is_caught(saved(everything_pdf, spoil))


def test_saving_alone_spoils_nothing(everything_pdf: bytes) -> None:
    assert pdf_gate.faults(saved(everything_pdf, lambda _: None)) == []


def _table(*rows: tuple[str, ...]) -> Table:
    return Table("T", tuple(TableColumn("Responsibility") for _ in rows[0]), rows)


@pytest.mark.parametrize(
    "document",
    [
        Document("", "", ()),
        Document("\x00\x0b\ud800", "\uffff", (Heading(2, "", ""), Paragraph(()), Table("", (), (), empty=""))),
        Document("<t> & 😀 ŵyl ‘x’ \u202e", "C <&> \U0001d400", (Heading(1, "a < b & \x1b 漢字", "1"), Contents())),
        Document("ŵ" * 20_000, "ŷ " * 20_000, (Heading(1, "ŵ" * 20_000, "1"), Figure("a", _draw, "ŵ " * 20_000, "ŷ" * 90_000))),
        Document("Linked", "C", (Paragraph((Span("words " * 9000, link="https://www.gov.uk/" + "x" * 3000),), "1"),)),
        Document("Wide", "C", (_table(("x y",) * 14, ("x y",) * 14),)),
        Document("Tall", "C", (Heading(1, "x", "1"), _table(("line\n" * 200, "w " * 900, "x" * 5000), ("a\nb", "", "c")))),
        Document("Long", "C", (Contents(), *(Heading(1, f"Section {'word ' * (each % 30)}", str(each)) for each in range(1, 90)))),
    ],
    ids=["nothing", "nothing drawable", "hostile", "endless", "one long link", "wide table", "tall cells", "long contents"],
)
def test_a_paper_of_any_content_passes_the_checks_of_its_standards(document: Document) -> None:
    made = set_pdf(document)
    for check in (pdf_gate.standard_faults, pdf_gate.syntax_faults, pdf_gate.structure_faults, pdf_gate.contrast_faults):
        assert list(check(made)) == []


def test_the_structure_says_what_each_block_is(everything_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(everything_pdf)) as file:
        told = _outline(file.Root.StructTreeRoot.K)
    assert told[0] == "Document"
    assert told[1][:3] == [["P", []], ["P", []], ["H1", []]]
    contents_at = told[1].index(["H2", []])
    assert told[1][contents_at + 1] == ["TOC", [["TOCI", [["Reference", [["Link", []]]]]]] * 4]
    purpose = told[1][contents_at + 2]
    item = ["LI", [["Lbl", []], ["LBody", []]]]
    paragraph = ["LI", [["Lbl", []], ["LBody", [["P", []]]]]]
    linked = ["LI", [["Lbl", []], ["LBody", [["P", [["Link", []]]]]]]]
    last = ["LI", [["Lbl", []], ["LBody", [["P", [["Link", []]]], ["L", [item, item]], ["L", [item, item]], ["L", [item, item]]]]]]
    after = [["P", []], ["L", [item]], ["BlockQuote", [["P", []]]]]
    assert purpose == ["Sect", [["H2", []], ["L", [paragraph, linked, last]], ["H3", []], ["L", [paragraph]], *after]]
    recommended = ["LI", [["Lbl", []], ["LBody", [["P", []], ["L", [item, item]]]]]]
    assert told[1][contents_at + 3] == ["Sect", [["H2", []], ["L", [recommended, paragraph]]]]
    money = told[1][contents_at + 4]
    assert money[1][0] == ["H2", []]
    table = money[1][1]
    assert [part[0] for part in table[1]] == ["Caption", "THead", "TBody"]
    assert table[1][1] == ["THead", [["TR", [["TH", []]] * 3]]]
    assert table[1][2][1] == [["TR", [["TH", []], ["TD", []], ["TD", []]]]] * 90
    assert money[1][2] == ["P", []]
    assert money[1][3] == ["Div", [["Caption", []], ["Figure", []], ["P", []]]]
    assert money[1][4:] == [["P", []], ["P", []], ["L", [["LI", [["LBody", []]]]]], ["P", []], ["P", []]]


def _outline(element: Any) -> list[Any]:
    """A structure element as its role and its elements."""
    held = element.get("/K", pikepdf.Array())
    kids = list(held) if isinstance(held, pikepdf.Array) else [held]
    below = [_outline(kid) for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return [str(element.S)[1:], below]


def test_headers_say_what_they_head_and_lists_how_they_count(everything_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(everything_pdf)) as file:
        found = list(elements(file.Root.StructTreeRoot))
        scopes = [str(element.A.Scope) for element in found if element.S == "/TH"]
        counting = [str(element.A.ListNumbering) for element in found if element.S == "/L"]
    assert scopes == ["/Row"] * 2 + ["/Column"] * 3 + ["/Row"] * 90
    assert counting == ["/Decimal", "/Disc", "/Decimal", "/LowerAlpha", "/Decimal", "/Disc", "/Decimal", "/LowerAlpha", "/None"]


def test_a_table_so_small_that_headers_would_outnumber_cells_heads_its_columns_alone() -> None:
    made = set_pdf(Document("T", "C", (Table("Two", table_columns("Objective", "Aim"), (("Resilience", "Cover"),) * 4),)))
    with pikepdf.open(BytesIO(made)) as file:
        scopes = [str(element.A.Scope) for element in elements(file.Root.StructTreeRoot) if element.S == "/TH"]
    assert scopes == ["/Column"] * 2


def test_a_header_row_is_content_once_and_an_artifact_on_each_page_after(everything_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(everything_pdf)) as file:
        pages = [contents(page)[0] for page in file.pages]
    heads = [{shown.codes for shown in page if shown.marks[0].tag == "/TH"} for page in pages]
    marks = [[(shown.codes, shown.artifact) for shown in page if shown.artifact] for page in pages]
    again = [{codes for codes, mark in page if mark.kind == "/Pagination" and not mark.subtype} for page in marks]
    first = next(number for number, page in enumerate(again) if page) - 1
    last = max(number for number, page in enumerate(again) if page)
    assert 0 < first < last
    assert all(page and page <= heads[first] and not page & heads[number] for number, page in enumerate(again) if first < number <= last)


def test_heads_feet_and_the_draft_mark_are_artifacts(everything_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(everything_pdf)) as file:
        for number, page in enumerate(file.pages, start=1):
            subtypes = {shown.artifact.subtype for shown in contents(page)[0] if shown.artifact and shown.artifact.kind == "/Pagination"}
            assert {"/Header", "/Footer"} <= subtypes, number


def test_links_lead_where_they_say(everything_pdf: bytes, everything: Document) -> None:
    with pikepdf.open(BytesIO(everything_pdf)) as file:
        notes = [note for page in file.pages for note in page.obj.get("/Annots", [])]
        addresses = {str(note.A.URI): str(note.Contents) for note in notes if "/A" in note}
        inside = [(str(note.Contents), note.Dest) for note in notes if "/A" not in note]
        places = {str(each.objgen): number for number, each in enumerate((page.obj for page in file.pages), start=1)}
        for words, place in inside:
            assert words.endswith(f", page {places[str(place[0].objgen)]}")
    assert addresses == {"https://www.gov.uk/guidance?a=1&b=%3C2%3E": "the guidance", "mailto:desk@example.org": "Write to us"}
    assert [words.rsplit(", page", 1)[0] for words, _ in inside] == [
        "1 Purpose", "1.4 Why now", "2 Recommendations & <what> follows", "3 Money",
    ]  # fmt: skip


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/hostname", "#nowhere", "gov.uk/x", "https://a b", "\x00"])
def test_no_other_address_is_followed(link: str) -> None:
    made = set_pdf(Document("T", "C", (Paragraph((Span("words", link=link),), "1"),)))
    with pikepdf.open(BytesIO(made)) as file:
        assert not any("/Annots" in page.obj for page in file.pages)


def test_the_contents_are_in_the_text(everything: Document) -> None:
    lines = plain_text(everything).splitlines()
    at = lines.index("Contents")
    assert lines[at : at + 3] == ["Contents", "1 Purpose", "1.4 Why now"]


def test_the_file_says_whose_it_is_and_nothing_of_who_made_it(everything_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(everything_pdf)) as file:
        told = {str(key): str(value) for key, value in file.docinfo.items()}
        packet = file.Root.Metadata.read_bytes().decode()
        assert file.Root.Lang == "en-GB"
        assert file.Root.OutputIntents[0].DestOutputProfile.read_bytes()[36:40] == b"acsp"
    assert told == {
        "/Title": "Sharing the service",
        "/Author": "Ashby Borough Council",
        "/Creator": "Ashby Borough Council",
        "/Subject": "Cabinet, 14 September 2026",
        "/Producer": "Appraisal Desk",
        "/CreationDate": "D:20260914120000+00'00'",
        "/ModDate": "D:20260914120000+00'00'",
    }
    assert "<pdfuaid:part>1<" in packet
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A<" in packet
    assert re.findall(r"Date>([0-9T:+-]+)<", packet) == ["2026-09-14T12:00:00+00:00"] * 2


def test_a_paper_with_everything_is_the_same_bytes_each_time(everything: Document, everything_pdf: bytes) -> None:
    assert set_pdf(everything) == everything_pdf


def test_the_structure_is_all_that_tagging_adds(
    everything: Document, everything_pdf: bytes, pages_of: Callable[[bytes], list[str]], tight: Callable[[str], str]
) -> None:
    untagged = set_pdf(everything, tagged=False)
    assert [tight(page) for page in pages_of(untagged)] == [tight(page) for page in pages_of(everything_pdf)]
    with pikepdf.open(BytesIO(untagged)) as file:
        assert "/StructTreeRoot" not in file.Root


def _canvas() -> TaggedCanvas:
    fonts.register()
    stamp = TimeStamp(invariant=1)
    return TaggedCanvas(BytesIO(), details=Details("T", "C", "", "en-GB", stamp), initialFontName=fonts.REGULAR)


def test_what_is_drawn_without_a_tag_ends_the_build(repository: Path) -> None:
    canvas = _canvas()
    with pytest.raises(UntaggedContent, match="text was drawn outside"):
        canvas.drawString(10, 10, "words")
    with pytest.raises(UntaggedContent, match="a link was drawn outside"):
        canvas.linkURL("https://www.gov.uk", (0, 0, 1, 1))
    with pytest.raises(UntaggedContent, match="a link was drawn outside"):
        canvas.linkRect("", "somewhere", (0, 0, 1, 1))
    picture = str(repository / "resources/help/results.png")
    with pytest.raises(UntaggedContent, match="an image was drawn outside"):
        canvas.drawImage(picture, 0, 0)
    with pytest.raises(UntaggedContent, match="an image was drawn outside"):
        canvas.drawInlineImage(picture, 0, 0)
    with pytest.raises(UntaggedContent, match=r"a form was drawn outside .*: foot"):
        canvas.doForm("foot")


def test_a_font_that_cannot_be_embedded_ends_the_build() -> None:
    canvas = _canvas()
    with canvas.content(Element(Role.PARAGRAPH)):
        canvas.setFont("Helvetica", 10)
        canvas.drawString(10, 10, "words")
    with pytest.raises(UntaggedContent, match="cannot be embedded: Helvetica"):
        canvas.save()


def test_every_colour_of_text_can_be_read_on_every_ground() -> None:
    inks = (styles.INK, styles.BRAND, styles.MUTED)
    grounds = ((1.0, 1.0, 1.0), styles.TINT.rgb())
    for ink in inks:
        for ground in grounds:
            assert contrast(ink.rgb(), ground) >= 6.9
