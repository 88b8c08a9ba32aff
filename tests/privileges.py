"""A process that may do no more than the modes of files say, even where the tests run as root."""

from __future__ import annotations

import sys

_DROPPING = """
import ctypes, os, sys
for capability in (1, 2):  # to override modes, and to search any folder; 24 takes it from what the next program may have
    ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
#: What a command begins with, so that modes hold in it as they do for everybody.
AS_ANYBODY = (sys.executable, "-c", _DROPPING) if sys.platform == "linux" else ()
