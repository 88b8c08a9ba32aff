"""Every proof by its name. Those of one row of the table are several, so that two can run at once."""

from __future__ import annotations

from collections.abc import Callable

from tests.soak import each_operation
from tests.soak.outcomes import Tally
from tests.soak.stores import Setting

Proof = Callable[[Setting], Tally]


def all_proofs() -> dict[str, Proof]:
    """In the order of the table."""
    return dict(each_operation.proofs())
