"""Hold the report and the annex of every sample in every layout against PDF/UA-1 and PDF/A-2a with veraPDF; `dev.py papers` starts this.

veraPDF is run by a program of the developer's own, which is given PDF files and says of each, a line for each standard, its file name, the
standard, `passes` or `FAILS`; indented lines after it say what is wrong. Before the papers it is given one with faults seeded in it: unless
each is refused by just the standards that forbid it, no verdict is believed. Exits with 1 where anything is refused or without a verdict,
and with 2 where nothing can be checked.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.operations.workbook.samples import make_sample
from desktop.papers.content.blocks import Document
from desktop.papers.html.paper_text import plain_text
from desktop.papers.pdf.reading import page_count
from desktop.papers.pdf.setting import set_pdf
from tests.papers import seeded_faults
from tests.papers.sample_papers import EXEMPT_PAPERS, PAPERS, WITHHOLDING, SamplePapers

KEPT = Path(__file__).with_name("verapdf.md")
#: Names the program that runs veraPDF, where it is not on the path by this name.
CHECKER = "APPRAISAL_DESK_VERAPDF"
ON_PATH = "verapdf-check"
#: The standards, as the program calls them and as they are called.
STANDARDS = {"PDFUA-1": "PDF/UA-1", "PDFA-2A": "PDF/A-2a"}
#: Each seeded fault, and the standards that forbid it.
FAULTS: tuple[tuple[seeded_faults.Fault, frozenset[str]], ...] = (
    (seeded_faults.figure_without_alternative, frozenset({"PDFUA-1"})),
    (seeded_faults.header_cells_without_scope, frozenset({"PDFUA-1"})),
    (seeded_faults.heading_level_skipped, frozenset({"PDFUA-1"})),
    (seeded_faults.text_without_a_tag, frozenset({"PDFUA-1"})),
    (seeded_faults.no_output_intent, frozenset({"PDFA-2A"})),
    (seeded_faults.no_structure, frozenset(STANDARDS)),
    (seeded_faults.font_not_embedded, frozenset(STANDARDS)),
)
#: How many files the program is given at once: it tells nothing until it has looked at all of them.
_AT_ONCE = 16
_VERDICT = re.compile(r"(\S+\.pdf) (\S+) (passes|FAILS)\b")


class CannotCheck(Exception):
    """Nothing can be checked; the sentence says why and what to do."""


@dataclass
class Verdict:
    """What veraPDF says of one file: by standard whether it passes, and the rules that it breaks."""

    passes: dict[str, bool] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    @property
    def refused_by(self) -> frozenset[str]:
        """The standards that the file breaks."""
        return frozenset(standard for standard, passes in self.passes.items() if not passes)

    @property
    def is_sound(self) -> bool:
        """Whether the file passes every standard; one without a verdict does not."""
        return all(self.passes.get(standard) for standard in STANDARDS)

    def word(self, standard: str) -> str:
        """What the table says of a standard."""
        return {True: "passes", False: "fails", None: "no verdict"}[self.passes.get(standard)]


@dataclass(frozen=True)
class CheckedDocument:
    """A report or an annex as it was set, and its row of the table. `seconds` are by the clock, of setting its content as PDF."""

    sample: str
    layout: str
    copy: str
    kind: str
    pages: int
    words: int
    seconds: float
    file: Path


def main() -> int:
    """Check what is asked for, and write the table."""
    parser = argparse.ArgumentParser(prog="dev.py papers", description="The samples' papers held against PDF/UA-1 and PDF/A-2a by veraPDF.")
    parser.add_argument("names", nargs="*", metavar="WORDS", help="only papers whose sample or layout holds one of these; only printed")
    names = parser.parse_args().names
    try:
        program = checker(os.environ)
        with TemporaryDirectory(prefix="papers-") as folder:
            return _check(program, Path(folder), names)
    except CannotCheck as trouble:
        print(trouble, file=sys.stderr)
        return 2


def checker(surroundings: Mapping[str, str]) -> str:
    """The program that runs veraPDF. Raises CannotCheck where there is none."""
    named = surroundings.get(CHECKER, "")
    found = shutil.which(named or ON_PATH, path=surroundings.get("PATH", ""))
    if found is None and named:
        raise CannotCheck(f"{CHECKER} names {named}, which is no program that can be run: have it name the one that runs veraPDF.")
    if found is None:
        raise CannotCheck(f"veraPDF is not here: put a program {ON_PATH} that runs it on the path, or have {CHECKER} name one.")
    return found


def verdicts(said: str) -> dict[str, Verdict]:
    """What the program said, by file name."""
    found: dict[str, Verdict] = defaultdict(Verdict)
    last = Verdict()
    for line in said.splitlines():
        if verdict := _VERDICT.match(line):
            name, standard, word = verdict.groups()
            last = found[name]
            last.passes[standard] = word == "passes"
        elif line.startswith(" "):
            last.broken.append(line.strip())
    return dict(found)


def checked(program: str, files: Sequence[Path]) -> dict[str, Verdict]:
    """The verdict of each file, by its name. A file of which the program says nothing has an empty one."""
    found: dict[str, Verdict] = {}
    for begin in range(0, len(files), _AT_ONCE):
        few = files[begin : begin + _AT_ONCE]
        # a refusal is an exit code too, so what it says is read and not the code
        done = subprocess.run([program, *map(str, few)], stdout=subprocess.PIPE, encoding="utf-8", errors="replace", check=False)
        said = verdicts(done.stdout)
        found |= {file.name: said.get(file.name, Verdict()) for file in few}
        print(f"{min(begin + _AT_ONCE, len(files))} of {len(files)} files checked.", flush=True)
    return found


def misjudged(judged: Mapping[str, Verdict]) -> list[str]:
    """What veraPDF says of the seeded faults that is not so, each in a sentence; the paper without a fault is `none`."""
    wrong = []
    for name, forbidding in (("none", frozenset[str]()), *((fault.__name__, forbidding) for fault, forbidding in FAULTS)):
        verdict = judged.get(f"{name}.pdf", Verdict())
        if set(verdict.passes) != set(STANDARDS) or verdict.refused_by != forbidding:
            said = ", ".join(f"{STANDARDS[standard]} {verdict.word(standard)}" for standard in STANDARDS)
            due = " and ".join(STANDARDS[standard] for standard in STANDARDS if standard in forbidding) or "no standard"
            wrong.append(f"The seeded fault {name} is refused by {due}, and the checker says: {said}.")
    return wrong


def table(documents: Sequence[CheckedDocument], judged: Mapping[str, Verdict]) -> str:
    """The page that is kept."""
    sound = sum(judged[each.file.name].is_sound for each in documents)
    lines = [
        "# The samples' papers, held against PDF/UA-1 and PDF/A-2a",
        "",
        "Made by `python3 dev.py papers` with veraPDF’s own profiles. Words are those that print, tables among them; milliseconds are by",
        "the clock, of setting the content as PDF once, and drift with whatever else the machine does. Only the sample that withholds",
        "something has exempt copies.",
        "",
        f"{sound} of {len(documents)} pass both. {len(FAULTS)} faults seeded in a paper were refused first, each by just the standards",
        f"that forbid it: {', '.join(fault.__name__.replace('_', ' ') for fault, _ in FAULTS)}.",
        "",
        f"| sample | layout | copy | document | pages | words | {' | '.join(STANDARDS.values())} | set in ms |",
        "|---|---|---|---|---:|---:|---|---|---:|",
    ]
    for each in documents:
        verdict = " | ".join(judged[each.file.name].word(standard) for standard in STANDARDS)
        figures = f"{each.pages} | {each.words:,} | {verdict} | {each.seconds * 1000:.0f}"
        lines.append(f"| {each.sample} | {each.layout} | {each.copy} | {each.kind} | {figures} |")
    return "\n".join(lines) + "\n"


def _check(program: str, folder: Path, names: Sequence[str]) -> int:
    def made_sample(name: str) -> Path:
        file = folder / f"{name}.appraisal"
        if not file.exists():
            make_sample(name, file)
        return file

    samples = SamplePapers(made_sample)
    wrong = misjudged(checked(program, list(_with_faults(samples, folder))))
    if wrong:
        raise CannotCheck("\n".join([*wrong, "No paper was checked: see that the program runs veraPDF."]))
    documents = list(_set_documents(samples, folder, names))
    if not documents:
        raise CannotCheck(f"No sample or layout is called {' or '.join(names)}.")
    judged = checked(program, [each.file for each in documents])
    page = table(documents, judged)
    if names:
        print(page)
    else:
        KEPT.write_text(page, encoding="utf-8", newline="\n")
        print(f"The table is in tests/papers/{KEPT.name}.")
    refused = [each for each in documents if not judged[each.file.name].is_sound]
    for each in refused:
        print("\n    ".join([each.file.name, *(judged[each.file.name].broken or ["There is no verdict."])]))
    return 1 if refused else 0


def _with_faults(samples: SamplePapers, folder: Path) -> Iterator[Path]:
    """A paper as it is, but for being saved again, and the same with each seeded fault."""
    sound = set_pdf(samples.paper(WITHHOLDING, "full-council").whole)
    for fault in (None, *(fault for fault, _ in FAULTS)):
        file = folder / f"{fault.__name__ if fault else 'none'}.pdf"
        file.write_bytes(seeded_faults.saved(sound, fault or (lambda _: None)))
        yield file


def _set_documents(samples: SamplePapers, folder: Path, names: Sequence[str]) -> Iterator[CheckedDocument]:
    for copy, papers in (("public", PAPERS), ("exempt", EXEMPT_PAPERS)):
        for sample, layout in _named(papers, names):
            paper = samples.paper(sample, layout, exempt=copy == "exempt")
            for kind, document in (("report", paper.document), ("annex", paper.annex)):
                pdf, seconds = _timed(document)
                file = folder / f"{sample}.{layout}.{copy}.{kind}.pdf"
                file.write_bytes(pdf)
                yield CheckedDocument(sample, layout, copy, kind, page_count(pdf), len(plain_text(document).split()), seconds, file)


def _named(papers: Iterable[tuple[str, str]], names: Sequence[str]) -> Iterator[tuple[str, str]]:
    for sample, layout in papers:
        if not names or any(words in name for words in names for name in (sample, layout)):
            yield sample, layout


def _timed(document: Document) -> tuple[bytes, float]:
    began = time.perf_counter()
    pdf = set_pdf(document)
    return pdf, time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
