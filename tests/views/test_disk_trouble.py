"""What is deleted or moved while the disk gives trouble is said on the screen, and is there still."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from db.nouns.choice import AssessorGroup, Option
from db.nouns.money import CashFlow
from db.nouns.noun import Noun
from db.nouns.paper_parts import PaperSection
from desktop.application import Window
from desktop.operations.records import records
from desktop.views.judge.scores import Scores
from desktop.views.kit.records.record_screen import RecordScreen
from desktop.views.money.screen import Savings
from desktop.views.paper.screen import Papers


def _row_of_a_table(window: Window) -> None:
    screen = window.show_screen("Options", "Options")
    assert isinstance(screen, RecordScreen)
    screen.pane.table.go_to(1)
    screen.pane.delete_action.trigger()


def _row_moved(window: Window) -> None:
    screen = window.show_screen("Options", "Options")
    assert isinstance(screen, RecordScreen)
    screen.pane.table.go_to(1)
    screen.pane.move_row(-1)


def _line(window: Window) -> None:
    screen = window.show_screen("Savings")
    assert isinstance(screen, Savings)
    screen.lines.table.go_to(0)
    screen.lines.delete_action.trigger()


def _line_moved(window: Window) -> None:
    screen = window.show_screen("Savings")
    assert isinstance(screen, Savings)
    screen.lines.table.go_to(0)
    screen.lines.down_action.trigger()


def _part_of_a_paper(window: Window) -> None:
    screen = window.show_screen("Papers")
    assert isinstance(screen, Papers)
    row = window.workspace.read(records.rows, PaperSection, screen._paper or 0)[0]
    screen._delete_one(PaperSection, row.id, "Background")


def _group(window: Window) -> None:
    screen = window.show_screen("Scores")
    assert isinstance(screen, Scores)
    screen.groups_action.trigger()
    screen.panel.groups.go_to(0)
    screen.delete_action.trigger()


@pytest.mark.parametrize(
    ("act", "noun"),
    [
        (_row_of_a_table, Option),
        (_row_moved, Option),
        (_line, CashFlow),
        (_line_moved, CashFlow),
        (_part_of_a_paper, PaperSection),
        (_group, AssessorGroup),
    ],
)
def test_what_could_not_be_done_is_said_and_nothing_has_gone(
    open_window: Callable[..., Window], act: Callable[[Window], None], noun: type[Noun]
) -> None:
    window = open_window("future-options")
    path = window.workspace.path
    assert path is not None
    papers = window.show_screen("Papers")
    assert isinstance(papers, Papers)
    of = (papers._paper or 0) if noun is PaperSection else window.workspace.case_id
    before = window.workspace.read(records.rows, noun, of)
    in_the_way = path.with_name(f"{path.name}-journal")
    in_the_way.unlink()
    in_the_way.mkdir()
    act(window)
    said = window.show_screen(window.screen_name).messages.sentence
    assert said.startswith(f"{path.name} could not be saved, and nothing of this change was written.")
    assert window.workspace.read(records.rows, noun, of) == before
    in_the_way.rmdir()
    act(window)
    assert window.workspace.read(records.rows, noun, of) != before
