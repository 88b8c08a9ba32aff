"""Names as a file may be called on every system."""

from __future__ import annotations

from collections.abc import Iterable

#: What Windows keeps for devices, whatever comes after the point.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
_FORBIDDEN = '<>:"/\\|?*'
_LONGEST = 80


def safe_name(words: str, otherwise: str) -> str:
    """Words as the name of a file, without a suffix; `otherwise` where nothing of them may stay."""
    kept = "".join(" " if each in _FORBIDDEN or not each.isprintable() else each for each in words)
    name = " ".join(kept.split())[:_LONGEST].strip(". ")
    if name.split(".")[0].strip().casefold() in _DEVICES:
        name = f"{name[: name.index('.')] if '.' in name else name}_"
    return name.lstrip("~$") or otherwise


def apart(names: Iterable[str]) -> list[str]:
    """The names in order, each with a number behind it where another is spelt alike, capitals or not."""
    taken: set[str] = set()
    names_apart = []
    for name in names:
        number, tried = 1, name
        while tried.casefold() in taken:
            number += 1
            tried = f"{name} ({number})"
        taken.add(tried.casefold())
        names_apart.append(tried)
    return names_apart
