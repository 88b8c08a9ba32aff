"""What has changed in a paper's figures since the version last made final: each figure's old, new and why.

Why is the officer's own reason where there is one, else what the audit trail says of the records that the figure rests on: which was
changed, and when. By which login is for the screen: no paper prints it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from functools import partial
from typing import TypeVar

from desktop.late_dataclass import dataclass
from desktop.papers.content.blocks import Block, Document, Heading, Made, Paragraph, Record, Span, Table, Tone, Traces, table_columns
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.wording import capital, day, sentence
from desktop.papers.sources.figure_records import names_of, withheld_figures
from desktop.papers.sources.marks import NOTE_BEGINS
from desktop.papers.sources.printed_figures import FigureKey, PrintedFigure, printed_figures, reworded, sentence_of

#: What a figure was before it was first printed, or is after it was taken out.
NOT_PRINTED = "not printed"
#: A change of these bears on every figure.
EVERYTHING = "case"
#: That a gate was passed is what the others have changed since.
_PASSED = ("milestones", "gate")
_MOST_NAMED = 3
_LAST_NOUGHTS = re.compile(r"(£[\d,]+(?:\.\d*[1-9])?)\.?0*(?![\d.,])")

_Kept = TypeVar("_Kept")


@dataclass(frozen=True, slots=True)
class TrailChange:
    """A record that was added, changed or deleted: `when` is the day."""

    record: Record
    done: str
    when: datetime.date
    login: str


@dataclass(frozen=True, slots=True)
class LastFinal:
    """The version that a paper is laid beside: its figures by key, as (label, value), and what is known of why they changed.

    With `gate` it is the version of the case that passing that gate closed.

    For a public paper all of it is what the public may know. `reasons` are the officer's own, and `kept` is what the audit trail said
    when the next version was made final. `apart` says that more is withheld now than was then: whoever had the figures of both side by
    side could work out what is withheld, so they are not told.
    """

    version: int
    figures: Mapping[FigureKey, tuple[str, str]] = field(default_factory=dict)
    reasons: Mapping[FigureKey, str] = field(default_factory=dict)
    kept: Mapping[FigureKey, str] = field(default_factory=dict)
    trail: tuple[TrailChange, ...] = ()
    apart: bool = False
    gate: str = ""

    @property
    def named(self) -> str:
        """What a change is since, in a sentence."""
        return f"the gate ‘{self.gate}’" if self.gate else f"version {self.version}"

    @property
    def closed(self) -> str:
        """The same, and what was done then."""
        return f"{self.named} was {'passed' if self.gate else 'made final'}"


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that is not what it was; one in a sentence is told as the whole sentence.

    `from_trail` is what the audit trail says, whether or not the officer gave a reason, and `logins` are who changed those records.
    """

    key: FigureKey
    label: str
    old: str
    new: str
    why: str
    from_trail: str
    logins: tuple[str, ...] = ()


def changes(last: LastFinal, figures: Mapping[FigureKey, PrintedFigure], paper: PaperRecords) -> tuple[FigureChange, ...]:
    """Every figure whose print has changed, in the order of the paper; those no longer printed come last.

    A sentence is one, however many of its figures have changed. The officer's reason is not told of a figure that rests on what is
    withheld from this paper.
    """
    if last.apart:
        return ()
    withheld = withheld_figures(paper)
    last = _by_new_keys(_without_notes(last), figures)
    was, now = ({key: value for key, (_, value) in last.figures.items()}, {key: figure.value for key, figure in figures.items()})
    in_other_words = reworded(was, now, names_of(paper))
    carried_on = set(in_other_words.values())
    figure_changes: dict[tuple[str, str, str], FigureChange] = {}
    for key in (*figures, *(key for key in last.figures if key not in figures and key not in carried_on)):
        before = in_other_words.get(key, key)
        if _plain(was.get(before)) == _plain(now.get(key)) or (last.gate and (key.kind, key.field) == _PASSED):
            continue
        figure = figures.get(key)
        label, records = (figure.label, figure.records) if figure is not None else (last.figures[key][0], ())
        old, new = (sentence_of(of, each) or each.get(of, NOT_PRINTED) for of, each in ((before, was), (key, now)))
        if (label, old, new) not in figure_changes:
            reason = "" if withheld.intersection(records) else last.reasons.get(key, "")
            trail_changes = _trail_changes(last, key, records)
            trail = last.kept.get(key) or _trail_words(last, trail_changes)
            logins = tuple(dict.fromkeys(change.login for change in trail_changes))
            figure_changes[label, old, new] = FigureChange(key, label, old, new, reason or trail, trail, logins)
    return tuple(figure_changes.values())


def _plain(value: str | None) -> str | None:
    """A figure without the noughts that only the other figures of its column give it: £0.60m is £0.6m."""
    return None if value is None else _LAST_NOUGHTS.sub(r"\1", value)


def _without_notes(last: LastFinal) -> LastFinal:
    """A version without the notes on what marks mean, whose counts of records the program's first version took for figures."""
    return replace(last, figures={key: figure for key, figure in last.figures.items() if not key.field.startswith(NOTE_BEGINS)})


