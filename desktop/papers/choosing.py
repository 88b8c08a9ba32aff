"""The layouts there are: the modules of `layouts`, each named as its module with hyphens."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from desktop.errors import KnownTrouble
from desktop.papers import layouts

if TYPE_CHECKING:
    from desktop.appraisal.results import Appraisal
    from desktop.papers.content.blocks import Document, Made
    from desktop.papers.content.records import PaperRecords
    from desktop.papers.sections.report_parts import ReportParts
    from desktop.papers.sections.section_choice import Order


#: The layouts whose names are more than their words.
_NAMED = {"part-a-part-b": "Part A and Part B"}


def layout_names() -> tuple[str, ...]:
    """Every layout there is."""
    return tuple(sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(layouts.__path__)))


def layout_words(layout: str) -> str:
    """A layout as an officer reads it: `cabinet-report` is Cabinet report."""
    return _NAMED.get(layout, layout[:1].upper() + layout[1:].replace("-", " "))


def builder(layout: str) -> Callable[[PaperRecords, Appraisal], Made]:
    """What makes a paper in a layout. Raises KnownTrouble for a layout that there is not."""
    build: Callable[[ReportParts], Document] = _module(layout).build

    def made(records: PaperRecords, appraisal: Appraisal) -> Made:
        from desktop.papers.content.blocks import Made
        from desktop.papers.law.withheld_notice import with_notice
        from desktop.papers.law.withheld_statements import without_what_rests_on_it
        from desktop.papers.sections.annex import annex
        from desktop.papers.sections.report_parts import ReportParts
        from desktop.papers.sources.marking import marked_figures, said_at_the_head

        def whole(document: Document) -> Document:
            told = without_what_rests_on_it(document, records)
            return with_notice(said_at_the_head(marked_figures(told, records)), records)

        parts = ReportParts(records, appraisal)
        report = build(parts)
        return Made(report, lambda: annex(parts, report)).each(whole)  # the annex has what the report has not

    return made


def set_out(layout: str, records: PaperRecords, appraisal: Appraisal) -> Document:
    """The report as a layout sets it out, before its figures are marked, to look at its words. Raises KnownTrouble as `builder` does."""
    from desktop.papers.sections.report_parts import ReportParts

    build: Callable[[ReportParts], Document] = _module(layout).build
    return build(ReportParts(records, appraisal))


def unanswered(layout: str, records: PaperRecords, appraisal: Appraisal) -> frozenset[str]:
    """The keys of the questions of a form that nothing answers yet; none in another layout. Raises KnownTrouble as `builder` does."""
    if not order_of(layout).questions:
        return frozenset()
    from desktop.papers.sections import outline
    from desktop.papers.sections.report_parts import ReportParts

    return outline.unanswered(_module(layout).PARTS, ReportParts(records, appraisal))


def rows_of(layout: str, records: PaperRecords) -> tuple[tuple[str, str, str], ...]:
    """The rows of a form that fields of the paper answer: label, answer and field; none in another layout."""
    found: tuple[tuple[str, str, str], ...] = _module(layout).rows(records) if order_of(layout).questions else ()
    return found


def order_of(layout: str) -> Order:
    """The sections of a layout in their order. Raises KnownTrouble for a layout that there is not."""
    order: Order = _module(layout).ORDER
    return order


def _module(layout: str) -> Any:
    names = layout_names()
    if layout not in names:
        raise KnownTrouble(f"There is no layout named ‘{layout}’. Choose {', '.join(names[:-1])} or {names[-1]}.")
    return importlib.import_module(f"{layouts.__name__}.{layout.replace('-', '_')}")
