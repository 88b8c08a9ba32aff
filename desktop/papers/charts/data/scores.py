"""The scores of an appraisal as the figures of their charts, with the words that tell the same. No ReportLab."""

from __future__ import annotations

from fractions import Fraction

from desktop.appraisal.choice.criteria import weighted_sum
from desktop.appraisal.results import Appraisal, CriterionResult, OptionResult
from desktop.appraisal.wording import out_of_100
from desktop.papers.charts.data.parts import Dot, OptionBar, Segment

#: More headings than this cannot be told apart by colour: the smallest are drawn as one.
MOST_SEGMENTS = 4
OTHER = "Other criteria"


def contribution_bars(appraisal: Appraisal) -> tuple[OptionBar, ...]:
    """One bar an option, best first, in parts by heading; one part where no criterion has a heading."""
    groups = _groups(appraisal)
    return tuple(_bar(appraisal, option, groups) for option in appraisal.ranked)


def contribution_words(appraisal: Appraisal) -> str:
    """What the chart of scores says, in sentences."""
    return words_of_bars(contribution_bars(appraisal), ranked=any(option.rank for option in appraisal.options))


def words_of_bars(bars: tuple[OptionBar, ...], *, ranked: bool = True) -> str:
    """The same, from bars that have been worked out; `ranked` says that they are in the order of their scores."""
    if not bars:
        return "No options are recorded."
    return f"Weighted score of each option out of 100{', best first' if ranked else ''}. " + " ".join(f"{bar.words}." for bar in bars)


def _groups(appraisal: Appraisal) -> list[tuple[str, tuple[str, ...]]]:
    """The widest headings with their weighted criteria, the smallest together where there are too many."""
    weighted = [criterion for criterion in appraisal.criteria if criterion.use == "weighted"]
    if not any(criterion.path for criterion in weighted):
        return [("Score", tuple(criterion.name for criterion in weighted))]
    by_heading: dict[str, list[CriterionResult]] = {}
    for criterion in weighted:
        by_heading.setdefault(criterion.widest_heading, []).append(criterion)
    weights = {heading: sum((criterion.weight for criterion in criteria), Fraction(0)) for heading, criteria in by_heading.items()}
    kept = set(by_heading)
    if len(by_heading) > MOST_SEGMENTS:
        kept = set(sorted(by_heading, key=lambda heading: -weights[heading])[: MOST_SEGMENTS - 1])
    groups = [(heading, tuple(criterion.name for criterion in criteria)) for heading, criteria in by_heading.items() if heading in kept]
    others = tuple(criterion.name for heading, criteria in by_heading.items() if heading not in kept for criterion in criteria)
    return [*groups, (OTHER, others)] if others else groups


def _bar(appraisal: Appraisal, option: OptionResult, groups: list[tuple[str, tuple[str, ...]]]) -> OptionBar:
    segments = []
    for heading, names in groups:
        brought = [option.contributions.get(name) for name in names]
        known = weighted_sum([(1, value) for value in brought if value is not None])
        missing = sum(value is None for name, value in zip(names, brought, strict=True) if name in option.missing)
        wanting = f", {missing} of its scores missing" if missing else ""
        segment_words = f"{option.name}, {heading}: {out_of_100(known, option.places)} points{wanting}"
        segments.append(Segment(heading, float(known), f"option:{option.name}", segment_words))
    leader = option.name == appraisal.leader
    state = ", the benchmark" if option.benchmark else ""
    state += ", which leads" if leader else ", not viable" if option.viable is False else "" if option.may_lead else ", which cannot lead"
    parts = (
        f" ({', '.join(f'{segment.name} {segment.points:.0f}' for segment in segments)})"
        if len(segments) > 1 and option.score is not None
        else ""
    )
    words = f"{option.name}{state}: {option.score_words}{parts}"
    dots = tuple(
        Dot(group, _number(score.score), f"option:{option.name}", f"{option.name}, {group}: {option.words_of(group)}")
        for group, score in option.by_group.items()
    )
    return OptionBar(
        option.name,
        f"option:{option.name}",
        tuple(segments) if option.score is not None else (),
        _number(option.score),
        _number(option.score_low),
        _number(option.score_high),
        option.score_words,
        words,
        option.benchmark,
        leader,
        dots,
        not option.may_lead,
    )


def _number(score: Fraction | None) -> float | None:
    return None if score is None else float(score)
