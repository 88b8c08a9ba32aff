"""A picture in each form of a paper."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn
from PIL import Image

from db.nouns.paper_files import PictureFile
from db.nouns.papers import Paper
from db.nouns.register import Organisation
from desktop.operations.papers.paper_files import pictures_placed
from desktop.operations.store.files import opened
from desktop.papers.content.blocks import Block, Document, Heading, Paragraph, Picture, Span
from desktop.papers.content.numbering import Draft, numbered
from desktop.papers.html.paper_text import plain_text
from desktop.papers.html.setting import set_html
from desktop.papers.pdf.setting import set_pdf
from desktop.papers.picture_files import checked
from desktop.papers.word.setting import set_word
from tests.papers import pdf_gate
from tests.papers.form_texts import forms_part
from tests.papers.made_pictures import photograph, png
from tests.papers.page_contents import elements

_HOSTILE = 'A map of "both" sites <script>alert(1)</script> & the road'


@pytest.fixture(scope="module")
def paper() -> Document:
    blocks: tuple[Block, ...] = (
        Picture(checked(png(mode="RGBA"), "logo.png"), "Ashby Borough Council", 0.25),
        Heading(1, "The site", "1"),
        Paragraph((Span("It is shown below."),), "1.1"),
        Picture(checked(photograph(), "site.jpg"), _HOSTILE, 0.5, "Figure 1: The site", ("Source: planning team, 2026",)),
    )
    return Document("The site", "Ashby Borough Council", blocks, draft=False)


def test_the_three_forms_say_the_same_and_the_pdf_passes_the_gate(paper: Document) -> None:
    pdf = set_pdf(paper)
    assert pdf_gate.faults(pdf) == []
    assert forms_part(paper, pdf) == ""
    assert set_pdf(paper) == pdf


def test_its_words_are_beside_it_in_each_form(paper: Document) -> None:
    with pikepdf.open(io.BytesIO(set_pdf(paper))) as file:
        figures = [element for element in elements(file.Root.StructTreeRoot) if element.S == "/Figure"]
        assert [str(figure.Alt) for figure in figures] == ["Ashby Borough Council", _HOSTILE]
    body = docx.Document(io.BytesIO(set_word(paper))).element.body
    assert [each.get("descr") for each in body.iter(qn("wp:docPr"))] == ["Ashby Borough Council", _HOSTILE]
    page = set_html(paper).decode()
    assert page.count("<img ") == 2
    assert "<script>" not in page
    assert 'alt="A map of &quot;both&quot; sites &lt;script&gt;' in page
    assert f"[{_HOSTILE}]" in plain_text(paper)


def test_a_browser_is_let_show_pictures_of_the_page_itself_alone_and_only_where_there_are_any(paper: Document) -> None:
    assert "img-src data:;" in set_html(paper).decode()
    assert "img-src" not in set_html(replace(paper, blocks=paper.blocks[1:3])).decode()


def test_each_form_holds_the_picture_itself(paper: Document) -> None:
    kept = [block.contents for block in paper.blocks if isinstance(block, Picture)]
    page = set_html(paper).decode()
    assert all(base64.b64encode(contents).decode() in page for contents in kept)
    parts = docx.Document(io.BytesIO(set_word(paper))).part.package.iter_parts()
    assert [part.blob for part in parts if part.partname.startswith("/word/media/")] == kept
    with pikepdf.open(io.BytesIO(set_pdf(paper))) as file:
        images = [
            image for page_of_file in file.pages for image in page_of_file.obj.Resources.XObject.values() if image.Subtype == "/Image"
        ]
        assert sorted((int(image.Width), int(image.Height)) for image in images) == [(240, 120), (300, 200)]
        assert not any("/SMask" in image or image.get("/Interpolate") for image in images)


def test_it_keeps_its_shape_and_is_never_taller_than_a_page() -> None:
    tall = Picture(checked(png(100, 1500), "route.png"), "The route", 1.0, "The route")
    document = Document("The route", "Ashby", (Heading(1, "Route"), tall), draft=False)
    with pikepdf.open(io.BytesIO(set_pdf(document))) as file:
        assert len(file.pages) == 2  # the title of the paper, and a page for the heading with the picture
        [figure] = [element for element in elements(file.Root.StructTreeRoot) if element.S == "/Figure"]
        left, bottom, right, top = map(float, figure.A.BBox)
        assert (top - bottom) / (right - left) == pytest.approx(15, rel=0.01)
    [extent] = docx.Document(io.BytesIO(set_word(document))).element.body.iter(qn("wp:extent"))
    assert int(extent.get("cy")) / int(extent.get("cx")) == pytest.approx(15, rel=0.01)


def test_one_with_a_caption_is_numbered_among_the_figures() -> None:
    contents = checked(png(), "map.png")
    blocks = numbered(
        [Draft("Maps", (Picture(contents, "a logo"), Picture(contents, "one", caption="North"), Picture(contents, "two", caption="South")))]
    )
    assert [block.caption for block in blocks if isinstance(block, Picture)] == ["", "Figure 1: North", "Figure 2: South"]


def test_nothing_of_where_a_photograph_was_taken_is_in_any_form(paper: Document) -> None:
    with Image.open(io.BytesIO(photograph())) as given:
        assert given.getexif()
    for form in (set_pdf(paper), set_word(paper), set_html(paper)):
        assert b"Exif" not in form


def test_the_picture_of_a_sample_is_as_it_would_be_kept_and_its_words_name_every_district(made_sample: Callable[[str], Path]) -> None:
    with opened(made_sample("reorganisation")) as store:
        reader = store.reader()
        [file] = reader.all(PictureFile)
        [picture] = pictures_placed(reader, reader.column(Paper, "id")[0])
        districts = [name for name in reader.column(Organisation, "name") if name.endswith(("Borough Council", "District Council"))]
    assert checked(file.contents, file.name) == file.contents == picture.contents
    assert hashlib.sha256(file.contents).hexdigest() == file.sha256
    assert len(districts) == 11
    for name in districts:
        assert re.sub(" (Borough|District) Council", "", name) in picture.alternative
