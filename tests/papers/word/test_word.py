"""The paper as a Word document: its headings, numbers, tables, pictures and marks, and that it is the same file each time."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from desktop.appraisal.results import Appraisal
from desktop.papers.content.blocks import (
    Block,
    BulletList,
    Contents,
    Counting,
    Document,
    FieldTable,
    Figure,
    Form,
    Heading,
    NumberedList,
    Paragraph,
    Recommendation,
    Sources,
    Span,
    Table,
    Tone,
    right,
    table_columns,
)
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.source_rows import source_table
from desktop.papers.word.setting import set_word
from tests.papers.built import annex_of, report_of
from tests.papers.form_texts import parting, tight, tight_pdf
from tests.papers.word_texts import WordFile, tight_word


def _words(text: str) -> tuple[Span, ...]:
    return (Span(text),)


def _set(*blocks: Block) -> WordFile:
    return WordFile(set_word(Document("T", "C", blocks)))


def _parts(contents: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(contents)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def made_up_document(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> Document:
    return report_of(made_up_paper, made_up_appraisal)


@pytest.fixture(scope="module")
def made_up_annex(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> Document:
    """Where the charts are."""
    return annex_of(made_up_paper, made_up_appraisal)


@pytest.fixture(scope="module")
def contents(made_up_document: Document) -> bytes:
    return set_word(made_up_document)


@pytest.fixture(scope="module")
def made_up(contents: bytes) -> WordFile:
    return WordFile(contents)


def test_the_file_is_the_same_each_time_and_holds_no_clock(made_up_document: Document, contents: bytes) -> None:
    assert set_word(made_up_document) == contents
    with zipfile.ZipFile(io.BytesIO(contents)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"2026-09-14T12:00:00Z" in _parts(contents)["docProps/core.xml"]


def test_the_file_says_whose_it_is_and_nothing_of_who_made_it(made_up: WordFile) -> None:
    core = made_up.file.core_properties
    assert (core.title, core.author, core.subject, core.language) == (
        "Revenues and benefits: the future of the service", "Ashby Borough Council", "Cabinet, 14 September 2026", "en-GB",
    )  # fmt: skip
    assert (core.last_modified_by, core.comments, core.keywords, core.revision) == ("", "", "", 1)


def test_every_part_is_sound_xml_in_the_language_of_the_paper(contents: bytes) -> None:
    parts = _parts(contents)
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(part)
    assert b'w:val="en-GB"' in parts["word/styles.xml"]
    assert not {name for name in parts if "thumbnail" in name or "theme" in name}
    assert sum(map(len, parts.values())) < 1_000_000


def test_headings_are_headings_with_real_numbers(made_up: WordFile, made_up_document: Document) -> None:
    wanted = [(f"Heading {block.level}", block.text) for block in made_up_document.blocks if isinstance(block, Heading)]
    found = [(p.style.name, p.text) for p in made_up.file.paragraphs if p.style is not None and str(p.style.name).startswith("Heading")]
    assert found == wanted
    outline = {style.get(qn("w:styleId")): style.find(f".//{qn('w:outlineLvl')}") for style in made_up.file.styles.element}
    assert [outline[name].get(qn("w:val")) for name in ("Heading1", "Heading2")] == ["0", "1"]
    labels = {words: label for label, words in made_up.lines()}
    assert labels["Purpose of the report"] == "1"


def test_the_numbers_that_word_counts_are_the_papers_own_in_every_scheme() -> None:
    nested = (
        Heading(1, "One", "1"), Paragraph(_words("a"), "1.1"), Heading(2, "Under", "1.2"), Paragraph(_words("b"), "1.2.1"),
        Heading(1, "Not counted"), Paragraph(_words("c")), Heading(1, "Two", "2"), Recommendation("2.1", _words("d")),
        Paragraph(_words("e"), "2.2"),
    )  # fmt: skip
    assert [label for label, _ in _set(*nested).lines()] == ["", "", "1", "1.1", "1.2", "1.2.1", "", "", "2", "2.1", "2.2"]
    through = (Heading(1, "A"), Paragraph(_words("a"), "1"), Heading(1, "B"), Recommendation("2", _words("b")), Paragraph(_words("c"), "3"))
    assert [label for label, _ in _set(*through).lines()] == ["", "", "", "1", "", "2", "3"]
    apart = (Recommendation("1", _words("a")), Recommendation("2", _words("b")), Heading(1, "One", "1"), Paragraph(_words("c"), "1.1"))
    assert [label for label, _ in _set(*apart).lines()] == ["", "", "1", "2", "1", "1.1"]
    lettered = (Heading(1, "One", "1"), Recommendation("A", _words("a")), Recommendation("B", _words("b")), Paragraph(_words("c"), "1.1"))
    assert [label for label, _ in _set(*lettered).lines()] == ["", "", "1", "A", "B", "1.1"]


def test_a_number_that_word_would_count_otherwise_is_typed() -> None:
    blocks = (Heading(1, "One", "1"), Paragraph(_words("a"), "1.1"), Paragraph(_words("b"), "1.1a"), Paragraph(_words("c"), "1.2"))
    lines = list(_set(*blocks).lines())
    assert lines[3:] == [("1.1", "a"), ("", "1.1a b"), ("1.2", "c")]
    jumped = list(_set(Heading(1, "Four", "4"), Paragraph(_words("a"), "4.7")).lines())
    assert jumped[2:] == [("", "4 Four"), ("", "4.7 a")]


@pytest.mark.parametrize("counting", list(Counting))
def test_each_list_begins_again_and_its_labels_are_the_papers(counting: Counting) -> None:
    below = NumberedList((_words("under"), _words("under too")), Counting.ROMAN)
    first = NumberedList(tuple(_words(f"item {index}") for index in range(60)), counting, below=((below,), *[()] * 59))
    second = NumberedList((_words("again"),), counting)
    file = _set(first, BulletList((_words("bullet"),)), second)
    said = [f"{label}{words}".replace(" ", "") for label, words in file.lines()][2:]
    wanted = [f"{first.label(index)}item{index}" for index in range(60)]
    assert said == [wanted[0], "(i)under", "(ii)undertoo", *wanted[1:], "•bullet", f"{second.label(0)}again"]


def test_tables_repeat_their_header_row_and_have_words(made_up: WordFile, made_up_document: Document) -> None:
    tables = made_up.body.findall(qn("w:tbl"))
    captions = [table.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}").get(qn("w:val")) for table in tables]
    told = [source_table(block) if isinstance(block, Sources) else block for block in made_up_document.blocks]
    of_rows = [caption for caption in captions if caption == "Details of the paper" or caption.startswith("Rows: ")]
    assert len(of_rows) == sum(isinstance(block, FieldTable | Form) for block in told)
    assert [caption for caption in captions if caption not in of_rows] == [
        each.caption for each in told if isinstance(each, Table) and each.rows
    ]
    for table in (table for table, caption in zip(tables, captions, strict=True) if caption not in of_rows):
        rows = table.findall(qn("w:tr"))
        headers = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
        assert headers == [True, *[False] * (len(rows) - 1)]
        assert table.find(f"{qn('w:tblPr')}/{qn('w:tblDescription')}").get(qn("w:val")).startswith("Columns: ")
        assert len({len(row.findall(qn("w:tc"))) for row in rows}) == 1


def test_no_two_tables_touch_and_no_cell_is_without_a_paragraph() -> None:
    table = Table("Table 1: T", table_columns("A", *right("B")), (("a", "b\nc"),))
    file = _set(FieldTable((("a", "b"),)), Form((("c", ()),)), table, replace(table, notes=("n",)), table)
    assert all(following.tag == qn("w:p") for each in file.body.findall(qn("w:tbl")) for following in [each.getnext()])
    assert all(cell.findall(qn("w:p")) for cell in file.body.iter(qn("w:tc")))
    assert "b  c" in [words for _, words in file.lines()]


def test_charts_are_pictures_of_two_hundred_dots_an_inch_with_their_words(made_up_annex: Document) -> None:
    contents = set_word(made_up_annex)
    made_up = WordFile(contents)
    figures = [block for block in made_up_annex.blocks if isinstance(block, Figure)]
    assert [each.get("descr") for each in made_up.body.iter(qn("wp:docPr"))] == [" ".join(each.alternative.split()) for each in figures]
    assert len({each.get("id") for each in made_up.body.iter(qn("wp:docPr"))}) == len(figures) > 2
    pictures = [part for name, part in _parts(contents).items() if name.startswith("word/media/")]
    assert len(pictures) == len(figures)
    for part in pictures:
        with Image.open(io.BytesIO(part)) as image:
            assert [round(dots) for dots in image.info["dpi"]] == [200, 200]
            assert image.width == 1337
            assert len(image.convert("RGB").getcolors(2**24) or []) > 10


def _head_and_foot(file: WordFile) -> tuple[str, str]:
    section = file.file.sections[0]

    def said(element: Any) -> str:
        return "".join(each.text or "" for each in element.iter(qn("w:t")))

    return said(section.header._element), said(section.footer._element)


def test_each_page_says_what_it_is_and_which_of_how_many(made_up_document: Document) -> None:
    title, council = made_up_document.title, made_up_document.council
    head, foot = _head_and_foot(WordFile(set_word(made_up_document)))
    assert head == f"DRAFT{title}"
    assert foot == f"{council}Page 1 of 1"
    marked = replace(made_up_document, draft=False, marking="Not for publication")
    head, foot = _head_and_foot(WordFile(set_word(marked)))
    assert head.startswith("Not for publication")
    assert "DRAFT" not in head
    fields = [part for name, part in _parts(set_word(marked)).items() if "footer" in name]
    assert b"NUMPAGES" in fields[0]


def test_links_lead_where_they_were_typed_to_and_into_the_paper(made_up: WordFile) -> None:
    file = _set(Paragraph((Span("a", link="https://a.gov.uk/?x=1&y=2"), Span("b", link="javascript:1"), Span("c", link="#nowhere"))))
    targets = [relation.target_ref for relation in file.file.part.rels.values() if relation.is_external]
    assert targets == ["https://a.gov.uk/?x=1&y=2"]
    assert len(file.body.findall(f".//{qn('w:hyperlink')}")) == 1
    names = set(made_up.bookmarks())
    inside = [link.get(qn("w:anchor")) for link in made_up.body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))]
    assert len(inside) >= 2
    assert set(inside) <= names
    assert all(len(name) <= 40 and re.fullmatch(r"_\w+", name) for name in names)


def test_contents_lead_to_their_headings_and_can_be_made_anew() -> None:
    file = _set(Contents(), Heading(1, "Purpose", "1"), Heading(1, "Money", "2"))
    assert [words for _, words in file.lines()][2:5] == ["Contents", "1 Purpose", "2 Money"]
    assert "".join(each.text or "" for each in file.body.iter(qn("w:instrText"))).split() == ["TOC", "\\o", '"1-1"', "\\n", "\\h"]
    assert {link.get(qn("w:anchor")) for link in file.body.iter(qn("w:hyperlink"))} <= set(file.bookmarks())


def test_each_part_stands_between_its_marks() -> None:
    lists = NumberedList((_words("one"), _words("two")), part="s1_1", below=((BulletList((_words("under"),)),), ()))
    blocks = (
        Heading(1, "One", "1", part="s1"), Paragraph(_words("Words."), "1.1", part="s1_0"), lists,
        Recommendation("1.2", _words("Agree"), (_words("that"),), "section 1", part="r2"),
        Form((("Legal", (Paragraph(_words("None."), part="i3_0"),)),)),
    )  # fmt: skip
    marks = {name: words for name, words in _set(*blocks).bookmarks().items() if name.startswith("_ad_")}
    assert marks == {
        "_ad_s1": "One", "_ad_s1_0": "Words.", "_ad_s1_1": "oneundertwo", "_ad_r2": "Agree, subject to:", "_ad_r2_c": "that",
        "_ad_i3_0": "None.",
    }  # fmt: skip


@given(st.text(max_size=80))
def test_whatever_is_typed_is_words_and_nothing_else(typed: str) -> None:
    from desktop.papers.pdf.safe_text import clean

    table = Table("Table 1: T", table_columns("A"), ((typed,),))
    blocks = (Paragraph((Span(typed, bold=True),)), BulletList((_words(typed),)), FieldTable(((typed, typed),)), table, Heading(1, typed))
    said = tight_word(set_word(Document(typed, typed, blocks, subtitle=typed, marking=typed)))
    word = tight(clean(typed))
    assert said == word * 7 + "Table1:TA" + word * 2


def test_a_paper_of_nothing_is_still_a_document() -> None:
    assert tight_word(set_word(Document("", "", ()))) == ""


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_counts_the_same_numbers(contents: bytes, tmp_path: Path) -> None:
    (tmp_path / "paper.docx").write_bytes(contents)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "docx:MS Word 2007 XML", "--outdir", "out", "paper.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=300)
    saved = (tmp_path / "out" / "paper.docx").read_bytes()
    assert parting(tight_word(contents), tight_word(saved)) == ""
    assert set(WordFile(contents).bookmarks()) <= set(WordFile(saved).bookmarks())


def test_the_pdf_says_the_same(contents: bytes, made_up_document: Document) -> None:
    from desktop.papers.pdf.setting import set_pdf

    assert parting(tight_pdf(set_pdf(made_up_document)), tight_word(contents)) == ""


def test_a_quotation_has_the_style_that_word_has_for_one() -> None:
    found = _set(Paragraph(_words("So it says:")), Paragraph(_words("“No time to lose!”"), tone=Tone.QUOTE)).file
    styles = {p.text: str(p.style.name) for p in found.paragraphs if p.style is not None}
    assert (styles["So it says:"], styles["“No time to lose!”"]) == ("Normal", "Quote")
