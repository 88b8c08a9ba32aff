"""The findings of the appraisal as a paper tells them: what it finds, how sure that is, what would change it, and what was decided."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from desktop.appraisal.findings.caveats import decision, double_count, moving_scales, stale_weights
from desktop.appraisal.findings.certainty import how_sure
from desktop.appraisal.findings.changes import what_would_change_it
from desktop.appraisal.findings.choice import choice, score_figure
from desktop.appraisal.findings.finding import Figure as FoundFigure
from desktop.appraisal.findings.finding import Finding, Phrase, all_of, finding, option_named, phrase, scored
from desktop.appraisal.findings.groups import where_groups_differ
from desktop.appraisal.findings.worth import worth
from desktop.appraisal.results import Appraisal, OptionResult
from desktop.papers.content.blocks import Block, BulletList, Figure, Heading, Paragraph, Span, Table, found_span
from desktop.papers.content.chances import place
from desktop.papers.content.wording import capital, sentence
from desktop.papers.content.words import words
from desktop.papers.exhibits import Subject
from desktop.papers.sections.placing import Placer

#: Each subject in its order: its heading, what says it in sentences, and what shows it.
_SUBJECTS: tuple[tuple[str, tuple[Callable[[Appraisal], Iterable[Finding]], ...], Subject | None], ...] = (
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


def findings(appraisal: Appraisal, placer: Placer, sentences_elsewhere: Collection[Finding] = ()) -> list[Block]:
    """The findings by subject: each in sentences, but for those told elsewhere, with what shows it; then the decision taken.

    How the weights came about is among what the figures rest on.
    """
    decided = _decision(appraisal)
    elsewhere = {*sentences_elsewhere, *(decision(appraisal) if decided else ())}
    left = [line for line in appraisal.findings if line not in elsewhere and line.words not in appraisal.why]
    by_subject: dict[str, list[Finding]] = {}
    for heading, says, _ in _SUBJECTS:
        mine = {line for say in says for line in say(appraisal)}
        by_subject[heading] = [line for line in left if line in mine]
        left = [line for line in left if line not in mine]
    by_subject[_THE_REST] += left
    blocks: list[Block] = []
    for heading, _, subject in _SUBJECTS:
        lines = by_subject[heading]
        said = [BulletList(tuple((found_span(line),) for line in lines))] if lines else []
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
    order = found_span(_order(appraisal, appraisal.option(taken.name)))
    decided = finding("The decision taken is {}. ", option_named(taken.name))
    beside = Paragraph((Span(decided.words, bold=True, finding=decided), order))
    reason = Paragraph((Span("Why: "), *words(sentence(capital(why))))) if why else Paragraph((Span("No reason for it is recorded."),))
    return [Heading(2, "The decision taken and the order of the model"), beside, reason]


def _order(appraisal: Appraisal, taken: OptionResult) -> Finding:
    """Where the model puts the option decided on, and which it puts first."""
    return Finding((_placed(appraisal, taken), _first(appraisal, taken)), about=option_named(taken.name).record)


def _placed(appraisal: Appraisal, taken: OptionResult) -> Phrase:
    if taken.score is None or taken.rank is None:
        return phrase("The model gives it no score")
    among = sum(option.score is not None for option in appraisal.options)
    rank = FoundFigure(place(taken.rank), taken.rank, scored(taken.name).rests_on)
    return phrase("By score it is {} of {}, with {} points out of 100", rank, FoundFigure(str(among), among), score_figure(taken))


def _first(appraisal: Appraisal, taken: OptionResult) -> Phrase:
    leader = appraisal.leader
    if leader is None:
        return phrase("; no option can lead in the model.")
    if appraisal.tied_first:
        return phrase("; {} tie for first in the model.", all_of([scored(name) for name in appraisal.tied_first]))
    if leader == taken.name:
        return phrase(", and it is the option that the model puts first.")
    return phrase(". The model puts {} first, with {}.", scored(leader), score_figure(appraisal.option(leader)))
