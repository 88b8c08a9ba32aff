"""The headless verbs. They need no screen and no Qt; whatever is wrong is one plain sentence on standard error, and exit code 2."""

from __future__ import annotations

import argparse
import contextlib
import errno
import io
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

from desktop.disk_trouble import Work, in_words, unusable
from desktop.errors import KnownTrouble, SeveralTroubles

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

    from db.reading import Reader

_SAMPLES = "place-budget, total-place, ni179, future-options, back-office-hub or reorganisation"
_QUESTIONS = "baseline, gains, ratings, scores, services, costs, contributions"
#: What a pipe says when its reader has left; on Windows it is the other.
_NO_READER = (errno.EPIPE, errno.EINVAL) if sys.platform == "win32" else (errno.EPIPE,)
#: What a shell gives for a verb that was stopped from the keyboard.
_STOPPED = 130
_UNKNOWN_VERB = re.compile(r"argument VERB: invalid choice: '(.*?)' ")


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, as everything else does."""

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        """Say what a verb takes, where it can be heard: the library's own lets go of what it cannot write."""
        say(self.format_help().removesuffix("\n"))

    def error(self, message: str) -> NoReturn:
        if match := _UNKNOWN_VERB.match(message):
            raise KnownTrouble(f"There is no verb ‘{match[1]}’. Type {', '.join([*_VERBS][:-1])} or {[*_VERBS][-1]}, or a file to open.")
        raise KnownTrouble(f"{message[:1].upper()}{message[1:].rstrip('.')}. Type {self.prog} --help for what it takes.")


def _path(word: str) -> Path:
    if sentence := unusable(Path(word)):
        raise KnownTrouble(sentence)
    return Path(word)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="appraisal-desk", description="Without a verb, opens the window.")
    verbs = parser.add_subparsers(dest="verb", required=True, parser_class=_Parser, metavar="VERB")
    sample = verbs.add_parser("sample", help="make a file that holds one of the sample cases")
    sample.add_argument("name", metavar="NAME", help=_SAMPLES)
    sample.add_argument("--out", required=True, type=_path, metavar="FILE.appraisal")
    taken = verbs.add_parser("import", help="check a case workbook, then take all of it or nothing")
    taken.add_argument("book", type=_path, metavar="BOOK.xlsx")
    taken.add_argument("--into", required=True, type=_path, metavar="FILE.appraisal")
    taken.add_argument("--replace", action="store_true", help="take the place of a case of the same title")
    taken.add_argument("--keep", action="append", default=[], metavar="'FLOWS 14'", help="a row that looks like a double and is none")
    taken.add_argument(
        "--leave-out",
        action="append",
        default=[],
        metavar="NAME",
        help="a row, such as 'Flows 14', a column, such as 'Flows Driver', or a sheet to leave out",
    )
    template = verbs.add_parser("template", help="write an empty case workbook to fill in")
    template.add_argument("--out", required=True, type=_path, metavar="BOOK.xlsx")
    match = verbs.add_parser("match", help="what somebody else’s workbook looks like: its tables, and which column could be which")
    match.add_argument("book", type=_path, metavar="BOOK.xlsx")
    match.add_argument("--json", action="store_true", help="as JSON")
    export = verbs.add_parser("export", help="write a case as the case workbook, which import takes back")
    _file_and_case(export)
    export.add_argument("--out", required=True, type=_path, metavar="BOOK.xlsx")
    results = verbs.add_parser("results", help="appraise a case and print what it comes to")
    _file_and_case(results)
    results.add_argument("--json", action="store_true", help="as the results JSON, schema 2")
    results.add_argument("--public", action="store_true", help="without what is exempt or confidential, and all that follows from it")
    paper = verbs.add_parser("paper", help="write a case's report, or its annex: what may be published, unless --exempt is given")
    _file_and_case(paper)
    paper.add_argument("--paper", metavar="TITLE", help="which paper, by its title or whom it is for: without it the first")
    paper.add_argument("--layout", metavar="NAME", help="without it the paper's own")
    paper.add_argument("--out", required=True, type=_path, metavar="PAPER.pdf|.docx|.html")
    paper.add_argument("--annex", action="store_true", help="the appraisal annex: every table, chart and source that the report has not")
    paper.add_argument(
        "--template", type=_path, metavar="COUNCIL.docx", help="the council’s own Word document, for its styles, logo and head"
    )
    paper.add_argument("--house", type=_path, metavar="FILE.housestyle", help="in another house style than the file’s own")
    paper.add_argument("--exempt", action="store_true", help="with what is exempt or confidential, marked so on each page")
    paper.add_argument("--draft", action="store_true", help="marked as a draft, even where the paper is final")
    clearance = verbs.add_parser("clearance", help="what changed and was said in a Word copy of a paper that was sent round")
    _file_and_case(clearance)
    clearance.add_argument("copy", type=_path, metavar="COPY.docx")
    clearance.add_argument("--paper", metavar="TITLE", help="which paper, where the case has several: without it the first")
    clearance.add_argument("--take", action="store_true", help="take in the words that changed, as one step that undo takes back")
    clearance.add_argument("--leave", action="append", type=int, default=[], metavar="NUMBER", help="a change to leave, by its number")
    clearance.add_argument(
        "--officer",
        action="append",
        type=_officer,
        default=[],
        metavar="NUMBER=POST",
        help="whose comment it is; a remark without POST",
    )
    reference = verbs.add_parser("reference", help="what the publisher’s deflators, rates or caps would change, case by case")
    reference.add_argument("book", type=Path, metavar="BOOK.xlsx")
    reference.add_argument("--into", required=True, type=Path, metavar="FILE.appraisal")
    reference.add_argument("--take", action="store_true", help="bring them in, and have each case take the newer edition")
    _add_partners(verbs)
    history = verbs.add_parser("history", help="write who changed what and when, as a workbook")
    history.add_argument("file", type=Path, metavar="FILE.appraisal")
    history.add_argument("--out", required=True, type=Path, metavar="BOOK.xlsx")
    check = verbs.add_parser("check", help="check the file, and what still stands between each paper and its agenda")
    check.add_argument("file", type=_path, metavar="FILE.appraisal")
    check.add_argument("printed", nargs="*", type=_path, metavar="PRINTED.pdf", help="whether each of these is one that was made final")
    return parser


