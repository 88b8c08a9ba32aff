"""Every step of a drive, as an officer would do it. Loaded with the first step, so that it holds no start up."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QTabBar, QTableView, QWidget

from desktop.application import Window
from desktop.self_test.seen import NotThere, said
from desktop.views.shell import screens

#: How long what was done may take to be on the screen, in seconds.
_PAINTED = 0.4

#: What a step waits for; it is done once this gives True.
Done = Callable[[], bool]


class Steps:
    """Every step there is. Each does one thing and gives what to wait for."""

    def __init__(self, window: Window, folder: Path, seen: dict[str, Any]) -> None:
        self._window, self._folder, self._seen = window, folder, seen

    def click(self, text: str) -> Done:
        """Click a button or a tab by what stands on it."""
        where = tab(self._window, lambda bar, number: bar.tabText(number).replace("&", "") == text)
        if where is None:
            click(button(self._window, text))
        else:
            click(*where)
        return _now

    def opened(self, title: str) -> Done:
        """Wait for a file to be open, and its first screen to be shown."""
        return lambda: self._window.workspace.is_open and title in self._window.windowTitle() and not self._window.welcome.doing.text()

    def screen(self, name: str) -> Done:
        """Choose the stage of a screen on the rail with the mouse, and the screen among its tabs where another is in hand."""
        rail = self._window.rail
        known = any(name in (view.screen for view in stage.views) for stage in screens.stages())
        items = rail.findItems(screens.stage_of(name) if known else name, Qt.MatchFlag.MatchExactly)
        if not items or not rail.isEnabled():
            raise NotThere(f"{name} cannot be chosen on the rail")
        rail.scrollToItem(items[0])
        click(rail.viewport(), rail.visualItemRect(items[0]).center())
        self._choose_tab(name)
        until = time.monotonic() + 0.4  # charts and pages are drawn after the screen is up
        return lambda: self._window.screen_name == name and time.monotonic() > until

    def _choose_tab(self, name: str) -> None:
        """Click the tab of a screen, or choose it under More where the case has no records of it, or the tabs no room."""
        if self._window.screen_name == name:
            return
        view = next((view for stage in screens.stages() for view in stage.views if view.screen == name), screens.View(name))
        where = tab(self._window, lambda bar, number: bar.tabText(number).replace("&", "") == view.label)
        if where is not None:
            click(*where)
            return
        added = f"Add {view.adds or view.label[:1].lower() + view.label[1:]}…"
        page = self._window.stack.currentWidget()
        for menu in page.findChildren(QMenu) if page is not None else ():
            menu.aboutToShow.emit()
            for action in menu.actions():
                if action.text().replace("&", "") in (view.label, added):
                    action.trigger()
                    return
        raise NotThere(f"{name} has no tab, and More does not offer it")

    def action(self, text: str) -> Done:
        """Choose what a menu offers, by its words."""
        for action in self._window.findChildren(QAction):
            if action.text().replace("&", "").startswith(text) and action.isEnabled():
                action.trigger()
                return _now
        raise NotThere(f"no menu offers {text}")

    def cell(self, place: list[int]) -> Done:
        """Click a cell of the first table on the screen, by row and column as shown."""
        table, index = self._cell(place)
        table.scrollTo(index)
        click(table.viewport(), table.visualRect(index).center())
        return lambda: table.currentIndex() == index

    def type(self, text: str) -> Done:
        """Type into what has the focus."""
        for character in text:
            press(self._window, 0, character)
        return _now

    def key(self, name: str) -> Done:
        """Press a key by its name, such as Return."""
        press(self._window, Qt.Key[f"Key_{name}"].value, "\r" if name == "Return" else "")
        return _now

    def read(self, place: list[int]) -> Done:
        """Note what a cell shows."""
        _, index = self._cell(place)
        self._seen["saw"] = index.data(Qt.ItemDataRole.DisplayRole)
        return _now

    def shows(self, given: Mapping[str, Any]) -> Done:
        """Wait until a cell shows a text."""
        return lambda: self._cell(given["cell"])[1].data(Qt.ItemDataRole.DisplayRole) == given["text"]

    def says(self, part: str) -> Done:
        """Wait until the page says something of which this is a part."""
        return lambda: part in said(self._window)

    def picture(self, name: str) -> Done:
        """Take a picture of the window, and of all the screen with it, once what was done has been painted."""
        until = time.monotonic() + _PAINTED

        def take() -> bool:
            if time.monotonic() < until:
                return False
            for pixmap, suffix in ((self._window.grab(), ""), (QGuiApplication.primaryScreen().grabWindow(0), "-screen")):
                if not pixmap.save(str(self._folder / f"{name}{suffix}.png")):
                    raise NotThere(f"the picture {name} cannot be written")
            self._seen["saw"] = said(self._window)
            return True

        return take

    def book(self, path: str) -> Done:
        """Import a workbook, as after its dialog."""
        self._window.import_book(Path(path))
        return _now

    def export(self, path: str) -> Done:
        """Export the paper that the Papers screen shows, as after its dialog."""
        from desktop.views.paper.screen import Papers

        screen = self._window.show_screen("Papers")
        if not isinstance(screen, Papers):
            raise NotThere("there is no Papers screen")
        screen.export(Path(path))
        return lambda: Path(path).is_file() and Path(path).name in said(self._window)

    def preview(self, pages: int) -> Done:
        """Wait until the Papers screen shows a paper of at least so many pages."""
        from desktop.views.paper.page_preview import PagePreview

        return lambda: any(each.isVisible() and each.page_count >= pages for each in self._window.stack.findChildren(PagePreview))

    def wait(self, seconds: float) -> Done:
        """Let the window be for a while."""
        until = time.monotonic() + seconds
        return lambda: time.monotonic() > until

    def still(self, seconds: float) -> Done:
        """Let the window be for a while, and note the place of its page on the screen."""
        page = self._window.stack
        corner = page.mapToGlobal(QPoint(0, 0))
        self._seen["place"] = [corner.x(), corner.y(), page.width(), page.height()]
        return self.wait(seconds)

    def in_front(self, minimised_first: bool) -> Done:
        """Wait for another start of the program to bring the window to the front."""
        if minimised_first:
            self._window.showMinimized()
        (self._folder / "waiting").touch()
        return lambda: not self._window.isMinimized() and self._window.isActiveWindow()

    def fault(self, words: str) -> Done:
        """Let the program fail as a fault of its own would, with a message that no report may quote."""

        def fail() -> None:
            raise RuntimeError(words)

        QTimer.singleShot(0, fail)
        return _now

    def fault_below(self, words: str) -> Done:
        """End the program below Python, as a fault of a library would."""
        import faulthandler

        faulthandler._sigsegv()  # type: ignore[attr-defined]  # Python's own way to try it, left out of the types
        return _now

    def _cell(self, place: list[int]) -> tuple[QTableView, QModelIndex]:
        for table in self._window.stack.findChildren(QTableView):
            model = table.model()
            if table.isVisible() and table.viewport().height() > 0 and model.rowCount() > place[0]:
                return table, model.index(place[0], place[1])
        raise NotThere(f"no table on {self._window.screen_name} has a row {place[0]}")


def _now() -> bool:
    return True


def button(window: QWidget, text: str) -> QAbstractButton:
    """A button that can be seen, by what stands on it. Raises NotThere."""
    for each in window.findChildren(QAbstractButton):
        if each.isVisible() and each.isEnabled() and text in (each.text().replace("&", ""), each.accessibleName()):
            return each
    raise NotThere(f"there is no button {text}")


def tab(window: QWidget, meant: Callable[[QTabBar, int], bool]) -> tuple[QTabBar, QPoint] | None:
    """A tab that can be seen, with where to click it; nothing where none is meant."""
    for bar in window.findChildren(QTabBar):
        for number in range(bar.count()) if bar.isVisible() and bar.isEnabled() else ():
            if bar.isTabVisible(number) and meant(bar, number):
                return bar, bar.tabRect(number).center()
    return None


def click(widget: QWidget, at: QPoint | None = None) -> None:
    """Press and let go the left mouse button on a widget, which takes the focus as Qt gives it at a press of the real one."""
    takes: QWidget | None = widget
    while takes is not None:
        takes = takes.focusProxy() or takes
        if takes.focusPolicy() & Qt.FocusPolicy.ClickFocus:
            takes.setFocus(Qt.FocusReason.MouseFocusReason)
            break
        takes = takes.parentWidget()
    where = QPointF(at if at is not None else widget.rect().center())
    around = QPointF(widget.mapToGlobal(where.toPoint()))
    left, none, keys = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    for kind, buttons in ((QEvent.Type.MouseButtonPress, left), (QEvent.Type.MouseButtonRelease, none)):
        QApplication.sendEvent(widget, QMouseEvent(kind, where, around, left, buttons, keys))


def press(window: QWidget, key: int, text: str) -> None:
    """Press and let go a key on whatever has the focus, or will have it once the window is active. Raises NotThere where nothing has."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        target = QApplication.focusWidget() or window.focusWidget()
        if target is None:
            raise NotThere("nothing has the focus")
        QApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))
