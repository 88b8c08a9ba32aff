"""How long a paper takes: tagged against untagged, a long table against plain strings, Word and HTML against PDF, and the verb whole."""

from __future__ import annotations

import io
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.papers.content.blocks import Block, Document

_RUNS = 7
_ROWS = 1000
_WIDTHS = (150, 110, 74, 74, 74)
_COLUMNS = ("What is bought", "Who runs it", "First year", "Second year", "Third year")
_MOST_SECONDS = 2.0
#: Writes a report as `python -m desktop paper` does, and prints the processor time of the whole program.
_VERB = "import sys, time; from desktop.__main__ import main; code = main(); print(time.process_time()); sys.exit(code)"
_SENTENCE = "The council runs this service with two neighbours, and each of them pays its share of what it costs to run. "


def rows(folder: Path) -> list[tuple[str, float, str, str]]:
    """The rows of the benchmark that are about papers: what, ratio, aim, and the two figures it is of."""
    from desktop.operations.workbook.samples import NAMES, make_sample
    from desktop.papers.pdf.setting import set_pdf

    ratios = []
    for pages, sections in ((13, 8), (190, 125)):
        document = paper(sections)
        ours, plain = turn_about(partial(set_pdf, document), partial(set_pdf, document, tagged=False))
        ratios.append(row(f"A paper of about {pages} pages set with tags, against the same pages without", ours, plain, "1.3 or less"))
    ours, plain = turn_about(partial(set_pdf, long_table()), plain_strings)
    ratios.append(row(f"A table of {_ROWS:,} rows set with tags, against plain strings in ReportLab's own table", ours, plain, "2 or less"))
    samples = [folder / f"paper-{name}.appraisal" for name in NAMES]
    for name, sample in zip(NAMES, samples, strict=True):
        make_sample(name, sample)
    return [*ratios, *forms(samples), headless(samples)]


def forms(samples: Sequence[Path]) -> list[tuple[str, float, str, str]]:
    """The rows of the other forms: the reports of all samples set from their content as each, against the same as PDF."""
    from desktop.operations.papers.papers import document, paper_to_set
    from desktop.operations.records.cases import find
    from desktop.operations.store.files import opened
    from desktop.papers.html.setting import set_html
    from desktop.papers.pdf.setting import set_pdf
    from desktop.papers.word.setting import set_word

    reports = []
    for sample in samples:
        with opened(sample) as store:
            reader = store.reader()
            given = paper_to_set(reader, find(reader, None))
        reports.append(document(given.records, given.appraised(), given.records.layout))

    def set_all(setter: Callable[[Document], bytes]) -> bytes:
        return b"".join(setter(report) for report in reports)

    ratios = []
    for name, setter in (("Word", set_word), ("HTML", set_html)):
        ours, plain = turn_about(partial(set_all, setter), partial(set_all, set_pdf))
        ratios.append(row(f"The reports of the samples set as {name}, against the same as PDF", ours, plain, "1 or less"))
    return ratios


def headless(samples: Sequence[Path]) -> tuple[str, float, str, str]:
    """The row of the verb `paper` in a program of its own, of the sample that takes longest: its processor time, and by the clock."""
    report_times(samples[0])  # unmeasured: this leaves bytecode, as an installed program has
    slowest = max(samples, key=lambda sample: report_times(sample)[0])
    worked, clock = (statistics.median(each) for each in zip(*(report_times(slowest) for _ in range(_RUNS)), strict=True))
    name = slowest.stem.removeprefix("paper-")
    said = f"{worked * 1000:.0f} ms, {name}; by the clock, with whatever else the machine did, {clock * 1000:.0f} ms"
    what = f"The report of a sample written headless, the slowest of {len(samples)}, against 2 s, in processor time"
    return what, worked / _MOST_SECONDS, "1 or less", said


def report_times(sample: Path) -> tuple[float, float]:
    """The seconds that the verb takes once, in processor time and by the clock."""
    command = [sys.executable, "-c", _VERB, "paper", str(sample), "--out", str(sample.with_suffix(".pdf"))]
    surroundings = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    surroundings["PYTHONPYCACHEPREFIX"] = str(sample.with_name("bytecode"))
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=surroundings)
    return float(done.stdout.split()[-1]), time.perf_counter() - began


def row(what: str, ours: float, plain: float, aim: str) -> tuple[str, float, str, str]:
    """One row of the table."""
    return what, ours / plain, aim, f"{ours * 1000:.0f} ms and {plain * 1000:.0f} ms"


def turn_about(ours: Callable[[], bytes], plain: Callable[[], bytes]) -> tuple[float, float]:
    """The median seconds of two jobs done in turn, so that whatever else the machine does falls on both alike."""
    took: tuple[list[float], list[float]] = ([], [])
    for job in (ours, plain):
        job()
    for _ in range(_RUNS):
        for job, times in zip((ours, plain), took, strict=True):
            began = time.process_time()
            job()
            times.append(time.process_time() - began)
    return statistics.median(took[0]), statistics.median(took[1])


def paper(sections: int) -> Document:
    """A paper of so many sections, each with paragraphs, a list and a table, some of whose cells wrap."""
    from desktop.papers.content.blocks import BulletList, Document, Heading, Paragraph, Span, Table, right, table_columns

    blocks: list[Block] = []
    for section in range(1, sections + 1):
        blocks.append(Heading(1, f"What the appraisal says of option {section}", str(section)))
        blocks += [Paragraph((Span(_SENTENCE * 4), Span("It is urgent.", bold=True)), f"{section}.{each}") for each in range(1, 7)]
        blocks.append(BulletList(tuple((Span(_SENTENCE),) for _ in range(4))))
        columns = table_columns("Risk", "What is done about it", *right("Cost"))
        cells = tuple((f"Risk {each}", _SENTENCE if each % 2 else "Watched", f"£{each},000") for each in range(16))
        blocks.append(Table(f"Table {section}: Risks", columns, cells))
    return Document("How long a paper takes", "A council", tuple(blocks))


def cells() -> list[list[str]]:
    """The cells of the long table."""
    return [[f"Line {each} of the plan", f"Directorate {each % 9}", *(f"£{each * by:,}" for by in (137, 91, 17))] for each in range(_ROWS)]


def long_table() -> Document:
    """The long table as a paper has it."""
    from desktop.papers.content.blocks import Align, Document, Table, TableColumn

    columns = tuple(TableColumn(name, Align.RIGHT if index > 1 else Align.LEFT) for index, name in enumerate(_COLUMNS))
    return Document("A long table", "A council", (Table("Table 1: Lines", columns, tuple(tuple(each) for each in cells())),))


def plain_strings() -> bytes:
    """The same rows as ReportLab sets strings, without tags."""
    from reportlab.platypus import SimpleDocTemplate, Table

    from desktop.papers import fonts

    fonts.register()
    style = [
        ("FONT", (0, 0), (-1, -1), fonts.REGULAR, 9, 11.88),
        ("ALIGN", (2, 0), (-1, -1), "RIGHT"),
        ("BACKGROUND", (0, 0), (-1, 0), "#eef2f6"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, "#c9d2dc"),
    ]
    out = io.BytesIO()
    SimpleDocTemplate(out, initialFontName=fonts.REGULAR).build(
        [Table([list(_COLUMNS), *cells()], colWidths=_WIDTHS, repeatRows=1, style=style)]
    )
    return out.getvalue()