def _add_partners(verbs: argparse._SubParsersAction[_Parser]) -> None:
    packs = verbs.add_parser("packs", help="write each partner a workbook of questions, into a new folder")
    _file_and_case(packs)
    packs.add_argument("--out", required=True, type=_path, metavar="FOLDER")
    packs.add_argument("--questions", metavar="NAMES", help=f"which, with commas between: {_QUESTIONS}; all that can be asked")
    packs.add_argument("--partner", action="append", metavar="NAME", help="whom to ask; may be given again; all partners of the case")
    packs.add_argument("--years", metavar="YEARS", help="such as 2009/10 to 2011/12; those of the targets and returns")
    packs.add_argument("--due", metavar="DATE", help="such as 17 September 2010")
    packs.add_argument("--filled", action="store_true", help="with what is held already in the answers")
    returns = verbs.add_parser("returns", help="check a returned workbook, or a folder of them, against a case")
    returns.add_argument("returned", type=_path, metavar="FOLDER")
    returns.add_argument("--into", required=True, type=_path, metavar="FILE.appraisal")
    returns.add_argument("--case", metavar="TITLE", help="which case, where the file holds several")
    returns.add_argument("--take", action="store_true", help="take every return that is without problems")


def _officer(text: str) -> tuple[int, str]:
    number, equals, post = text.partition("=")
    if not equals or not number.strip().isdecimal():
        raise KnownTrouble(f"‘{text}’ does not say whose comment which is. Type its number, = and the post: 2=Monitoring Officer")
    return int(number), post.strip()


def _file_and_case(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=_path, metavar="FILE.appraisal")
    parser.add_argument("--case", metavar="TITLE", help="which case, where the file holds several")


