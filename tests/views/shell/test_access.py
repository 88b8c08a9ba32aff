"""The window as a screen reader is told of it, and as the key Tab goes through it, on every view of every stage."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from desktop.application import Window
from desktop.views.shell.screens import Place, stages
from tests.views.access_checks import out_of_order, stops, tabbed, unspoken


def test_every_control_of_every_view_has_name_role_and_state_and_tab_reaches_it_as_one_reads(
    open_window: Callable[..., Window], settle: Callable[[], None], qtbot: QtBot
) -> None:
    window = open_window("back-office-hub")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    found = {}
    for stage in stages():
        for view in stage.views:
            window.way.go_to(Place(view.screen, view.name))
            settle()
            faults = unspoken(window)
            window.rail.setFocus()
            reached = tabbed(window)
            missed = stops(window) - set(reached)
            faults += [f"Tab does not reach {type(each).__name__} {each.accessibleName()!r}" for each in missed]
            faults += out_of_order(window, reached)
            if faults:
                found[f"{stage.name}, {view.label}"] = faults
    assert found == {}
