"""The golden texts: what every layout says of every sample, word for word, in `golden/`; of a sample that withholds something, whole too.

`python3 dev.py golden` writes them anew, and nothing else does. Read what has changed in them before they are committed: a change that
nobody meant is a fault.
"""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.operations.workbook.samples import NAMES, make_sample
from desktop.papers.html.paper_text import plain_text
from tests.papers.sample_papers import EXEMPT_PAPERS, PAPERS, SamplePaper, SamplePapers

GOLDEN = Path(__file__).resolve().parent / "golden"
#: So much of a difference is shown.
_MOST_LINES, _LONGEST = 60, 300


def golden_file(name: str, layout: str, *, exempt: bool = False) -> Path:
    """Where the text of a sample in a layout is kept: of its paper for the public, or with `exempt` of the whole one."""
    return GOLDEN / name / (f"{layout}.exempt.txt" if exempt else f"{layout}.txt")


def difference(paper: SamplePaper, file: Path) -> str:
    """How a paper's text differs from its golden text, and what to do about it; blank where it does not."""
    kept, made = file.read_text(encoding="utf-8").splitlines(), plain_text(paper.document).splitlines()
    lines = [line[:_LONGEST] for line in unified_diff(kept, made, "golden", "made now", lineterm="", n=1)]
    if not lines:
        return ""
    more = [f"and {len(lines) - _MOST_LINES} more lines"] if len(lines) > _MOST_LINES else []
    head = f"{file.parent.name}/{file.name} differs. If every change is meant, run: python3 dev.py golden"
    return "\n".join([head, *lines[:_MOST_LINES], *more])


def write_all() -> None:
    """Write every golden text anew, and take away those of layouts and samples that there no longer are."""
    for stale in GOLDEN.glob("*/*.txt"):
        stale.unlink()
    with TemporaryDirectory() as folder:
        for name in NAMES:
            make_sample(name, Path(folder) / f"{name}.appraisal")
        made = SamplePapers(lambda name: Path(folder) / f"{name}.appraisal")
        for exempt, papers in ((False, PAPERS), (True, EXEMPT_PAPERS)):
            for name, layout in papers:
                file = golden_file(name, layout, exempt=exempt)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(plain_text(made.paper(name, layout, exempt=exempt).document), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_all()
