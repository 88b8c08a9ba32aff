"""The golden texts: what every layout says of every sample, word for word; of a sample that withholds something, whole too.

A sample has a folder in `golden/`, whose passages are kept once (`shared_parts`). `python3 dev.py golden` writes them anew, and nothing
else does. Read what has changed in them before they are committed: a change that nobody meant is a fault.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.operations.workbook.samples import NAMES, make_sample
from desktop.papers.html.paper_text import plain_text
from tests.papers.sample_papers import EXEMPT_PAPERS, PAPERS, SamplePaper, SamplePapers
from tests.papers.shared_parts import difference, write

GOLDEN = Path(__file__).resolve().parent / "golden"


def golden_name(layout: str, *, exempt: bool = False) -> str:
    """What the text of a layout is called: of its paper for the public, or with `exempt` of the whole one."""
    return f"{layout}.exempt" if exempt else layout


def differs(paper: SamplePaper, sample: str, layout: str, *, exempt: bool = False) -> str:
    """How a sample's paper differs from its golden text, and what to do about it; blank where it does not."""
    return difference(plain_text(paper.document), GOLDEN / sample, golden_name(layout, exempt=exempt))


def write_all() -> None:
    """Write every golden text anew, in place of what was kept."""
    texts: dict[str, dict[str, str]] = defaultdict(dict)
    with TemporaryDirectory() as folder:
        for name in NAMES:
            make_sample(name, Path(folder) / f"{name}.appraisal")
        samples = SamplePapers(lambda name: Path(folder) / f"{name}.appraisal")
        for exempt, papers in ((False, PAPERS), (True, EXEMPT_PAPERS)):
            for name, layout in papers:
                texts[name][golden_name(layout, exempt=exempt)] = plain_text(samples.paper(name, layout, exempt=exempt).document)
    for stale in GOLDEN.glob("*/*.txt"):
        stale.unlink()
    for name, of_sample in texts.items():
        write(of_sample, GOLDEN / name)


if __name__ == "__main__":
    write_all()
