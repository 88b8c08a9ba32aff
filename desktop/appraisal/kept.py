"""What is worked out once: when it is first asked for, and not again when it is asked of the very same inputs.

Records are frozen, and what an edit does not touch stays the very same object (`operations.store.readings`), so inputs are compared by
identity: nothing that is kept can be out of date, and what merely looks alike is worked out anew.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from operator import is_
from typing import TYPE_CHECKING, Generic, ParamSpec, TypeVar

if TYPE_CHECKING:
    from desktop.appraisal.results import Appraisal

_Given = ParamSpec("_Given")
_Outcome = TypeVar("_Outcome")

#: How many inputs each function is kept for: before and after an edit, with a what-if beside them.
_MOST = 3


class Late(Generic[_Outcome]):
    """A part of a frozen record that is worked out when it is first asked for, as an edit seldom shows it; compared by what it comes to."""

    __slots__ = ("_outcome", "_work")

    def __init__(self, work: Callable[[], _Outcome]) -> None:
        self._work: Callable[[], _Outcome] | None = work

    @property
    def value(self) -> _Outcome:
        """What it comes to."""
        self.settle()
        return self._outcome

    def settle(self) -> None:
        """Work it out now, such as off the main thread before a screen shows it."""
        work = self._work
        if work is not None:
            self._outcome = work()
            self._work = None  # last, as another thread may ask meanwhile; and what it was worked out of is let go

    def __eq__(self, other: object) -> bool:
        return self.value == other.value if isinstance(other, Late) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.value)

    def __repr__(self) -> str:
        return repr(self.value)


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
