"""The paper as an HTML page: what it says, how it is built up, and that nothing in it runs, fetches or leads astray."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from desktop.appraisal.results import Appraisal
from desktop.papers.content.blocks import (
    Contents,
    Counting,
    Document,
    Figure,
    Form,
    Heading,
    NumberedList,
    Paragraph,
    Recommendation,
    Span,
    Table,
    Tone,
    right,
    table_columns,
)
from desktop.papers.content.records import PaperRecords
from desktop.papers.html.setting import set_html
from tests.papers.built import annex_of, report_of
from tests.papers.form_texts import tight_html


class _Reader(HTMLParser):
    """The elements of a page in order, each with its attributes and those it stands in."""

    _VOID = frozenset({"meta", "br"})

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str], tuple[str, ...]]] = []
        self._open: list[str] = []
        self.feed(page.decode())
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {key: value or "" for key, value in attrs}, tuple(self._open)))
        if tag not in self._VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def of(self, *tags: str) -> list[dict[str, str]]:
        """The attributes of each element of these names."""
        return [attributes for tag, attributes, _ in self.found if tag in tags]


@pytest.fixture(scope="module")
def made_up_document(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> Document:
    return report_of(made_up_paper, made_up_appraisal)


@pytest.fixture(scope="module")
def made_up_annex(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> Document:
    """Where the charts are."""
    return annex_of(made_up_paper, made_up_appraisal)


@pytest.fixture(scope="module")
def page(made_up_document: Document) -> _Reader:
    return _Reader(set_html(made_up_document))


def test_the_page_has_a_language_a_title_one_main_and_a_way_past_what_stands_before_it(page: _Reader) -> None:
    assert page.of("html") == [{"lang": "en-GB"}]
    assert len(page.of("title", "main", "h1")) == 3 + len(page.of("svg"))  # each chart has a title of its own
    assert page.of("main")[0]["id"] == "paper"
    assert page.of("a")[0] == {"class": "skip", "href": "#paper"}
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in page.of("meta")


def test_headings_go_down_one_level_at_a_time() -> None:
    blocks = (Heading(2, "Before any section"), Heading(1, "One", "1"), Heading(2, "Under it", "1.1"), Heading(1, "Two", "2"))
    levels = [tag for tag, _, _ in _Reader(set_html(Document("T", "C", blocks))).found if re.fullmatch("h[1-6]", tag)]
    assert levels == ["h1", "h2", "h2", "h3", "h2"]


def test_every_name_that_something_refers_to_is_there_once(page: _Reader) -> None:
    names = [attributes["id"] for _, attributes, _ in page.found if "id" in attributes]
    assert len(names) == len(set(names))
    referred = {attributes[key] for _, attributes, _ in page.found for key in ("aria-labelledby", "aria-describedby") if key in attributes}
    links = {attributes["href"].removeprefix("#") for attributes in page.of("a") if attributes["href"].startswith("#")}
    assert len(links) > 2
    assert referred | links <= set(names)


def test_tables_have_captions_and_header_cells_that_say_what_they_head(page: _Reader) -> None:
    within = [(tag, attributes, outer) for tag, attributes, outer in page.found if "table" in outer]
    assert sum(tag == "caption" for tag, _, _ in within) == sum(tag == "thead" for tag, _, _ in within) > 5
    assert all(attributes.get("scope") in ("col", "row") for tag, attributes, _ in within if tag == "th")
    assert all("aria-label" in table or "caption" in {tag for tag, _, _ in within} for table in page.of("table"))


def test_charts_are_images_with_a_name_and_words(made_up_annex: Document) -> None:
    page = _Reader(set_html(made_up_annex))
    charts = page.of("svg")
    assert len(charts) > 2
    for chart in charts:
        assert chart["role"] == "img"
        assert "viewbox" in chart
    assert len(page.of("desc")) == len(charts)


def test_nothing_in_the_page_runs_or_fetches(page: _Reader) -> None:
    tags = {tag for tag, _, _ in page.found}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base", "image", "use", "foreignobject"}
    attributes = {key for _, given, _ in page.found for key in given}
    assert not {key for key in attributes if key.startswith("on") or key in ("src", "style", "xlink:href")}
    assert "default-src 'none'" in page.of("meta")[2]["content"]


def test_the_page_is_the_same_each_time(made_up_document: Document) -> None:
    assert set_html(made_up_document) == set_html(made_up_document)
    assert b"url(" not in set_html(made_up_document)


def test_a_quotation_is_marked_as_one() -> None:
    quotation = Paragraph((Span("“No time & no money”"),), tone=Tone.QUOTE)
    assert "<blockquote><p>“No time &amp; no money”</p></blockquote>" in set_html(Document("T", "C", (quotation,))).decode()


def test_what_people_typed_is_escaped() -> None:
    words = (Span('<script>alert("x")</script> & <b>', bold=True),)
    blocks = (Heading(1, "<h>", "1"), Paragraph(words), Recommendation("1.1", words, (words,)), Form((("<l>", (Paragraph(words),)),)))
    table = Table("<c>", table_columns("<k>", *right("<v>")), (("<a>", 'b" onclick="x'),), notes=("<n>",))
    found = set_html(Document("<i>T</i>", "<C>", (*blocks, table), subtitle="<s>", marking="<m>")).decode()
    assert found.count("<script>") == 0
    assert found.count("&lt;script&gt;") == 4
    assert "<title>&lt;i&gt;T&lt;/i&gt; (&lt;m&gt;)</title>" in found
    for letter in "hlckvansCm":
        assert f"<{letter}>" not in found.partition("</style>")[2].replace("<a>", "<a>" if letter != "a" else "")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/hostname", "#nowhere", "gov.uk/x", "https://a b", "\x00", "data:,x"])
def test_no_other_address_is_followed(link: str) -> None:
    page = _Reader(set_html(Document("T", "C", (Paragraph((Span("words", link=link),), "1"),))))
    assert [each["href"] for each in page.of("a")] == ["#paper"]


def test_an_address_that_was_typed_is_followed() -> None:
    page = _Reader(set_html(Document("T", "C", (Paragraph((Span("words", link='https://a.gov.uk/?x=1&y="2'),), "1"),))))
    assert page.of("a")[1]["href"] == "https://a.gov.uk/?x=1&y=%222"


def test_a_draft_and_a_paper_not_for_publication_say_so_before_anything_else(made_up_document: Document) -> None:
    def head(document: Document) -> str:
        return set_html(document).decode().partition("<body>")[2].partition("<main")[0]

    assert "<p>DRAFT</p>" in head(made_up_document)
    assert "<header" not in head(replace(made_up_document, draft=False))
    assert "<p>Not for publication</p>" in head(replace(made_up_document, marking="Not for publication"))


def test_labels_are_words_and_lists_stand_in_their_items() -> None:
    inner = NumberedList(((Span("under"),),), Counting.ROMAN)
    blocks = (NumberedList(((Span("one"),), (Span("two"),)), Counting.LETTERS, below=((inner,), ())),)
    assert tight_html(set_html(Document("T", "C", blocks))) == "CT(a)one(i)under(b)two"


def test_a_line_break_is_read_with_a_space() -> None:
    table = Table("T", table_columns("A", "B"), (("£12,474,907\nnot known", "x"),))
    assert "£12,474,907 <br>not known" in set_html(Document("T", "C", (table,))).decode()


def test_contents_lead_to_their_headings() -> None:
    blocks = (Contents(), Heading(1, "Purpose", "1"), Paragraph((Span("Words."),), "1.1"), Heading(1, "Money", "2", anchor="section-2-0"))
    found = set_html(Document("T", "C", blocks)).decode()
    assert '<li><a href="#heading-1">1 Purpose</a></li><li><a href="#section-2-0">2 Money</a></li>' in found
    assert '<h2 id="heading-1">1 Purpose</h2>' in found


def test_a_paper_of_nothing_is_still_a_page() -> None:
    page = _Reader(set_html(Document("", "", ())))
    assert len(page.of("h1", "main")) == 2
    assert "<h1>Untitled paper</h1>" in set_html(Document("", "", ())).decode()


def test_a_chart_of_few_words_still_has_some(made_up_annex: Document) -> None:
    figure = next(block for block in made_up_annex.blocks if isinstance(block, Figure))
    found = set_html(Document("T", "C", (replace(figure, caption="", alternative=""),))).decode()
    assert '<title id="figure-1-title">Chart</title><desc id="figure-1-words">Chart</desc>' in found
