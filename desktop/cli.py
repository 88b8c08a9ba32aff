"""The headless verbs. They need no screen and no Qt; whatever is wrong is one plain sentence on standard error, and exit code 2."""

from __future__ import annotations

import argparse
import io
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from desktop.errors import KnownTrouble, SeveralTroubles

if TYPE_CHECKING:
    from db.reading import Reader

_SAMPLES = "place-budget, total-place, ni179, future-options or back-office-hub"
_QUESTIONS = "baseline, gains, ratings, scores, services, costs, contributions"
_UNKNOWN_VERB = re.compile(r"argument VERB: invalid choice: '(.*?)' ")


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, as everything else does."""

    def error(self, message: str) -> NoReturn:
        if match := _UNKNOWN_VERB.match(message):
            raise KnownTrouble(f"There is no verb ‘{match[1]}’. Type {', '.join([*_VERBS][:-1])} or {[*_VERBS][-1]}, or a file to open.")
        raise KnownTrouble(f"{message[:1].upper()}{message[1:].rstrip('.')}. Type {self.prog} --help for what it takes.")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="appraisal-desk", description="Without a verb, opens the window.")
    verbs = parser.add_subparsers(dest="verb", required=True, parser_class=_Parser, metavar="VERB")
    sample = verbs.add_parser("sample", help="make a file that holds one of the sample cases")
    sample.add_argument("name", metavar="NAME", help=_SAMPLES)
    sample.add_argument("--out", required=True, type=Path, metavar="FILE.appraisal")
    taken = verbs.add_parser("import", help="check a case workbook, then take all of it or nothing")
    taken.add_argument("book", type=Path, metavar="BOOK.xlsx")
    taken.add_argument("--into", required=True, type=Path, metavar="FILE.appraisal")
    taken.add_argument("--replace", action="store_true", help="take the place of a case of the same title")
    export = verbs.add_parser("export", help="write a case as the case workbook, which import takes back")
    _file_and_case(export)
    export.add_argument("--out", required=True, type=Path, metavar="BOOK.xlsx")
    results = verbs.add_parser("results", help="appraise a case and print what it comes to")
    _file_and_case(results)
    results.add_argument("--json", action="store_true", help="as the results JSON, schema 1")
    paper = verbs.add_parser("paper", help="write a case's paper as PDF: what may be published, unless --exempt is given")
    _file_and_case(paper)
    paper.add_argument("--paper", metavar="TITLE", help="which paper, where the case has several: without it the first")
    paper.add_argument("--layout", metavar="NAME", help="without it the paper's own")
    paper.add_argument("--out", required=True, type=Path, metavar="PAPER.pdf")
    paper.add_argument("--exempt", action="store_true", help="with what is exempt or confidential, marked so on each page")
    paper.add_argument("--draft", action="store_true", help="marked as a draft, even where the paper is final")
    reference = verbs.add_parser("reference", help="what the publisher’s deflators, rates or caps would change, case by case")
    reference.add_argument("book", type=Path, metavar="BOOK.xlsx")
    reference.add_argument("--into", required=True, type=Path, metavar="FILE.appraisal")
    reference.add_argument("--take", action="store_true", help="bring them in, and have each case take the newer edition")
    packs = verbs.add_parser("packs", help="write each partner a workbook of questions, into a new folder")
    _file_and_case(packs)
    packs.add_argument("--out", required=True, type=Path, metavar="FOLDER")
    packs.add_argument("--questions", metavar="NAMES", help=f"which, with commas between: {_QUESTIONS}; all that can be asked")
    packs.add_argument("--partner", action="append", metavar="NAME", help="whom to ask; may be given again; all partners of the case")
    packs.add_argument("--years", metavar="YEARS", help="such as 2009/10 to 2011/12; those of the targets and returns")
    packs.add_argument("--due", metavar="DATE", help="such as 17 September 2010")
    packs.add_argument("--filled", action="store_true", help="with what is held already in the answers")
    returns = verbs.add_parser("returns", help="check a returned workbook, or a folder of them, against a case")
    returns.add_argument("returned", type=Path, metavar="FOLDER")
    returns.add_argument("--into", required=True, type=Path, metavar="FILE.appraisal")
    returns.add_argument("--case", metavar="TITLE", help="which case, where the file holds several")
    returns.add_argument("--take", action="store_true", help="take every return that is without problems")
    check = verbs.add_parser("check", help="check the file, and what still stands between each paper and its agenda")
    check.add_argument("file", type=Path, metavar="FILE.appraisal")
    return parser


def _file_and_case(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.appraisal")
    parser.add_argument("--case", metavar="TITLE", help="which case, where the file holds several")


def run(arguments: Sequence[str]) -> int:
    """Run one verb and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    try:
        given = _parser().parse_args(arguments)
        _VERBS[given.verb](given)
    except SeveralTroubles as troubles:
        print(*troubles.sentences, sep="\n", file=sys.stderr)
        return 2
    except KnownTrouble as trouble:
        print(trouble, file=sys.stderr)
        return 2
    return 0


