"""A council's house style: kept in a case file, shared as a file, the same in every form of a paper, and refused where it means harm."""

from __future__ import annotations

import base64
import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import given
from hypothesis import strategies as st

from db.nouns.case import Case
from db.nouns.house_styles import HouseStyle
from db.nouns.paper_parts import Implication, PaperSection
from db.trail import undo
from desktop.errors import KnownTrouble
from desktop.operations.papers import house_styles
from desktop.operations.papers.forms import PaperForm
from desktop.operations.papers.papers import document, export_paper, paper_to_set, start
from desktop.operations.records.cases import find
from desktop.operations.store.files import opened
from desktop.papers.content.house_words import headings_of, standing_texts
from desktop.papers.html.paper_text import plain_text
from tests.db.filled import dump
from tests.papers.made_pictures import huge_png, photograph, png
from tests.papers.page_contents import pages
from tests.papers.pdf_gate import faults
from tests.papers.word.templates import OFFICER, REFUSED, council

_LAYOUT = "cabinet-report"
_NAME = "Example Borough Council"
_WORDS = "There are no legal implications beyond those in the body of the report."


@pytest.fixture
def file(tmp_path: Path, made_sample: Callable[[str], Path]) -> Path:
    """A sample, one test's own."""
    return Path(shutil.copy(made_sample("back-office-hub"), tmp_path / "case.appraisal"))


@pytest.fixture
def style(tmp_path: Path) -> HouseStyle:
    """A style that changes all that one can."""
    (tmp_path / "logo.png").write_bytes(png())
    (tmp_path / "report.docx").write_bytes(council())
    name, template = house_styles.template_of(tmp_path / "report.docx")
    return HouseStyle(
        name=_NAME,
        points=14,
        template_name=name,
        template=template,
        logo=house_styles.logo_of(tmp_path / "logo.png"),
        logo_alternative="Example Borough Council: a blue bar",
        headings="Risks = What may go wrong\nConflicts of interest = Interests declared",
        section_order="Background papers\nConflicts of interest",
        standing_texts=f"# Legal implications\n{_WORDS}\n\n# Purpose\nThis report asks Cabinet to decide.",
    )


def _keep(file: Path, style: HouseStyle) -> None:
    with opened(file) as store, store.unit_of_work("house style") as unit:
        house_styles.keep(unit, style)


def _paper(file: Path, form: PaperForm) -> bytes:
    with opened(file) as store:
        return paper_to_set(store.reader(), find(store.reader())).set_as(form)


def test_a_style_that_is_brought_into_another_file_sets_the_same_papers(
    file: Path, style: HouseStyle, tmp_path: Path, made_sample: Callable[[str], Path]
) -> None:
    plain = {form: _paper(file, form) for form in PaperForm}
    _keep(file, style)
    shared = tmp_path / "council.housestyle"
    with opened(file) as store:
        house_styles.write_file(house_styles.house_style(store.reader()), shared)
    other = Path(shutil.copy(made_sample("back-office-hub"), tmp_path / "other.appraisal"))
    _keep(other, house_styles.read_file(shared))
    for form in PaperForm:
        assert _paper(other, form) == _paper(file, form) != plain[form]
    again = tmp_path / "again.housestyle"
    with opened(other) as store:
        house_styles.write_file(house_styles.house_style(store.reader()), again)
    assert again.read_bytes() == shared.read_bytes()


def test_every_form_has_the_size_the_logo_and_the_heading_words(file: Path, style: HouseStyle) -> None:
    _keep(file, style.but(template="", template_name=""))
    with opened(file) as store:
        given = paper_to_set(store.reader(), find(store.reader()))
    report = document(given.records, given.appraised(), _LAYOUT)
    text = plain_text(report)
    assert not re.search(r"^[\d.]* ?Conflicts of interest$", text, re.MULTILINE)
    assert 0 < text.index("Background papers") < text.index("Interests declared")
    html = given.set_as(PaperForm.HTML, _LAYOUT).decode()
    assert 'alt="Example Borough Council: a blue bar"' in html
    assert html.index("<img") < html.index('<p class="council">')
    assert "font-size:14pt" in html
    word = docx.Document(io.BytesIO(given.set_as(PaperForm.WORD, _LAYOUT)))
    assert word.styles["Normal"].font.size == Pt(14)
    first = next(word.element.body.iter(qn("wp:docPr")))
    assert first.get("descr") == "Example Borough Council: a blue bar"
    assert any("Interests declared" in paragraph.text for paragraph in word.paragraphs)
    pdf = given.set_as(PaperForm.PDF, _LAYOUT)
    assert 14 in _sizes(pdf)
    assert 12 not in _sizes(pdf)
    assert "Example Borough Council: a blue bar" in _alternatives(pdf)
    assert faults(pdf) == []


