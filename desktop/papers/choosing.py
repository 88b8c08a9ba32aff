"""The layouts there are: the modules of `layouts`, each named as its module with hyphens."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.errors import KnownTrouble
from desktop.papers import layouts

if TYPE_CHECKING:
    from desktop.appraisal.results import Appraisal
    from desktop.papers.content import Document
    from desktop.papers.records import PaperRecords


def layout_names() -> tuple[str, ...]:
    """Every layout there is."""
    return tuple(sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(layouts.__path__)))


def builder(layout: str) -> Callable[[PaperRecords, Appraisal], Document]:
    """What makes a paper in a layout. Raises KnownTrouble for a layout that there is not."""
    names = layout_names()
    if layout not in names:
        raise KnownTrouble(f"There is no layout named ‘{layout}’. Choose {', '.join(names[:-1])} or {names[-1]}.")
    build: Callable[[PaperRecords, Appraisal], Document] = importlib.import_module(f"{layouts.__name__}.{layout.replace('-', '_')}").build
    return build
