"""Runs first in the frozen program: puts the archive that both programs share on Python's path. Before it, little can be imported."""

import sys

sys.path.append(f"{vars(sys)['_MEIPASS']}/shared.zip")
