"""The headless verbs as an officer or another program runs them: exit codes, one plain sentence, nothing half written."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from desktop.__main__ import main
from desktop.operations.papers.papers import papers
from desktop.operations.records.cases import find
from desktop.operations.store.files import opened
from desktop.operations.workbook.samples import NAMES

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def sample(tmp_path: Path, made_sample: Callable[[str], Path]) -> Path:
    """A store that holds the sample future-options."""
    path = tmp_path / "future options ü.appraisal"
    shutil.copy(made_sample("future-options"), path)
    return path


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """Run a verb that must be refused; gives its one sentence."""
    assert main([str(argument) for argument in arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1, said.err
    sentence = said.err.strip()
    assert sentence[0].isupper() or sentence[0] in "‘'" or "." in sentence
    for word in ("please", "sorry", "invalid", "error occurred", "Traceback"):
        assert word.casefold() not in sentence.casefold()
    return sentence


def results(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    """The results JSON of a store."""
    assert main(["results", str(path), "--json", *more]) == 0
    read: dict[str, Any] = json.loads(capsys.readouterr().out)
    return read


def pdf_text(path: Path) -> str:
    """All the text of a PDF, its lines joined."""
    with pypdfium2.PdfDocument(path) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(" ".join(pages).split())


def test_a_case_is_exported_and_taken_back_with_identical_results(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, again = tmp_path / "future options ü.xlsx", tmp_path / "again.appraisal"
    assert main(["export", str(sample), "--out", str(book), "--case", "future options"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith(f"{book}: wrote Future options: Case 1, Objectives 5, ")
    assert said.err == ""
    assert main(["import", str(book), "--into", str(again)]) == 0
    capsys.readouterr()
    assert results(again, capsys) == results(sample, capsys)


def test_an_export_that_cannot_be_written_is_one_sentence_and_leaves_what_was_there(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "book.xlsx").write_bytes(b"as it was")
    (tmp_path / "book.xlsx.partial").mkdir()
    before = sample.read_bytes()
    told = refused(capsys, "export", sample, "--out", tmp_path / "book.xlsx")
    assert told == "book.xlsx.partial is in the way of what is to be written. Move it elsewhere, or choose another name."
    told = refused(capsys, "export", sample, "--out", sample)
    assert told == f"{sample.name} is not the name of a workbook. Choose one that ends in .xlsx."
    assert refused(capsys, "export", sample, "--out", tmp_path / "b.xlsx", "--case", "None such").startswith("There is no case named")
    assert (tmp_path / "book.xlsx").read_bytes() == b"as it was"
    assert sample.read_bytes() == before
    assert not (tmp_path / "b.xlsx").exists()


@pytest.mark.parametrize("name", NAMES)
def test_each_sample_is_made_appraised_and_written_as_a_paper(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store, paper, annex = tmp_path / f"{name}.appraisal", tmp_path / f"{name}.pdf", tmp_path / f"{name} annex.pdf"
    assert main(["sample", name, "--out", str(store)]) == 0
    capsys.readouterr()
    read = results(store, capsys)
    assert read["schema"] == 2
    assert main(["paper", str(store), "--layout", "cabinet-report", "--out", str(paper)]) == 0
    assert main(["paper", str(store), "--layout", "cabinet-report", "--annex", "--out", str(annex)]) == 0
    text, appraised = pdf_text(paper), pdf_text(annex)
    for option in read["options"]:
        assert option["name"] in text + appraised
    assert read["leader"] in appraised
    for each in (text, appraised):
        assert "Page 1 of" in each
        assert "DRAFT" in each


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("back-office-hub", ["337", "383", "£357", "£320", "£0.5m to £0.75m", "1 July 2014", "1 October 2014", "not known"]),
        ("future-options", ["23 of", "26 of", "37", "£200,000", "12 December 2011", "Schedule 12A"]),
        ("place-budget", ["25 to 35", "24 September 2010", "1 October 2010", "17 September 2010"]),
        ("total-place", ["£5m", "£4.5m", "£250,000", "19 February 2010", "13"]),
        ("reorganisation", ["£55.6 million", "£59.5 million", "£39.9 million", "£22.5 million", "£41m", "243", "1 April 2027"]),
        ("ni179", ["9.4%", "3.4%", "£70m", "£300,000", "£100,000", "Blaby", "7.5%"]),
    ],
)
def test_each_paper_holds_its_own_reports_figures(
    name: str, figures: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store, paper, text = tmp_path / "case.appraisal", tmp_path / "paper.pdf", ""
    main(["sample", name, "--out", str(store)])
    with opened(store) as held:
        reader = held.reader()
        titles = [title for _, title in papers(reader, find(reader))]
    for title in titles:
        main(["paper", str(store), "--paper", title, "--out", str(paper)])
        text += pdf_text(paper).casefold()
    capsys.readouterr()
    assert [figure for figure in figures if figure.casefold() not in text] == []


def test_a_paper_is_the_same_bytes_each_time(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    for out in (first, second):
        assert main(["paper", str(sample), "--layout", "cabinet-report", "--out", str(out)]) == 0
    assert first.read_bytes() == second.read_bytes()


def test_results_in_words_name_every_option(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["results", str(sample)]) == 0
    said = capsys.readouterr().out
    assert "There is no clear winner" in said
    assert all(name in said for name in ("Do nothing", "In house transformation", "Outsourcing", "Shared services"))


def test_check_says_that_the_file_is_sound_and_what_is_still_to_do(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(sample)]) == 0
    said = capsys.readouterr().out
    assert "is sound" in said
    assert "To do: " in said
    assert "Section 151" in said


def test_a_missing_file_is_refused_and_not_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "absent.appraisal"
    assert "no file" in refused(capsys, "results", path)
    assert not path.exists()


def test_a_file_that_is_not_a_store_is_refused_and_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "letter.appraisal"
    path.write_text("Dear Councillor", encoding="utf-8")
    assert "not an Appraisal Desk file" in refused(capsys, "results", path)
    assert path.read_text(encoding="utf-8") == "Dear Councillor"


def test_a_newer_store_is_refused(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = bytearray(sample.read_bytes())
    whole[60:64] = (999).to_bytes(4, "big")
    sample.write_bytes(whole)
    assert "later version" in refused(capsys, "results", sample)
    assert sample.read_bytes() == bytes(whole)


def test_a_store_that_is_open_elsewhere_is_refused(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from desktop.operations.store.files import opened

    with opened(sample):
        assert "is open in another window or program" in refused(capsys, "results", sample)


def test_a_sample_never_writes_over_a_file(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sample.read_bytes()
    assert "is there already" in refused(capsys, "sample", "ni179", "--out", sample)
    assert sample.read_bytes() == before


def test_an_unknown_sample_names_the_five(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sentence = refused(capsys, "sample", "best-value", "--out", tmp_path / "x.appraisal")
    assert all(name in sentence for name in NAMES)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_layout_is_refused_and_writes_nothing(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "paper.pdf"
    assert "cabinet-report" in refused(capsys, "paper", sample, "--layout", "leaflet", "--out", out)
    assert not out.exists()


def test_a_paper_into_a_folder_that_is_not_there_is_refused(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no folder" in refused(capsys, "paper", sample, "--layout", "cabinet-report", "--out", tmp_path / "absent" / "paper.pdf")


def test_an_unknown_case_names_those_there_are(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Choose from" in refused(capsys, "results", sample, "--case", "Swimming pools")


def test_a_workbook_that_is_not_there_makes_no_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    into = tmp_path / "new.appraisal"
    assert "no file" in refused(capsys, "import", tmp_path / "absent.xlsx", "--into", into)
    assert not into.exists()


def test_a_workbook_with_faults_names_each_by_sheet_row_and_column_and_makes_no_store(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    case = book.active
    assert case is not None
    case.title = "Case"
    for row in (("Field", "Value"), ("Title", "Depot"), ("Base year", "2024/26")):
        case.append(row)
    options = book.create_sheet("Options")
    for row in (("Option", "Benchmark"), ("Stay", "yes"), ("Move", "perhaps")):
        options.append(row)
    book.save(tmp_path / "faults.xlsx")
    into = tmp_path / "new.appraisal"
    assert main(["import", str(tmp_path / "faults.xlsx"), "--into", str(into)]) == 2
    said = capsys.readouterr().err.splitlines()
    assert any(line.startswith("Case, row 3, column B") and "2024/25" in line for line in said)
    assert any(line.startswith("Options, row 3, column B (Benchmark)") and "yes or no" in line for line in said)
    assert not into.exists()


def test_a_word_that_is_no_option_of_a_verb_is_one_sentence(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "--help" in refused(capsys, "results", sample, "--yaml")
    assert "--help" in refused(capsys, "sample", "ni179")


@pytest.mark.parametrize("words", [["frobnicate"], ["publish", "case.appraisal", "--out", "case.xlsx"]])
def test_a_word_that_is_no_verb_is_one_sentence_that_names_the_verbs(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    sentence = refused(capsys, *words)
    assert f"‘{words[0]}’" in sentence
    assert "sample, template, import, match, export, results, paper, clearance, reference, packs, returns, history or check" in sentence


def test_the_verbs_run_as_a_program_of_their_own_without_qt(tmp_path: Path) -> None:
    script = (
        "import sys; from desktop.__main__ import main; code = main(sys.argv[1:]); "
        "print(sorted(name for name in sys.modules if name.startswith('PySide6')), file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "sample", "back-office-hub", "--out", str(tmp_path / "a.appraisal")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert (done.returncode, done.stderr.strip()) == (0, "[]")


def test_the_history_is_written_or_refused_in_a_sentence(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import openpyxl

    book = tmp_path / "history.xlsx"
    assert main(["history", str(sample), "--out", str(book)]) == 0
    assert f"{book}: wrote the history of {sample.name}: " in capsys.readouterr().out
    written = openpyxl.load_workbook(book)
    assert str(written["History"]["A1"].value).startswith("Not for publication")
    assert written["History"]["A2"].value == "When"
    written.close()
    assert "ends in .xlsx" in refused(capsys, "history", sample, "--out", sample)
    assert "There is no file" in refused(capsys, "history", tmp_path / "none.appraisal", "--out", tmp_path / "none.xlsx")
    assert not (tmp_path / "none.xlsx").exists()
    assert "--out" in refused(capsys, "history", sample)


def test_packs_are_written_and_what_comes_back_is_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import openpyxl

    file, packs = tmp_path / "ni179.appraisal", tmp_path / "packs"
    assert main(["sample", "ni179", "--out", str(file)]) == 0
    asked = ["packs", str(file), "--out", str(packs), "--questions", "ratings", "--years", "2009/10 to 2010/11", "--due", "1 July 2009"]
    assert main([*asked, "--partner", "Melton Borough Council", "--partner", "Blaby District Council"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[1:] == [str(packs / f"{name} return 1.xlsx") for name in ("Melton Borough Council", "Blaby District Council")]
    book = openpyxl.load_workbook(said[1])
    book["RAG by year"]["B10"].value = "A"
    book.save(said[1])
    spoilt = openpyxl.load_workbook(said[2])
    spoilt["RAG by year"]["B10"].value = "Blue"
    spoilt.save(said[2])
    assert main(["returns", str(packs), "--into", str(file), "--take"]) == 2
    told = capsys.readouterr()
    assert "RAG by year, row 10, column B (2009/10): NI 179, 2009/10: held blank, returned A, new" in told.out
    assert "Took the return of Melton Borough Council: 1 answer changed." in told.out
    assert told.err.startswith("Blaby District Council return 1.xlsx: RAG by year, row 10, column B (2009/10): ‘Blue’ is not a rating")
    assert main(["returns", said[1], "--into", str(file)]) == 0
    assert "was taken in before, with the same answers" in capsys.readouterr().out


def test_what_cannot_be_asked_is_one_sentence(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    packs = tmp_path / "packs"
    assert "no question named ‘costings’" in refused(capsys, "packs", sample, "--out", packs, "--questions", "costings")
    assert "type it as 31 October 2011." in refused(capsys, "packs", sample, "--out", packs, "--due", "soon")
    assert not packs.exists()
    assert "no file or folder" in refused(capsys, "returns", tmp_path / "absent", "--into", sample)
