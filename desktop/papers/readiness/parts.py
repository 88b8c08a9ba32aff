"""What the parts of a paper lack: words, support, implications, lists, and the appendices that its words name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from desktop.appraisal.results import Appraisal
from desktop.papers.choosing import order_of, rows_of, unanswered
from desktop.papers.content.headings import Headings, matches
from desktop.papers.content.length import Unit, length
from desktop.papers.content.records import PaperRecords, Section
from desktop.papers.law.regimes import BodyKind, kind_of
from desktop.papers.readiness.appraisal import made_up
from desktop.papers.readiness.item import MendedAt, ReadinessItem, details, item
from desktop.papers.sections.section_choice import FormQuestion

_SECTIONS, _RECOMMENDATIONS, _IMPLICATIONS = "Paper, sections", "Paper, recommendations", "Paper, implications"
_PICTURES = "Paper, pictures"
#: Each implication that any decision has, with what is found in its headings, and what is said of it.
_IMPLIED = (
    ("Equality", r"equal", "No equality assessment is recorded", "Equality is recorded"),
    ("Financial", r"financ|resourc", "No financial implication is recorded", "Financial implications are recorded"),
    ("Legal", r"legal", "No legal implication is recorded", "Legal implications are recorded"),
)
_APPENDIX = re.compile(r"\bappendi(?:x|ces)\s+((?:[A-Z0-9]{1,2}\b(?:\s*(?:,|and|to|&)\s*)?)+)", re.IGNORECASE)
_LETTER = re.compile(r"\b(?:[A-Z]|[0-9]{1,2})\b")


def of_the_parts(paper: PaperRecords, appraisal: Appraisal | None) -> Iterator[ReadinessItem]:
    """The items of the parts an officer writes; where there is no appraisal, nothing tells which questions of a form records answer."""
    yield from _questions(paper, appraisal)
    yield from _sections(paper)
    yield from _recommendations(paper)
    yield from _implications(paper)
    yield from _details(paper)
    yield from _too_long(paper)
    yield from _lists(paper)
    yield from _pictures(paper)


def _questions(paper: PaperRecords, appraisal: Appraisal | None) -> Iterator[ReadinessItem]:
    """An item for each question of a form: answered by the officer's words or by records, or not yet."""
    order = order_of(paper.layout)
    if appraisal is None or not order.questions:
        return
    still_open = unanswered(paper.layout, paper, appraisal)
    sections = {question: section.heading for section in reversed(paper.sections) if (question := _answers(paper, section))}
    for question in order.questions:
        named = [("heading", sections[question])] if question in sections else []
        at = _part("sections", "paper_sections", "text", *named, new=(("heading", question.heading), ("question", question.key)))
        done = question.key not in still_open
        undone, finished = f"‘{question.heading}’ is not yet answered", f"‘{question.heading}’ is answered"
        yield item(f"question: {question.key}", undone, _SECTIONS, at, done=done, finished=finished)
    for label, answer, field in rows_of(paper.layout, paper):
        undone, finished = f"‘{label}’ is not yet answered", f"‘{label}’ is answered"
        yield item(f"question: {field}", undone, "Paper, more details", details(field), done=bool(answer), finished=finished)


def _answers(paper: PaperRecords, section: Section) -> FormQuestion | None:
    return order_of(paper.layout).question(section.heading, section.question)


def _sections(paper: PaperRecords) -> Iterator[ReadinessItem]:
    for section in paper.sections:
        if not section.text.strip() and _answers(paper, section) is None:
            at = _part("sections", "paper_sections", "text", ("heading", section.heading))
            yield item(f"section: empty: {section.heading}", f"The section ‘{section.heading}’ is empty", _SECTIONS, at)
    yield from _left([section.heading for section in paper.sections], "heading", _SECTIONS, "sections", "paper_sections", "heading")


def _recommendations(paper: PaperRecords) -> Iterator[ReadinessItem]:
    at = _part("recommendations", "recommendations", "text")
    written = [record.text for record in paper.recommendations]
    yield from _left(written, "recommendation", _RECOMMENDATIONS, "recommendations", "recommendations", "text")
    yield item(
        "recommendation: none",
        "There is no recommendation",
        _RECOMMENDATIONS,
        at,
        done=bool(written),
        finished="Recommendations are recorded",
    )
    headings = {section.heading.casefold() for section in paper.sections}
    for number, record in enumerate(paper.recommendations, start=1):
        if record.reason.strip():
            continue
        field = "supports" if record.supports.strip() else "reason"
        at = _part("recommendations", "recommendations", field, ("text", record.text))
        if not record.supports.strip():
            says = f"No section or reason supports recommendation {number}"
            yield item(f"recommendation: unsupported: {record.text[:80]}", says, _RECOMMENDATIONS, at)
        elif record.supports.strip().casefold() not in headings:
            says = f"Recommendation {number} names a section that is not there: {record.supports}"
            yield item(f"recommendation: no such section: {record.text[:80]}", says, _RECOMMENDATIONS, at)


