"""The golden texts: what the report says of every sample in every layout, word for word, and its annex; of a sample that withholds
something, whole too.

A sample has a folder in `golden/`, whose passages are kept once (`shared_parts`). `python3 dev.py golden` writes them anew, and nothing
else does. Read what has changed in them before they are committed: a change that nobody meant is a fault.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.operations.workbook.samples import NAMES, make_sample
from desktop.papers.content.blocks import Document
from desktop.papers.html.paper_text import plain_text
from tests.papers import report_lengths
from tests.papers.sample_papers import EXEMPT_PAPERS, PAPERS, SamplePapers
from tests.papers.shared_parts import difference, write

GOLDEN = Path(__file__).resolve().parent / "golden"


#: What the annex is called beside the layouts: that of the modern report, as it is the same below any report that says the same.
ANNEX = "annex"
ANNEX_OF = "cabinet-report"


def golden_name(layout: str, *, exempt: bool = False) -> str:
    """What the text of a layout, or of the annex, is called: of its paper for the public, or with `exempt` of the whole one."""
    return f"{layout}.exempt" if exempt else layout


def differs(document: Document, sample: str, layout: str, *, exempt: bool = False) -> str:
    """How a sample's report or annex differs from its golden text, and what to do about it; blank where it does not."""
    return difference(plain_text(document), GOLDEN / sample, golden_name(layout, exempt=exempt))


def write_all() -> None:
    """Write every golden text anew, in place of what was kept."""
    texts: dict[str, dict[str, str]] = defaultdict(dict)
    with TemporaryDirectory() as folder:
        for name in NAMES:
            make_sample(name, Path(folder) / f"{name}.appraisal")
        samples = SamplePapers(lambda name: Path(folder) / f"{name}.appraisal")
        for exempt, papers in ((False, PAPERS), (True, EXEMPT_PAPERS)):
            for name, layout in papers:
                paper = samples.paper(name, layout, exempt=exempt)
                texts[name][golden_name(layout, exempt=exempt)] = plain_text(paper.document)
                if layout == ANNEX_OF:
                    texts[name][golden_name(ANNEX, exempt=exempt)] = plain_text(paper.annex)
        report_lengths.KEPT.write_text(report_lengths.table(samples), encoding="utf-8", newline="\n")
    for stale in GOLDEN.glob("*/*.txt"):
        stale.unlink()
    for name, of_sample in texts.items():
        write(of_sample, GOLDEN / name)


if __name__ == "__main__":
    write_all()
