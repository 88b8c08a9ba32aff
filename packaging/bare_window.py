"""What a start is held against: a window with a line of text, and nothing else. `appraisal-desk.spec` freezes it as it does the program.

    python packaging/bare_window.py FILE

writes to FILE when its first frame was painted: seconds since 1970, and seconds of processor time since the process began.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow


class _Line(QLabel):
    """The line; what follows its first painting is called in the next turn of the loop."""

    is_painted = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.is_painted:
            self.is_painted = True
            QTimer.singleShot(0, _end)


def _end() -> None:
    Path(sys.argv[1]).write_text(f"{time.time()} {time.process_time()}", encoding="ascii")
    QApplication.quit()


def main() -> int:
    """Show the window until its first frame is painted."""
    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.setCentralWidget(_Line("A bare window"))
    window.resize(1366, 768)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
