"""How many examples a property is tried on: all of them in a soak (`dev.py soak`), a quarter in the run of every day."""

from __future__ import annotations

import os

#: Set by `dev.py soak`.
SOAKED = bool(os.environ.get("APPRAISAL_DESK_SOAK"))


def examples(number: int) -> int:
    """How many examples of `number` this run tries; at least one."""
    return number if SOAKED else max(1, number // 4)
