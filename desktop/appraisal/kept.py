"""What was worked out last and still holds: asked again of the very same inputs, it is not worked out again.

Records are frozen, and what an edit does not touch stays the very same object (`operations.store.readings`), so inputs are compared by
identity: nothing that is kept can be out of date, and what merely looks alike is worked out anew.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from operator import is_
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from desktop.appraisal.results import Appraisal

_Given = ParamSpec("_Given")
_Outcome = TypeVar("_Outcome")

#: How many inputs each function is kept for: before and after an edit, with a what-if beside them.
_MOST = 3


def for_the_same(
    inputs: Callable[_Given, tuple[object, ...]],
) -> Callable[[Callable[_Given, _Outcome]], Callable[_Given, _Outcome]]:
    """Keep what a function gives for the last few inputs; `inputs` says all that it looks at. What it gives is changed by nobody."""

    def keeping(function: Callable[_Given, _Outcome]) -> Callable[_Given, _Outcome]:
        kept: list[tuple[tuple[object, ...], _Outcome]] = []

        @wraps(function)
        def asked(*given: _Given.args, **named: _Given.kwargs) -> _Outcome:
            of = inputs(*given, **named)
            for known, outcome in tuple(kept):
                if len(known) == len(of) and all(map(is_, known, of)):
                    return outcome
            outcome = function(*given, **named)
            kept.insert(0, (of, outcome))
            del kept[_MOST:]
            return outcome

        return asked

    return keeping


def of_the_choice(appraisal: Appraisal) -> tuple[object, ...]:
    """All that the scores of an appraisal are: what an edit to the money leaves as it is."""
    case = appraisal.case
    options = ((each.name, each.viable, each.cells, each.by_group, each.score, each.failed, each.not_shown) for each in appraisal.options)
    return (
        case.criteria,
        case.groups,
        case.scores,
        case.ranges,
        appraisal.criteria,
        appraisal.leader,
        *appraisal.tied_first,
        *(part for option in options for part in option),
    )
