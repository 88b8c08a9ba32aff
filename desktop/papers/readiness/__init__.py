"""What still stands between a paper and the agenda, in plain words, each with where to put it right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from desktop.appraisal.results import Appraisal
from desktop.papers.content.records import PaperRecords
from desktop.papers.readiness.appraisal import of_the_appraisal
from desktop.papers.readiness.comments import of_the_comments
from desktop.papers.readiness.decision import decision_words, of_the_decision
from desktop.papers.readiness.editions import of_the_edition
from desktop.papers.readiness.item import MendedAt, ReadinessItem, State, item
from desktop.papers.readiness.parts import of_the_parts
from desktop.papers.readiness.records import of_the_records

__all__ = ["MendedAt", "ReadinessItem", "State", "decision_words", "open_items", "readiness"]

_ORDER = tuple(State)


def readiness(
    paper: PaperRecords | None, appraisal: Appraisal | None, set_aside: Mapping[str, str] | None = None, more: Iterable[ReadinessItem] = ()
) -> tuple[ReadinessItem, ...]:
    """Everything that is to do, then what is waited for, then what was set aside, then what is done.

    `appraisal` is None where the records contradict one another. `set_aside` are the reasons for items that may stand, by their keys.
    `more` are items that the records of a paper do not tell, such as how it is marked.
    """
    items = list(of_the_appraisal(appraisal))
    if paper is None:
        started = item("paper: none", "No paper has been started", "Paper", MendedAt("Papers"))
        items.insert(0, started)
    else:
        items += _of_the_paper(paper, appraisal)
    items += more
    reasons = set_aside or {}
    settled = (_settled(each, reasons.get(each.key, "")) for each in _each_once(items))
    return tuple(sorted(settled, key=lambda each: _ORDER.index(each.state)))


def open_items(items: Iterable[ReadinessItem]) -> tuple[ReadinessItem, ...]:
    """The items that are neither done nor set aside: a paper is not made final while there is one."""
    return tuple(each for each in items if each.state in (State.TO_DO, State.WAITING))


def _of_the_paper(paper: PaperRecords, appraisal: Appraisal | None) -> Iterator[ReadinessItem]:
    yield from of_the_decision(paper, appraisal)
    yield from of_the_edition(paper, appraisal)
    yield from of_the_parts(paper, appraisal)
    yield from of_the_comments(paper)
    yield from of_the_records(paper)


def _each_once(items: Iterable[ReadinessItem]) -> Iterator[ReadinessItem]:
    """The items, none of them with the key of one before it: two empty sections may be called alike."""
    seen: dict[str, int] = {}
    for each in items:
        seen[each.key] = seen.get(each.key, 0) + 1
        yield each if seen[each.key] == 1 else replace(each, key=f"{each.key} ({seen[each.key]})")


def _settled(each: ReadinessItem, reason: str) -> ReadinessItem:
    return replace(each, state=State.SET_ASIDE, set_aside=reason) if reason and each.state is not State.DONE else each