def _sizes(pdf: bytes) -> set[float]:
    """The sizes of type on its pages."""
    return {shown.size for shown_of_page, _ in pages(pdf) for shown in shown_of_page}


def _alternatives(pdf: bytes) -> set[str]:
    """What its figures say in words."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return {str(each["/Alt"]) for each in file.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each}


def test_a_template_with_a_logo_of_its_own_gets_no_other(file: Path, style: HouseStyle) -> None:
    _keep(file, style)
    word = docx.Document(io.BytesIO(_paper(file, PaperForm.WORD)))
    assert all(each.get("descr") != style.logo_alternative for each in word.element.body.iter(qn("wp:docPr")))
    assert word.sections[0].first_page_header.paragraphs
    _keep(file, style.but(template="", template_name=""))
    word = docx.Document(io.BytesIO(_paper(file, PaperForm.WORD)))
    assert any(each.get("descr") == style.logo_alternative for each in word.element.body.iter(qn("wp:docPr")))


def test_a_paper_starts_from_the_standing_texts_and_undo_takes_each_back(file: Path, style: HouseStyle) -> None:
    _keep(file, style)
    with opened(file) as store:
        with store.unit_of_work("new paper") as unit:
            paper = start(unit, find(unit), _LAYOUT, "Another")
        reader = store.reader()
        assert {each.heading: each.text for each in reader.all(Implication, paper_id=paper)} == {"Legal implications": _WORDS}
        sections = {each.heading: each.text for each in reader.all(PaperSection, paper_id=paper)}
        assert sections["Purpose"] == reader.get(Case, find(reader)).purpose  # the case's own words come before a standing text
        with pytest.raises(KnownTrouble, match="has words for each"), store.unit_of_work("texts") as unit:
            house_styles.add_standing_texts(unit, paper)
        before = dump(store)
        with store.unit_of_work("gone") as unit:
            unit.remove_all(Implication, paper_id=paper)
        with store.unit_of_work("texts") as unit:
            assert house_styles.add_standing_texts(unit, paper) == 1
        undo(store)
        undo(store)
        assert dump(store) == before


def test_a_paper_is_written_in_another_style_headless_and_the_file_stays_as_it_is(file: Path, style: HouseStyle, tmp_path: Path) -> None:
    house_styles.write_file(style, tmp_path / "council.housestyle")
    held, before = tmp_path / "held.html", file.read_bytes()
    for out, house in ((held, None), (tmp_path / "other.html", tmp_path / "council.housestyle")):
        export_paper(file, None, _LAYOUT, out, house=house)
    assert b"Interests declared" in (tmp_path / "other.html").read_bytes()
    assert b"Interests declared" not in held.read_bytes()
    assert file.read_bytes() == before
    (tmp_path / "none.housestyle").write_text("Dear Sir")
    with pytest.raises(KnownTrouble, match="is no house style"):
        export_paper(file, None, None, tmp_path / "never.html", house=tmp_path / "none.housestyle")
    assert not (tmp_path / "never.html").exists()


def test_taking_the_style_away_goes_back_to_the_programs_own(file: Path, style: HouseStyle) -> None:
    plain = _paper(file, PaperForm.HTML)
    with opened(file) as store:
        before = dump(store)
    _keep(file, style)
    with opened(file) as store:
        with store.unit_of_work("none") as unit:
            house_styles.take_away(unit)
        assert dump(store) == before
    assert _paper(file, PaperForm.HTML) == plain


def _file(tmp_path: Path, **said: object) -> Path:
    path = tmp_path / "council.housestyle"
    path.write_text(json.dumps({**json.loads(house_styles.file_of(house_styles.OWN)), **said}))
    return path


def _bytes(contents: bytes) -> str:
    return base64.b64encode(contents).decode()


@pytest.mark.parametrize(
    ("contents", "sentence"),
    [
        (b"PK\x03\x04", "is no house style"),
        (b"\xff\xfe{", "is no house style"),
        (b"[" * 200_000, "is no house style"),
        (b"[]", "is no house style"),
        (b'{"kind": "house style"}', "is no house style"),
        (b'{"kind": "house style", "form": 1}', "is no house style"),
        (b'{"kind": "house style", "form": 2}', "was saved by a newer Appraisal Desk"),
        (None, "There is no file at"),
    ],
)
def test_what_is_no_style_is_told_in_a_sentence(contents: bytes | None, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "council.housestyle"
    if contents is not None:
        path.write_bytes(contents)
    with pytest.raises(KnownTrouble, match=sentence):
        house_styles.read_file(path)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"points": 11}, "the size of type is 11 points. Choose 12 to 18 points"),
        ({"points": "14"}, "is no house style"),
        ({"points": True}, "is no house style"),
        ({"colour": "red"}, "is no house style"),
        ({"name": " "}, "The house style has no name"),
        ({"name": "Council\0"}, "holds what is no text"),
        ({"headings": "Risks"}, "Line 1 of the heading words is ‘Risks’"),
        ({"standing_texts": "None."}, "The standing texts begin with ‘None.’"),
        ({"standing_texts": "# Legal\n[exempt: 5 | advice]\nLose.\n[end exempt]"}, "marks words as not for publication"),
        ({"section_order": "x" * 100_001}, "is longer than 100,000 letters"),
        ({"logo": _bytes(png())}, "The logo has no words for those who cannot see it"),
        ({"logo": _bytes(huge_png(10_000, 10_000)), "logo_alternative": "x"}, "The logo has more than 40 million pixels"),
        ({"logo": _bytes(b"<svg/>"), "logo_alternative": "x"}, "The logo is neither a PNG nor a JPEG picture"),
        ({"logo": "*", "logo_alternative": "x"}, "The logo is damaged in the house style"),
        ({"template": _bytes(b"PK"), "template_name": "report.docx"}, "report.docx is not a Word document"),
        ({"template_name": "report.docx"}, "the Word template has a name or contents alone"),
        ({"template": _bytes(council())}, "the Word template has a name or contents alone"),
    ],
)
def test_a_fault_is_told_in_a_sentence(said: dict[str, object], sentence: str, tmp_path: Path) -> None:
    with pytest.raises(KnownTrouble, match=re.escape(sentence)) as told:
        house_styles.read_file(_file(tmp_path, **said))
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("what", sorted(set(REFUSED) - {"nothing"}))
def test_a_template_that_means_harm_is_refused_within_a_style(what: str, tmp_path: Path) -> None:
    make, sentence = REFUSED[what]
    path = _file(tmp_path, template=_bytes(make(council())), template_name="report.docx")
    with pytest.raises(KnownTrouble) as told:
        house_styles.read_file(path)
    assert str(told.value) == f"report.docx {sentence}"


def test_a_style_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "council.housestyle"
    path.write_bytes(b" " * (house_styles.LARGEST_FILE + 1))
    with pytest.raises(KnownTrouble, match="larger than 12 MB"):
        house_styles.read_file(path)


def test_nothing_is_taken_of_a_style_with_a_fault(file: Path, style: HouseStyle) -> None:
    with opened(file) as store:
        before = dump(store)
        with pytest.raises(KnownTrouble), store.unit_of_work("house style") as unit:
            house_styles.keep(unit, style.but(headings="Risks"))
        assert dump(store) == before


def test_a_shared_template_says_nothing_of_who_wrote_it_whenever_it_was_chosen(tmp_path: Path) -> None:
    """A style that an earlier version kept has the template as its author saved it."""
    path = tmp_path / "council.housestyle"
    house_styles.write_file(house_styles.OWN.but(template=_bytes(council()), template_name="report.docx"), path)
    shared = house_styles.read_file(path)
    package = io.BytesIO(base64.b64decode(shared.template))
    with zipfile.ZipFile(package) as parts:
        assert not any(OFFICER.encode() in parts.read(name) for name in parts.namelist())
        assert not any(name.startswith("docProps/") for name in parts.namelist())
    assert docx.Document(package).sections[0].header.paragraphs[0].text == "Report of the Council"
    assert json.loads(house_styles.file_of(shared)) == json.loads(path.read_text())
    (tmp_path / "report.docx").write_bytes(council())
    assert house_styles.template_of(tmp_path / "report.docx")[1] == shared.template


def test_a_photograph_as_a_logo_says_nothing_of_its_place_and_stays_the_same(tmp_path: Path) -> None:
    (tmp_path / "logo.jpg").write_bytes(photograph())
    kept = house_styles.logo_of(tmp_path / "logo.jpg")
    path = tmp_path / "council.housestyle"
    house_styles.write_file(house_styles.OWN.but(logo=kept, logo_alternative="A field"), path)
    assert house_styles.read_file(path).logo == kept
    assert base64.b64decode(kept).startswith(b"\x89PNG")


_LINE = st.text(st.characters(codec="utf-8", exclude_characters="=#[]", exclude_categories=("C", "Z")), min_size=1, max_size=20)


@given(st.lists(st.tuples(_LINE, _LINE), max_size=6, unique_by=lambda pair: pair[0]))
def test_texts_come_back_as_they_were_written(texts: list[tuple[str, str]]) -> None:
    style = house_styles.OWN.but(standing_texts="\n".join(f"# {heading}\n{text}\n" for heading, text in texts))
    assert standing_texts(style) == tuple(texts)
    assert not headings_of(style)
