"""Runs first in the frozen program: puts the archive that both programs share on Python's path. Until it has, little else can be imported."""

import sys

sys.path.append(f"{sys._MEIPASS}/shared.zip")
