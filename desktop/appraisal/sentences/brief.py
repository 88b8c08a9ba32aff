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


def brief(findings: Iterable[str], appraisal: Appraisal) -> tuple[str, ...]:
    """Each sentence once, in the order given, without details where there are more than `MOST`. What leads is never left out."""
    sentences = list(dict.fromkeys(findings))
    for detail in _details(appraisal) if len(sentences) > MOST else ():
        if len(sentences) <= MOST:
            break
        if detail in sentences:
            sentences.remove(detail)
    return tuple(sentences)


def _details(appraisal: Appraisal) -> Sequence[str]:
    """The sentences that may be left out, the first to go first."""
    case, leader = appraisal.case, appraisal.leader
    simulation = appraisal.simulation
    rest = [option for option in appraisal.options if not option.benchmark and not option.preferred and option.name != leader]
    chosen = [sentence for option in appraisal.options if option not in rest for sentence in money_of_choice(case, option)]
    ranges = [
        sentence
        for option in reversed(appraisal.ranked)
        if option.name != leader
        for sentence in choice(appraisal)
        if sentence.startswith(f"{option.name} ha") and "so its score lies anywhere" in sentence
    ]
    drawn = [sentence for sentence in how_sure(appraisal) if simulation is None or sentence not in simulation.why]
    undrawn = [
        sentence for option in appraisal.options if option.money.monte_carlo is not None for sentence in option.money.monte_carlo.why
    ]
    left_out = [sentence for sentence in worth(appraisal) if "left out of value for money" in sentence]
    partners = [] if appraisal.partnership is None else details(appraisal.partnership)
    # The ranges of the scores go late, from the last placed up, as they are what makes a choice uncertain.
    return [
        *partners,
        *drawn[:1:-1],
        *could_cost_more(rest),
        *[sentence for sentence in chosen if sentence.startswith(("Every cost and saving", "Of the "))],
        *[sentence for sentence in money_of_projects(case, appraisal.projects) if sentence.startswith("No costs or savings")],
        *undrawn,
        *ranges,
        *left_out,
    ]
