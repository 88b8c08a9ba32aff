"""What is not known or is at odds is said in words for paper; what the officer can do about it is said apart, and on screens alone."""

from __future__ import annotations

import ast
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.appraisal.findings.finding import finding, reason, words_of
from desktop.appraisal.why import Why, action_of, on_screen

ROOT = Path(__file__).resolve().parents[2] / "desktop"
#: Whatever says sentences that a paper may print.
SAID = sorted(
    path
    for folder in (
        *(f"appraisal/{each}" for each in ("findings", "choice", "partners", "savings", "simulation")),
        "results",
        *(f"papers/{each}" for each in ("charts", "exhibits", "sections", "sources", "layouts")),
    )
    for path in (ROOT / folder).rglob("*.py")
)
#: What begins a sentence, or what follows a colon, where the officer is told to do something.
_VERBS = (
    "add|ask|bring|check|choose|clear(?! days)|correct|enter|give|judge|keep|look|lower|make|mark|name|pick|put|raise|record|remove|say|"
    "see|set|state|take|tell|try|type|use|work"
)
_NO_ORDER = r"\b(?! (?:on|of|is|are|was|at|now|against|\{))"
_TOLD = re.compile(rf"(?:[:.;] (?:{_VERBS})|^(?-i:(?=[A-Z]))(?=.*\.$)(?:{_VERBS})){_NO_ORDER}", re.IGNORECASE)
#: What is said on screens alone: refusals of what is typed, the lists of checks, and the cell in which a score is judged.
_SCREENS = {"agreement.py", "section151.py", "phasing.py"}


def _strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Each string that is said, but for docstrings, refusals that are raised, and what the officer can do."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            continue
        if isinstance(node, ast.keyword) and node.arg == "action":
            continue
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Why", "without", "raw"):
            yield from (pair for part in node.args[:1] for pair in _strings(ast.Expression(part)))
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "_ASK":
            continue
        elif isinstance(node, ast.JoinedStr):
            yield node.lineno, "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant):
            if isinstance(node.value, str) and " " in node.value:
                yield node.lineno, node.value
        else:
            yield from _strings(node)


@pytest.mark.parametrize("path", [path for path in SAID if path.name not in _SCREENS], ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_that_a_paper_may_print_tells_the_officer_what_to_do(path: Path) -> None:
    told = [f"{line}: {words}" for line, words in _strings(ast.parse(path.read_text(encoding="utf-8"))) if _TOLD.search(words)]
    assert told == []


@pytest.mark.parametrize(
    "instruction",
    [
        'x = "The budget gap is not told, as no deflator reaches: type the assumed inflation of the case."',
        'x = f"It is not known whose {which} is: name the organisation, or record how it is shared."',
        'x = f"No present values: there is no deflator for {years}. Take an edition that has one."',
        'x = "The dates are at odds. Ask which holds."',
    ],
)
def test_an_instruction_is_found_where_one_stands(instruction: str) -> None:
    assert any(_TOLD.search(words) for _, words in _strings(ast.parse(instruction)))


def test_a_finding_says_on_a_screen_alone_what_can_be_done() -> None:
    found = finding("Savings of {} may be counted twice.", "Fleet and Transport", action="Check what they share.")
    assert found.words == "Savings of Fleet and Transport may be counted twice."
    for same in (found, found.with_capital(), found.with_stop()):
        assert on_screen(same.words) == "Savings of Fleet and Transport may be counted twice. Check what they share."
    assert words_of([found]) == [str(found.words)]


def test_a_reason_keeps_what_can_be_done_about_it() -> None:
    said = Why("Pension strain is not recorded.", "Ask the pension fund for the capital cost.")
    assert action_of(reason(said).words) == said.action
    assert action_of("Pension strain is not recorded.") == ""
    assert on_screen("Pension strain is not recorded.") == "Pension strain is not recorded."


def test_what_can_be_done_survives_being_kept() -> None:
    said = Why("Pension strain is not recorded.", "Ask the pension fund for the capital cost.")
    kept = pickle.loads(pickle.dumps(said))
    assert (kept, kept.action) == (said, said.action)
