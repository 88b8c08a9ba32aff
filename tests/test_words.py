"""One noun has one name, and no figure has two words, "not known" and "none": in every string of the program, and in what it prints.

What is printed is read in the golden texts and results, which other tests hold to be what the program says.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.nouns import noun_of, sheet_nouns
from db.nouns.noun import Noun

#: What says that there is no figure in other words than the two, or £0 in words.
_NO_FIGURE = re.compile(
    r"cannot be told|can’t be told|no figure|\bnothing (is )?recorded\b|nothing is left\b(?! (of|in))|(below|worth|to) nothing\b"
    r"|\bnot by 20\d\d|^(nothing|not shown|n/k)$",
    re.IGNORECASE,
)
#: What is on no rail: places are named by the stage, and by the tab.
_NO_PLACE = re.compile(r"\b(Savings|Partners|Papers|Results|Services|Scores|Criteria|Overview) screen\b|\bon (Savings|Partners|Results)\b")
#: What a hint would say of the workbook, in which an officer at the screen is not.
_OF_SHEETS = re.compile(r"\bblanks?\b|\bsheets?\b|\bcells?\b", re.IGNORECASE)
#: An edition is one from screen to paper; the workbook's column of it is called Vintage, and that of lines Flows.
_SECOND_NAME = re.compile(r"\b(discount|deflator) vintages?\b|\bthe (line of )?Flows\b(?! sheet)", re.IGNORECASE)

#: Where words mean something else: what is read, what the file says, and a mark of a return that leaves a year out.
_OTHERWISE = {
    "desktop/crash_reports.py": "what a crash report leaves out",
    "desktop/operations/workbook/help.py": "the page about sheets",
    "desktop/self_test/steps.py": "said to whoever mends the program",
    "desktop/appraisal/amount_words.py": "words that an officer may type",
    "desktop/papers/charts/data/returns.py": "a year that a return leaves out",
    "desktop/papers/exhibits/partner_tables.py": "a year that a return leaves out",
    "db/nouns/choices.py": "a choice of the nouns",
    "db/nouns/case.py": "the older headings that a workbook may have",
}


#: The same in a module as it is written, where a whole string stands in quotation marks: what has none is not looked at any further.
_LIKELY = re.compile(
    "|".join(each.pattern.replace("^(", "[\"'](").replace(")$", ")[\"']") for each in (_NO_FIGURE, _NO_PLACE, _SECOND_NAME)),
    re.IGNORECASE,
)


def _strings(file: Path) -> Iterator[tuple[int, str]]:
    """The strings of a module with their lines, without docstrings; none of one where no word of it is likely."""
    text = file.read_text(encoding="utf-8")
    tree = ast.parse(text if _LIKELY.search(text) else "")
    bodies = (node.body for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef))
    said = {id(one.value) for body in bodies for one in body if isinstance(one, ast.Expr)}
    said |= {id(one.value) for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for one in node.body if isinstance(one, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.lineno, node.value


def test_the_program_says_no_figure_in_two_words_and_names_places_and_nouns_as_the_rail_does(repository: Path) -> None:
    found = [
        f"{name}:{line}: {string[:120]}"
        for folder in ("desktop", "db")
        for file in sorted((repository / folder).rglob("*.py"))
        if (name := file.relative_to(repository).as_posix()) not in _OTHERWISE
        for line, string in _strings(file)
        if any(banned.search(string) for banned in (_NO_FIGURE, _NO_PLACE, _SECOND_NAME))
    ]
    assert found == []


def test_papers_and_results_say_no_figure_in_two_words(repository: Path) -> None:
    tests = repository / "tests"
    printed = [
        *(tests / "papers" / "golden").rglob("*.txt"),
        *(tests / "golden_results").glob("*.json"),
        *(tests / "stores").rglob("*.txt"),
    ]
    assert len(printed) > 30
    found = [
        f"{file.relative_to(repository)}:{number}: {cell.strip()[:120]}"
        for file in printed
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        for cell in line.split(" | ")
        if _NO_FIGURE.search(cell.strip())
    ]
    assert found == []


@pytest.mark.parametrize("noun", [pytest.param(noun, id=noun.TABLE) for noun in (noun_of("cases"), *sheet_nouns())])
def test_a_hint_says_what_happens_and_nothing_of_sheets_and_blanks(noun: type[Noun]) -> None:
    hints = {column.heading: column.hint for column in (*noun.COLUMNS.values(), *noun.ELSEWHERE.values())}
    assert {heading: hint for heading, hint in hints.items() if _OF_SHEETS.search(hint)} == {}


@pytest.mark.parametrize("said", ["It cannot be told.", "nothing recorded", "2011/12: nothing recorded", "not by 2015/16", "nothing"])
def test_other_words_for_no_figure_would_be_found(said: str) -> None:
    assert _NO_FIGURE.search(said)
