"""What the readiness list says of how a paper is marked: marks that are not finished, and names that stand in open words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from db.nouns.paper_files import AppendixFile
from db.nouns.paper_parts import Appendix
from db.nouns.papers import Paper
from db.reading import Reader
from desktop.errors import KnownTrouble
from desktop.operations.papers.open_words import Leak, leaks
from desktop.operations.papers.publishing import names_of
from desktop.operations.papers.versions import set_asides
from desktop.operations.papers.withheld import marking_troubles, withheld_records
from desktop.operations.records.held import is_anything_marked
from desktop.operations.records.places import place_of, place_words
from desktop.papers.law.regimes import kind_of, law_of
from desktop.papers.law.withholding import IN_FORCE
from desktop.papers.readiness.item import MendedAt, ReadinessItem, State, details, item


def withheld_items(reader: Reader, case: int, paper: int | None) -> tuple[ReadinessItem, ...]:
    """An item for each thing that is wrong with how a paper and its case are marked; none where nothing is marked."""
    if not is_anything_marked(reader):
        return ()
    return tuple(_items(reader, case, paper))


def _private_meeting(reader: Reader, case: int, paper: int) -> Iterator[ReadinessItem]:
    """Whether the meeting that takes what is withheld is private: its notice is asked of executive decisions alone (SI 2012/2089, 5)."""
    head = reader.get(Paper, paper)
    law = law_of(kind_of(head.body_kind, head.body), head.meeting_date)
    if law is None or not law.private_notice or head.private_meeting or not withheld_records(reader, case, paper):
        return
    told = "it is not stated whether" if head.private_meeting is None else "it is stated that no part of"
    sentence = f"Parts of the paper are exempt or confidential, and {told} the meeting is held in private"
    yield item("details: private meeting", sentence, "Paper, details", details("private_meeting"))


def _unsearched(reader: Reader, paper: int | None) -> Iterator[ReadinessItem]:
    """The PDFs of open appendices, where something is withheld: no word of them is looked through, and another file is asked about anew."""
    if paper is None or not is_anything_marked(reader):
        return
    for appendix in reader.all(Appendix, paper_id=paper, withheld=""):
        for digest in reader.column(AppendixFile, "sha256", appendix_id=appendix.id):
            says = f"The PDF of Appendix {appendix.letter} is not searched for what is withheld: read it, and say why it may be published"
            at = MendedAt("Papers", "appendices", "appendices", "title", record=appendix.id)
            yield ReadinessItem(State.TO_DO, says, "Paper, appendices", at, f"marking: appendix’s file: {digest[:16]}")


class NotSettled(KnownTrouble):
    """What stands before the agenda keeps the public paper from being written."""


def check_settled(reader: Reader, case: int, paper: int | None) -> None:
    """Raises NotSettled where words that would be published tell something withheld, until each place is reworded or set aside, or where
    the PDF of an appendix would be published that nobody has said is fine."""
    settled = set_asides(reader, paper) if paper is not None else {}
    left = [leak for leak in leaks(reader, case, paper) if leak.key not in settled]
    unread = [each for each in _unsearched(reader, paper) if each.key not in settled]
    if unread and not left:
        raise NotSettled(
            f"The public paper is not written yet: {unread[0].sentence}. Under Before the agenda, set it aside with the reason."
        )
    _check_told(left, "paper is")


def check_results_settled(reader: Reader, case: int) -> None:
    """Raises NotSettled where a name in the public results tells what is withheld, until it is changed, or set aside in a paper."""
    settled = {key for paper in reader.column(Paper, "id", case_id=case) for key in set_asides(reader, paper)}
    printed = [leak for leak in leaks(reader, case, None) if leak.field in names_of(type(leak.record))]
    _check_told([leak for leak in printed if leak.key not in settled], "results are")


def _check_told(left: Sequence[Leak], what: str) -> None:
    if left:
        places = "place tells" if len(left) == 2 else "places tell"
        more = f", and {len(left) - 1:,} more {places} what is withheld" if len(left) > 1 else ""
        raise NotSettled(
            f"The public {what} not written yet: {left[0].sentence}{more}. "
            "Under Before the agenda, reword each place or set it aside with the reason why it may stand."
        )


def _items(reader: Reader, case: int, paper: int | None) -> Iterator[ReadinessItem]:
    for sentence, record, field in marking_troubles(reader, case, paper):
        where, (screen, part) = place_words(type(record)), place_of(type(record)) or ("Savings", "")
        at = MendedAt(screen, part, record.TABLE, field, record=record.id)
        yield ReadinessItem(State.TO_DO, sentence, where, at, f"marking: {record.TABLE} {record.id} {field}: {sentence[-40:]}")
    for leak in leaks(reader, case, paper):
        where, (screen, part) = place_words(type(leak.record)), place_of(type(leak.record)) or ("Savings", "")
        at = MendedAt(screen, part, leak.record.TABLE, leak.field, record=leak.record.id)
        yield ReadinessItem(State.TO_DO, leak.sentence, where, at, leak.key)
    yield from _unsearched(reader, paper)
    if paper is not None:
        yield from _private_meeting(reader, case, paper)
    if paper is not None and (date := reader.get(Paper, paper).meeting_date) is not None and date < IN_FORCE:
        date_trouble = "The paragraphs of Schedule 12A are printed as they are from 1 March 2006, and the meeting is before that day"
        yield ReadinessItem(
            State.TO_DO, date_trouble, "Paper, details", MendedAt("Papers", "details", "papers", "meeting_date"), "marking: before 2006"
        )
