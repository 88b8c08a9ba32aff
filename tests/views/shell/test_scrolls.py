"""Nothing scrolls inside what scrolls, on any view of two samples."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.application import Window
from desktop.views.shell.screens import stages
from tests.views.look_checks import nested_scrolls, sideways_scrolls

#: Screens whose tables and panels still scroll beside a page that does in a narrow window.
_NOT_YET = {683: ("Scores", "Results", "Papers"), 1366: ()}


@pytest.mark.parametrize("wide", [1366, 683])
@pytest.mark.parametrize("sample", ["place-budget", "back-office-hub"])
def test_no_view_scrolls_in_a_page_that_scrolls(
    open_window: Callable[..., Window], settle: Callable[[], None], sample: str, wide: int
) -> None:
    window = open_window(sample, screen="Overview")
    window.resize(wide, 768)
    found = []
    for view in (view for stage in stages() for view in stage.views if view.screen not in _NOT_YET[wide]):
        screen = window.show_screen(view.screen, view.name) if view.name else window.show_screen(view.screen)
        settle()
        found += [f"{view.screen} {view.name}: {each}" for each in (*nested_scrolls(screen), *sideways_scrolls(screen))]
    assert found == []
