"""Partners in the results JSON: returns and resource scores as `interchange.md` has them, and the rest beside."""

from __future__ import annotations

from typing import Any

from desktop.appraisal.findings.partnership import percent
from desktop.appraisal.partners.appraised import Partnership
from desktop.appraisal.partners.count import Count
from desktop.appraisal.partners.fit import FORMULA, Factor, PartnerFit
from desktop.appraisal.partners.requests import Asked, When
from desktop.appraisal.partners.resource_scores import ScoreSummary
from desktop.appraisal.partners.returns import IndicatorReturns, ReturnsSummary, summarise
from desktop.appraisal.partners.sharing_register import Arrangement
from desktop.appraisal.partners.unit_costs import ServiceComparison
from desktop.operations.appraising.count_json import count_json
from desktop.operations.appraising.json_values import amount, cells, number, told
from desktop.results.partners.pool import contributions


def partnership_json(partnership: Partnership | None) -> dict[str, Any]:
    """The keys on partners; those of nothing recorded are there all the same, empty."""
    return {
        "returns": returns_json(partnership.returns if partnership is not None else summarise(())),
        "resource_scores": _scores(partnership),
        "rag_definitions": {} if partnership is None else dict(partnership.records.definitions),
        "kinds": []
        if partnership is None
        else [told(each, "kind", "expected", "received", "scored", "mean") for each in partnership.kinds],
        "unit_costs": [] if partnership is None else [_service(each) for each in partnership.services],
        "partner_fit": {
            "formula": FORMULA,
            "partners": [] if partnership is None else [_fit(each) for each in partnership.fit.partners],
            "asked_of_all": [] if partnership is None else [each.name for each in partnership.fit.asked],
        },
        "sharing": {
            "arrangements": [] if partnership is None else [_arrangement(each) for each in partnership.sharing.arrangements],
            "by_status": []
            if partnership is None
            else [
                {"status": str(each.status) or None, "count": len(each.arrangements), "saving": amount(each.saving)}
                for each in partnership.sharing.by_status
            ],
            "cancelled": []
            if partnership is None
            else [
                {"by": each.proposal, "services": [own.service for own in each.arrangements], "saving": amount(each.saving)}
                for each in partnership.sharing.cancelled
            ],
        },
        "pool": _pool(partnership),
        **count_json(partnership.count if partnership is not None else Count()),
        "requests": [] if partnership is None else [_request(each) for each in partnership.requests],
    }


def returns_json(summary: ReturnsSummary) -> dict[str, Any]:
    """How many answered and how each year is rated: all indicators together, then each."""
    return {
        **_returned(summary),
        "response_rate": number(summary.response_rate),
        "by_indicator": [{"indicator": each.indicator, **_returned(each)} for each in summary.indicators],
        "why": list(summary.why),
    }


def partnership_text(partnership: Partnership | None) -> list[str]:
    """Returns by year, and requests with their dates, as lines of a table each; nothing where none is recorded."""
    lines: list[str] = []
    if partnership is None:
        return lines
    for each in partnership.returns.indicators:
        lines += ["", f"Returns: {each.indicator}" if each.indicator else "Returns"]
        lines.append(f"  {each.received} of {each.expected} received ({percent(each.response_rate)})")
        lines += [f"  {year.year}: {year.green} green, {year.amber} amber, {year.red} red, {year.blank} blank" for year in each.by_year]
    if partnership.requests:
        lines += ["", "Requests"]
        for request in partnership.requests:
            dates = "; ".join(deadline.when.words for deadline in request.deadlines) or "no date"
            lines.append(f"  {request.name}: {dates}{' (at odds)' if request.conflict else ''}")
    return lines


def _returned(each: ReturnsSummary | IndicatorReturns) -> dict[str, Any]:
    years = [told(year, "year", "green", "amber", "red", "blank") for year in each.by_year]
    return told(each, "expected", "received", "missing") | {"by_year": years}


def _scores(partnership: Partnership | None) -> dict[str, Any]:
    if partnership is None:
        return {**_summary(None), "after_drop": _summary(None), "not_applicable": 0, "by_criterion": [], "by_organisation": []}
    return {
        **_summary(partnership.scores.summary),
        "after_drop": _summary(partnership.scores.after_drop),
        "not_applicable": partnership.scores.summary.not_applicable,
        "by_criterion": [{"criterion": each.name, **_summary(each.summary)} for each in partnership.scores.by_criterion],
        "by_organisation": [
            {"organisation": each.name, **_summary(each.summary), "meets_aim": each.meets_aim}
            for each in partnership.scores.by_organisation
        ],
    }


def _summary(summary: ScoreSummary | None) -> dict[str, Any]:
    return {
        "counts": {str(level): 0 if summary is None else summary.counts.get(level, 0) for level in (4, 3, 2, 1)},
        "mean": None if summary is None else number(summary.mean),
        "at_3_or_above": 0 if summary is None else summary.at_aim,
        "share_at_3_or_above": None if summary is None else number(summary.share_at_aim),
    }


def _service(each: ServiceComparison) -> dict[str, Any]:
    return {
        "service": each.service,
        "unit": each.unit or None,
        "organisations": [
            {
                **told(line.of, "organisation", "cost", "volume"),
                "unit_cost": amount(line.unit_cost),
                "why": [line.why] if line.why else [],
            }
            for line in each.lines
        ],
        "by_kind": [told(kind, "kind", "organisations", "unit_cost") for kind in each.by_kind],
    }


def _fit(each: PartnerFit) -> dict[str, Any]:
    return {
        **told(each, "organisation", "place", "shortlisted", "mean", "likeness"),
        "factors": [_factor(factor) for factor in each.factors],
        "measures": [told(measure, "measure", "ours", "theirs", "likeness") for measure in each.measures],
        "why": [each.why] if each.why else [],
    }


def _factor(each: Factor) -> dict[str, Any]:
    return {
        "factor": each.name,
        "score": number(each.score),
        "evidence": each.evidence or None,
        "says_so": each.says_so or None,
        "applies": each.applies,
    }


def _arrangement(each: Arrangement) -> dict[str, Any]:
    return {
        "service": each.service,
        "partners": list(each.partners),
        "status": str(each.status) or None,
        "start": each.start or None,
        "saving": amount(each.saving),
        "cancelled_by": each.cancelled_by,
    }


def _pool(partnership: Partnership | None) -> dict[str, Any]:
    if partnership is None:
        return {"contributions": [], "before": None, "pooled": None, "after": None}
    return {
        "contributions": [
            cells(row) | {"condition": each.of.condition or None, "governance": each.of.governance or None}
            for each, row in zip(partnership.pool.lines, contributions(partnership.pool), strict=True)
        ],
        **told(partnership.pool, "before", "pooled", "after"),
    }


def _request(each: Asked) -> dict[str, Any]:
    return {
        "request": each.name,
        "questions": list(dict.fromkeys(row.question for row in each.rows if row.question)),
        "put": next((row.put for row in each.rows if row.put), None),
        "from": next((row.party for row in each.rows if row.party), None),
        "asked_on": next((_when(row.asked_on) for row in each.rows if row.asked_on.words), None),
        "deadlines": [
            {
                "date": _when(deadline.when),
                "working_days": deadline.working_days,
                "clear_days": deadline.clear_days,
                "source": deadline.source or None,
            }
            for deadline in each.deadlines
        ],
        **told(each, "conflict", "answered", "late"),
    }


def _when(when: When) -> str:
    """A day as 2010-09-24; else the words."""
    return when.day.isoformat() if when.day is not None else when.words
