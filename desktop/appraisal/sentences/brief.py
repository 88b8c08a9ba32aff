"""What a case comes to in few enough sentences to be read: the details go first, those that matter least before the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.appraisal.results import Appraisal
from desktop.appraisal.sentences.certainty import how_sure
from desktop.appraisal.sentences.choice import choice
from desktop.appraisal.sentences.on_money import could_cost_more, money_of_choice, money_of_projects
from desktop.appraisal.sentences.partnership import details
from desktop.appraisal.sentences.worth import worth

#: As many as anyone reads of a case. What is left out here is told where its own subject is.
MOST = 25


def brief(found: Iterable[str], appraisal: Appraisal) -> tuple[str, ...]:
    """Each sentence once, in the order given, without details where there are more than `MOST`. What leads is never left out."""
    told = list(dict.fromkeys(found))
    for detail in _details(appraisal) if len(told) > MOST else ():
        if len(told) <= MOST:
            break
        if detail in told:
            told.remove(detail)
    return tuple(told)


def _details(appraisal: Appraisal) -> Sequence[str]:
    """The sentences that may be left out, the first to go first."""
    case, leader = appraisal.case, appraisal.leader
    held = appraisal.simulation
    rest = [option for option in appraisal.options if not option.benchmark and not option.preferred and option.name != leader]
    chosen = [told for option in appraisal.options if option not in rest for told in money_of_choice(case, option)]
    ranges = [
        told
        for option in reversed(appraisal.ranked)
        if option.name != leader
        for told in choice(appraisal)
        if told.startswith(f"{option.name} ha") and "so its score lies anywhere" in told
    ]
    drawn = [told for told in how_sure(appraisal) if held is None or told not in held.why]
    undrawn = [told for option in appraisal.options if option.money.monte_carlo is not None for told in option.money.monte_carlo.why]
    left_out = [told for told in worth(appraisal) if "left out of value for money" in told]
    partners = [] if appraisal.partnership is None else details(appraisal.partnership)
    # The ranges of the scores go late, from the last placed up, as they are what makes a choice uncertain.
    return [
        *partners,
        *drawn[:1:-1],
        *could_cost_more(rest),
        *[told for told in chosen if told.startswith(("Every cost and saving", "Of the "))],
        *[told for told in money_of_projects(case, appraisal.projects) if told.startswith("No costs or savings")],
        *undrawn,
        *ranges,
        *left_out,
    ]
