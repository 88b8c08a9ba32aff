"""Texts kept in parts: each is put together word for word, what several say stands once, and a difference names the part it is in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.papers.shared_parts import PARTS, difference, divided, text_of, write

_TEXTS = {
    "short": "A title\n1 Purpose\n1.1 Why we ask\nTable 1: Costs\nYear | Cost\nA note\nTable 2: Gains\nYear | Gain\nA note\nThe end\n",
    "long": "Long title\n4 Findings\nTable 1: Gains\nYear | Gain\nA note\n5 Purpose\n5.1 Why we ask\nTable 2: Costs\nYear | Cost\nA note\n",
    "bare": "Bare title\nPurpose\nWhy we ask\nReasons: section 6, Findings\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(_TEXTS, tmp_path / "sample")
    return tmp_path / "sample"


def test_each_text_is_put_together_as_it_was(folder: Path) -> None:
    assert {name: text_of(folder, name) for name in _TEXTS} == _TEXTS
    assert all(difference(text, folder, name) == "" for name, text in _TEXTS.items())


def test_what_several_texts_say_is_kept_once_whatever_its_numbers(folder: Path) -> None:
    kept = "".join(path.read_text(encoding="utf-8") for path in folder.iterdir())
    assert [kept.count(line) for line in ("Why we ask", "Year | Cost", "Year | Gain", "4 Findings")] == [1, 1, 1, 1]
    assert (folder / "long.txt").read_text(encoding="utf-8").splitlines() == ["Long title", "4 Findings", "== gains; purpose(5 5.1); costs"]


def test_what_is_stale_is_taken_away(folder: Path) -> None:
    write({"short": _TEXTS["short"]}, folder)
    assert {path.name for path in folder.iterdir()} == {PARTS, "short.txt"}


def test_a_difference_names_the_text_and_the_part_and_the_command_that_accepts_it(folder: Path) -> None:
    changed = _TEXTS["long"].replace("Year | Cost", "Year | Price").replace("Long", "Longer")
    assert difference(changed, folder, "long").splitlines() == [
        "sample/long differs. If every change is meant, run: python3 dev.py golden",
        "in its own words:", "-Long title", "+Longer title",
        "in the part costs:", "-Year | Cost", "+Year | Price",
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["== heading", "Table {+}: Costs"])
def test_a_text_that_could_not_be_read_again_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="these files mean more by it"):
        divided({"odd": f"{line}\nmore\n"})
