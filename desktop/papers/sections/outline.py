"""Fills the set sections of a report of the field: each from the officer's words, the implications recorded, and the case's tables.

A layout says what its sections are called and what each takes. Whatever a layout has no section for still prints: an officer's own
sections stand where the layout lets them, and the implications left over in the section that takes the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial

from db.nouns.choices import Question
from db.nouns.paper_parts import Implication
from desktop.papers.content.blocks import Block, Heading
from desktop.papers.content.headings import folded, matches
from desktop.papers.content.numbering import Draft
from desktop.papers.content.records import Section
from desktop.papers.sections.report_parts import ReportParts
from desktop.papers.sections.section_choice import FormQuestion, Order

#: Takes every implication that no other section takes.
THE_REST = ".*"

Made = Callable[[ReportParts], list[Block]]


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a layout.

    `takes` matches the whole heading of an officer's sections whose words go here, and `implications` is found in the headings of those
    that do, both in lower case. `makes` is what is drawn from the records below them. A part that is `named` prints under the officer's
    own heading where he has one. Where `more` is on, sections that no part takes may stand in it as subsections. A part that is
    `optional` is left out when nothing fills it. An `own` part has no heading of its own: sections that no part takes stand there. One
    that is `bare` is a heading alone, above the sections that follow it. Where the officer has a section of his own that is called as
    `instead` says, a part that nothing fills is left out. A part that is a question of a form has its key, `question`: sections with
    that key answer it, whatever their headings. `asks` is what it asks for, and `below` are further rows of the form, which answer it
    not.
    """

    heading: str
    takes: str = ""
    makes: tuple[Made, ...] = ()
    implications: str = ""
    named: bool = False
    more: bool = False
    optional: bool = False
    counted: bool = True
    own: bool = False
    bare: bool = False
    instead: str = ""
    asks: str = ""
    question: Question = Question.NONE
    below: tuple[Made, ...] = ()


def filled(parts: Sequence[Part], report_parts: ReportParts, apart: Collection[Section] = ()) -> list[Draft]:
    """The sections of a layout in its order, filled from the records of a paper but for the officer's sections that stand apart."""
    taken, others = _sorted(parts, [section for section in report_parts.paper.sections if section not in apart])
    implied = _implied(parts, report_parts.paper.implications)
    drafts: list[Draft] = []
    for index, part in enumerate(parts):
        if part.own:
            drafts += _apart(others.get(index, ()), report_parts)
            continue
        if part.bare:
            drafts.append(Draft(part.heading, (), counted=False))
            continue
        # The answer of the part's question leads it, then a section called as the part is, whatever the officer's order.
        own = sorted(taken.get(index, []), key=partial(_is_another, part))
        blocks = report_parts.placer.text(own[0].text) if own else []
        for section in own[1:]:
            blocks += headed(section.heading, report_parts.placer.text(section.text))
        made = [block for make in part.makes for block in make(report_parts)]
        if blocks:
            made = [block for block in made if block not in report_parts.unstated()]  # the officer's words state it
        blocks += _implications(implied.get(index, ()), report_parts, alone=not blocks and not made)
        blocks += made
        for section in others.get(index, ()):
            blocks += headed(section.heading, report_parts.placer.text(section.text))
        asked = report_parts.placer.asked()
        if not blocks and not part.optional and not any(matches(part.instead, section.heading) for section in report_parts.paper.sections):
            blocks = report_parts.unanswered()
        blocks += [block for make in part.below for block in make(report_parts)]
        if blocks:
            heading = own[0].heading if own and part.named else part.heading
            names = (part.heading, *(section.heading for section in own))
            drafts.append(Draft(heading, tuple(blocks), names, part.counted, part.takes, asked))
    return drafts


def order_of(parts: Sequence[Part], fixed: str = "") -> Order:
    """The order of a layout: its sections, those that only an officer's words fill first of all, and the parts that hold them apart."""
    own = tuple(part for part in parts if not part.own)
    return Order(
        tuple(part.heading for part in own if not part.bare),
        tuple(part.heading for part in own if part.takes and not part.makes and not part.implications),
        fixed,
        tuple(part.heading for part in own if part.bare),
        tuple(FormQuestion(part.question, part.heading, part.takes, part.asks) for part in own if part.question),
    )


def unanswered(parts: Sequence[Part], report_parts: ReportParts) -> frozenset[str]:
    """The keys of the questions of a form that neither an officer's words nor a record answers."""
    open_ = tuple(report_parts.unanswered())
    told = {name for draft in filled(parts, report_parts) if draft.blocks[:1] != open_ for name in draft.names}
    return frozenset(part.question for part in parts if part.question and part.heading not in told)


def _is_another(part: Part, section: Section) -> tuple[bool, bool]:
    return bool(part.question) and section.question != part.question, not folded(section.heading).startswith(folded(part.heading))


def _taker(parts: Sequence[Part], section: Section) -> int | None:
    """Which part takes a section: that whose question it answers, or else that whose heading it has."""
    keyed = (index for index, part in enumerate(parts) if part.question and part.question == section.question)
    named = (index for index, part in enumerate(parts) if matches(part.takes, section.heading))
    return next(keyed, next(named, None))


def headed(heading: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks below a heading of their own; nothing where there are none."""
    return [Heading(2, heading), *blocks] if blocks else []


def _apart(sections: Sequence[Section], report_parts: ReportParts) -> list[Draft]:
    return [
        Draft(section.heading, tuple(blocks), exhibits=report_parts.placer.asked())
        for section in sections
        if (blocks := report_parts.placer.text(section.text))
    ]


def _sorted(parts: Sequence[Part], sections: Sequence[Section]) -> tuple[dict[int, list[Section]], dict[int, list[Section]]]:
    """The officer's sections by the part that takes them, and the others by the part they stand in.

    One that no part takes stands in the last part that may hold it at or before that of the section which comes before it, or else in
    the first that may. What follows a heading alone stands below it, as far as the next
    section that a part takes; where none comes, it is at the end, and not below a heading still to be filled.
    """
    homes = [index for index, part in enumerate(parts) if part.more or part.own]
    alone: int | None = None
    taken: dict[int, list[Section]] = {}
    others: dict[int, list[Section]] = {}
    before = 0
    takers = [_taker(parts, section) for section in sections]
    for position, (section, index) in enumerate(zip(sections, takers, strict=True)):
        if index is None:
            home = alone if alone is not None else next((each for each in reversed(homes) if each <= before), homes[0])
            others.setdefault(home, []).append(section)
        else:
            taken.setdefault(index, []).append(section)
            before = index
            alone = index if not section.text.strip() and any(each is not None for each in takers[position + 1 :]) else None
    return taken, others


def _implied(parts: Sequence[Part], records: Sequence[Implication]) -> dict[int, list[Implication]]:
    """The implications by the part that takes them, the part that takes the rest coming last."""
    order = sorted((part.implications == THE_REST, index) for index, part in enumerate(parts) if part.implications)
    records_by_part: dict[int, list[Implication]] = {}
    for record in records:
        index = next((index for _, index in order if re.search(parts[index].implications, folded(record.heading))), None)
        if index is not None:
            records_by_part.setdefault(index, []).append(record)
    return records_by_part


def _implications(records: Sequence[Implication], report_parts: ReportParts, *, alone: bool) -> list[Block]:
    """What is said of these implications: each under its heading, but for a section that has one and nothing else."""
    if alone and len(records) == 1:
        return report_parts.placer.text(records[0].text)
    return report_parts.implications(records)
