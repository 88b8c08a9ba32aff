"""The organisations that take part in an option, as one cell names them."""

from __future__ import annotations

from desktop.operations.records.columns import Value

SEPARATOR = "; "


def names_in(value: Value) -> tuple[str, ...]:
    """The names in one cell, with semicolons or line ends between them; each once."""
    text = "" if value is None else str(value)
    return tuple(dict.fromkeys(name for part in text.replace("\n", ";").split(";") if (name := " ".join(part.split()))))
