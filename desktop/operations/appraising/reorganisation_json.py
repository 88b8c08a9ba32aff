"""The reorganisation of a case in the results JSON: of each option its new councils, what they open with and their council tax."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from desktop.appraisal.results import Appraisal
from desktop.operations.appraising.json_values import cells
from desktop.results.cells import Row


def reorganisation_json(appraisal: Appraisal) -> dict[str, Any]:
    """What a case with new councils has beside the rest, under `reorganisation`; nothing of any other case."""
    found = appraisal.reorganisation
    if found is None:
        return {}
    from desktop.results import reorganisation as results  # few cases reorganise anything

    options = [
        {
            "option": each.option,
            "councils": _rows(results.new_councils([each])),
            "divided": _rows(results.disaggregated([each])),
            "opening_positions": _rows(results.positions([each])),
            "council_tax": _rows(results.council_tax([each])),
            "council_tax_by_area": _rows(results.tax_by_area([each])),
            "why": [*each.why, *(why for council in each.councils for why in council.tax.why)],
        }
        for each in found.options
    ]
    return {"reorganisation": {"options": options, "full_effect": _rows(results.full_effects(found))}}


def _rows(rows: Iterable[Row]) -> list[dict[str, Any]]:
    return [{"name": row.name} | cells(row) for row in rows]
