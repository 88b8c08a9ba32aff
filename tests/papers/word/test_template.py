"""The council's own document: what of it a paper takes, what it leaves behind, and what is refused."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from desktop.appraisal.results import Appraisal
from desktop.errors import KnownTrouble
from desktop.papers.content.blocks import Document, Heading, Paragraph, Span, Table, table_columns
from desktop.papers.content.records import PaperRecords
from desktop.papers.pdf.styles import ROOM
from desktop.papers.word.setting import set_word
from desktop.papers.word.template import Template
from tests.papers.built import report_of
from tests.papers.form_texts import parting
from tests.papers.made_pictures import CAMERA, PLACE, photograph
from tests.papers.word.templates import (
    GUIDANCE,
    KINDS,
    OFFICER,
    REFUSED,
    RELATIONS,
    SETTINGS,
    STYLES,
    changed,
    council,
    picture,
    related,
    replaced,
)
from tests.papers.word_texts import WordFile, tight_word

_SIGNED = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"


def _short(contents: bytes, marking: str = "") -> bytes:
    blocks = (Heading(1, "Purpose", "1"), Paragraph((Span("Words."),), "1.1"))
    return set_word(Document("T", "C", blocks, draft=False, marking=marking), Template(contents, "council.docx"))


def _all(contents: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(contents)) as package:
        return b"\n".join(name.encode() + package.read(name) for name in package.namelist())


@pytest.fixture(scope="module")
def made_up_document(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> Document:
    return report_of(made_up_paper, made_up_appraisal)


def test_a_paper_in_a_template_says_what_it_says_without(made_up_document: Document) -> None:
    set_into = set_word(made_up_document, Template(council(), "council.docx"))
    assert parting(tight_word(set_word(made_up_document)), tight_word(set_into)) == ""
    assert set_into == set_word(made_up_document, Template(council(), "council.docx"))


def test_the_councils_styles_logo_head_and_foot_are_kept(made_up_document: Document) -> None:
    file = WordFile(set_word(made_up_document, Template(council(), "council.docx"))).file
    section = file.sections[-1]
    assert file.styles["Normal"].font.name == "Georgia"
    assert [paragraph.text for paragraph in section.header.paragraphs] == ["DRAFT", "Report of the Council"]
    assert section.first_page_header.paragraphs[0].text == "DRAFT"
    assert len(list(section.first_page_header._element.iter(qn("w:drawing")))) == 1
    assert section.footer.paragraphs[0].text == "www.ashby.example"
    # where the council has no foot, the page still says which of how many it is
    assert "Page 1 of 1" in "".join(each.text or "" for each in section.first_page_footer._element.iter(qn("w:t")))


def test_nothing_of_the_templates_words_or_past_goes_into_a_paper() -> None:
    contents = changed(
        council(),
        {
            SETTINGS: replaced(
                "</w:settings>",
                '<w:attachedTemplate r:id="rId1" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></w:settings>',
            )
        },
        {
            "word/_rels/settings.xml.rels": b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            b'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            b'attachedTemplate" Target="file:///\\\\server\\share\\Officer.dotx" TargetMode="External"/></Relationships>'
        },
    )
    written = _all(_short(contents))
    for secret in (GUIDANCE, OFFICER, "house style", "server", "attachedTemplate", "Your heading here", "python-docx"):
        assert secret.encode() not in written, secret


def test_a_photograph_at_the_head_of_a_template_says_nothing_of_its_place() -> None:
    file, out = docx.Document(io.BytesIO(council())), io.BytesIO()
    file.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(photograph()))
    file.save(out)
    assert PLACE.encode() in _all(out.getvalue())
    written = _all(_short(out.getvalue()))
    assert PLACE.encode() not in written
    assert CAMERA.encode() not in written


def test_nothing_that_only_the_templates_own_words_drew_on_goes_into_a_paper() -> None:
    template = docx.Document(io.BytesIO(council()))
    template.add_paragraph().add_run().add_picture(shown := picture("#123456"))
    template.sections[0].different_first_page_header_footer = False
    template.part.relate_to("https://intranet.example/", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    template.sections[0].header.paragraphs[0].text = "Exempt: staffing of one team"
    template.add_section().header.is_linked_to_previous = False
    template.sections[-1].header.paragraphs[0].text = "Report of the Council"
    template.sections[-1].footer.is_linked_to_previous = False
    out = io.BytesIO()
    template.save(out)
    signed = replaced("</Relationships>", f'<Relationship Id="x8" Type="{_SIGNED}" Target="word/signed.xml"/></Relationships>')
    written = _all(_short(changed(out.getvalue(), {"_rels/.rels": signed}, {"word/signed.xml": b"<signed>J Officer</signed>"})))
    assert b"Report of the Council" in written
    for secret in (shown.getvalue(), b"intranet.example", b"Exempt: staffing", b"J Officer"):
        assert secret not in written, secret[:40]


@pytest.mark.parametrize("what", sorted(REFUSED))
def test_what_is_not_taken_is_told_in_a_sentence(what: str) -> None:
    make, sentence = REFUSED[what]
    contents = make(council())
    with pytest.raises(KnownTrouble) as told:
        _short(contents)
    assert str(told.value) == f"council.docx {sentence}"


def test_a_dotx_is_taken_and_a_document_comes_of_it() -> None:
    template = changed(council(), {KINDS: replaced("wordprocessingml.document.main", "wordprocessingml.template.main")})
    written = _short(template)
    assert tight_word(written) == "CT1Purpose1.1Words."
    assert b"template.main" not in _all(written)


def test_a_template_that_libreoffice_saved_has_headings_by_another_name() -> None:
    template = changed(council(), {STYLES: replaced('w:val="heading 1"', 'w:val="Heading 1"')})
    [heading] = [paragraph for paragraph in WordFile(_short(template)).file.paragraphs if paragraph.text == "Purpose"]
    assert heading._p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val")) == "Heading1"


def test_a_link_in_the_head_of_a_template_is_no_harm() -> None:
    link = related("https://ashby.example/", kind="hyperlink")
    assert tight_word(_short(changed(council(), {RELATIONS: link}))) == "CT1Purpose1.1Words."


def test_the_numbers_of_a_template_that_numbers_its_headings_are_the_papers() -> None:
    numbered = replaced('<w:name w:val="heading 1"/>', '<w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    written = WordFile(_short(changed(council(), {STYLES: numbered})))
    assert [label for label, _ in written.lines()] == ["", "", "1", "1.1"]
    blocks = (Heading(1, "Not numbered"),)
    plain = set_word(Document("T", "C", blocks), Template(changed(council(), {STYLES: numbered}), "council.docx"))
    assert b'<w:numId w:val="0"/>' in _all(plain)


def test_every_page_says_what_is_not_for_publication_where_odd_and_even_differ() -> None:
    settings = replaced("</w:settings>", "<w:evenAndOddHeaders/></w:settings>")
    file = WordFile(_short(changed(council(), {SETTINGS: settings}), marking="Not for publication")).file
    section = file.sections[-1]
    for header in (section.header, section.first_page_header, section.even_page_header):
        assert header.paragraphs[0].text == "Not for publication"


def test_a_section_that_takes_its_head_from_the_one_before_keeps_it() -> None:
    template = docx.Document(io.BytesIO(council()))
    template.add_section()
    assert template.sections[-1].header.is_linked_to_previous
    out = io.BytesIO()
    template.save(out)
    [section] = WordFile(_short(out.getvalue())).file.sections
    assert section.header.paragraphs[0].text == "Report of the Council"


def test_a_template_that_lacks_what_only_setting_needs_is_told() -> None:
    numbering = "word/numbering.xml"
    bare = changed(council(), {numbering: lambda part: re.sub(rb'<w:abstractNum [^>]*w:abstractNumId="\d+"', b"<w:abstractNum", part)})
    with pytest.raises(KnownTrouble, match=r"^council\.docx is not whole"):
        _short(bare)


def test_a_template_whose_page_has_no_size_takes_the_programs_own() -> None:
    template = changed(council(), {"word/document.xml": lambda part: re.sub(rb"<w:pgSz[^>]*/>", b"", part)})
    blocks = (Table("Table 1: Costs", table_columns("Option", "Cost"), (("Keep", "£1,200"),)),)
    written = _all(set_word(Document("T", "C", blocks), Template(template, "council.docx")))
    widths = [int(width) for width in re.findall(rb'<w:gridCol w:w="(-?\d+)"', written)]
    assert sum(widths) == pytest.approx(ROOM * 20, abs=2)
    assert min(widths) > 0
