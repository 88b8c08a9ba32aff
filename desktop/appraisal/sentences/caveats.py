"""What a reader should know before leaning on the scores: a double count, weights gone stale, scales that move, the decision taken."""

from __future__ import annotations

from desktop.appraisal.case import CriterionUse
from desktop.appraisal.choice.criteria import ranking_without
from desktop.appraisal.results import Appraisal
from desktop.appraisal.wording import agreeing, listed, points


def double_count(appraisal: Appraisal) -> list[str]:
    """A weighted criterion about money beside money that is recorded, and who would lead without it; nothing where there is none."""
    if not any(option.money.years for option in appraisal.options if not option.benchmark) or appraisal.leader is None:
        return []
    about = {criterion.name for criterion in appraisal.case.criteria if criterion.about_money}
    counted = [criterion for criterion in appraisal.criteria if criterion.name in about and criterion.weight]
    if not counted:
        return []
    names = [criterion.name for criterion in counted]
    share = float(sum(criterion.weight for criterion in counted) * 100)
    sentence = (
        f"{listed(names)} {agreeing(names, 'is', 'are')} about money and {agreeing(names, 'has', 'have')} {share:.0f}% of the weight, "
        "while costs and savings are set against the score as well: the same money may count twice."
    )
    return [f"{sentence} {_without(appraisal, names)}"]


def _without(appraisal: Appraisal, names: list[str]) -> str:
    it = agreeing(names, "it", "them")
    ranking = ranking_without(appraisal, names)
    if ranking is None:
        return f"Without {it} no other criterion has any weight."
    if ranking.leader is None:
        return f"Without {it} no option that could lead has a score."
    if ranking.tied_first:
        return f"Without {it} {listed(ranking.tied_first)} would tie for first."
    if ranking.leader == appraisal.leader and not appraisal.tied_first:
        return f"Without {it} {ranking.leader} would still lead."
    return f"Without {it} {ranking.leader} would lead."


def decision(appraisal: Appraisal) -> list[str]:
    """The option preferred and the decision taken, each beside the order of the scores, with the reason recorded for the decision."""
    leader = appraisal.leader
    sentences = []
    names = [option.name for option in appraisal.options if option.preferred]
    if names and leader is not None and leader not in names:
        sentences.append(f"{listed(names)} is preferred, although {leader} leads on its score.")
    for option in appraisal.case.options:
        if option.decision_taken:
            reason = option.decision_reason.strip().rstrip(".")
            why = f" The reason recorded: {reason}." if reason else " No reason is recorded: give one." if option.name != leader else ""
            sentences.append(f"The decision taken is {option.name}{_beside_the_leader(appraisal, option.name)}.{why}")
    return sentences


def _beside_the_leader(appraisal: Appraisal, name: str) -> str:
    leader = appraisal.leader
    if leader is None:
        return ""
    if appraisal.tied_first:
        return (
            f", one of those that tie for first: {listed(appraisal.tied_first)}"
            if name in appraisal.tied_first
            else (f", although {listed(appraisal.tied_first)} tie for first")
        )
    if name == leader:
        return ", which also leads on its score"
    score, best = appraisal.option(name).score, appraisal.option(leader).score
    if score is None or best is None or score >= best:
        return f", although {leader} leads on its score"
    behind = points(best - score)
    by = "less than a tenth of a point" if behind == "0" else f"{behind} point{'' if behind == '1' else 's'}"
    return f", although {leader} leads on its score by {by}"


def stale_weights(appraisal: Appraisal) -> list[str]:
    """The weighted criteria whose scale changed after they were weighed."""
    names = [criterion.name for criterion in appraisal.case.criteria if criterion.weights_stale and criterion.use is CriterionUse.WEIGHTED]
    if not names:
        return []
    return [
        f"The {agreeing(names, 'scale', 'scales')} of {listed(names)} changed after {agreeing(names, 'it was', 'they were')} weighed: "
        f"look at {agreeing(names, 'its weight', 'their weights')} again."
    ]


def moving_scales(appraisal: Appraisal) -> list[str]:
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
    run, them = agreeing(names, "scale of {} runs", "scales of {} run").format(listed(names)), agreeing(names, "it", "them")
    return [
        f"The {run} between the scores recorded, so adding or leaving out an option may move {them} and turn the order of the others: "
        f"give {agreeing(names, 'it', 'each')} a worst and a best."
    ]
