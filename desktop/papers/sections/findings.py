"""The findings of the appraisal as a paper tells them: what it finds, how sure that is, what would change it, and what was decided."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from desktop.appraisal.results import Appraisal, OptionResult
from desktop.appraisal.sentences import (
    choice,
    decision,
    double_count,
    how_sure,
    moving_scales,
    stale_weights,
    what_would_change_it,
    where_groups_differ,
    worth,
)
from desktop.appraisal.wording import listed, points
from desktop.papers.content.blocks import Block, BulletList, Figure, Heading, Paragraph, Span, Table
from desktop.papers.content.chances import place
from desktop.papers.content.wording import capital, sentence
from desktop.papers.content.words import words
from desktop.papers.exhibits import Subject
from desktop.papers.sections.placing import Placer

#: Each subject in its order: its heading, what says it in sentences, and what shows it.
_SUBJECTS: tuple[tuple[str, tuple[Callable[[Appraisal], Iterable[str]], ...], Subject | None], ...] = (
    ("Which option comes first", (choice,), None),
    ("How sure the choice is", (how_sure,), Subject.HOW_SURE),
    ("What would change the choice", (what_would_change_it,), Subject.WHAT_CHANGES_IT),
    ("Where the groups differ", (where_groups_differ,), Subject.GROUPS),
    ("Score against money", (worth,), Subject.WORTH),
    ("What the money comes to", (), None),
    ("What to bear in mind", (double_count, stale_weights, moving_scales), None),
)
#: Takes the sentences that no other subject has.
_THE_REST = "What the money comes to"


def findings(appraisal: Appraisal, placer: Placer, sentences_elsewhere: Collection[str] = ()) -> list[Block]:
    """The findings by subject: each in sentences, but for those told elsewhere, with what shows it; then the decision taken.

    How the weights came about is among what the figures rest on.
    """
    decided = _decision(appraisal)
    left = [
        line
        for line in appraisal.sentences
        if line not in {*sentences_elsewhere, *appraisal.why, *(decision(appraisal) if decided else ())}
    ]
    by_subject: dict[str, list[str]] = {}
    for heading, says, _ in _SUBJECTS:
        mine = {line for say in says for line in say(appraisal)}
        by_subject[heading] = [line for line in left if line in mine]
        left = [line for line in left if line not in mine]
    by_subject[_THE_REST] += left
    blocks: list[Block] = []
    for heading, _, subject in _SUBJECTS:
        lines = by_subject[heading]
        said = [BulletList(tuple((Span(sentence(line), found=True),) for line in lines))] if lines else []
        shown = [*said, *_noted_once(placer.under(subject) if subject is not None else [])]
        if shown:
            blocks += [Heading(2, heading), *shown]
    return blocks + decided


def _noted_once(blocks: list[Block]) -> list[Block]:
    """The figures, and the tables that have rows; a note that stands below a figure is not said again below its table."""
    said = {note for block in blocks if isinstance(block, Figure) for note in block.notes}
    noted_blocks: list[Block] = []
    for block in blocks:
        if not isinstance(block, Table):
            noted_blocks.append(block)
        elif block.rows:
            noted_blocks.append(replace(block, notes=tuple(note for note in block.notes if note not in said)))
    return noted_blocks


def _decision(appraisal: Appraisal) -> list[Block]:
    """The decision taken beside the order of the model, with why; nothing where none is recorded."""
    taken = next((option for option in appraisal.case.options if option.decision_taken), None)
    if taken is None:
        return []
    why = taken.decision_reason.strip()
    order = Span(_order(appraisal, appraisal.option(taken.name)), found=True)
    beside = Paragraph((Span(f"The decision taken is {taken.name}. ", bold=True), order))
    reason = Paragraph((Span("Why: "), *words(sentence(capital(why))))) if why else Paragraph((Span("No reason for it is recorded."),))
    return [Heading(2, "The decision taken and the order of the model"), beside, reason]


def _order(appraisal: Appraisal, taken: OptionResult) -> str:
    """Where the model puts the option decided on, and which it puts first."""
    if taken.score is None or taken.rank is None:
        standing = "The model gives it no score"
    else:
        among = sum(option.score is not None for option in appraisal.options)
        standing = f"By score it is {place(taken.rank)} of {among}, with {points(taken.score)} points out of 100"
    leader = appraisal.leader
    if leader is None:
        return f"{standing}; no option can lead in the model."
    if appraisal.tied_first:
        return f"{standing}; {listed(appraisal.tied_first)} tie for first in the model."
    if leader == taken.name:
        return f"{standing}, and it is the option that the model puts first."
    best = appraisal.option(leader).score
    with_points = f", with {points(best)}" if best is not None else ""
    return f"{standing}. The model puts {leader} first{with_points}."
