"""Optimism bias by type of project: the reference classes that come with the program, as data with their source."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from desktop.disk_trouble import resource_bytes


@dataclass(frozen=True, slots=True)
class ReferenceClass:
    """A type of project; `upper` is the bias an estimate starts from and `lower` what is left once risks are dealt with, in per cent."""

    name: str
    upper: Decimal
    lower: Decimal
    source: str


@lru_cache(maxsize=1)
def reference_classes() -> tuple[ReferenceClass, ...]:
    """Every type of project with a published bias (Mott MacDonald 2002, table 2)."""
    reference = json.loads(resource_bytes("reference", "optimism_bias.json"))
    return tuple(
        ReferenceClass(entry["name"], Decimal(entry["upper"]), Decimal(entry["lower"]), reference["source"])
        for entry in reference["classes"]
    )
