"""Optimism bias: costs raised and benefits lowered by what past projects have run over.

Adjusted cost = cost x (1 + bias x (1 − mitigation)), as the Green Book's supplementary guidance has it after Mott MacDonald 2002;
savings and income are lowered by the same fraction and funding is untouched. Bias and mitigation are fractions of 1.
"""

from __future__ import annotations

from decimal import Decimal

from desktop.appraisal.case import Flow, FlowKind
from desktop.errors import KnownTrouble


def factor(flow: Flow) -> Decimal:
    """What each amount of the line is multiplied by. Raises KnownTrouble where more than all of a benefit would be taken off."""
    if flow.kind is FlowKind.FUNDING or not flow.optimism_bias:
        return Decimal(1)
    remaining = flow.optimism_bias * (1 - flow.mitigation)
    if flow.kind is FlowKind.COST:
        return 1 + remaining
    if remaining > 1:
        raise KnownTrouble(f"The optimism bias on ‘{flow.line}’ takes off more than all of it: type 100% or less for a saving or income")
    return 1 - remaining
