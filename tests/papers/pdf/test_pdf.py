from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest

from db.nouns import paper_parts
from db.nouns.case import Evidence
from db.nouns.delivery import Risk
from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import Case
from desktop.appraisal.results import Appraisal
from desktop.errors import Cancelled
from desktop.papers.content import records
from desktop.papers.content.blocks import (
    Appendices,
    Block,
    BulletList,
    Contents,
    Document,
    FieldTable,
    Figure,
    Form,
    Heading,
    Paragraph,
    Recommendation,
    SignatureBlock,
    Sources,
    Span,
    Table,
    TableColumn,
    plain,
    table_columns,
)
from desktop.papers.content.source_rows import source_table
from desktop.papers.html.paper_text import plain_text
from desktop.papers.pdf.safe_text import clean
from desktop.papers.pdf.setting import Found, set_pdf
from tests.papers.built import annex_of, report_of

_HOSTILE = "<b>bold</b> &copy; <img src='/etc/hostname'/> <a href='javascript:alert(1)'>x</a> &#x41; ]]> -- \x00\x07 😀 ŵyl tŷ"


@pytest.fixture(scope="module")
def made_up_document(made_up_paper: records.PaperRecords, made_up_appraisal: Appraisal) -> Document:
    return report_of(made_up_paper, made_up_appraisal)


@pytest.fixture(scope="module")
def made_up_pdf(made_up_document: Document) -> bytes:
    return set_pdf(made_up_document)


def _body(pages: list[str], document: Document) -> str:
    """The text of the pages without their heads and feet."""
    kept = []
    for page in pages:
        for line in page.split("\n"):
            furniture = line.strip() in ("DRAFT", clean(document.title), clean(document.council))
            if not furniture and not re.fullmatch(r"\s*Page \d+ of \d+\s*", line):
                kept.append(line)
    return "".join("".join(kept).split())


