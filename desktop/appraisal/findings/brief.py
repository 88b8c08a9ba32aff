"""What a case comes to in few enough sentences to be read: the details go first, those that matter least before the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.appraisal.choice.weights import weights_of
from desktop.appraisal.findings.certainty import drawn_of
from desktop.appraisal.findings.choice import ranges
from desktop.appraisal.findings.finding import ALL_SCORES, Finding, reason
from desktop.appraisal.findings.partnership import details
from desktop.appraisal.findings.room import undrawn
from desktop.appraisal.findings.savings import bases, could_cost_more, named, without_money
from desktop.appraisal.findings.worth import left_out
from desktop.appraisal.results import Appraisal

#: As many as anyone reads of a case. What is left out here is told where its own subject is.
MOST = 25


def brief(every: Iterable[Finding], appraisal: Appraisal) -> tuple[Finding, ...]:
    """Each finding once, in the order given, without details where there are more than `MOST`. What leads is never left out."""
    findings = dict.fromkeys(every)
    for detail in _details(appraisal) if len(findings) > MOST else ():
        if len(findings) <= MOST:
            break
        findings.pop(detail, None)
    return tuple(findings)


def _details(appraisal: Appraisal) -> Sequence[Finding]:
    """The findings that may be left out, the first to go first."""
    case, leader = appraisal.case, appraisal.leader
    rest = [option for option in appraisal.options if not option.benchmark and not option.preferred and option.name != leader]
    chosen = [
        basis
        for option in appraisal.options
        if option not in rest and not option.benchmark and option.money.years
        for basis in bases(case, option)
    ]
    undrawn_money = [
        why
        for option in appraisal.options
        if option.money.monte_carlo is not None
        for why in undrawn(named(option), option.money.monte_carlo)
    ]
    partners = [] if appraisal.partnership is None else details(appraisal.partnership)
    weighting = [reason(why, *ALL_SCORES) for said in weights_of(case).said.values() for why in said]
    # The ranges of the scores go late, from the last placed up, as they are what makes a choice uncertain.
    wide = ranges(appraisal, [option for option in reversed(appraisal.ranked) if option.name != leader])
    return [
        *partners,
        *drawn_of(appraisal)[:0:-1],
        *could_cost_more(rest),
        *chosen,
        *without_money(case, appraisal.projects),
        *undrawn_money,
        *weighting,
        *wide,
        *left_out(appraisal),
    ]
