"""How every option's score follows the weight of one criterion or heading, as the figures of its chart and in words. No ReportLab."""

from __future__ import annotations

from fractions import Fraction

from desktop.appraisal.choice.weight_course import CourseLine, WeightCourse, weight_course
from desktop.appraisal.results import Appraisal, Branch, OptionResult, WeightSwitch, branch_name
from desktop.appraisal.wording import listed, out_of_100
from desktop.papers.charts.data.certainty_parts import Lead, SwitchMark, WeightLine, WeightLines
from desktop.papers.content.chances import switch_words, weight_words


def course_parts(appraisal: Appraisal, branch: Branch) -> WeightLines:
    """A line an option, best score first, with the weights at which the leader changes.

    No lines where the weight cannot be moved. Raises KeyError where the case has no criterion of that name, or heading of that path.
    """
    course, criterion = weight_course(appraisal, branch), branch_name(branch)
    by_option = {line.option: line for line in course.lines}
    lines = tuple(
        _line(by_option[option.name], criterion, option, leader=option.name == appraisal.leader)
        for option in appraisal.ranked
        if option.name in by_option
    )
    switches = sorted(course.switches, key=lambda switch: switch.at)
    return WeightLines(
        criterion,
        f"criterion:{criterion}" if isinstance(branch, str) else "",
        float(course.weight * 100),
        f"Now {weight_words(course.weight)}",
        lines,
        tuple(_switch(switch) for switch in switches),
        _leads(switches) if switches else _throughout(appraisal, course),
        appraisal.tied_first,
    )


def course_words(parts: WeightLines) -> str:
    """What the chart says, in sentences."""
    if not parts.lines:
        return f"The weight of {parts.criterion} cannot be moved against others, so there is nothing to draw."
    sentences = [f"Score of each option as the weight of {parts.criterion} goes from 0% to 100%, the others keeping their proportions."]
    sentences.append(f"{parts.today_label.replace('Now', 'It is now', 1)}.")
    if parts.switches:
        sentences += [f"{switch.words}." for switch in parts.switches]
    elif parts.tied:
        sentences.append(f"{listed(parts.tied)} tie for first, and this weight alone puts none of them ahead for good.")
    elif parts.leads:
        sentences.append(f"{parts.leads[0].name} is first at every weight between 0% and 100%.")
    return " ".join([*sentences, *(f"{line.words}." for line in parts.lines)])


def _line(line: CourseLine, criterion: str, option: OptionResult, *, leader: bool) -> WeightLine:
    start, end = line.points[0][1], line.points[-1][1]
    state = (", the benchmark" if option.benchmark else "") + ("" if option.may_lead else ", which cannot lead")
    without, alone = out_of_100(start, option.places), out_of_100(end, option.places)
    words = f"{line.option}{state}: {without} points without {criterion}, {alone} on {criterion} alone"
    scores_by_weight = tuple((float(weight * 100), float(score)) for weight, score in line.points)
    return WeightLine(line.option, f"option:{line.option}", scores_by_weight, words, option.benchmark, leader, not option.may_lead)


def _switch(switch: WeightSwitch) -> SwitchMark:
    at, now = switch_words(switch)
    way = "Above" if switch.at >= switch.weight else "Below"
    words = f"{way} {at} {switch.to_leader} is first, in place of {switch.from_leader}; the weight is {now} now"
    return SwitchMark(
        float(switch.at * 100), f"{way} {at}: {switch.to_leader}", f"criterion:{switch.criterion}" if switch.criterion else "", words
    )


def _leads(switches: list[WeightSwitch]) -> tuple[Lead, ...]:
    """Who is first from weight to weight, the switches in rising order; a side of a switch is told by where today's weight lies."""
    edges = [Fraction(0), *(switch.at for switch in switches), Fraction(1)]
    first = switches[0]
    names = [first.from_leader if first.at >= first.weight else first.to_leader]
    names += [switch.to_leader if switch.at >= switch.weight else switch.from_leader for switch in switches]
    return tuple(Lead(name, float(start * 100), float(end * 100)) for name, start, end in zip(names, edges[:-1], edges[1:], strict=True))


def _throughout(appraisal: Appraisal, course: WeightCourse) -> tuple[Lead, ...]:
    """Who is first at every weight, where none changes the leader: not always today's, which may be first at no weight at all only."""
    half = [(_at_half(line), line.option) for line in course.lines if appraisal.option(line.option).may_lead]
    if not half:
        return ()
    best = max(score for score, _ in half)
    names = [name for score, name in half if score == best]
    return (Lead(appraisal.leader if appraisal.leader in names else names[0], 0.0, 100.0),)


def _at_half(line: CourseLine) -> Fraction:
    """The score at a weight of a half: the middle point, or half way between the two ends of a straight line."""
    count = len(line.points)
    return line.points[count // 2][1] if count % 2 else (line.points[0][1] + line.points[-1][1]) / 2
