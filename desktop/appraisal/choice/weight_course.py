"""How every option's score runs as the weight of one criterion or heading goes from nothing to all, for a chart to draw.

The others keep their proportions. Without a missing or inapplicable cell the score is a straight line of the weight; with one the
weights are rescaled and it is a ratio of two lines (see `overtaking`). Exact Fractions: scores 0 to 100, weights 0 to 1.
"""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

from desktop.appraisal.choice.overtaking import Course
from desktop.appraisal.choice.sensitivity import courses_of
from desktop.appraisal.results import Appraisal, Branch, WeightSwitch
from desktop.late_dataclass import dataclass

#: How far a curve may lie from the straight pieces between its points, in points of score.
_NEAR = Fraction(1, 8)
#: Binary places of the proportion that says where a piece is parted. Anywhere near the middle of its bend will do.
_PLACES = 16

_Point = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class CourseLine:
    """One option's course as (weight, score) points, the weight rising from 0 to 1: two ends where it is straight.

    A curve has points enough to lie within an eighth of a point of the straight pieces between them, however steep it is at an end; each
    is exact.
    """

    option: str
    points: tuple[tuple[Fraction, Fraction], ...]


@dataclass(frozen=True, slots=True)
class WeightCourse:
    """The courses of the options that have a score, in the case's order, barred ones too. `weight` is today's.

    `switches` are those of this criterion or heading, nearest to today's weight first. `lines` is empty where nothing moves: it is not
    weighted, or already has all the weight, so there are no proportions to keep.
    """

    branch: Branch
    weight: Fraction
    lines: tuple[CourseLine, ...]
    switches: tuple[WeightSwitch, ...]


def weight_course(appraisal: Appraisal, branch: Branch) -> WeightCourse:
    """The courses of one criterion or heading. Raises KeyError where the case has none of that name or path."""
    if isinstance(branch, str):
        weight = next((each.weight for each in appraisal.criteria if each.name == branch), None)
    else:
        weight = next((each.weight for top in appraisal.tree for each in top.walked if each.path == branch), None)
    if weight is None:
        raise KeyError(branch)
    lines = tuple(CourseLine(option, _points(course)) for option, course in courses_of(appraisal, branch))
    return WeightCourse(branch, weight, lines, tuple(each for each in appraisal.weight_switches if each.branch == branch))


def _points(course: Course) -> tuple[_Point, ...]:
    # At an end where nothing with any weight has a value the score has no meaning, but the way there is level.
    start = Fraction(course.a, course.d) if course.d else Fraction(course.b, course.e)
    end = Fraction(course.b, course.e) if course.e else start
    first, last = (Fraction(0), start), (Fraction(1), end)
    return (first, *_bends(course, first, last), last) if start != end and course.d != course.e else (first, last)


def _bends(course: Course, first: _Point, last: _Point) -> tuple[_Point, ...]:
    """The points between two of a curve that it takes to keep near it.

    With q the divisor, the curve is furthest from a straight piece where q is the geometric mean of q at its ends. There it is
    (√r − 1) / (√r + 1) of the rise of the piece away, r being the greater q over the less. Parting the piece there makes r its root, so
    that a curve all but upright at one end takes a few dozen points too, where parting the weight in halves would take any number.
    """
    begin, finish = (course.d + (course.e - course.d) * weight for weight, _ in (first, last))
    ratio = max(begin, finish) / min(begin, finish)
    root = Fraction(isqrt((ratio.numerator << 2 * _PLACES) // ratio.denominator) + 1, 1 << _PLACES)
    if abs(last[1] - first[1]) * (root - 1) <= _NEAR * (root + 1):
        return ()
    weight = first[0] + (last[0] - first[0]) / (1 + (root if finish > begin else 1 / root))
    middle = (weight, (course.a * (1 - weight) + course.b * weight) / (course.d * (1 - weight) + course.e * weight))
    return (*_bends(course, first, middle), middle, *_bends(course, middle, last))
