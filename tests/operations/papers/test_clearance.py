"""A copy that was sent round, laid beside the paper of a store and taken in: one step, each change taken or left, nothing half taken."""

from __future__ import annotations

import datetime
import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from db.nouns.paper_parts import OfficerComment, PaperSection, Recommendation
from db.store import Store
from db.trail import undo
from desktop.cli import run
from desktop.errors import KnownTrouble
from desktop.operations.papers.clearance import Clearance, cleared, take, take_copy
from desktop.operations.papers.forms import PaperForm
from desktop.operations.papers.papers import paper_to_set, papers
from desktop.operations.records.cases import find
from desktop.operations.store.files import opened
from desktop.papers.content.wording import day
from desktop.papers.word.comparing import Known
from tests.db.filled import dump
from tests.papers.word.edited import Edit, commented, deleted, edited, pasted, tracked, typed

_PROGRESS = "To report progress"
_PURPOSE = "Purpose of the report"


_TEXT = """To report progress on the work, and to recommend the approach.

In March 2011 the committee asked for **five choices**, as [recommendation: 1] says, and wished them staged.

Six ways were thought of:

- to stay as we are
- to share"""
_AGREED = "That the Council acknowledge that the approach is staged."


@pytest.fixture(scope="session")
def held(tmp_path_factory: pytest.TempPathFactory, made_sample: Callable[[str], Path]) -> Path:
    """A sample whose first section and first recommendation say what these tests change."""
    path = Path(shutil.copy(made_sample("future-options"), tmp_path_factory.mktemp("clearance") / "case.appraisal"))
    with opened(path) as store, store.unit_of_work("words to change") as unit:
        unit.change(unit.all(PaperSection)[0], heading=_PURPOSE, text=_TEXT, withheld="")
        unit.change(unit.all(Recommendation)[0], text=_AGREED, withheld="")
    return path


@pytest.fixture
def file(tmp_path: Path, held: Path) -> Path:
    """That store, one test's own."""
    return Path(shutil.copy(held, tmp_path / "case.appraisal"))


@pytest.fixture(scope="session")
def sent(held: Path) -> dict[bool, bytes]:
    """The public paper of it as it is sent round in Word, and the whole one."""
    with opened(held) as store:
        reader = store.reader()
        return {exempt: paper_to_set(reader, find(reader), exempt=exempt).set_as(PaperForm.WORD) for exempt in (False, True)}


def _cleared(store: Store, contents: bytes) -> Clearance:
    reader = store.reader()
    return cleared(reader, find(reader), None, contents, "copy.docx")


def _section(store: Store) -> str:
    return str(store.reader().all(PaperSection)[0].text)


@pytest.mark.parametrize("exempt", [False, True])
def test_a_copy_as_it_was_sent_says_nothing(exempt: bool, file: Path, sent: dict[bool, bytes]) -> None:
    with opened(file) as store:
        found = _cleared(store, sent[exempt])
    assert (found.same_version, found.parts) == (True, ())


def test_what_is_taken_is_one_step_and_undo_takes_it_back(file: Path, sent: dict[bool, bytes]) -> None:
    copy = edited(
        sent[False],
        typed(_PROGRESS, "recommend the approach", "recommend to Members the approach"),
        tracked("That the Council acknowledge", "acknowledge", "note"),
        commented("In March 2011", "Which committee?"),
        pasted(_PROGRESS, "A further paragraph."),
        deleted("Six ways"),
    )
    with opened(file) as store:
        before, text = dump(store), _section(store)
        found = _cleared(store, copy)
        assert [(part.where, part.change.known, part.can_be_taken) for part in found.parts] == [
            ("‘Purpose of the report’, passage 1", Known.MARK, True),
            ("‘Purpose of the report’, passage 2", Known.MARK, False),
            ("‘Purpose of the report’, passage 3", Known.GONE, False),
            ("Recommendation 1", Known.MARK, True),
            ("After ‘Purpose of the report’, passage 1", Known.NEW, False),
        ]
        with store.unit_of_work("words of a copy") as unit:
            assert take(unit, find(unit), found) == (1, 4)
        assert _section(store) == text.replace("recommend the approach", "recommend to Members the approach")
        assert "That the Council note that" in store.reader().all(Recommendation)[0].text
        undo(store)
        assert dump(store) == before