def _sample(given: argparse.Namespace) -> None:
    from desktop.operations.workbook.samples import make_sample

    report = make_sample(given.name, given.out)
    print(f"{given.out}: {report.title}")


def _import(given: argparse.Namespace) -> None:
    from desktop.operations.store.files import made_or_opened
    from desktop.operations.workbook.cells import check_package
    from desktop.operations.workbook.importing import import_workbook

    check_package(given.book)
    with made_or_opened(given.into) as store:
        report = import_workbook(store, given.book, replace=given.replace)
    print(f"{given.into}: took {report.title}: " + ", ".join(f"{sheet} {rows}" for sheet, rows in report.rows.items()))
    for note in report.notes:
        print(note)


def _export(given: argparse.Namespace) -> None:
    from desktop.operations.workbook.exporting import export_workbook

    report = export_workbook(given.file, given.case, given.out)
    print(f"{given.out}: wrote {report.title}: " + ", ".join(f"{sheet} {rows}" for sheet, rows in report.rows.items()))
    if report.problems:
        print("Before it can be imported again:", *report.problems, sep="\n")


def _results(given: argparse.Namespace) -> None:
    from desktop.operations.appraising.appraisals import appraise_case_whole
    from desktop.operations.appraising.results_json import results_json, results_text
    from desktop.operations.records.cases import find
    from desktop.operations.store.files import opened

    with opened(given.file) as store:
        reader = store.reader()
        appraisal = appraise_case_whole(reader, find(reader, given.case))
    print(json.dumps(results_json(appraisal), ensure_ascii=False, indent=1, allow_nan=False) if given.json else results_text(appraisal))


def _paper(given: argparse.Namespace) -> None:
    from desktop.operations.papers.papers import export_paper

    sentences = export_paper(given.file, given.case, given.layout, given.out, paper=given.paper, exempt=given.exempt, draft=given.draft)
    print(given.out)
    for sentence in sentences:
        print(sentence, file=sys.stderr)


def _reference(given: argparse.Namespace) -> None:
    from desktop.operations.money.editions import bring_in
    from desktop.operations.workbook.cells import check_package

    check_package(given.book)
    for sentence in bring_in(given.into, given.book, taken=given.take):
        print(sentence)


def _packs(given: argparse.Namespace) -> None:
    from desktop.operations.partners.headless_returns import make_packs

    for path in make_packs(given.file, given.case, given.out, given.questions, given.partner, given.years, given.due, given.filled):
        print(path)


def _returns(given: argparse.Namespace) -> None:
    from desktop.operations.partners.headless_returns import take_folder

    for line in take_folder(given.returned, given.into, given.case, given.take):
        print(line)


def _check(given: argparse.Namespace) -> None:
    from desktop.operations.papers.papers import papers
    from desktop.operations.records.cases import titles
    from desktop.operations.store.files import opened

    with opened(given.file) as store:
        print(f"{given.file.name} is sound.")
        reader = store.reader()
        for case, title in titles(reader):
            print(f"\n{title}")
            for paper, name in papers(reader, case) or ((None, ""),):
                _check_paper(reader, case, paper, name)


def _check_paper(reader: Reader, case: int, paper: int | None, name: str) -> None:
    from desktop.operations.papers.readiness import readiness
    from desktop.operations.papers.versions import standing

    if paper is not None:
        stands = standing(reader, case, paper)
        print(f"  {name}: {stands.words}")
        for version in stands.versions:
            print(f"  Version {version.number}: {version.made_at} by {version.login}, {version.layout}, SHA-256 {version.public_sha256}")
    for item in readiness(reader, case, paper):
        print(f"  {item.state_words}: {item.sentence} ({item.where})" + (f": {item.set_aside}" if item.set_aside else ""))


_VERBS = {
    "sample": _sample,
    "import": _import,
    "export": _export,
    "results": _results,
    "paper": _paper,
    "reference": _reference,
    "packs": _packs,
    "returns": _returns,
    "check": _check,
}
