"""What still stands between a paper and the agenda, in plain words, each with where to put it right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from desktop.appraisal.case import FlowKind
from desktop.appraisal.finance import Finance
from desktop.appraisal.results import Appraisal
from desktop.appraisal.wording import listed
from desktop.papers.records import PaperRecords


class State(StrEnum):
    """How an item stands: to do, waiting for someone, or done."""

    TO_DO = "alert"
    WAITING = "wait"
    DONE = "done"


_STATE_WORDS = {State.TO_DO: "To do", State.WAITING: "Waiting", State.DONE: "Done"}
_ORDER = (State.TO_DO, State.WAITING, State.DONE)


@dataclass(frozen=True, slots=True)
class ReadinessItem:
    """One thing that is to do, waited for or done. `screen` is the rail's name of the screen that mends it."""

    state: State
    sentence: str
    where: str
    screen: str

    @property
    def state_words(self) -> str:
        """The state in words."""
        return _STATE_WORDS[self.state]


def readiness(paper: PaperRecords | None, appraisal: Appraisal | None) -> tuple[ReadinessItem, ...]:
    """Everything that is to do, then what is waited for, then what is done.

    `appraisal` is None where the records contradict one another.
    """
    found = list(_of_the_appraisal(appraisal))
    if paper is None:
        found.insert(0, ReadinessItem(State.TO_DO, "No paper has been started", "Papers", "Papers"))
    else:
        found += _of_the_paper(paper)
        found += _of_the_records(paper)
    return tuple(sorted(found, key=lambda item: _ORDER.index(item.state)))


def _item(done: bool, undone: str, finished: str, where: str, screen: str = "Papers", waiting: bool = False) -> ReadinessItem:
    if done:
        return ReadinessItem(State.DONE, finished, where, screen)
    return ReadinessItem(State.WAITING if waiting else State.TO_DO, undone, where, screen)


def _of_the_appraisal(appraisal: Appraisal | None) -> Iterator[ReadinessItem]:
    if appraisal is None:
        yield ReadinessItem(State.TO_DO, "The records contradict one another, so nothing can be appraised", "Results", "Results")
        return
    options = appraisal.options
    yield _item(
        any(option.preferred for option in options),
        "No option is marked as preferred",
        "The preferred option is recorded",
        "Options",
        "Options",
    )
    yield _item(
        any(option.benchmark for option in options),
        "No option is marked as the benchmark",
        "The benchmark is recorded",
        "Options",
        "Options",
    )
    yield from _of_the_scores(appraisal)
    yield from _of_the_weights(appraisal)
    for names, kind, screen in (
        ([option.name for option in options], "option", "Options"),
        ([criterion.name for criterion in appraisal.criteria], "criterion", "Criteria"),
    ):
        for name in _made_up(names, kind):
            yield ReadinessItem(State.TO_DO, f"‘{name}’ is still the name the program made up", screen, screen)
    unknown = sum(estimate.unknown for option in appraisal.case.options for flow in option.flows for estimate in flow.amounts.values())
    yield _item(
        not unknown,
        f"{unknown} {'amount is' if unknown == 1 else 'amounts are'} not known",
        "Every amount is known",
        "Savings",
        "Savings",
        waiting=True,
    )
    if appraisal.finance is not None and appraisal.finance.owner is not None:
        yield from _of_the_finance(appraisal.finance)


def _of_the_finance(finance: Finance) -> Iterator[ReadinessItem]:
    lines = finance.lines_in_question
    costs = sum(amount.unknown for line in lines if line.flow.kind is FlowKind.COST for amount in line.flow.amounts.values())
    if costs:
        told = f"{costs} yearly {'cost' if costs == 1 else 'costs'} of {finance.name} {'is' if costs == 1 else 'are'} not known"
        yield ReadinessItem(State.WAITING, told, "Savings", "Savings")
    yield from _of_the_shares(finance)
    for found in finance.progress:
        if found.question:
            told = f"What is carried forward towards the target of {found.indicator} is not decided: {found.question}"
            yield ReadinessItem(State.WAITING, told, "Savings, targets", "Savings")
    still_open = sum(answered.is_open for answered in finance.checklist)
    yield _item(
        not still_open,
        f"{still_open} {'line' if still_open == 1 else 'lines'} of the Section 151 checklist {'is' if still_open == 1 else 'are'} open",
        "Every line of the Section 151 checklist is answered",
        "Savings, Section 151",
        "Savings",
        waiting=True,
    )


def _of_the_shares(finance: Finance) -> Iterator[ReadinessItem]:
    """What a joint case lacks: lines of several organisations, or several partners, and no shares by which they can be told apart."""
    bearers = {line.flow.organisation for line in finance.lines_in_question if line.flow.organisation}
    parted = finance.apportionment()
    if parted is None and max(len(bearers), len(finance.records.partners)) > 1:
        told = f"How {finance.name} is shared between its partners is not recorded"
        yield ReadinessItem(State.TO_DO, told, "Savings, who gains", "Savings")
    elif parted is not None and not parted.partners:
        for reason in parted.why:
            yield ReadinessItem(State.TO_DO, reason.removesuffix("."), "Savings, who gains", "Savings")


