"""The widths of columns that the officer has set by hand, for every table of the window by its name; the settings keep them."""

from __future__ import annotations

from collections.abc import Mapping

_widths: dict[str, dict[str, int]] = {}


def of_table(name: str) -> Mapping[str, int]:
    """The widths set in a table, in logical pixels, by the keys of its columns."""
    return _widths.get(name, {})


def keep(name: str, key: str, width: int) -> None:
    """Keep the width of one column of a table."""
    _widths.setdefault(name, {})[key] = width


def take_in(kept: Mapping[str, Mapping[str, int]]) -> None:
    """Have just these, as the settings hold them."""
    _widths.clear()
    _widths.update({name: dict(widths) for name, widths in kept.items()})


def everything() -> dict[str, dict[str, int]]:
    """All that is kept, for the settings."""
    return {name: dict(widths) for name, widths in _widths.items()}
