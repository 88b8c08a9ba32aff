"""The page in hand of a long paper, set again after an edit of its words: from the pause in typing to the page on the screen.

Times are processor time, of both threads for the page, and of the main one alone for its longest turn.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bench_screens import open_window, watched

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from db.writing import Unit
    from desktop.application import Window
    from desktop.views.paper.screen import Papers

_A_PAGE, _A_TURN = 0.300, 0.050
_EDITS = 5
_SENTENCE = "The council runs this service with two neighbours, and each of them pays its share of what it costs to run. "
_PARAGRAPHS = 6

Rows = list[tuple[str, float, str, str]]


def rows(folder: Path, sample: Path, large: Path) -> Rows:
    """The rows of the benchmark that are about the page in hand: what, ratio, aim, and the figures it is of."""
    from PySide6.QtWidgets import QApplication

    from desktop.application import make_application

    have = QApplication.instance()
    application = have if isinstance(have, QApplication) else make_application(["bench"])
    found: Rows = []
    for file, annex, pages in ((sample, True, 0), (sample, False, 44), (sample, False, 200), (large, True, 0)):
        copy = folder / f"pages-{pages}-{file.name}"
        shutil.copy(file, copy)
        window = open_window(application, copy, folder)
        found += _page_in_hand(application, window, annex=annex, pages=pages)
        window.close()
        watched(application, window, lambda: None)
    return found


def _page_in_hand(application: QApplication, window: Window, *, annex: bool, pages: int) -> Rows:
    """The report or the annex of a paper that is made so many pages long, with a page in its middle in hand."""
    from db.nouns.paper_parts import PaperSection
    from desktop.operations.papers import papers
    from desktop.operations.records import records
    from desktop.views.paper.screen import Papers

    workspace = window.workspace
    if not workspace.read(papers.papers, workspace.case_id):
        workspace.edit("paper", papers.start, workspace.case_id)
    screen = window.show_screen("Papers")
    if not isinstance(screen, Papers):
        raise TypeError("the Papers screen is another")
    screen.shown.choose(int(annex))
    _settled(application, screen)
    paper = workspace.read(papers.papers, workspace.case_id)[0][0]
    words = "\n\n".join([_SENTENCE * 5] * _PARAGRAPHS)
    while screen.preview.page_count < pages:
        more = max((pages - screen.preview.page_count) // 2, 1)
        begun = screen.preview.page_count

        def add(unit: Unit, begun: int = begun, more: int = more) -> None:
            for number in range(more):
                records.add(unit, PaperSection, paper, {"heading": f"Part {begun}.{number}", "text": words})

        workspace.edit("sections", add)
        _settled(application, screen)
    bar = screen.preview.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    watched(application, window, lambda: None)
    first, whole, turns = [], [], []
    sections = workspace.read(records.rows, PaperSection, paper)
    for number in range(_EDITS):
        section = sections[len(sections) // 2]
        edit = records.Edit(section.id, "text", f"{section.text('text')} {_SENTENCE * number}")
        workspace.edit("words", records.change, PaperSection, paper, [edit])
        _settled(application, screen, begin=False)
        screen._later.stop()
        began, longest = time.process_time(), 0.0
        longest = max(longest, _turn(screen.set_pages))
        while not screen.preview.set_again:
            longest = max(longest, _turn(application.processEvents))
            time.sleep(0.001)
        longest = max(longest, _turn(screen.preview.grab))
        first.append(time.process_time() - began)
        while screen._setting:
            longest = max(longest, _turn(application.processEvents))
            time.sleep(0.001)
        whole.append(time.process_time() - began)
        turns.append(longest)
    took, all_took, turn = (sorted(each)[_EDITS // 2] for each in (first, whole, turns))
    of = f"{'an annex' if annex else 'a report'} of {screen.preview.page_count} pages"
    return [
        (f"Page {screen.preview.page} in hand set again and shown, of {of}, against 300 ms", took / _A_PAGE, "1 or less",
         f"{took * 1000:.0f} ms, the whole {all_took * 1000:.0f} ms, in the processor time of both threads"),
        (f"Longest turn of the window’s thread meanwhile, {of}, against 50 ms", turn / _A_TURN, "1 or less", f"{turn * 1000:.0f} ms"),
    ]  # fmt: skip


def _turn(work: Callable[[], object]) -> float:
    """The main thread's own processor time of something done."""
    began = time.thread_time()
    work()
    return time.thread_time() - began


def _settled(application: QApplication, screen: Papers, *, begin: bool = True) -> None:
    """Wait until the pages are set."""
    if begin:
        screen.set_pages()
    while screen._setting or (begin and (screen._set is None or screen._set.of is not screen._of)):
        application.processEvents()
        time.sleep(0.001)


if __name__ == "__main__":
    import tempfile

    from bench_screens import large_case

    from desktop.operations.workbook.samples import make_sample

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sample = folder / "future-options.appraisal"
        make_sample("future-options", sample)
        for what, ratio, aim, figures in rows(folder, sample, large_case(folder / "large.appraisal")):
            print(f"| {what} | {ratio:.2f} | {aim} | {figures} |")
