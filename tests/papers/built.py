"""A paper's two documents as content, before what is withheld is told of and figures are marked."""

from __future__ import annotations

from dataclasses import replace

from desktop.appraisal.results import Appraisal
from desktop.papers.choosing import builder
from desktop.papers.content.blocks import Document
from desktop.papers.content.records import PaperRecords
from desktop.papers.layouts import cabinet_report
from desktop.papers.sections.annex import annex
from desktop.papers.sections.report_parts import ReportParts


def report_of(paper: PaperRecords, appraisal: Appraisal) -> Document:
    """The modern Cabinet report."""
    return cabinet_report.build(ReportParts(paper, appraisal))


def annex_of(paper: PaperRecords, appraisal: Appraisal) -> Document:
    """The annex to it."""
    parts = ReportParts(paper, appraisal)
    return annex(parts, cabinet_report.build(parts))


def marked_of(layout: str, paper: PaperRecords, appraisal: Appraisal) -> Document:
    """All that a paper prints, marked: the report in a layout, and after it its annex."""
    report, annex = builder(layout)(paper, appraisal)
    return replace(report, blocks=(*report.blocks, *annex.blocks))
