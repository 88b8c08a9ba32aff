"""What page one of a report says so that it can be decided from: what is asked and why, what it comes to in money, and by when."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop.appraisal.findings.finding import FLOWS, Finding, Source
from desktop.appraisal.findings.headline import headline
from desktop.papers.content.blocks import (
    FIRST_OF_SEVERAL,
    NUMBER_ALONE,
    Block,
    BulletList,
    Citation,
    Form,
    NumberedList,
    Paragraph,
    Span,
    Words,
    found_span,
    plain,
)
from desktop.papers.content.headings import Headings, matches
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.wording import capital, sentence
from desktop.papers.content.words import parse, words
from desktop.papers.exhibits import money
from desktop.papers.law.withheld_statements import LEFT_OUT
from desktop.papers.sections.placing import is_illustrative
from desktop.papers.sections.report_parts import MOST_REASONS, ReportParts

#: A recommendation that asks for nothing to be decided.
_NOTES = re.compile(r"(that )?((the )?[\w ,]{1,80}? )?(notes?|noted|to note|acknowledges?|receives? for information)\b", re.IGNORECASE)
#: What a body does by a recommendation, and each in the words `That Cabinet endorses`.
_DOES = "accept acknowledge adopt agree approve authorise confirm consider delegate endorse instruct note receive recommend reject request "
_INFINITIVES = {form: each for each in f"{_DOES}resolve support welcome".split() for form in (each, f"{each}s")}
_ACTS = "|".join(_INFINITIVES)
_BODIES = "council|cabinet|committee|board|executive|meeting|members"
_THAT = re.compile(r"(it is recommended )?that\s+(?=\S)", re.IGNORECASE)
_FIRST_SENTENCE = re.compile(r"(.+?[.?!:])(?=\s+[A-Z(“‘\"'])", re.DOTALL)
_NOT_KNOWN = "What it costs, what it saves and when it pays back in cash are not known yet."

Line = Paragraph | BulletList | NumberedList
_Row = tuple[str, tuple[Line, ...]]


def summary(parts: ReportParts) -> list[Block]:
    """The rows that decide, as a form; nothing of a report that asks for nothing.

    A document of a decision that several councils take has them before its council's recommendations are written.
    """
    if not parts.paper.recommendations and not parts.paper.decision.is_shared:
        return []
    rows = [*_asked(parts), *_why(parts), *money_rows(parts), *deadline_rows(parts)]
    return [Form(tuple(rows))] if rows else []


def _asked(parts: ReportParts) -> list[_Row]:
    """What the meeting is asked by the first recommendation that does more than note, and how many more there are."""
    records = parts.paper.recommendations
    if not records:
        return []
    chosen = next((index for index, record in enumerate(records) if not _NOTES.match(record.text.strip())), 0)
    *most, last = _request(_first_sentence(words(records[chosen].text)), parts.paper.body or "The meeting")
    ending = last if isinstance(last, Citation) else Span(last.text.rstrip(" .:;,"), last.bold, last.italic)
    more = len(records) - 1
    others = f", and to decide on {more} more {'recommendation' if more == 1 else 'recommendations'}" if more else ""
    return [
        (
            "What is asked",
            (
                Paragraph(
                    (*most, ending, Span(f"{others} ("), *_references(len(records)), Span(").")),
                ),
            ),
        )
    ]


def _request(run: Words, body: str) -> Words:
    """A recommendation as what a body is asked: `That Cabinet endorses it` is `Cabinet is asked to endorse it`.

    What does not say what the body does is asked to be agreed: `That it be approved`, `The Council should`.
    """
    first, *rest = run
    text = _THAT.sub("", first.text.lstrip(), count=1)
    if found := re.match(rf"(the )?({re.escape(body)}|{_BODIES}) ({_ACTS})\b", text, re.IGNORECASE):
        text = f"to {_INFINITIVES[found[3].casefold()]}{text[found.end() :]}"
    elif found := re.match(rf"(to )?({_ACTS})\b", text, re.IGNORECASE):
        text = f"to {_INFINITIVES[found[2].casefold()]}{text[found.end() :]}"
    else:
        the = re.match(r"(The|An?|This|These|Its?)\b", text)
        text = f"to agree that {text[:1].lower() + text[1:] if the else text}"
    return Span(f"{body} is asked {text}", first.bold, first.italic), *rest


def _first_sentence(run: Words) -> Words:
    """The words as far as the end of their first sentence."""
    text = plain(run)
    match = _FIRST_SENTENCE.match(text)
    room = len(match[1]) if match else len(text)
    kept: list[Span] = []
    for span in run:
        if room <= 0:
            break
        # what a citation stands for is not cut
        kept.append(span if len(span.text) <= room or isinstance(span, Citation) else Span(span.text[:room], span.bold, span.italic))
        room -= len(span.text)
    return tuple(kept)


def _references(count: int) -> Words:
    """`Recommendation 2.1`, or `Recommendations 2.1 to 2.7`: a link to the first and to the last."""
    if count == 1:
        return (Citation("recommendation 1", kind="recommendation", name="1"),)
    first, last = Citation("recommendations 1", kind=FIRST_OF_SEVERAL, name="1"), Citation(str(count), kind=NUMBER_ALONE, name=str(count))
    return first, Span(" and " if count == 2 else " to "), last


def _why(parts: ReportParts) -> list[_Row]:
    """As many reasons as a front page takes: those of the recommendations, else the first that the officer's section on them gives."""
    reasons = [words(sentence(capital(record.reason.strip()))) for record in parts.paper.recommendations if record.reason.strip()]
    if not reasons:
        text = next((section.text for section in parts.paper.sections if matches(Headings.REASONS, section.heading)), "")
        for part in parse(text):
            if isinstance(part, BulletList | NumberedList):
                reasons += part.items
            elif isinstance(part, Paragraph) and not plain(part.words).endswith(":"):
                reasons.append(_first_sentence(part.words))
    shown = tuple(reasons[:MOST_REASONS])
    if not shown:
        return []
    return [("Why", (Paragraph(shown[0]),) if len(shown) == 1 else (BulletList(shown),))]


