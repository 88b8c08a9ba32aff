"""The options in the order of value for money: points beside the benchmark's against net present value."""

from __future__ import annotations

from desktop.appraisal.choice.value_for_money import OptionValue, ValueForMoney
from desktop.appraisal.results import Appraisal
from desktop.results.cells import BLANK, NONE, Amount, Lack, Number, Points, Row, Stress, Words, in_columns

_BENCHMARK = Lack("", why="the benchmark, which the others are measured against")
_NO_POINTS = Lack("not known", why="points gained are not known")
_NO_NPV = Lack("none recorded", is_open=True, why="no net present value")
_NO_TRADE = Lack("", why="points are not traded for money")


def values(appraisal: Appraisal, value: ValueForMoney) -> tuple[Row, ...]:
    """A row an option: those in the order of value, then those left out of it. None is on a frontier that holds but one."""
    several = sum(each.able for each in value.options) > 1
    shown = [*value.ordered, *(each for each in value.options if each.place is None)]
    rows = [_row(each, value.benchmark, each.option == appraisal.leader, each.on_frontier and several) for each in shown]
    return in_columns(rows)


def _row(value: OptionValue, benchmark: str | None, leads: bool, on_frontier: bool) -> Row:
    is_benchmark = value.option == benchmark
    gained = value.shown_points
    points = None if is_benchmark else gained
    states = [words for words, holds in (("benchmark", is_benchmark), ("on the frontier", on_frontier)) if holds]
    stress = Stress.LEADS if leads else Stress.PLAIN
    return Row(
        value.option,
        {
            "place": Number(value.place, lack=NONE),
            "option": Words(", ".join([value.option, *states]), stress=stress),
            "frontier": Words("On the frontier" if on_frontier else None, lack=BLANK),
            "points": Points(points, value.places, lack=_BENCHMARK if is_benchmark else _NO_POINTS),
            "rise": Words("+" if (gained or 0) > 0 else ""),
            "by": Points(None if gained is None else abs(gained), value.places),
            "more": Words("less" if (gained or 0) < 0 else "more"),
            "npv": Amount(None if is_benchmark else value.npv, lack=_BENCHMARK if is_benchmark else _NO_NPV),
            "each": Amount(value.per_point, lack=_NO_TRADE),
            "trade": Words("costs" if (value.points or 0) > 0 else "saves"),
            "words": Words(f"left out: {value.why}" if value.why else value.words, stress=Stress.ASIDE if value.why else Stress.PLAIN),
        },
        record="options",
        stress=stress,
    )
