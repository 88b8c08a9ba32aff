"""The binding to Qt must not eat Python's None.

PySide6 6.12.0 gives one reference to None away at each call that returns nothing. On Python 3.11, where None is counted like
any other object, the program is ended by the interpreter after some thousands of calls. The pinned version does not.
"""

from __future__ import annotations

import subprocess
import sys

_MANY_CALLS = """
import sys
from PySide6.QtGui import QFont, QGuiApplication

application = QGuiApplication(["none-survives"])
font = QFont()
before = sys.getrefcount(None)
for _ in range(200_000):
    font.setBold(True)
print(before - sys.getrefcount(None))
"""


def test_none_outlives_two_hundred_thousand_calls_that_return_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", _MANY_CALLS], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    # A few references come and go by themselves; a loss at each call would be 200,000.
    assert abs(int(done.stdout)) < 1_000
