"""The options by their scores: rank, score, each group's own score, and what sets one apart."""

from __future__ import annotations

from desktop.appraisal.findings.withheld import is_score_withheld
from desktop.appraisal.results import Appraisal, OptionResult
from desktop.appraisal.wording import difference
from desktop.results.cells import BLANK, NONE, WITHHELD, Cell, Lack, Number, Points, Row, Score, Stress, Words


def state_words(option: OptionResult) -> list[str]:
    """What sets an option apart in a list: the benchmark, or why it cannot lead."""
    words = ["benchmark"] if option.benchmark else []
    if option.viable is False:
        words.append("not viable")
    elif option.failed:
        words.append("fails must-pass")
    elif option.not_shown:
        words.append("not shown to pass")
    return words


def name_of(option: OptionResult, *, leads: bool) -> Words:
    """An option as a list names it, with the first thing that sets it apart; its note has them all."""
    states = state_words(option)
    stress = Stress.LEADS if leads else Stress.PLAIN
    return Words(", ".join([option.name, *states[:1]]), note="".join(f", {each}" for each in states), stress=stress)


def ranked(appraisal: Appraisal) -> tuple[Row, ...]:
    """A row an option, best first. A group's score stands under `group:` and its name; `behind` is in points behind the leader."""
    return tuple(_row(option, appraisal) for option in appraisal.ranked)


def _row(option: OptionResult, appraisal: Appraisal) -> Row:
    leads = option.name == appraisal.leader and appraisal.placed > 0
    strong = Stress.STRONG if leads else Stress.PLAIN
    lack = WITHHELD if is_score_withheld(appraisal.case, option.name) else BLANK
    cells: dict[str, Cell] = {
        "rank": Number(option.rank if appraisal.placed else None, lack=NONE, stress=strong),
        "option": name_of(option, leads=leads),
        "score": Score(
            option.score,
            option.score_low,
            option.score_high,
            option.places,
            stress=Stress.ASIDE if option.score is None else strong,
            lack=lack,
        ),
        "behind": _behind(option, appraisal),
    }
    for name, score in option.by_group.items():
        stress = Stress.ASIDE if score.score is None and score.low is None else Stress.PLAIN
        cells[f"group:{name}"] = Score(score.score, score.low, score.high, option.places, stress=stress, lack=lack)
    return Row(option.name, cells, record="options", stress=Stress.LEADS if leads else Stress.PLAIN)


def _behind(option: OptionResult, appraisal: Appraisal) -> Points:
    """Points behind the leader, as the scores beside it subtract when they are printed."""
    leader = next((each for each in appraisal.options if each.name == appraisal.leader), None)
    if leader is None or option.score is None or not appraisal.placed:
        return Points(None, lack=BLANK)
    if option is leader:
        return Points(None, lack=Lack("leads"))
    gap = difference(leader.score or option.score, option.score, option.places)
    higher = f"its score is higher, but it cannot lead: {', '.join(state_words(option))}"
    return Points(None if gap < 0 else gap, option.places, lack=Lack("cannot lead", why=higher))
