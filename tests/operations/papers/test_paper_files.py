"""The files of a paper's parts: kept, printed where they are placed, withheld with the words about them, and taken back in one step."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from db.nouns.finals import SetAside
from db.nouns.paper_files import AppendixFile, PictureFile
from db.nouns.paper_parts import Appendix, PaperSection, Picture
from db.reading import stored
from db.store import Store
from db.trail import redo, undo
from desktop.appraisal.appraise import appraise
from desktop.cli import run
from desktop.errors import KnownTrouble
from desktop.operations.history.changes import History, Place, Wanted
from desktop.operations.papers import paper_files, paper_work, papers
from desktop.operations.papers.beside import appendices_of, write_beside
from desktop.operations.papers.fingerprints import records_sha256
from desktop.operations.papers.forms import PaperForm
from desktop.operations.papers.publishing import published
from desktop.operations.papers.readiness import readiness
from desktop.operations.papers.withheld_readiness import check_settled
from desktop.operations.records import records
from desktop.operations.records.cases import find
from desktop.operations.store.files import made_or_opened, opened
from desktop.operations.workbook.exporting import gather, write_workbook
from desktop.operations.workbook.importing import import_workbook
from desktop.papers.content.blocks import Picture as PictureBlock
from desktop.papers.html.paper_text import plain_text
from tests.operations.canaries import everything_in, everything_in_word
from tests.papers.made_pdfs import pdf
from tests.papers.made_pictures import CAMERA, photograph, png

_CAPTION, _ALTERNATIVE, _SOURCE = "Zqcaption", "Zqalternative", "Zqsource"


@pytest.fixture
def store(tmp_path: Path, made_sample: Callable[[str], Path]) -> Iterator[Store]:
    path = tmp_path / "hub.appraisal"
    shutil.copy(made_sample("back-office-hub"), path)
    with opened(path) as store:
        yield store


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "Site_plan [north].jpg"
    path.write_bytes(photograph())
    return path


def _with_picture(store: Store, photo: Path, text: str = "Before.\n\n[picture: site plan north]\n\nAfter.", **section: str) -> int:
    """A paper with a picture that a section of it places."""
    contents = paper_files.read_picture(photo)
    with store.unit_of_work("a picture") as unit:
        paper = papers.start(unit, find(unit), "full-council", "Pictured")
        picture = paper_files.add_picture(unit, paper, photo.name, contents)
        unit.change(picture, caption=_CAPTION, alternative=_ALTERNATIVE, source=_SOURCE, width=50)
        unit.change(unit.add(PaperSection(paper_id=paper, heading="The site", text=text)), **section)
    return paper


def _blocks(store: Store, paper: int, *, exempt: bool = False) -> tuple[list[PictureBlock], str]:
    reader = store.reader()
    given = papers.paper_to_set(reader, find(reader), paper, exempt=exempt)
    report = papers.made(given.records, appraise(given.case), given.records.layout).report
    return [block for block in report.blocks if isinstance(block, PictureBlock)], plain_text(report)


def test_a_picture_is_kept_clean_under_a_name_that_words_can_place(store: Store, photo: Path) -> None:
    paper = _with_picture(store, photo)
    reader = store.reader()
    [picture], [file] = reader.all(Picture, paper_id=paper), reader.all(PictureFile)
    assert (picture.name, file.name) == ("Site plan north", photo.name)
    assert CAMERA.encode() not in file.contents
    with Image.open(BytesIO(file.contents)) as kept:
        assert kept.size == (300, 200)
    assert store.check() == []


def test_it_prints_where_its_line_stands(store: Store, photo: Path) -> None:
    [block], text = _blocks(store, _with_picture(store, photo))
    assert (block.alternative, block.width, block.notes) == (_ALTERNATIVE, 0.5, (f"Source: {_SOURCE}",))
    assert block.caption.endswith(f": {_CAPTION}")
    assert text.index("Before.") < text.index(_CAPTION) < text.index("After.")


@pytest.mark.parametrize("layout", ["front-sheet", "cabinet-report", "part-a-part-b"])
def test_it_prints_in_other_layouts_too(layout: str, store: Store, photo: Path) -> None:
    paper = _with_picture(store, photo)
    reader = store.reader()
    given = papers.paper_to_set(reader, find(reader), paper)
    report = papers.made(given.records, appraise(given.case), layout).report
    assert [block.alternative for block in report.blocks if isinstance(block, PictureBlock)] == [_ALTERNATIVE]


def test_a_name_there_is_none_of_stays_as_typed_and_is_told(store: Store, photo: Path) -> None:
    paper = _with_picture(store, photo, "[picture: Another]")
    blocks, text = _blocks(store, paper)
    assert blocks == []
    assert "[picture: Another]" in text
    reader = store.reader()
    says = [item.sentence for item in readiness(reader, find(reader), paper)]
    assert "[picture: Another] in ‘The site’ is no picture of this paper: add it under Paper" in says


def test_one_without_its_file_says_so_in_a_draft_and_before_the_agenda(store: Store, photo: Path) -> None:
    paper = _with_picture(store, photo)
    with store.unit_of_work("gone") as unit:
        unit.remove_all(PictureFile)
        unit.change(unit.all(Picture)[0], alternative="")
    blocks, text = _blocks(store, paper)
    assert blocks == []
    assert "Not yet chosen: the file of the picture ‘Site plan north’." in text
    reader = store.reader()
    says = [item.sentence for item in readiness(reader, find(reader), paper)]
    assert "The picture ‘Site plan north’ has no file: choose it" in says
    assert "The picture ‘Site plan north’ has no alternative text: say in words what it shows" in says


def test_its_line_follows_when_it_is_renamed_and_a_name_that_no_line_holds_is_refused(store: Store, photo: Path) -> None:
    paper = _with_picture(store, photo)
    [picture] = store.reader().all(Picture)
    with store.unit_of_work("name") as unit:
        records.change(unit, Picture, paper, [records.Edit(picture.id, "name", "The depot")])
    assert "[picture: The depot]" in store.reader().all(PaperSection, paper_id=paper, heading="The site")[0].text
    assert len(_blocks(store, paper)[0]) == 1
    with pytest.raises(KnownTrouble, match="no square brackets"), store.unit_of_work("name") as unit:
        records.change(unit, Picture, paper, [records.Edit(picture.id, "name", "Depot [north]")])


def test_adding_one_and_its_file_is_one_step_of_undo(store: Store, photo: Path) -> None:
    with store.unit_of_work("paper") as unit:
        paper = papers.start(unit, find(unit), "full-council", "Pictured")
    with store.unit_of_work("new picture") as unit:
        paper_files.add_picture(unit, paper, photo.name, paper_files.read_picture(photo))
    kept = store.reader().all(PictureFile)
    undo(store)
    assert not store.reader().exists(Picture)
    assert not store.reader().exists(PictureFile)
    redo(store)
    assert store.reader().all(PictureFile) == kept
    with store.unit_of_work("deletion") as unit:
        records.delete(unit, Picture, [unit.all(Picture)[0].id])
    assert not store.reader().exists(PictureFile)
    undo(store)
    assert store.reader().all(PictureFile) == kept
    assert store.check() == []


def test_a_change_of_its_words_leaves_its_file_out_of_the_trail(store: Store, photo: Path) -> None:
    _with_picture(store, photo)
    with store.unit_of_work("words") as unit:
        unit.change(unit.all(Picture)[0], caption="Another")
    reader = store.reader()
    [(largest,)] = reader.rows("SELECT max(length(after)) FROM changes WHERE unit_id = (SELECT max(id) FROM units)")
    assert largest < 1000


def test_history_names_the_file_and_shows_nothing_of_what_it_holds(store: Store, photo: Path) -> None:
    _with_picture(store, photo)
    rows = History(store.reader()).stretch(Wanted(), Place()).rows
    told = [row for row in rows if row.field == "File"]
    assert [(row.record, row.after) for row in told] == [("Picture: Site plan north, Pictured", photo.name)]
    [file] = store.reader().all(PictureFile)
    assert not any(str(stored(file.contents))[100:200] in row.after for row in rows)


def test_a_copy_of_the_paper_has_a_picture_of_its_own(store: Store, photo: Path) -> None:
    paper = _with_picture(store, photo)
    with store.unit_of_work("copy") as unit:
        copied = paper_work.copy(unit, find(unit), paper)
        records.delete(unit, Picture, [each.id for each in unit.all(Picture, paper_id=paper)])
    [block], _ = _blocks(store, copied)
    assert block.alternative == _ALTERNATIVE


def test_another_file_makes_the_paper_another(store: Store, photo: Path) -> None:
    paper = _with_picture(store, photo)
    reader = store.reader()
    before = records_sha256(reader, find(reader), paper)
    photo.write_bytes(png())
    with store.unit_of_work("another file") as unit:
        paper_files.attach_picture(unit, unit.all(Picture)[0].id, photo.name, paper_files.read_picture(photo))
    reader = store.reader()
    assert records_sha256(reader, find(reader), paper) != before


def _forms(store: Store, paper: int, *, exempt: bool) -> list[bytes]:
    reader = store.reader()
    given = papers.paper_to_set(reader, find(reader), paper, exempt=exempt)
    return [given.set_as(form) for form in PaperForm]


_MARKED = {"withheld": "exempt", "exempt_paragraphs": "3", "public_interest": "Prices"}


@pytest.mark.parametrize(
    ("text", "section", "picture"),
    [
        ("[picture: Site plan north]", _MARKED, {}),
        ("Open.\n\n[exempt: 3 | Prices]\n[picture: Site plan north]\n[end exempt]", {}, {}),
        ("Open.\n\n[picture: Site plan north]", {}, _MARKED),
    ],
    ids=["section", "passage", "picture"],
)
def test_what_is_withheld_of_it_is_in_no_public_form(
    text: str, section: dict[str, str], picture: dict[str, str], store: Store, photo: Path
) -> None:
    paper = _with_picture(store, photo, text, **section)
    with store.unit_of_work("mark") as unit:
        unit.change(unit.all(Picture)[0], **picture)
    reader = store.reader()
    [file] = reader.all(PictureFile)
    blocks, public = _blocks(store, paper)
    assert blocks == []
    assert "Withheld: exempt under paragraph 3" in public
    for canary in (_CAPTION, _ALTERNATIVE, _SOURCE, "Site plan"):
        assert canary not in public
    with published(reader, find(reader), paper, exempt=False) as records_of_public:
        assert not records_of_public.exists(PictureFile)
    pdf, word, page = _forms(store, paper, exempt=False)
    said = everything_in(pdf) + everything_in_word(word) + page.decode()
    assert not any(canary in said for canary in (_CAPTION, _ALTERNATIVE, _SOURCE, photo.name))
    assert "/Subtype /Image" not in said
    assert "<img" not in said
    assert b"word/media/" not in word
    [block], whole = _blocks(store, paper, exempt=True)
    assert (block.contents, block.alternative) == (file.contents, _ALTERNATIVE)
    assert whole.index("Exempt: not for publication, paragraph 3") < whole.index(_CAPTION)


def test_the_three_forms_of_the_public_paper_hold_it(store: Store, photo: Path) -> None:
    paper = _with_picture(store, photo)
    pdf, word, page = _forms(store, paper, exempt=False)
    assert b"/Image" in pdf
    assert word.count(b"word/media/") >= 2
    assert f'alt="{_ALTERNATIVE}"'.encode() in page


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnownTrouble, match=r"map\.png cannot be read"):
        paper_files.read_picture(tmp_path / "map.png")


def test_a_workbook_says_which_files_it_cannot_hold_and_brings_the_words_back(store: Store, photo: Path, tmp_path: Path) -> None:
    _with_picture(store, photo)
    reader = store.reader()
    report = write_workbook(gather(reader, find(reader)), tmp_path / "book.xlsx")
    says = (
        f"The file of a picture or an appendix does not fit in a workbook: {photo.name}. "
        "Choose again after an import, or send the case file."
    )
    assert report.lacks == says
    assert openpyxl.load_workbook(tmp_path / "book.xlsx").properties.description == says
    with made_or_opened(tmp_path / "again.appraisal") as again:
        import_workbook(again, tmp_path / "book.xlsx")
        [picture] = again.reader().all(Picture)
    assert picture == reader.all(Picture)[0].but(id=picture.id, paper_id=picture.paper_id)


def _with_appendix(store: Store, folder: Path, **marks: str) -> int:
    (folder / "case.pdf").write_bytes(pdf(2))
    given = paper_files.read_pdf(folder / "case.pdf")
    with store.unit_of_work("an appendix") as unit:
        paper = papers.start(unit, find(unit), "full-council", "Appended")
        appendix = unit.add(Appendix(paper_id=paper, letter="A", title="Business case"))
        paper_files.attach_pdf(unit, appendix.id, given)
        unit.change(appendix, **marks)
    return paper


def test_the_pdf_of_an_appendix_goes_out_beside_the_report_as_it_was_given(store: Store, tmp_path: Path) -> None:
    paper = _with_appendix(store, tmp_path)
    reader = store.reader()
    case = find(reader)
    wanted = papers.paper_to_gather(reader, case, paper)
    [written] = write_beside(tmp_path / "Report.docx", appendices_of(wanted))
    assert written == tmp_path / "Report, Appendix A.pdf"
    assert written.read_bytes() == (tmp_path / "case.pdf").read_bytes()
    assert "Appendix A: Business case" in _blocks(store, paper)[1]
    says = [item.sentence for item in readiness(reader, case, paper)]
    assert "The PDF of Appendix A is not tagged, so a screen reader may not read it: choose one saved with tags" in says
    told = paper_files.file_told(reader, Appendix, reader.all(Appendix, paper_id=paper)[0].id)
    assert told is not None
    assert told.words.startswith("case.pdf: 2 pages, 2 KB, not tagged")


@pytest.mark.parametrize("open_name", [True, False])
def test_a_withheld_appendix_goes_out_with_the_whole_paper_alone(open_name: bool, store: Store, tmp_path: Path) -> None:
    paper = _with_appendix(store, tmp_path, **_MARKED)
    with store.unit_of_work("name") as unit:
        unit.change(unit.all(Appendix, paper_id=paper)[0], name_public=open_name)
    reader = store.reader()
    case = find(reader)
    assert appendices_of(papers.paper_to_gather(reader, case, paper)) == ()
    check_settled(reader, case, paper)
    [out] = appendices_of(papers.paper_to_gather(reader, case, paper, exempt=True))
    assert out.contents == (tmp_path / "case.pdf").read_bytes()


def test_an_open_appendix_beside_what_is_withheld_is_written_once_an_officer_has_said_why_it_may_be(store: Store, tmp_path: Path) -> None:
    paper = _with_appendix(store, tmp_path)
    with store.unit_of_work("withheld") as unit:
        unit.change(unit.add(PaperSection(paper_id=paper, heading="Bids", text="Secret")), **_MARKED)
    reader = store.reader()
    case = find(reader)
    says = "The PDF of Appendix A is not searched for what is withheld: read it, and say why it may be published"
    [item] = [each for each in readiness(reader, case, paper) if each.sentence == says]
    with pytest.raises(KnownTrouble, match="not searched for what is withheld"):
        check_settled(reader, case, paper)
    with store.unit_of_work("aside") as unit:
        unit.add(SetAside(paper_id=paper, item=item.key, sentence=item.sentence, reason="Read by the author"))
    check_settled(store.reader(), case, paper)


def test_another_pdf_takes_the_place_of_one_and_undo_brings_it_back(store: Store, tmp_path: Path) -> None:
    paper = _with_appendix(store, tmp_path)
    before = store.reader().all(AppendixFile)
    (tmp_path / "new.pdf").write_bytes(pdf(3, tagged=True))
    with store.unit_of_work("another") as unit:
        paper_files.attach_pdf(unit, before[0].appendix_id, paper_files.read_pdf(tmp_path / "new.pdf"))
    [after] = store.reader().all(AppendixFile)
    assert (after.name, after.pages, after.tagged) == ("new.pdf", 3, True)
    assert paper_files.untagged(store.reader(), paper) == ()
    undo(store)
    assert store.reader().all(AppendixFile) == before
    with store.unit_of_work("none") as unit:
        paper_files.remove_pdf(unit, before[0].appendix_id)
    assert not store.reader().exists(AppendixFile)


def test_the_verb_writes_the_appendices_beside_the_report_and_none_beside_the_annex(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _with_appendix(store, tmp_path)
    path = store.path
    store.close()
    assert run(["paper", str(path), "--paper", "Appended", "--out", str(tmp_path / "annex.html"), "--annex"]) == 0
    assert not list(tmp_path.glob("*Appendix*"))
    assert run(["paper", str(path), "--paper", "Appended", "--out", str(tmp_path / "report.html")]) == 0
    assert str(tmp_path / "report, Appendix A.pdf") in capsys.readouterr().out
    assert (tmp_path / "report, Appendix A.pdf").read_bytes() == (tmp_path / "case.pdf").read_bytes()
