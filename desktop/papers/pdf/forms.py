"""A form of set rows as ReportLab sets it: a label, and the paragraphs and lists beside it. Loads ReportLab."""

from __future__ import annotations

from reportlab.platypus import Flowable

from desktop.papers.content.blocks import BulletList, Form, NumberedList, Paragraph
from desktop.papers.pdf.lists import list_flowables
from desktop.papers.pdf.styles import BESIDE, BESIDE_ITEM, LABEL
from desktop.papers.pdf.tables import labelled_rows, paragraphs, word_paragraphs
from desktop.papers.pdf.tagging.flowables import Gap
from desktop.papers.pdf.tagging.structure import Element, Role
from desktop.papers.pdf.tagging.tables import Cell, row_cells


def form_flowables(form: Form, parent: Element | None = None) -> list[Flowable]:
    """The rows of a form: nothing for a form without rows."""
    if not form.rows:
        return []
    element = Element(Role.TABLE, parent)
    rows: list[list[Cell]] = []
    for label, lines in form.rows:
        head, cell = row_cells(element, 2, True)
        rows.append(
            [paragraphs(label, LABEL, head), [flowable for block in lines for flowable in _beside(block, cell, alone=len(lines) == 1)]]
        )
    return [labelled_rows(rows), Gap(1, 8)]


def _beside(block: Paragraph | BulletList | NumberedList, cell: Element, *, alone: bool) -> list[Flowable]:
    if isinstance(block, Paragraph):
        return word_paragraphs(block.words, BESIDE, cell if alone else Element(Role.PARAGRAPH, cell))
    return list_flowables(block, cell, BESIDE_ITEM)
