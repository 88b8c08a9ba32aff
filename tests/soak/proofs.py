"""Every proof by its name. Those of one row of the table are several, so that two can run at once."""

from __future__ import annotations

from collections.abc import Callable

from tests.soak import damage, each_operation, histories, hostile_stores, hostile_workbooks, power_cuts, random_kills
from tests.soak.outcomes import Tally
from tests.soak.stores import Setting

Proof = Callable[[Setting], Tally]


def all_proofs() -> dict[str, Proof]:
    """In the order of the table."""
    modules = (random_kills, each_operation, power_cuts, damage, hostile_stores, hostile_workbooks, histories)
    return {name: proof for module in modules for name, proof in module.proofs()}