def money_rows(parts: ReportParts) -> list[_Row]:
    """What it costs and saves, when it pays back in cash and how sure that is; nothing for a paper that is only to be noted.

    What rests on illustrative records is not known, and what is not known is said once.
    """
    if is_for_noting(parts.paper) or not any(flow.amounts for flow in parts.paper.flows):
        return []
    found = None if _is_made_up(parts) else headline(parts.appraisal)
    if found is None or not (found.costs or found.saves or found.pays_back):
        held_back = Source(FLOWS) in parts.paper.withheld_sources
        return [("Money", (Paragraph((Span(LEFT_OUT if held_back else _NOT_KNOWN),)),))]
    rows = (
        ("What it costs", found.costs),
        ("What it saves", found.saves),
        ("What that turns on", _turns_on(parts)),
        ("Pays back in cash", found.pays_back),
        ("How sure that is", found.how_sure),
        ("Not known yet", found.not_known),
    )
    return [(label, _said(lines)) for label, lines in rows if lines]


def _turns_on(parts: ReportParts) -> tuple[Finding, ...]:
    """What the option in question comes to by reorganisation alone, and the line and figure on which that turns."""
    found, finance = parts.appraisal.reorganisation, parts.appraisal.finance
    if found is None or finance is None or finance.owner is None:
        return ()
    from desktop.appraisal.findings.reorganisation import turns_on  # few cases reorganise anything

    effect = found.effect(finance.owner)
    line = None if effect is None else turns_on(effect)
    return () if line is None else (line,)


def _is_made_up(parts: ReportParts) -> bool:
    owner = parts.appraisal.finance.owner if parts.appraisal.finance is not None else None
    owners = {owner} if owner else {project.name for project in parts.appraisal.case.projects}
    flows = [flow for flow in parts.paper.flows if flow.owner in owners and flow.amounts]
    return any(flow.basis == "illustrative" for flow in flows) if owner is not None else is_illustrative(money.money_table, parts.paper)


def _said(lines: Sequence[Finding]) -> tuple[Line, ...]:
    return tuple(Paragraph((found_span(line.with_capital()),)) for line in lines)


def is_for_noting(paper: PaperRecords) -> bool:
    """Whether every recommendation only asks that something be noted; a shared decision is more than that before it has any."""
    if not paper.recommendations:
        return not paper.decision.is_shared
    return all(_NOTES.match(record.text.strip()) for record in paper.recommendations)


def deadline_rows(parts: ReportParts) -> list[_Row]:
    """By when an answer is wanted of us, request by request."""
    partnership = parts.appraisal.partnership
    asked = partnership.requests if partnership is not None else ()
    lines = [
        Paragraph((Span(f"{each.name}: {' or '.join(dict.fromkeys(deadline.when.words for deadline in each.deadlines))}"),))
        for each in asked
        if each.deadlines and each.rows[0].put == "to us" and not each.withheld and not each.answered
    ]
    return [("Deadline", tuple(lines))] if lines else []
