"""The criteria below their headings, each with its weight, its own scale and the score of each option on it, all groups together."""

from __future__ import annotations

from desktop.appraisal.case import CriterionUse
from desktop.appraisal.findings.finding import CRITERIA, Source
from desktop.appraisal.findings.withheld import is_score_withheld
from desktop.appraisal.kept import for_the_same
from desktop.appraisal.results import Appraisal, CellResult, CriterionResult, OptionResult
from desktop.appraisal.wording import scale_places
from desktop.results.cells import BLANK, WITHHELD, Cell, Lack, Number, Row, Stress, Weight, Words

_NOT_APPLICABLE, _MISSING = Lack("n/a"), Lack("missing", is_open=True)
#: Why a score that is shown is not all there is to it.
PARTLY = "one group or more gave no score: the others' are used, and theirs could be anything"
PARTLY_WITHHELD = "a score of one group or more is withheld: the others' are used, and theirs could be anything"
MIDDLE = "the middle of a range, which is assumed"


@for_the_same(lambda appraisal: (appraisal,))
def by_criterion(appraisal: Appraisal) -> tuple[Row, ...]:
    """A row a heading, which has a weight alone, and below it a row a criterion. A score stands under `option:` and the option's name."""
    by_name = {criterion.name: criterion for criterion in appraisal.criteria}
    rows: list[Row] = []
    for heading in (below for widest in appraisal.tree for below in widest.walked):
        if heading.path:
            is_weighted = any(by_name[name].use == CriterionUse.WEIGHTED for name in heading.criteria)
            weight = Weight(heading.weight if is_weighted else None, lack=BLANK)
            rows.append(Row(heading.name, {"weight": weight}, stress=Stress.STRONG, depth=heading.depth))
        rows += (
            _withheld_row(name, appraisal.ranked, len(heading.path))
            if Source(CRITERIA, name) in appraisal.case.withheld
            else _row(by_name[name], appraisal, len(heading.path))
            for name in heading.own
        )
    return tuple(rows)


def _withheld_row(name: str, options: tuple[OptionResult, ...], depth: int) -> Row:
    """Of a criterion that a public paper does not have nothing is told: neither its use nor whether anything is scored on it."""
    keys = ("weight", "worst", "best", *(f"option:{option.name}" for option in options))
    return Row(name, {key: Words(None, lack=WITHHELD) for key in keys}, record="criteria", depth=depth)


def _row(criterion: CriterionResult, appraisal: Appraisal, depth: int) -> Row:
    places, name = scale_places(criterion.worst, criterion.best), criterion.name
    is_weighted = criterion.use == CriterionUse.WEIGHTED
    cells: dict[str, Cell] = {
        "weight": Weight(criterion.weight if is_weighted else None, lack=Lack(criterion.use)),
        "worst": Number(criterion.worst),
        "best": Number(criterion.best),
    }
    cells |= {
        f"option:{option.name}": _score(option.cells.get(name), places, is_score_withheld(appraisal.case, option.name, name))
        for option in appraisal.ranked
    }
    return Row(name, cells, record="criteria", depth=depth)


def _score(result: CellResult | None, places: int, withheld: bool) -> Number:
    if result is None or result.not_applicable:
        return Number(None, lack=BLANK if result is None else _NOT_APPLICABLE)
    notes = [
        words for words, holds in ((PARTLY_WITHHELD if withheld else PARTLY, result.missing_groups), (MIDDLE, result.assumed)) if holds
    ]
    return Number(result.combined, places, lack=WITHHELD if withheld else _MISSING, note="; ".join(notes))