def test_a_change_is_left_by_its_number(file: Path, sent: dict[bool, bytes]) -> None:
    copy = edited(sent[False], typed(_PROGRESS, "progress", "back"), typed("That the Council acknowledge", "acknowledge", "note"))
    with opened(file) as store:
        found = _cleared(store, copy)
        text = _section(store)
        with store.unit_of_work("words of a copy") as unit:
            assert take(unit, find(unit), found, [1]) == (2,)
        assert _section(store) == text
        with (
            pytest.raises(KnownTrouble, match=r"^There is no change 9 in copy\.docx: its changes are 1 to 2"),
            store.unit_of_work("x") as unit,
        ):
            take(unit, find(unit), found, [9])


def test_marks_and_citations_stay_where_the_words_round_them_change(file: Path, sent: dict[bool, bytes]) -> None:
    wanted = typed("In March 2011", "and wished them staged", "and wanted them staged")
    copy = edited(sent[False], wanted, typed("to share", "share", "share it"))
    with opened(file) as store:
        with store.unit_of_work("words of a copy") as unit:
            assert take(unit, find(unit), _cleared(store, copy)) == (1, 2)
        assert _section(store) == _TEXT.replace("wished", "wanted").replace("- to share", "- to share it")


def test_what_has_changed_here_since_is_not_taken_over(file: Path, sent: dict[bool, bytes]) -> None:
    copy = edited(
        sent[False],
        typed(_PROGRESS, "progress", "back"),
        tracked("That the Council acknowledge", "acknowledge", "note"),
    )
    with opened(file) as store:
        with store.unit_of_work("a change here") as unit:
            section = unit.all(PaperSection)[0]
            unit.change(section, text=section.text.replace("progress", "the progress"))
        found = _cleared(store, copy)
        assert not found.same_version
        assert [(part.where, part.left) for part in found.parts if part.change.part] == [
            ("‘Purpose of the report’, passage 1", "it has been changed here too, or without tracking, since the copy was made"),
            ("Recommendation 1", ""),
        ]


def test_a_final_paper_is_not_changed(file: Path, sent: dict[bool, bytes]) -> None:
    from db.nouns.papers import Paper

    copy = edited(sent[False], typed(_PROGRESS, "progress", "back"))
    with opened(file) as store:
        found = _cleared(store, copy)
        with store.unit_of_work("final") as unit:
            unit.change(unit.all(Paper)[0], status="final")
        before = dump(store)
        with pytest.raises(KnownTrouble, match=r"^The paper is final: reopen it"), store.unit_of_work("x") as unit:
            take(unit, find(unit), found)
        assert dump(store) == before


def test_a_copy_of_another_case_is_refused(sent: dict[bool, bytes], made_sample: Callable[[str], Path]) -> None:
    with (
        opened(made_sample("back-office-hub")) as store,
        pytest.raises(KnownTrouble, match=r"^copy\.docx is no copy of ‘Transformation and shared services’"),
    ):
        _cleared(store, sent[False])