def _by_new_keys(last: LastFinal, figures: Mapping[FigureKey, PrintedFigure]) -> LastFinal:
    """A version with the keys that its figures have now, where the program's first version made it final."""
    new = {
        formerly: key
        for key, figure in figures.items()
        for formerly in figure.formerly
        if formerly not in figures and key not in last.figures
    }

    def renamed(kept: Mapping[FigureKey, _Kept]) -> dict[FigureKey, _Kept]:
        return {new.get(key, key): of_key for key, of_key in kept.items()}

    # a reason that was given under the new key stands, whatever was given under the old
    reasons, trails = ({**renamed(kept), **{key: kept[key] for key in kept if key in figures}} for kept in (last.reasons, last.kept))
    return replace(last, figures=renamed(last.figures), reasons=reasons, kept=trails)


def _trail_changes(last: LastFinal, key: FigureKey, records: Sequence[Record]) -> list[TrailChange]:
    """What has changed behind a figure since a version.

    Of one whose records are not known, such as a sentence that is no longer printed, it is all that has changed.
    """
    about = {*records, Record(key.kind, key.record)}
    # the fields of the paper itself are all of one record, whatever each is called
    own = key.kind if key.kind == "papers" else ""
    trail_changes = [change for change in last.trail if change.record in about or change.record.kind == own]
    return trail_changes or [change for change in last.trail if change.record.kind == EVERYTHING] or list(last.trail)


def _trail_words(last: LastFinal, trail_changes: Sequence[TrailChange]) -> str:
    if not trail_changes:
        return f"The records name nothing that has changed since {last.named}."
    named = [f"{_named(change.record)} {change.done} in the records on {day(change.when)}" for change in trail_changes[:_MOST_NAMED]]
    more = len(trail_changes) - len(named)
    return "; ".join(named) + (f"; and {more} more" if more else "") + "."


def _named(record: Record) -> str:
    return f"{record.name} ({record.kind})" if record.name else capital(record.kind)


def with_changes(both: Made, paper: PaperRecords) -> Made:
    """A paper with the sections on what has changed since the gate passed last and since the version it is laid beside; as it is where
    there is neither, or no change.

    The report tells of its own figures; the annex of all, those no longer printed among them. Of a gate both tell of the figures that were
    printed then and are now: it froze those of the case, whichever paper is made.
    """
    beside = [each for each in (paper.last_gate, paper.last_final) if each is not None]
    if not beside:
        return both
    of_report = printed_figures(both.report, paper)
    figures = {**of_report, **printed_figures(both.annex, paper)}
    for last in beside:
        if last.apart:
            both = both.each(partial(_with_blocks, more=_apart(last)))
            continue
        every = changes(last, figures, paper)
        if last.gate:
            every = tuple(change for change in every if NOT_PRINTED not in (change.old, change.new))
        told = [change for change in every if change.key in of_report]
        both = Made(_with_section(both.report, last, told), partial(_with_section, both.annex, last, every))
    return both


def _with_section(document: Document, last: LastFinal, figure_changes: Sequence[FigureChange]) -> Document:
    return _with_blocks(document, _section(last, figure_changes)) if figure_changes else document


def _with_blocks(document: Document, more: Sequence[Block]) -> Document:
    return replace(document, blocks=(*document.blocks, *more))


def _apart(last: LastFinal) -> tuple[Block, ...]:
    then, figures = ("the figures at ", "those figures") if last.gate else ("", "the figures of that version")
    lead = (
        f"More is withheld from this paper than from {then}{last.named}, so {figures} are not set beside those of "
        "this one: what is withheld could be worked out from the two."
    )
    return Heading(1, f"Changes since {last.named}"), Paragraph((Span(lead),), tone=Tone.LEAD)


def by_reason(figure_changes: Sequence[FigureChange]) -> dict[str, list[FigureChange]]:
    """The changes by why, the reason of the first figure first: what one record changes is told once."""
    changes_by_reason: dict[str, list[FigureChange]] = {}
    for change in figure_changes:
        changes_by_reason.setdefault(change.why, []).append(change)
    return changes_by_reason


def _section(last: LastFinal, differences: Sequence[FigureChange]) -> tuple[Block, ...]:
    heading = f"Changes since {last.named}"
    lead = f"{len(differences)} {'figure has' if len(differences) == 1 else 'figures have'} changed since {last.closed}."
    blocks: list[Block] = [Heading(1, heading), Paragraph((Span(lead),), tone=Tone.LEAD)]
    columns = table_columns("Figure", "At the gate" if last.gate else capital(last.named), "Now")
    for number, (why, changed) in enumerate(by_reason(differences).items(), start=1):
        rows = tuple((change.label, change.old, change.new) for change in changed)
        caption = heading if number == 1 else f"{heading}, {number}"
        blocks += [Paragraph((Span("Why: ", bold=True), Span(sentence(why)))), Table(caption, columns, rows, traces=Traces("changes"))]
    return tuple(blocks)