def _opened_up(contents: bytes) -> bytes:
    """A file with nothing in it packed or compressed, so that all it says can be searched."""
    out = BytesIO()
    with pikepdf.open(BytesIO(contents)) as file:
        file.save(
            out,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


def _fonts(opened_up: bytes) -> set[str]:
    return {name.decode() for name in re.findall(rb"/BaseFont\s*/([A-Za-z0-9+#-]+)", opened_up)}


def test_every_page_has_its_number_the_council_and_the_draft_mark(
    made_up_pdf: bytes, made_up_document: Document, pages_of: Callable[[bytes], list[str]]
) -> None:
    pages = pages_of(made_up_pdf)
    assert len(pages) > 3
    for number, text in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in text
        assert made_up_document.council in text
        assert "DRAFT" in text
    final = pages_of(set_pdf(replace(made_up_document, draft=False)))
    assert not any("DRAFT" in text for text in final)


def test_the_pages_say_what_the_text_says_and_in_the_same_order(
    made_up_pdf: bytes, made_up_document: Document, pages_of: Callable[[bytes], list[str]], tight: Callable[[str], str]
) -> None:
    body = _body(pages_of(made_up_pdf), made_up_document)
    at = 0
    for block in made_up_document.blocks:
        for words in _printed(block):
            found = body.find(tight(clean(words)), at)
            assert found >= 0, words
            at = found


def _printed(block: object) -> list[str]:
    """Every run of words of a block that is set in one piece, in order."""
    if isinstance(block, Heading | Paragraph):
        return [f"{block.number}{block.text if isinstance(block, Heading) else plain(block.words)}"]
    if isinstance(block, Recommendation):
        return [f"{block.number}{plain(block.words)}", *(plain(item) for item in block.conditions)]
    if isinstance(block, Figure):
        return [block.caption, *block.notes]
    if isinstance(block, Table | Sources):
        table = source_table(block) if isinstance(block, Sources) else block
        return [table.caption, *(column.heading for column in table.columns), *(cell for row in table.rows for cell in row), *table.notes]
    if isinstance(block, Form):
        return [words for label, lines in block.rows for words in (label, *(words for line in lines for words in _printed(line)))]
    assert isinstance(block, BulletList | FieldTable | Appendices)
    if isinstance(block, BulletList):
        return [plain(item) for item in block.items]
    if isinstance(block, Appendices):
        return [f"Appendix {letter}: {title}" for letter, title, _ in block.rows]
    return [words for row in block.rows for words in row]


def test_every_figure_of_the_text_is_on_the_pages(
    made_up_paper: records.PaperRecords,
    made_up_appraisal: Appraisal,
    pages_of: Callable[[bytes], list[str]],
    tight: Callable[[str], str],
) -> None:
    annex = annex_of(made_up_paper, made_up_appraisal)
    body = _body(pages_of(set_pdf(annex)), annex)
    figures: set[str] = set()
    for line in plain_text(annex).splitlines():
        if not line.startswith("["):
            figures |= set(re.findall(r"[−]?£[\d,.]*\d(?:m|bn)?|\d+(?:\.\d+)?%", line))
    assert len(figures) > 20
    assert {figure for figure in figures if tight(figure) not in body} == set()


def test_the_bytes_are_the_same_each_time_and_no_clock_is_read(
    made_up_pdf: bytes, made_up_document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert set_pdf(made_up_document) == made_up_pdf
    assert set_pdf(replace(made_up_document, title="Another")) != made_up_pdf
    assert set_pdf(made_up_document) == made_up_pdf


def test_only_source_sans_is_used_and_all_of_it_is_embedded(made_up_pdf: bytes) -> None:
    contents = _opened_up(made_up_pdf)
    fonts = _fonts(contents)
    assert fonts
    assert all("+SourceSans3-" in name for name in fonts)
    assert contents.count(b"/FontFile2") == len(fonts)


def test_title_author_subject_language_date_and_bookmarks_are_set(made_up_pdf: bytes, made_up_document: Document) -> None:
    document = pypdfium2.PdfDocument(made_up_pdf)
    try:
        told: dict[str, Any] = document.get_metadata_dict()
        assert (told["Title"], told["Author"], told["Subject"]) == (
            made_up_document.title,
            made_up_document.council,
            "Cabinet, 14 September 2026",
        )
        assert told["CreationDate"].startswith("D:20260914120000")
        bookmarks = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    finally:
        document.close()
    assert b"/Lang" in _opened_up(made_up_pdf)
    headings = [block for block in made_up_document.blocks if isinstance(block, Heading)]
    assert bookmarks == [(heading.level - 1, f"{heading.number} {heading.text}".strip()) for heading in headings]


def test_nothing_a_person_typed_is_read_as_markup(
    made_up_paper: records.PaperRecords,
    made_up_case: Case,
    renamed: Callable[[Case, str, str], Case],
    pages_of: Callable[[bytes], list[str]],
    tight: Callable[[str], str],
) -> None:
    case = renamed(made_up_case, "Share the service", f"Share {_HOSTILE}")
    paper = replace(
        made_up_paper,
        title=f"Title {_HOSTILE}",
        council=f"Council {_HOSTILE}",
        body=f"Body {_HOSTILE}",
        sections=(records.Section(f"Heading {_HOSTILE}", f"Text {_HOSTILE}\n\n- Bullet {_HOSTILE}\n\n[table: options]"),),
        risks=(
            Risk(case_id=1, name=f"Risk {_HOSTILE}", likelihood=_HOSTILE, impact=_HOSTILE, control=f"Control {_HOSTILE}", owner=_HOSTILE),
        ),
        recommendations=(
            paper_parts.Recommendation(
                paper_id=1, text=f"Recommend {_HOSTILE}", conditions=f"Condition {_HOSTILE}", supports=_HOSTILE, reason=_HOSTILE
            ),
        ),
        evidence=(
            Evidence(
                case_id=1,
                statement=f"Evidence {_HOSTILE}",
                value=_HOSTILE,
                unit=_HOSTILE,
                date=_HOSTILE,
                conflicts_with=_HOSTILE,
                source=_HOSTILE,
            ),
        ),
    )
    made = [set_pdf(document) for document in (report_of(paper, appraise(case)), annex_of(paper, appraise(case)))]
    contents = b"".join(map(_opened_up, made))
    body = tight("".join(page for each in made for page in pages_of(each)))
    for before in ("Title", "Heading", "Text", "Bullet", "Risk", "Control", "Recommend", "Condition", "Evidence"):
        assert tight(clean(f"{before} {_HOSTILE}")) in body, before
    assert tight("&copy;") in body
    assert "©" not in body
    assert "[grinningface]" in body
    assert b"/Subtype /Image" not in contents
    assert not any(action in contents for action in (b"/JavaScript", b"/JS", b"/URI", b"/Launch", b"/GoToR", b"/EmbeddedFile"))
    assert all("+SourceSans3-" in name for name in _fonts(contents))


@pytest.mark.parametrize(
    "text",
    ["x" * 100_000, "word " * 20_000, "\n" * 400 + "end", "a" + "\u00a0" * 3000 + "b", "", "   ", "\ud800\x00", "ŵ" * 3000],
    ids=["long word", "many words", "many lines", "hard spaces", "empty", "blank", "nothing drawable", "welsh"],
)
def test_text_of_any_length_is_set_wherever_it_stands(text: str, pages_of: Callable[[bytes], list[str]]) -> None:
    words = (Span(text),)
    document = Document(
        text[:2000],
        text[:2000],
        (
            FieldTable(((text[:5000], text[:5000]),)),
            Heading(1, text[:2000], "1"),
            Paragraph(words, "1.1"),
            BulletList((words,)),
            Recommendation("1.2", words, (words,), text[:2000]),
            Table(text[:2000], table_columns(text, "b"), ((text, "x"), ("y", text))),
            SignatureBlock("Chief Executive", (text[:2000],)),
            Appendices((("A", text[:2000], text[:2000]),)),
        ),
    )
    pages = pages_of(set_pdf(document))
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]
    letters = "".join(pages).replace(" ", "")
    assert letters.count("x") >= text.count("x")


def test_a_long_table_repeats_its_header_and_keeps_every_row(pages_of: Callable[[bytes], list[str]], tight: Callable[[str], str]) -> None:
    rows = tuple((f"row number {index}", f"£{index},000") for index in range(450))
    pages = pages_of(set_pdf(Document("Long", "Council", (Table("Many", table_columns("Heading one", "Heading two"), rows),))))
    assert len(pages) > 8
    assert all("Heading one" in page for page in pages)
    everything = tight("".join(pages))
    assert all(tight(cell) in everything for row in rows for cell in row)


def test_the_last_row_of_a_table_does_not_stand_alone_on_a_page(pages_of: Callable[[bytes], list[str]]) -> None:
    lengths = []
    for count in range(24, 36):
        rows = tuple((f"row number {index}", f"£{index},000") for index in range(count))
        table = Table("Some", table_columns("Heading one", "Heading two"), rows)
        pages = pages_of(set_pdf(Document("Long", "Council", (table,))))
        assert len(pages) == 1 or pages[-1].count("row number") > 1, count
        lengths.append(len(pages))
    assert lengths == sorted(lengths)
    assert set(lengths) == {1, 2}


def test_a_row_that_heads_others_is_not_the_last_of_its_page(pages_of: Callable[[bytes], list[str]]) -> None:
    split = 0
    for count in range(24, 36):
        rows = tuple((f"{'heading' if index % 3 == 0 else 'line'} of {index}", f"£{index},000") for index in range(count))
        strong = frozenset(range(0, count, 3))
        table = Table("Some", table_columns("Name", "Amount"), rows, strong=strong)
        pages = pages_of(set_pdf(Document("Long", "Council", (table,))))
        split += len(pages) > 1
        for page in pages[:-1]:
            assert re.findall(r"(heading|line) of", page)[-1] == "line", count
    assert split > 1


def test_what_stands_first_on_a_page_stands_at_its_top() -> None:
    """The room below a form is none where the form ends its page."""
    tops = set()
    for lines in range(20, 40):
        form = Form(tuple((f"Label {index}", (Paragraph((Span("Said"),)),)) for index in range(lines)))
        document = Document("Any", "Council", (form, Heading(1, "Background"), Paragraph((Span("Words. " * 20),))))
        pages = pypdfium2.PdfDocument(set_pdf(document))
        for page in (pages[index].get_textpage() for index in range(1, len(pages))):
            at = page.get_text_bounded().find("Background")
            if at >= 0 and "Said" not in page.get_text_bounded()[:at]:
                tops.add(round(page.get_charbox(at)[3]))
    assert len(tops) == 1


def test_a_table_without_rows_prints_its_sentence(pages_of: Callable[[bytes], list[str]]) -> None:
    page = pages_of(set_pdf(Document("T", "C", (Table("Risks", (), (), empty="No risks are recorded."),))))[0]
    assert "No risks are recorded." in page


def test_no_table_is_wider_than_the_page(pages_of: Callable[[bytes], list[str]]) -> None:
    from desktop.papers.pdf.styles import ROOM
    from desktop.papers.pdf.tables import _Rows, table_flowables

    for across in (1, 2, 12, 40):
        table = Table(
            "Wide", tuple(TableColumn("Responsibility") for _ in range(across)), (tuple("Some words £123,456.78" for _ in range(across)),)
        )
        made = [flowable for flowable in table_flowables(table)[0] if isinstance(flowable, _Rows)]
        assert sum(made[0]._argW) == pytest.approx(ROOM)
    assert pages_of(set_pdf(Document("T", "C", ())))


def test_a_paper_is_given_up_between_two_pages_and_set_afterwards(made_up_document: Document, made_up_pdf: bytes) -> None:
    asked: list[int] = []

    def go_on() -> None:
        asked.append(1)
        if len(asked) == 2:
            raise Cancelled("The work was stopped; nothing was changed.")

    with pytest.raises(Cancelled):
        set_pdf(made_up_document, go_on=go_on)
    assert len(asked) == 2
    assert set_pdf(made_up_document) == made_up_pdf


def test_the_contents_are_right_in_one_setting_where_no_heading_has_moved() -> None:
    blocks: list[Block] = [Contents("Contents", 1)]
    for each in range(9):
        blocks += [Heading(1, f"Part {each}", str(each)), *[Paragraph((Span("Words. " * 400),))] * 2]
    document = Document("Long", "Council", tuple(blocks))
    pages: list[int] = []
    found = Found({}, {})
    pdf = set_pdf(document, found=found, go_on=lambda: pages.append(1))
    with pypdfium2.PdfDocument(pdf) as whole:
        count = len(whole)
    assert len(pages) == 2 * count
    pages.clear()
    assert set_pdf(document, found=found, go_on=lambda: pages.append(1)) == pdf
    assert len(pages) == count
    assert set_pdf(document, found=Found(dict.fromkeys(found.pages, 1), {})) == pdf
