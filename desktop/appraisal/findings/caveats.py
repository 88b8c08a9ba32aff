"""What a reader should know before leaning on the scores: a double count, weights gone stale, scales that move, the decision taken."""

from __future__ import annotations

from desktop.appraisal.case import CriterionUse
from desktop.appraisal.choice.criteria import ranking_without
from desktop.appraisal.findings.choice import criteria_listed
from desktop.appraisal.findings.finding import ALL_SCORES, Figure, Finding, Phrase, all_of, finding, option_named, phrase, scored
from desktop.appraisal.results import Appraisal
from desktop.appraisal.wording import agreeing, difference, out_of_100, places_that_subtract


def double_count(appraisal: Appraisal) -> list[Finding]:
    """A weighted criterion about money beside money that is recorded, and who would lead without it; nothing where there is none."""
    if not any(option.money.years for option in appraisal.options if not option.benchmark) or appraisal.leader is None:
        return []
    about = {criterion.name for criterion in appraisal.case.criteria if criterion.about_money}
    counted = [criterion for criterion in appraisal.criteria if criterion.name in about and criterion.weight]
    if not counted:
        return []
    names = [criterion.name for criterion in counted]
    weight = sum(criterion.weight for criterion in counted)
    share = Figure(f"{float(weight * 100):.0f}%", weight)
    return [
        finding(
            "{} {} about money and {} {} of the weight, while costs and savings are set against the score as well: the same money "
            "may count twice. {}",
            criteria_listed(names),
            agreeing(names, "is", "are"),
            agreeing(names, "has", "have"),
            share,
            _without(appraisal, names),
            beside=ALL_SCORES,
        )
    ]


def _without(appraisal: Appraisal, names: list[str]) -> Phrase:
    it = agreeing(names, "it", "them")
    ranking = ranking_without(appraisal, names)
    if ranking is None:
        return phrase(f"Without {it} no other criterion has any weight.")
    if ranking.leader is None:
        return phrase(f"Without {it} no option that could lead has a score.")
    if ranking.tied_first:
        return phrase(f"Without {it} {{}} would tie for first.", all_of([scored(name) for name in ranking.tied_first]))
    if ranking.leader == appraisal.leader and not appraisal.tied_first:
        return phrase(f"Without {it} {{}} would still lead.", scored(ranking.leader))
    return phrase(f"Without {it} {{}} would lead.", scored(ranking.leader))


def decision(appraisal: Appraisal) -> list[Finding]:
    """What is recommended beside the order of the scores, and once the meeting has been what it decided, and why."""
    findings = []
    for option in appraisal.case.options:
        beside = _beside_the_leader(appraisal, option.name)
        if option.decision_taken:
            named = scored(option.name) if beside.parts else option_named(option.name)
            reason = option.decision_reason.strip().rstrip(".")
            wanting = not reason and option.name != appraisal.leader
            why = phrase(" The reason recorded: {}.", reason) if reason else phrase(" No reason is recorded." if wanting else "")
            findings.append(finding("The decision taken is {}{}.{}", named, beside, why, action="Give one." if wanting else ""))
        elif option.preferred and beside.parts:
            findings.append(finding("The recommendation is {}{}.", scored(option.name), beside))
    return findings


def _beside_the_leader(appraisal: Appraisal, name: str) -> Phrase:
    leader = appraisal.leader
    if leader is None:
        return phrase("")
    if appraisal.tied_first:
        tied = all_of([scored(each) for each in appraisal.tied_first])
        return phrase(", one of those that tie for first: {}" if name in appraisal.tied_first else ", although {} tie for first", tied)
    if name == leader:
        return phrase(", which also leads on its score")
    score, best = appraisal.option(name).score, appraisal.option(leader).score
    if score is None or best is None or score >= best:
        return phrase(", although {} leads on its score", scored(leader))
    places = places_that_subtract(best, score)
    behind = best - score if places else difference(best, score)
    by = f"{out_of_100(behind, places or 1)} points" if behind else "less than a tenth of a point"
    return phrase(", although {} leads on its score by {}", scored(leader), Figure(by, best - score))


def stale_weights(appraisal: Appraisal) -> list[Finding]:
    """The weighted criteria whose scale changed after they were weighed."""
    names = [criterion.name for criterion in appraisal.case.criteria if criterion.weights_stale and criterion.use is CriterionUse.WEIGHTED]
    if not names:
        return []
    return [
        finding(
            "The {} of {} changed after {} weighed.",
            agreeing(names, "scale", "scales"),
            criteria_listed(names),
            agreeing(names, "it was", "they were"),
            beside=ALL_SCORES,
            action=f"Look at {agreeing(names, 'its weight', 'their weights')} again.",
        )
    ]


def moving_scales(appraisal: Appraisal) -> list[Finding]:
    """The weighted criteria whose scales run between recorded scores, so that adding an option could turn the order of the others.

    On fixed scales it never could: each option's score is then its own affair.
    """
    curved = {criterion.name for criterion in appraisal.case.criteria if criterion.points}
    names = [
        criterion.name
        for criterion in appraisal.criteria
        if criterion.use == CriterionUse.WEIGHTED and criterion.scale_from_scores and criterion.weight and criterion.name not in curved
    ]
    if not names or not any(option.score is not None for option in appraisal.options):
        return []
    run = phrase(agreeing(names, "scale of {} runs", "scales of {} run"), criteria_listed(names))
    return [
        finding(
            "The {} between the scores recorded, so adding or leaving out an option may move {} and turn the order of the others.",
            run,
            agreeing(names, "it", "them"),
            beside=ALL_SCORES,
            action=f"Give {agreeing(names, 'it', 'each')} a worst and a best.",
        )
    ]