def _implications(paper: PaperRecords) -> Iterator[ReadinessItem]:
    yield from _left(
        [record.heading for record in paper.implications], "implication", _IMPLICATIONS, "implications", "implications", "heading"
    )
    binding = kind_of(paper.decision.body_kind, paper.body) is not BodyKind.OTHER
    for name, pattern, undone, finished in _IMPLIED if binding else _IMPLIED[1:2]:
        implications = [record for record in paper.implications if re.search(pattern, record.heading.casefold())]
        # an assessment may stand in a section of its own
        sections = [section for section in paper.sections if re.search(pattern, section.heading.casefold()) and section.text.strip()]
        written = next((record for record in implications if record.text.strip()), None)
        if written is None and sections:
            at, where = _part("sections", "paper_sections", "text", ("heading", sections[0].heading)), _SECTIONS
        else:
            first = [written] if written is not None else implications[:1]
            named = (("heading", record.heading) for record in first)
            at, where = _part("implications", "implications", "text", *named, new=(("heading", name),)), _IMPLICATIONS
        done = bool(sections) or written is not None
        yield item(f"implication: {name}", undone, where, at, done=done, finished=finished)


def _details(paper: PaperRecords) -> Iterator[ReadinessItem]:
    kind = kind_of(paper.decision.body_kind, paper.body)
    if kind is not BodyKind.OTHER:
        yield item(
            "details: wards",
            "The wards affected are not stated",
            "Paper, details",
            details("wards"),
            done=bool(paper.wards.strip()),
            finished="The wards affected are stated",
        )
    if kind is BodyKind.EXECUTIVE:
        yield item(
            "details: portfolio holder",
            "The portfolio holder is not stated",
            "Paper, details",
            details("portfolio_holder"),
            done=bool(paper.portfolio_holder.strip()),
            finished="The portfolio holder is stated",
        )


def _too_long(paper: PaperRecords) -> Iterator[ReadinessItem]:
    """An item for each of the council's own limits of words that the paper does not keep to."""
    for check in length(paper).broken:
        unit = check.limit.unit
        field = "word_limit" if unit is Unit.WORDS else "page_limit"
        yield item(f"length: {check.limit.of}: {unit}", check.sentence, "Paper, more details", details(field))


def _lists(paper: PaperRecords) -> Iterator[ReadinessItem]:
    stated = bool(paper.background_papers) or any(
        matches(Headings.BACKGROUND_PAPERS, section.heading) and section.text.strip() for section in paper.sections
    )
    at = _part("background papers", "background_papers", "document")
    says = "Background papers are not stated: list them, or one named None"
    yield item("background papers: none", says, "Paper, background papers", at, done=stated, finished="Background papers are stated")
    letters = {record.letter.strip().casefold().removeprefix("appendix").strip() for record in paper.appendices}
    missing_letters: set[str] = set()
    for text, mended in _words(paper):
        for match in _APPENDIX.finditer(text):
            for letter in _LETTER.findall(match[1].upper() if len(match[1].split()) == 1 else match[1]):
                if letter.casefold() not in letters and letter not in missing_letters:
                    missing_letters.add(letter)
                    says = f"The paper names Appendix {letter}, which is not among its appendices"
                    yield item(f"appendix: not there: {letter}", says, "Paper, appendices", mended)


def _pictures(paper: PaperRecords) -> Iterator[ReadinessItem]:
    """An item for each picture in the words, and each PDF of an appendix, that cannot be seen or cannot be told to who does not see it."""
    for picture in paper.pictures:
        named = ("name", picture.name)
        if not picture.contents:
            at = _part("pictures", "pictures", "name", named)
            yield item(f"picture: no file: {picture.name}", f"The picture ‘{picture.name}’ has no file: choose it", _PICTURES, at)
        if not picture.alternative.strip():
            says = f"The picture ‘{picture.name}’ has no alternative text: say in words what it shows"
            at = _part("pictures", "pictures", "alternative", named)
            yield item(f"picture: no alternative: {picture.name}", says, _PICTURES, at)
    for letter in paper.untagged:
        says = f"The PDF of Appendix {letter} is not tagged, so a screen reader may not read it: choose one saved with tags"
        at = _part("appendices", "appendices", "title", ("letter", letter))
        yield item(f"appendix: not tagged: {letter}", says, "Paper, appendices", at)


def _words(paper: PaperRecords) -> Iterator[tuple[str, MendedAt]]:
    """Everything an officer wrote, with where it stands."""
    for section in paper.sections:
        yield section.text, _part("sections", "paper_sections", "text", ("heading", section.heading))
    for record in paper.recommendations:
        at = _part("recommendations", "recommendations", "text", ("text", record.text))
        yield f"{record.text}\n{record.conditions}\n{record.reason}", at
    for implied in paper.implications:
        yield implied.text, _part("implications", "implications", "text", ("heading", implied.heading))


def _left(written: Iterable[str], kind: str, where: str, part: str, table: str, field: str) -> Iterator[ReadinessItem]:
    """An item for each part that is left as it was added."""
    for text in made_up(written, kind):
        yield item(
            f"{kind}: as added: {text}", f"‘{text}’ is left as it was added: write it", where, _part(part, table, field, (field, text))
        )


def _part(part: str, table: str, field: str, *named: tuple[str, str], new: tuple[tuple[str, str], ...] = ()) -> MendedAt:
    return MendedAt("Papers", part, table, field, tuple(named), new)