def _of_the_scores(appraisal: Appraisal) -> Iterator[ReadinessItem]:
    options = appraisal.options
    taken = {criterion.name for criterion in appraisal.case.criteria if criterion.taken_from is not None}
    lacking = sum(name in taken for option in options for name in option.missing)
    nobody = sum(name not in taken for option in options for name in option.missing)
    cells = [cell for option in options for name, cell in option.cells.items() if name not in taken]
    groups = sum(bool(cell.missing_groups) for cell in cells) - nobody
    if lacking:
        yield ReadinessItem(
            State.TO_DO,
            f"{lacking} {'figure' if lacking == 1 else 'figures'} to be taken from the records cannot be: the Results screen says why",
            "Services and Partners",
            "Services",
        )
    if nobody:
        yield ReadinessItem(
            State.TO_DO, f"{nobody} {'score is' if nobody == 1 else 'scores are'} missing from every group", "Scores", "Scores"
        )
    if groups > 0:
        yield ReadinessItem(
            State.WAITING, f"{groups} {'score is' if groups == 1 else 'scores are'} missing from one group or more", "Scores", "Scores"
        )


def _of_the_weights(appraisal: Appraisal) -> Iterator[ReadinessItem]:
    stale = [criterion.name for criterion in appraisal.case.criteria if criterion.weights_stale]
    if stale:
        says = "was weighed before its scale changed" if len(stale) == 1 else "were weighed before their scales changed"
        yield ReadinessItem(State.TO_DO, f"{listed(stale)} {says}: check the weight and record it again", "Criteria", "Criteria")


def _made_up(names: Iterable[str], kind: str) -> list[str]:
    """The names that the program made up for a new record and nobody has changed: `New option`, `New option 2`."""
    return [name for name in names if re.fullmatch(rf"New {kind}(?: \d+)?", name.strip())]


def _of_the_paper(paper: PaperRecords) -> Iterator[ReadinessItem]:
    yield _item(paper.meeting_date is not None, "The meeting has no date", "The meeting's date is recorded", "Papers, details")
    empty = [section.heading for section in paper.sections if not section.text.strip()]
    for heading in empty:
        yield ReadinessItem(State.TO_DO, f"The section ‘{heading}’ is empty", "Papers, sections", "Papers")
    for written, kind, where in (
        ([recommendation.text for recommendation in paper.recommendations], "recommendation", "Papers, recommendations"),
        ([section.heading for section in paper.sections], "heading", "Papers, sections"),
        ([implication.heading for implication in paper.implications], "implication", "Papers, implications"),
    ):
        for text in _made_up(written, kind):
            yield ReadinessItem(State.TO_DO, f"‘{text}’ is left as it was added: write it", where, "Papers")
    yield _item(bool(paper.recommendations), "There is no recommendation", "Recommendations are recorded", "Papers, recommendations")
    headings = {section.heading.casefold() for section in paper.sections}
    for number, recommendation in enumerate(paper.recommendations, start=1):
        if not recommendation.supports and not recommendation.reason:
            yield ReadinessItem(State.TO_DO, f"No section or reason supports recommendation {number}", "Papers, recommendations", "Papers")
        elif recommendation.supports and recommendation.supports.casefold() not in headings and not recommendation.reason:
            yield ReadinessItem(
                State.TO_DO,
                f"Recommendation {number} names a section that is not there: {recommendation.supports}",
                "Papers, recommendations",
                "Papers",
            )
    implied = " ".join(implication.heading.casefold() for implication in paper.implications if implication.text.strip())
    yield _item("equal" in implied, "No equality implication is recorded", "Equality is recorded", "Papers, implications")
    yield _item(
        "financ" in implied or "resource" in implied,
        "No financial implication is recorded",
        "Financial implications are recorded",
        "Papers, implications",
    )
    commented = {comment.role.casefold() for comment in paper.officer_comments if comment.comment.strip()}
    for role in ("Section 151 Officer", "Monitoring Officer"):
        yield _item(
            any(role.casefold() in known for known in commented),
            f"No comment from the {role}",
            f"The {role} has commented",
            "Papers, officers' comments",
            waiting=True,
        )
    yield _item(
        paper.key_decision is not None, "It is not stated whether this is a key decision", "Key decision is stated", "Papers, details"
    )
    if paper.key_decision and not paper.key_decision_reason:
        yield ReadinessItem(State.TO_DO, "The key decision has no reason", "Papers, details", "Papers")
    if paper.urgent:
        if not paper.urgency_reason:
            yield ReadinessItem(State.TO_DO, "The urgent item has no reason", "Papers, details", "Papers")
        if not paper.chair_agreement:
            yield ReadinessItem(State.WAITING, "The chair's agreement to the urgent item is not recorded", "Papers, details", "Papers")


def _of_the_records(paper: PaperRecords) -> Iterator[ReadinessItem]:
    made_up = [
        name
        for name, records in (("scores", paper.scores), ("weights", paper.weights), ("costs and savings", paper.flows))
        if any(record.basis == "illustrative" for record in records)
    ]
    if made_up:
        screen = {"scores": "Scores", "weights": "Criteria", "costs and savings": "Savings"}[made_up[0]]
        listed = made_up[0] if len(made_up) == 1 else ", ".join(made_up[:-1]) + " and " + made_up[-1]
        yield ReadinessItem(State.WAITING, f"Some {listed} are illustrative: record the council's own", screen, screen)
    conflicts = sum(bool(record.conflicts_with) for record in paper.evidence)
    if conflicts:
        yield ReadinessItem(
            State.WAITING,
            f"{conflicts} {'piece of evidence conflicts' if conflicts == 1 else 'pieces of evidence conflict'} with another",
            "Overview, evidence",
            "Overview",
        )
