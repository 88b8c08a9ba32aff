"""Tables in text files, in the encodings and with the separators that Excel and others write."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.nouns.money import CashFlow
from desktop import cli
from desktop.errors import KnownTrouble
from desktop.operations.matching.headless import read_matches
from desktop.operations.matching.tables import tables_of
from desktop.operations.workbook.separated_values import read_sheets
from tests.operations.matching.books import empty_case, matched, would_bring


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_a_table_in_text_is_read_as_a_sheet(tmp_path: Path, separator: str, encoding: str) -> None:
    rows = (("Risk", "Owner"), ('"Costs rise, by £5"', "Head"), ('"Delay;\nagain"', "Café manager"))
    path = tmp_path / "risks.csv"
    content = "\r\n".join(separator.join(row) for row in rows)
    path.write_bytes((b"\xfe\xff" if encoding == "utf-16-be" else b"") + content.encode(encoding))
    (sheet,) = read_sheets(path)
    assert (sheet.name, sheet.headings) == ("risks", ("Risk", "Owner"))
    assert sheet.rows == ((2, ("Costs rise, by £5", "Head")), (3, ("Delay;\nagain", "Café manager")))


def test_decimal_commas_between_semicolons_are_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "costs.csv"
    path.write_text("Line;2026/27;2027/28\nStaff;1,5;2\nICT;3;4\n", encoding="utf-8")
    store, case = empty_case(tmp_path / "a.appraisal")
    (table,) = tables_of(read_sheets(path)[0])
    found = matched(store, case, table, {"all owner": "Hub", "all kind": "cost"})
    assert found.noun is CashFlow
    assert would_bring(store, case, found).problems == ("costs, row 2, 2026/27: ‘1,5’ can be read two ways: type £1.50 or £15.",)
    store.close()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"a,b;c\n1,2;3\n", "book.csv can be read two ways, its columns parted by commas or semicolons. "),
        (b"a,b\0c\n", "book.csv cannot be read as a table. "),
        (b"\x81\x8d\x8f", "book.csv cannot be read as a table. "),
        (b'a,"' + b"b" * 200_000, "book.csv cannot be read as a table. "),
        (b"a," * 500, "book.csv has more than 100,000 rows or 400 columns. "),
    ],
)
def test_what_is_no_table_or_may_be_two_is_told(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "book.csv"
    path.write_bytes(content)
    with pytest.raises(KnownTrouble) as trouble:
        read_sheets(path)
    assert str(trouble.value).startswith(sentence)


def test_an_empty_file_holds_no_table(tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    path.write_bytes(b"")
    assert read_matches(path) == ()


def test_import_of_a_text_file_points_to_match(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "risks.csv"
    path.write_text("Risk,Owner\nDelay,Head\n", encoding="utf-8")
    assert cli.run(["import", str(path), "--into", str(tmp_path / "a.appraisal")]) == 2
    assert capsys.readouterr().err == (
        "risks.csv is a table in a text file. Bring it into a case with File, Bring in a sheet, or see what it looks like with "
        "appraisal-desk match risks.csv.\n"
    )
    assert cli.run(["match", str(path)]) == 0
    assert capsys.readouterr().out.startswith("risks, row 1: 1 row, taken for risks, one a row.")
