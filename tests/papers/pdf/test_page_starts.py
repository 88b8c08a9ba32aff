"""A page of a paper set by itself looks as it does in the whole, wherever the words before it have changed."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from desktop.papers.content.blocks import Block, BulletList, Contents, Document, Heading, Paragraph, Span, Table, right, table_columns
from desktop.papers.pdf.page_starts import HEAD, Paged, PageStart, alike
from desktop.papers.pdf.setting import Found, set_pages, set_pdf

_SENTENCE = "The council runs this service with two neighbours, and each of them pays its share. "


def _document(*, contents: bool = False) -> Document:
    """Sections of paragraphs that break over pages, lists, tables of a few rows, and one table of more rows than are set at once."""
    blocks: list[Block] = [Contents("Contents", 1)] if contents else []
    columns = table_columns("Risk", "What is done about it", *right("Cost"))
    for section in range(1, 9):
        blocks.append(Heading(1, f"What the appraisal says of option {section}", str(section)))
        blocks += [Paragraph((Span(_SENTENCE * (section + each)),), f"{section}.{each}") for each in range(1, 5)]
        blocks.append(BulletList(tuple((Span(_SENTENCE),) for _ in range(3))))
        rows = tuple((f"Risk {each}", _SENTENCE * (each % 3), f"£{each},000") for each in range(230 if section == 5 else 12))
        blocks.append(Table(f"Table {section}: Risks", columns, rows, ("A note below the table.",)))
    return Document("A long paper", "A council", tuple(blocks))


def _paged(document: Document) -> tuple[Paged, Found, bytes]:
    found = Found({}, {})
    pdf = set_pdf(document, found=found)
    with pypdfium2.PdfDocument(pdf) as whole:
        return Paged(document, len(whole), dict(found.starts)), found, pdf


def _look(pdf: bytes, page: int) -> bytes:
    with pypdfium2.PdfDocument(pdf) as document:
        return bytes(document[page].render().buffer)


def _with_words(document: Document, index: int, words: str) -> Document:
    """The document with words after those of the paragraph at a place among its paragraphs."""
    at = [number for number, block in enumerate(document.blocks) if isinstance(block, Paragraph)][index]
    paragraph = document.blocks[at]
    assert isinstance(paragraph, Paragraph)
    longer = replace(paragraph, words=(*paragraph.words, Span(words)))
    return replace(document, blocks=(*document.blocks[:at], longer, *document.blocks[at + 1 :]))


def test_every_page_is_set_as_it_looks_in_the_whole_and_hardly_any_before_it() -> None:
    document = _document()
    before, found, pdf = _paged(document)
    begun = []
    for page in range(1, before.pages + 1):
        some = set_pages(document, page, before.pages, found.pages, before)
        assert _look(some.pdf, page - some.first) == _look(pdf, page - 1), page
        begun.append(page - some.first)
    assert sum(begun) < before.pages / 2
    # within a table of many pages a page begins with a row of it
    table = max(start.block for start in before.starts.values() if start.row > 200)
    assert sum(start.block == table for start in before.starts.values()) > 5


@pytest.mark.parametrize("words", ["x", _SENTENCE * 12])
@pytest.mark.parametrize("paragraph", [0, 14, -1])
def test_a_page_after_an_edit_looks_as_it_does_in_the_whole(words: str, paragraph: int) -> None:
    before, found, _ = _paged(_document())
    edited = _with_words(_document(), paragraph, words)
    pdf = set_pdf(edited)
    with pypdfium2.PdfDocument(pdf) as whole:
        pages = len(whole)
    for page in range(1, pages + 1, 2):
        some = set_pages(edited, page, pages, found.pages, before)
        assert _look(some.pdf, page - some.first) == _look(pdf, page - 1), page


def test_a_page_that_moves_is_found_without_setting_all_between() -> None:
    document = _document()
    before, found, _ = _paged(document)
    page_more = replace(document, blocks=(*_document().blocks[:1], *[Paragraph((Span(_SENTENCE * 9),))] * 5, *document.blocks[1:]))
    pdf = set_pdf(page_more)
    with pypdfium2.PdfDocument(pdf) as whole:
        pages = len(whole)
    assert pages > before.pages
    some = set_pages(page_more, pages - 1, before.pages, found.pages, before)
    assert _look(some.pdf, pages - 1 - some.first) == _look(pdf, pages - 2)
    assert some.first > pages // 2


def test_a_page_after_the_end_has_no_bytes() -> None:
    document = _document()
    before, found, _ = _paged(document)
    short = replace(document, blocks=document.blocks[:3])
    assert set_pages(short, before.pages, before.pages, found.pages, before).pdf == b""


def test_contents_that_list_other_headings_and_another_title_move_what_follows() -> None:
    document = _document(contents=True)
    assert alike(document, _document(contents=True)).first == len(document.blocks)
    renamed = replace(document, blocks=(*document.blocks[:-1], Heading(1, "One more", "9"), document.blocks[-1]))
    assert alike(renamed, document).first == 0
    assert alike(replace(document, title="Another"), document).first == HEAD
    before, found, _ = _paged(document)
    assert before.starts[1] == PageStart(HEAD)
    pdf = set_pdf(renamed)
    some = set_pages(renamed, 6, before.pages, found.pages, before)
    assert some.first == 1
    with pypdfium2.PdfDocument(pdf) as whole:
        assert len(whole) >= before.pages


def test_what_follows_a_heading_decides_where_it_stands() -> None:
    document = _document()
    at = next(number for number, block in enumerate(document.blocks) if number and isinstance(block, Heading))
    other = replace(document, blocks=(*document.blocks[: at + 1], Paragraph((Span("Short."),)), *document.blocks[at + 1 :]))
    assert alike(other, document).first == at
