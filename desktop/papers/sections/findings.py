"""The findings of the appraisal as the annex tells them: what it finds, how sure that is, and what would change it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from desktop.appraisal.findings.caveats import decision, double_count, moving_scales, stale_weights
from desktop.appraisal.findings.certainty import how_sure
from desktop.appraisal.findings.changes import what_would_change_it
from desktop.appraisal.findings.choice import choice
from desktop.appraisal.findings.finding import Finding
from desktop.appraisal.findings.groups import where_groups_differ
from desktop.appraisal.findings.savings import money_of, told_by_figures
from desktop.appraisal.findings.worth import worth
from desktop.appraisal.results import Appraisal, OptionResult, ProjectResult
from desktop.papers.content.blocks import Block, BulletList, Figure, Heading, Table, found_span
from desktop.papers.exhibits import Subject, money
from desktop.papers.sections.placing import Placer
from desktop.results.money.recorded import has_known_amounts

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
    """The findings by subject: each in sentences, but for those told elsewhere, with what shows it.

    How the weights came about is among what the figures rest on. A decision taken is for the record of it, which comes after the meeting.
    """
    elsewhere = {*sentences_elsewhere, *decision(appraisal)}
    if money.savings_table in placer.printed:
        elsewhere |= _in_tables(appraisal)
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
    return blocks


def _in_tables(appraisal: Appraisal) -> set[Finding]:
    """What the tables of money say; of an option or project of which no amount is known, all but the one in question."""
    finance, told = appraisal.finance, set[Finding]()
    owners: tuple[OptionResult | ProjectResult, ...] = (*appraisal.options, *appraisal.projects)
    for owner in owners:
        if owner.money.years:
            asked = finance is not None and owner.name == finance.owner
            told.update(told_by_figures(appraisal.case, owner, finance))
            told.update(() if asked or has_known_amounts(owner.money) else money_of(appraisal.case, owner, finance))
    return told


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
