"""Score set against net present value, as the figures of its chart and in words. No ReportLab."""

from __future__ import annotations

from desktop.appraisal.results import Appraisal, OptionResult
from desktop.appraisal.wording import listed
from desktop.papers.charts.data.certainty_parts import NpvPoint, ScoreByNpv


def score_by_npv_parts(appraisal: Appraisal) -> ScoreByNpv:
    """A point for each option with a score and a known middle of its NPV, best score first; a sentence for every other."""
    points = tuple(point for option in appraisal.ranked if (point := _point(appraisal, option)) is not None)
    placed = {point.name for point in points}
    return ScoreByNpv(points, tuple(_unplaced([option for option in appraisal.ranked if option.name not in placed])))


def score_by_npv_words(parts: ScoreByNpv) -> str:
    """What the chart says, in sentences."""
    if not parts.points:
        return " ".join(["No option has both a score and a known net present value.", *parts.unplaced])
    sentences = ["Score of each option, out of 100, against its net present value."]
    sentences += [f"{point.words}." for point in parts.points]
    efficient = [point.name for point in parts.points if point.efficient]
    if len(parts.points) > 1:
        sentences.append(f"No other option betters {listed(efficient)} on one without being worse on the other.")
    return " ".join([*sentences, *parts.unplaced])


def _point(appraisal: Appraisal, option: OptionResult) -> NpvPoint | None:
    npv = option.money.npv
    if option.score is None or npv is None or npv.central is None:
        return None
    low = option.score if option.score_low is None else option.score_low
    high = option.score if option.score_high is None else option.score_high
    leader, efficient = option.name == appraisal.leader, option.name in appraisal.frontier
    state = ", the benchmark" if option.benchmark else ""
    state += ", which leads" if leader else ", not viable" if option.viable is False else "" if option.may_lead else ", which cannot lead"
    words = f"{option.name}{state}: {option.score_words} points, net present value {npv.total_words(running=True)}"
    return NpvPoint(
        option.name,
        f"option:{option.name}",
        float(option.score),
        float(low),
        float(high),
        float(npv.central),
        None if npv.low is None else float(npv.low),
        None if npv.high is None else float(npv.high),
        words,
        option.benchmark,
        leader,
        efficient,
        not option.may_lead,
    )


def _unplaced(options: list[OptionResult]) -> list[str]:
    """Why each has no point, those of the same want together."""
    no_score = [option.name for option in options if option.score is None]
    open_money = [f"{option.name} ({_npv_words(option)})" for option in options if option.score is not None]
    sentences = [f"Not drawn, as they have no score: {listed(no_score)}."] if no_score else []
    if open_money:
        sentences.append(f"Not drawn, as the middle of the net present value is not known: {'; '.join(open_money)}.")
    return sentences


def _npv_words(option: OptionResult) -> str:
    npv = option.money.npv
    return "not known" if npv is None else npv.total_words(running=True)