def run(arguments: Sequence[str]) -> int:
    """Run one verb and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # a file may have a name that is no text
            stream.reconfigure(encoding="utf-8", errors="replace")
    code = 0
    try:
        try:
            given = _parser().parse_args(arguments)
            _VERBS[given.verb](given)
        except SystemExit as told:  # what a verb takes was asked for, and has been said
            code = int(told.code or 0)
        _flush(sys.stdout)
    except SeveralTroubles as troubles:
        return _refuse(*troubles.sentences)
    except KnownTrouble as trouble:
        return _refuse(str(trouble))
    except OSError as trouble:
        return _refuse(_refused_by_the_system(trouble))
    except KeyboardInterrupt:
        return _STOPPED
    return code


def _refused_by_the_system(trouble: OSError) -> str:
    """What no operation has put in words, as a sentence about the file that it names."""
    if isinstance(trouble.filename, (str, bytes)):
        return in_words(trouble, Path(os.fsdecode(trouble.filename)), Work.READ)
    return "The system refused what was asked. Check that the folder in hand is there and that its disk answers, then try again."


def _refuse(*sentences: str) -> int:
    with contextlib.suppress(KnownTrouble):  # there is nowhere left to say it
        for sentence in sentences:
            say(sentence, file=sys.stderr)
        _flush(sys.stderr)
    return 2


def say(*words: object, sep: str = " ", file: TextIO | None = None) -> None:
    """Print a line, to standard output where nothing else is said. Raises KnownTrouble where it cannot be written.

    A pipe whose reader has left is no trouble: a verb does all of its work whether or not anybody hears the rest.
    """
    stream = file or sys.stdout
    with _heard(stream):
        print(*words, sep=sep, file=stream)


def _flush(stream: TextIO | None) -> None:
    """Have all be written that has been said."""
    if stream is not None:
        with _heard(stream):
            stream.flush()


@contextlib.contextmanager
def _heard(stream: TextIO) -> Iterator[None]:
    try:
        yield
    except OSError as trouble:
        # what is still to be written goes nowhere, so that Python says nothing of it as it ends
        with contextlib.suppress(OSError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)
        if trouble.errno not in _NO_READER:
            sentence = "What the verb says cannot be written where it was sent. Free some space there, or send it elsewhere."
            raise KnownTrouble(sentence) from trouble


def _sample(given: argparse.Namespace) -> None:
    from desktop.operations.workbook.samples import make_sample

    report = make_sample(given.name, given.out)
    say(f"{given.out}: {report.title}")


def _import(given: argparse.Namespace) -> None:
    from desktop.operations.store.files import made_or_opened
    from desktop.operations.workbook.cells import check_package
    from desktop.operations.workbook.importing import import_workbook
    from desktop.operations.workbook.report import report_text

    check_package(given.book)
    with made_or_opened(given.into) as store:
        report = import_workbook(store, given.book, replace=given.replace, keep=given.keep, leave_out=given.leave_out)
    say(report_text(report.told(given.book.name)).removesuffix("\n"))


def _template(given: argparse.Namespace) -> None:
    from desktop.operations.workbook.template import write_template

    write_template(given.out)
    say(given.out)


def _match(given: argparse.Namespace) -> None:
    from desktop.operations.matching.headless import matches_json, matches_text, read_matches

    matches = read_matches(given.book)
    if given.json:
        say(json.dumps(matches_json(matches), ensure_ascii=False, indent=1, allow_nan=False))
    else:
        say(matches_text(given.book.name, matches))


def _export(given: argparse.Namespace) -> None:
    from desktop.operations.workbook.exporting import export_workbook

    report = export_workbook(given.file, given.case, given.out)
    say(f"{given.out}: wrote {report.title}: " + ", ".join(f"{sheet} {rows}" for sheet, rows in report.rows.items()))
    for told in filter(None, (report.held, report.lacks)):
        say(told)
    if report.problems:
        say("Before it can be imported again:", *report.problems, sep="\n")


def _results(given: argparse.Namespace) -> None:
    from desktop.operations.appraising.appraisals import appraise_case_whole
    from desktop.operations.appraising.results_json import results_text
    from desktop.operations.papers.public_results import public_appraisal, public_json, whole_json
    from desktop.operations.papers.withheld_readiness import check_results_settled
    from desktop.operations.records.cases import find
    from desktop.operations.records.held import what_it_holds
    from desktop.operations.store.files import opened

    with opened(given.file) as store:
        reader = store.reader()
        case = find(reader, given.case)
        if given.public:
            check_results_settled(reader, case)
        if given.json:
            results = public_json(reader, case) if given.public else whole_json(reader, case, appraise_case_whole(reader, case))
            say(json.dumps(results, ensure_ascii=False, indent=1, allow_nan=False))
            return
        say(results_text(public_appraisal(reader, case) if given.public else appraise_case_whole(reader, case)))
        if not given.public and (held := what_it_holds(reader, case)):
            say(f"\n{held}")


def _paper(given: argparse.Namespace) -> None:
    from desktop.operations.papers.beside import export_appendices
    from desktop.operations.papers.papers import export_paper

    sentences = export_paper(
        given.file,
        given.case,
        given.layout,
        given.out,
        paper=given.paper,
        annex=given.annex,
        exempt=given.exempt,
        draft=given.draft,
        template=given.template,
        house=given.house,
    )
    say(given.out)
    if not given.annex:
        for path in export_appendices(given.file, given.case, given.out, paper=given.paper, exempt=given.exempt):
            say(path)
    for sentence in sentences:
        say(sentence, file=sys.stderr)


def _clearance(given: argparse.Namespace) -> None:
    from desktop.operations.papers.clearance import take_copy

    answers = dict(given.officer)
    for line in take_copy(given.file, given.case, given.paper, given.copy, taking=given.take, leave=given.leave, answers=answers):
        say(line)


def _reference(given: argparse.Namespace) -> None:
    from desktop.operations.money.editions import bring_in
    from desktop.operations.workbook.cells import check_package

    check_package(given.book)
    for sentence in bring_in(given.into, given.book, taken=given.take):
        print(sentence)


def _packs(given: argparse.Namespace) -> None:
    from desktop.operations.partners.headless_returns import make_packs

    written, held = make_packs(given.file, given.case, given.out, given.questions, given.partner, given.years, given.due, given.filled)
    for path in written:
        say(path)
    if held:
        say(held)


def _returns(given: argparse.Namespace) -> None:
    from desktop.operations.partners.headless_returns import take_folder

    for line in take_folder(given.returned, given.into, given.case, given.take):
        say(line)


def _history(given: argparse.Namespace) -> None:
    from desktop.operations.history.book import export_history

    rows = export_history(given.file, given.out)
    print(f"{given.out}: wrote the history of {given.file.name}: {rows:,} {'row' if rows == 1 else 'rows'}")


def _check(given: argparse.Namespace) -> None:
    from desktop.operations.papers.papers import papers
    from desktop.operations.records.cases import titles
    from desktop.operations.store.files import opened

    with opened(given.file) as store:
        say(f"{given.file.name} is sound.")
        reader = store.reader()
        for case, title in titles(reader) if not given.printed else ():
            say(f"\n{title}")
            for paper, name in papers(reader, case) or ((None, ""),):
                _check_paper(reader, case, paper, name)
        _check_printed(reader, given.printed)


def _check_printed(reader: Reader, printed: Sequence[Path]) -> None:
    """Say of each printed file which final it is. Raises SeveralTroubles for those that are none."""
    from desktop.operations.papers.printed import digest_of, printed_file
    from desktop.operations.records.cases import titles

    cases = [case for case, _ in titles(reader)]
    found = [printed_file(reader, cases, path.name, digest_of(path)) for path in printed]
    for each in found:
        if each.is_final:
            say(each.sentence)
    if others := [each.sentence for each in found if not each.is_final]:
        raise SeveralTroubles(others)


def _check_paper(reader: Reader, case: int, paper: int | None, name: str) -> None:
    from desktop.operations.papers.readiness import readiness
    from desktop.operations.papers.versions import standing

    if paper is not None:
        stands = standing(reader, case, paper)
        say(f"  {name}: {stands.words}")
        for version in stands.versions:
            say(f"  Version {version.number}: {version.made_at} by {version.login}, {version.layout}")
            for what, digest in version.printed.items():
                say(f"    {what[:1].upper()}{what[1:]}: SHA-256 {digest}")
    for item in readiness(reader, case, paper):
        say(f"  {item.state_words}: {item.sentence} ({item.where})" + (f": {item.set_aside}" if item.set_aside else ""))


_VERBS = {
    "sample": _sample,
    "template": _template,
    "import": _import,
    "match": _match,
    "export": _export,
    "results": _results,
    "paper": _paper,
    "clearance": _clearance,
    "reference": _reference,
    "packs": _packs,
    "returns": _returns,
    "history": _history,
    "check": _check,
}
