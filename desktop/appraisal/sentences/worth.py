"""Value for money: points beside the benchmark's against money, who is on the frontier, and who is left out and why."""

from __future__ import annotations

from desktop.appraisal.choice.value_for_money import ValueForMoney, value_for_money
from desktop.appraisal.results import Appraisal
from desktop.appraisal.wording import agreeing, listed

_OPEN_BELOW = "how low it could fall is not known"


def worth(appraisal: Appraisal, *, with_left_out: bool = True) -> list[str]:
    """The order of value for money, the frontier with what beats the others, and who is left out; nothing without both money and scores.

    `with_left_out` is for where no table beside it says who is left out and why.
    """
    if not any(option.money.years for option in appraisal.options if not option.benchmark):
        return []
    if not any(option.score is not None for option in appraisal.options):
        return []
    comparison = value_for_money(appraisal)
    judged = [each for each in comparison.ordered if each.option != comparison.benchmark]
    said = []
    if judged:
        said.append(f"Value for money beside {comparison.benchmark}: {'; '.join(f'{each.option} has {each.words}' for each in judged)}.")
    if len([each for each in comparison.options if each.able]) > 1:
        said += _frontier(comparison)
    left_out: dict[str, list[str]] = {}
    for each in comparison.options if with_left_out else ():
        if each.why:
            left_out.setdefault(each.why, []).append(each.option)
    open_below = [names[0] for why, names in left_out.items() if why.endswith(_OPEN_BELOW) and len(names) == 1]
    if len(open_below) > 1:  # the figure of each is beside it wherever its money is told
        said.append(f"{listed(open_below)} are left out of value for money: how low the net present value of each could fall is not known.")
        left_out = {why: names for why, names in left_out.items() if names[0] not in open_below}
    said += [
        f"{listed(names)} {agreeing(names, 'is', 'are')} left out of value for money: {_for_several(why) if len(names) > 1 else why}."
        for why, names in left_out.items()
    ]
    return [*said, *comparison.why]


def _for_several(why: str) -> str:
    """The reason one option is left out, said of several."""
    for one, several in (
        ("its net present value is", "the net present value of each is"),
        ("it has", "they have"),
        ("its net present value", "the net present value of each"),
        ("for it", "for them"),
    ):
        if one in why:
            return why.replace(one, several)
    return why


def _frontier(comparison: ValueForMoney) -> list[str]:
    names = list(comparison.frontier)
    among = "Among the options that can be compared, no" if any(each.why for each in comparison.options) else "No"
    off = [each for each in comparison.options if each.beaten_by]
    if not off:
        return [f"{among} option is beaten on points and on money together, so the choice between them is what a point is worth."]
    sentences = [f"{among} option beats {listed(names)} on points and on money together."]
    beaten: dict[tuple[str, ...], list[str]] = {}
    for each in off:
        beaten.setdefault(each.beaten_by, []).append(each.option)
    return sentences + [
        f"{listed(names)} {agreeing(names, 'has', 'have')} no more points and no more money to show than {listed(by)}."
        for by, names in beaten.items()
    ]
