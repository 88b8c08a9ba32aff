from __future__ import annotations

from html.parser import HTMLParser

from desktop.appraisal.results import Appraisal
from desktop.papers.content.blocks import Document, Heading, NumberedList, Paragraph, Recommendation, SignatureBlock, Span, letters
from desktop.papers.content.records import PaperRecords
from desktop.papers.html.paper_text import html, plain_text
from tests.papers.built import report_of


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_html_says_what_the_text_says(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> None:
    document = report_of(made_up_paper, made_up_appraisal)
    reader = _Reader()
    reader.feed(html(document))
    told = "".join("".join(reader.words).split())
    for line in plain_text(document).splitlines():
        for part in line.lstrip("•").strip("[]").split(" | "):
            for piece in part.split("; "):
                assert "".join(piece.partition(": ")[2].split()) in told, piece
    assert set(reader.tags) <= {
        "html", "head", "meta", "title", "body", "h1", "h2", "h3", "p", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tr", "th",
        "td", "br", "strong", "em", "small", "figure", "figcaption"}  # fmt: skip


def test_what_people_typed_is_escaped() -> None:
    words = (Span('<script>alert("x")</script> & <b>', bold=True),)
    document = Document("<i>T</i>", "C", (Heading(1, "<h>", "1"), Paragraph(words), Recommendation("1.1", words, (words,))))
    found = html(document)
    assert "<script>" not in found
    assert "&lt;script&gt;" in found
    assert "<title>&lt;i&gt;T&lt;/i&gt;</title>" in found
    assert '<script>alert("x")</script> & <b>' in plain_text(document)


def test_lists_and_signatures_are_read_out() -> None:
    document = Document("T", "C", (NumberedList(((Span("one"),), (Span("two"),))), SignatureBlock("Chief Executive", ("Civic Centre",))))
    assert plain_text(document).splitlines() == ["T", "1. one", "2. two", "Chief Executive", "Civic Centre"]


def test_letters_go_on_past_z() -> None:
    assert [letters(index) for index in (0, 25, 26, 51, 52)] == ["a", "z", "aa", "az", "ba"]