def test_a_copy_in_another_layout_is_read_in_it(file: Path) -> None:
    with opened(file) as store:
        reader = store.reader()
        other = paper_to_set(reader, find(reader)).set_as(PaperForm.WORD, "part-a-part-b")
        found = _cleared(store, edited(other, typed(_PROGRESS, "progress", "back")))
        assert found.same_version
        assert [part.where for part in found.parts] == ["‘Purpose of the report’, passage 1"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_copy_that_libreoffice_saved_comes_back_by_its_marks(file: Path, sent: dict[bool, bytes], tmp_path: Path) -> None:
    edits: tuple[Edit, ...] = (
        typed(_PROGRESS, "progress", "back"),
        tracked("That the Council acknowledge", "acknowledge", "note"),
        commented("In March 2011", "Which committee?"),
    )
    (tmp_path / "copy.docx").write_bytes(edited(sent[False], *edits))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "docx:MS Word 2007 XML", "--outdir", "out", "copy.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=300)
    saved = (tmp_path / "out" / "copy.docx").read_bytes()
    assert docx.Document(io.BytesIO(saved)).paragraphs
    with opened(file) as store:
        found = _cleared(store, saved)
    assert found.same_version
    assert [(part.where, part.change.known, part.can_be_taken, len(part.change.comments)) for part in found.parts] == [
        ("‘Purpose of the report’, passage 1", Known.MARK, True, 0),
        ("‘Purpose of the report’, passage 2", Known.MARK, False, 1),
        ("Recommendation 1", Known.MARK, True, 0),
    ]


def test_the_verb_says_what_changed_and_takes_it_where_that_is_asked(file: Path, sent: dict[bool, bytes], tmp_path: Path) -> None:
    copy = tmp_path / "copy.docx"
    copy.write_bytes(edited(sent[False], typed(_PROGRESS, "progress", "back"), commented("In March 2011", "Which committee?")))
    before = file.read_bytes()
    lines = take_copy(file, None, None, copy, taking=False)
    assert lines[0] == "copy.docx, made from the paper as it is: 1 change, 1 comment"
    assert lines[1] == "1. ‘Purpose of the report’, passage 1 (by its mark)"
    assert lines[2].startswith("   Held: To report progress on the work")
    assert lines[3].startswith("   Copy: To report back on the work")
    assert lines[5].startswith("   Monitoring Officer, ")
    assert lines[5].endswith(": Which committee?")
    assert file.read_bytes() == before
    assert "   Taken" in take_copy(file, None, None, copy, taking=True)
    with opened(file) as store:
        assert "To report back on" in _section(store)
        assert len(papers(store.reader(), find(store.reader()))) == 1


def test_who_tracked_what_and_when_is_told_and_what_is_taken_is_the_accepted_text(
    file: Path, sent: dict[bool, bytes], tmp_path: Path
) -> None:
    copy = tmp_path / "copy.docx"
    author = "Head of Finance"
    copy.write_bytes(
        edited(
            sent[False],
            tracked("That the Council acknowledge", "acknowledge", "note", author),
            tracked("That the Council  that", "is staged", "is taken in stages"),
            tracked(_PROGRESS, "progress", "back", author),
            typed("To report  on", "recommend the approach", "recommend an approach"),
        )
    )
    lines = take_copy(file, None, None, copy, taking=True)
    assert lines[:2] == ("copy.docx, made from the paper as it is: 2 changes, 0 comments", "Tracked changes are read as accepted.")
    assert [line for line in lines if "Tracked:" in line] == [
        "   Tracked: Head of Finance, 3 May 2026 10:02: took out ‘progress’ and put in ‘back’",
        "   Tracked: More was changed without tracking, so by whom is not told.",
        "   Tracked: Head of Finance, 3 May 2026 10:02: took out ‘acknowledge’ and put in ‘note’",
        "   Tracked: A Reviewer, 3 May 2026 10:02: took out ‘is staged’ and put in ‘is taken in stages’",
    ]
    with opened(file) as store:
        assert "To report back on the work, and to recommend an approach." in _section(store)
        assert store.reader().all(Recommendation)[0].text == "That the Council note that the approach is taken in stages."


_LAWFUL = "The proposal is within the powers of the Council."
_SOUND = "The savings are prudent.\n\nThe reserves suffice."


def _comments(store: Store) -> list[tuple[str, str, str, str]]:
    return [(each.role, each.name, each.comment, each.date) for each in store.reader().all(OfficerComment)]


def _without_comments(store: Store) -> None:
    with store.unit_of_work("no comments yet") as unit:
        unit.remove_all(OfficerComment)


def test_what_officers_say_becomes_their_comments_in_one_step(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.docx"
    with opened(file) as store:
        _without_comments(store)
        with store.unit_of_work("asked") as unit:
            unit.add(
                OfficerComment(paper_id=unit.all(PaperSection)[0].paper_id, role="S151 Officer", name="Treasurer", asked_on="1 May 2026")
            )
        reader = store.reader()
        sent = paper_to_set(reader, find(reader)).set_as(PaperForm.WORD)
        before = dump(store)
    copy.write_bytes(
        edited(
            sent,
            commented(_PROGRESS, f"Section 151 Officer: {_SOUND}", "Democratic Services"),
            commented("In March 2011", _LAWFUL, "Monitoring Officer"),
            commented("Six ways", "Why six?", "Director of Place"),
            pasted("In March 2011", "Comments of the Head of Paid Service: Posts are at risk."),
        )
    )
    lines = take_copy(file, None, None, copy, taking=False)
    assert "   Comment 1: to be taken as the comment of the S151 Officer" in lines
    [asked] = [line for line in lines if "asked whether" in line]
    assert asked.startswith("   Comment 2: asked whether it is the comment of the Monitoring Officer: --officer 2=POST")
    assert "   New words 4: to be taken as the comment of the Head of Paid Service" in lines
    taken = take_copy(file, None, None, copy, taking=True, answers={2: "Monitoring Officer"})
    assert "   Comment 2: taken as the comment of the Monitoring Officer" in taken
    with opened(file) as store:
        today = store.reader().all(OfficerComment)[1].date
        assert _comments(store) == [
            ("S151 Officer", "Treasurer", _SOUND, today),
            ("Monitoring Officer", "", _LAWFUL, today),
            ("Head of Paid Service", "", "Posts are at risk.", ""),
        ]
        assert today == day(datetime.datetime.now(datetime.UTC).date())
        undo(store)
        assert dump(store) == before


def test_a_copy_read_again_offers_nothing_that_was_taken(file: Path, tmp_path: Path) -> None:
    copy, said = tmp_path / "copy.docx", commented("In March 2011", _LAWFUL, "Monitoring Officer")
    with opened(file) as store:
        _without_comments(store)
    edits = (
        tracked("That the Council acknowledge", "acknowledge", "note"),
        commented(_PROGRESS, f"Section 151 Officer: {_SOUND}", "Democratic Services"),
        pasted("In March 2011", "Comments of the Head of Paid Service: Posts are at risk."),
    )
    with opened(file) as store:
        reader = store.reader()
        contents = paper_to_set(reader, find(reader)).set_as(PaperForm.WORD)
    copy.write_bytes(edited(contents, *edits, said))
    take_copy(file, None, None, copy, taking=True, answers={2: "Monitoring Officer"})
    with opened(file) as store:
        before = dump(store)
    assert take_copy(file, None, None, copy, taking=True) == ("Nothing in copy.docx is new.",)
    with opened(file) as store:
        assert dump(store) == before

    # the same words of another officer, and the same officer's on a later day than those held, are new
    copy.write_bytes(edited(contents, *edits[1:], commented("In March 2011", _LAWFUL, "Head of Paid Service")))
    assert "   Comment 1: asked whether it is the comment of the Head of Paid Service" in "\n".join(
        take_copy(file, None, None, copy, taking=False)
    )
    copy.write_bytes(edited(contents, *edits, said))
    with opened(file) as store, store.unit_of_work("held since") as unit:
        lawful = next(each for each in unit.all(OfficerComment) if each.comment == _LAWFUL)
        unit.change(lawful, date="1 May 2025")
    lines = take_copy(file, None, None, copy, taking=False)
    assert lines[0] == "copy.docx, made from another version of the paper: 0 changes, 1 comment"
    assert "asked whether it is the comment of the Monitoring Officer" in lines[-1]


def test_what_a_copy_of_another_version_never_had_is_not_told_as_taken_out_of_it(file: Path, sent: dict[bool, bytes]) -> None:
    with opened(file) as store:
        with store.unit_of_work("since") as unit:
            paper = unit.all(PaperSection)[0].paper_id
            unit.add(OfficerComment(paper_id=paper, role="Head of Paid Service", comment="Posts are at risk.", date="1 May 2026"))
        found = _cleared(store, edited(sent[False], deleted("Six ways")))
    assert [(part.where, part.left) for part in found.parts] == [
        (
            "‘Purpose of the report’, passage 3",
            "it is not in the copy, which may be older than it: delete it under Paper if it should go",
        )
    ]


def test_what_is_asked_and_not_answered_is_left_and_an_unknown_comment_is_told(file: Path, sent: dict[bool, bytes], tmp_path: Path) -> None:
    copy = tmp_path / "copy.docx"
    copy.write_bytes(
        edited(sent[False], commented("In March 2011", _LAWFUL, "Chief Finance Officer"), commented(_PROGRESS, "Good", "Chair"))
    )
    with opened(file) as store:
        before = dump(store)
    for answers in ({}, {1: "", 2: ""}):
        take_copy(file, None, None, copy, taking=True, answers=answers)
        with opened(file) as store:
            assert dump(store) == before
    with pytest.raises(KnownTrouble, match=r"^There is no comment 7 in the copy: its comments and new words are 1 to 2\.$"):
        take_copy(file, None, None, copy, taking=True, answers={7: "Monitoring Officer"})
    take_copy(file, None, None, copy, taking=True, answers={1: "Director of Adult Services"})
    with opened(file) as store:
        assert _comments(store)[-1][:3] == ("Director of Adult Services", "Chair", "Good")


@pytest.mark.parametrize("word", ["Monitoring Officer", "two=Monitoring Officer", "="])
def test_the_verb_says_how_to_say_whose_a_comment_is(word: str, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["clearance", str(file), "copy.docx", "--officer", word]) == 2
    sentence = f"‘{word}’ does not say whose comment which is. Type its number, = and the post: 2=Monitoring Officer"
    assert capsys.readouterr().err.strip() == sentence


def test_an_officer_who_tracks_changes_in_the_comment_is_who_dates_it(file: Path) -> None:
    with opened(file) as store:
        _without_comments(store)
        with store.unit_of_work("a comment") as unit:
            paper = unit.all(PaperSection)[0].paper_id
            unit.add(
                OfficerComment(paper_id=paper, role="Monitoring Officer", comment="The powers are those of the Act.", date="1 May 2026")
            )
        reader = store.reader()
        sent = paper_to_set(reader, find(reader)).set_as(PaperForm.WORD)
        for author, date in (("Democratic Services", "1 May 2026"), ("Monitoring Officer", "3 May 2026")):
            found = _cleared(store, edited(sent, tracked("The powers are", "the Act", f"the Act, as {author} says", author)))
            with store.unit_of_work("taken") as unit:
                take(unit, find(unit), found)
            assert _comments(store) == [("Monitoring Officer", "", f"The powers are those of the Act, as {author} says.", date)]
            undo(store)


@pytest.mark.parametrize(
    ("contents", "sentence"),
    [
        (None, "There is no file at"),
        (b"Dear Sir", "copy.docx is not a Word document."),
        (b"PK\x03\x04", "copy.docx is not a Word document."),
    ],
)
def test_a_copy_that_is_none_is_told_in_a_sentence(contents: bytes | None, sentence: str, file: Path, tmp_path: Path) -> None:
    copy, before = tmp_path / "copy.docx", file.read_bytes()
    if contents is not None:
        copy.write_bytes(contents)
    with pytest.raises(KnownTrouble) as told:
        take_copy(file, None, None, copy, taking=True)
    assert str(told.value).startswith(sentence)
    assert file.read_bytes() == before
