"""How every option's score runs as the weight of one criterion goes from nothing to all, for a chart to draw.

The others keep their proportions. Without a missing or inapplicable cell the score is a straight line of the weight; with one the
weights are rescaled and it is a ratio of two lines (see `overtaking`). Exact Fractions: scores 0 to 100, weights 0 to 1.
"""
from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from desktop.appraisal.overtaking import Course
from desktop.appraisal.results import Appraisal, WeightSwitch
from desktop.appraisal.sensitivity import courses_of

#: How far a curve may lie from a straight piece half way along it. It bends one way only, so nowhere further than twice that.
_NEAR = Fraction(1, 8)
#: Halving a piece so often at the most keeps a curve that is all but upright at one end to a few dozen points.
_MOST_HALVINGS = 16


@dataclass(frozen=True, slots=True)
class CourseLine:
    """One option's course as (weight, score) points, the weight rising from 0 to 1: two ends where it is straight.

    A curve has points enough to lie within a quarter of a point of the straight pieces between them; each is exact.
    """

    option: str
    points: tuple[tuple[Fraction, Fraction], ...]


@dataclass(frozen=True, slots=True)
class WeightCourse:
    """The courses of the options that have a score, in the case's order, barred ones too. `weight` is today's.

    `switches` are those of this criterion, nearest to today's weight first. `lines` is empty where nothing moves: the criterion is not
    weighted, or already has all the weight, so there are no proportions to keep.
    """

    criterion: str
    weight: Fraction
    lines: tuple[CourseLine, ...]
    switches: tuple[WeightSwitch, ...]


def weight_course(appraisal: Appraisal, criterion: str) -> WeightCourse:
    """The courses of one criterion. Raises KeyError where the case has no criterion of that name."""
    weight = next((each.weight for each in appraisal.criteria if each.name == criterion), None)
    if weight is None:
        raise KeyError(criterion)
    lines = tuple(CourseLine(option, _points(course)) for option, course in courses_of(appraisal, criterion))
    return WeightCourse(criterion, weight, lines, tuple(each for each in appraisal.weight_switches if each.criterion == criterion))


def _points(course: Course) -> tuple[tuple[Fraction, Fraction], ...]:
    # At an end where nothing with any weight has a value the score has no meaning, but the way there is level.
    start = Fraction(course.a, course.d) if course.d else Fraction(course.b, course.e)
    end = Fraction(course.b, course.e) if course.e else start
    if course.d == course.e or start == end:
        return (Fraction(0), start), (Fraction(1), end)
    return ((Fraction(0), start), *_bends(course, (Fraction(0), start), (Fraction(1), end), _MOST_HALVINGS), (Fraction(1), end))


def _bends(course: Course, first: tuple[Fraction, Fraction], last: tuple[Fraction, Fraction], halvings: int,
           ) -> tuple[tuple[Fraction, Fraction], ...]:
    """The points between two of a curve that it takes to keep near it."""
    weight = (first[0] + last[0]) / 2
    score = (course.a * (1 - weight) + course.b * weight) / (course.d * (1 - weight) + course.e * weight)
    if not halvings or abs(score - (first[1] + last[1]) / 2) <= _NEAR:
        return ()
    middle = (weight, score)
    return (*_bends(course, first, middle, halvings - 1), middle, *_bends(course, middle, last, halvings - 1))
