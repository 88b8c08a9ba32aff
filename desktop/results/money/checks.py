"""The Section 151 officer's checks: where each stands, what the records show, and what the officer says."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.appraisal.affordability.section151 import Answered, Status
from desktop.results.cells import BLANK, Lack, Row, Stress, Words

_TO_ANSWER = Lack("To be answered", is_open=True)
_STATES = {
    Status.SHOWN: "Shown by the records",
    Status.LACKING: "Lacking in the records",
    Status.ASKED: "For the officer to answer",
    Status.ANSWERED: "Answered",
}


def checks(checklist: Iterable[Answered]) -> tuple[Row, ...]:
    """A row a check, in the order of a report on robustness; `said` is what the officer or else the records say."""
    return tuple(
        Row(
            check.title,
            {
                "check": Words(check.title, stress=Stress.STRONG if check.is_open else Stress.PLAIN),
                "state": Words(
                    state(check), stress=Stress.FLAGGED if check.is_open else Stress.ASIDE, note=", open" if check.is_open else ""
                ),
                "shown": Words(_shown(check)),
                "answer": Words(check.answer or None, lack=_TO_ANSWER if check.is_open else BLANK),
                "said": Words(check.answer or check.words, stress=Stress.PLAIN if check.answer else Stress.ASIDE),
            },
            record="answers",
        )
        for check in checklist
    )


def state(check: Answered) -> str:
    """Where a check stands, in words."""
    return "Lacking, and answered" if check.status is Status.LACKING and check.answer else _STATES[check.status]


def _shown(check: Answered) -> str:
    """What the records show; of what is for the officer to answer, the question first."""
    if check.status is Status.LACKING:
        return f"Lacking. {check.words}"
    if check.status is Status.ASKED:
        return f"{check.question}\n{check.words}" if check.words else check.question
    return check.words
