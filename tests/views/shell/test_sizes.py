"""Every view of two samples and of an empty case at six sizes: no word cut, no label of a chart on another, nothing that scrolls in a page
that scrolls, and of what is empty its words together and one thing to do next.

Each is opened once and its window sized anew. The run of every day looks at two sizes of a sample and one of the empty case, between them
at four; `dev.py soak` with this file looks at all six of each.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractEventDispatcher, QEventLoop
from PySide6.QtWidgets import QApplication

from desktop.application import Window
from desktop.views.kit.fonts import set_text_size
from desktop.views.kit.palettes import stand_in
from desktop.views.shell.screens import stages
from tests.examples import SOAKED
from tests.views.look_checks import clipped_labels, empty_states, labels_that_touch, nested_scrolls, sideways_scrolls

#: Width, height, points of the text (none is the system's) and palette.
SIZES: tuple[tuple[int, int, float | None, str], ...] = (
    (683, 768, None, "light"),
    (1024, 600, None, "light"),
    (1366, 768, None, "light"),
    (1920, 1080, None, "light"),
    (1366, 768, None, "contrast"),
    (1366, 768, 20, "light"),
)


@pytest.mark.soaked
@pytest.mark.parametrize(("sample", "every_day"), [("place-budget", (0, 5)), ("back-office-hub", (1, 2)), ("", (0,))])
def test_every_view_can_be_read_at_every_size(
    open_window: Callable[..., Window], styled_app: QApplication, settle: Callable[[], None], sample: str, every_day: tuple[int, ...]
) -> None:
    window = open_window(sample, screen="Overview")
    as_it_was = styled_app.font().pointSizeF()
    found = []
    for number in range(len(SIZES)) if SOAKED else every_day:
        wide, high, points, palette = SIZES[number]
        set_text_size(points or as_it_was)
        styled_app.setPalette(stand_in(palette))
        window.resize(wide, high)
        for view in (view for stage in stages() for view in stage.views):
            screen = window.show_screen(view.screen, view.name) if view.name else window.show_screen(view.screen)
            settle()
            settle()  # a page whose parts came to stand whole is laid out once more
            checks = (nested_scrolls, sideways_scrolls, clipped_labels, labels_that_touch, empty_states)
            faults = [each for check in checks for each in check(screen)] + ["it never rests"] * _is_restless()
            found += [f"{view.screen} {view.name} at {SIZES[number]}: {each}" for each in faults]
    assert found == []


def _is_restless() -> bool:
    """Whether the window has something to do however long one waits, as where two parts of a page answer each other."""
    dispatcher = QAbstractEventDispatcher.instance()
    return all(dispatcher.processEvents(QEventLoop.ProcessEventsFlag.AllEvents) for _ in range(50))
