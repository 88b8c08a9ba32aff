"""Where one weighted score overtakes another as one weight moves, exactly, in whole numbers.

With `u` = weight / (1 − weight) of the criterion moved, and the others kept in proportion, an option's score is (a + b u) / (d + e u).
It is a straight line of the weight unless a cell has no value, when the rescaling puts the weight into the divisor too. Two scores are
then equal where a quadratic with whole coefficients is 0, so the leaders from one end to the other are found by solving, not by a grid.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd, isqrt

from desktop.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Course:
    """One option's score as one weight moves: (a + b u) / (d + e u), d + e u above 0 wherever u is."""

    a: int
    b: int
    d: int
    e: int


@dataclass(frozen=True, slots=True)
class Change:
    """The weight, strictly between 0 and 1, at which the leader changes: the places of both among the courses, as the weight rises.

    `at` is exact where it is rational, as it always is while every cell has a value; else it is right to within 2**-64.
    """

    at: Fraction
    below: int
    above: int


_Quadratic = tuple[int, int, int]
_Ratio = tuple[int, int]


def changes_of_leader(courses: Sequence[Course]) -> tuple[Change, ...]:
    """Each change of the highest score, the weight rising from 0 to 1. Of courses that are one and the same, the first leads.

    What only meets the leader, without passing it, changes nothing, and neither does what is level at an end.
    """
    if not courses:
        return ()
    if all(course.d == course.e == courses[0].d for course in courses):
        return _of_lines(courses)
    bits = _bits(courses)
    leader = 0
    for place in range(1, len(courses)):
        if _starts_ahead(_lead(courses[place], courses[leader])):
            leader = place
    changes: list[Change] = []
    at: _Ratio = (0, 1)
    while True:
        nearest: _Ratio | None = None
        level: list[int] = []
        for place, course in enumerate(courses):
            point = _passes(_lead(course, courses[leader]), bits) if place != leader else None
            if point is None or not _less(at, point):
                continue
            if nearest is None or _less(point, nearest):
                nearest, level = point, [place]
            elif not _less(nearest, point):
                level.append(place)
        if nearest is None:
            return tuple(changes)
        below, leader, at = leader, level[0], nearest
        for place in level[1:]:
            if _goes_ahead(_lead(courses[place], courses[leader]), at, bits):
                leader = place
        changes.append(Change(Fraction(at[0], at[0] + at[1]), below, leader))


def _of_lines(courses: Sequence[Course]) -> tuple[Change, ...]:
    """The same of straight lines over one divisor, where two numbers say it all: the score at weight 0 and at weight 1."""
    lines = [(course.a, course.b) for course in courses]
    leader = max(range(len(lines)), key=lines.__getitem__)
    changes: list[Change] = []
    while True:
        start, end = lines[leader]
        nearest = -1
        fall, rise = 0, 1
        for place, (low, high) in enumerate(lines):
            if high <= end or low >= start:
                continue
            # Of lines that meet the leader's at one point, the steepest is ahead beyond it.
            sooner = 1 if nearest < 0 else fall * (high - end) - (start - low) * rise
            if sooner > 0 or (not sooner and high > lines[nearest][1]):
                nearest, fall, rise = place, start - low, high - end
        if nearest < 0:
            return tuple(changes)
        changes.append(Change(Fraction(fall, fall + rise), leader, nearest))
        leader = nearest


def _bits(courses: Sequence[Course]) -> int:
    """Binary places enough to tell any two roots apart, and never fewer than 72.

    Roots of two quadratics with coefficients up to H that differ at all do so by more than 1 / (64 H**7): their resultant is whole.
    """
    largest = max(max(abs(course.a), abs(course.b)) for course in courses) * max(max(course.d, course.e) for course in courses)
    return 8 * (4 * largest).bit_length() + 72


def _lead(one: Course, other: Course) -> _Quadratic:
    """What has the sign of `one` less `other`, the constant first, in lowest terms: a root shared is then the same root, digit by digit."""
    constant = one.a * other.d - other.a * one.d
    linear = one.a * other.e + one.b * other.d - other.a * one.e - other.b * one.d
    square = one.b * other.e - other.b * one.e
    shared = gcd(constant, linear, square)
    return (constant // shared, linear // shared, square // shared) if shared > 1 else (constant, linear, square)


def _starts_ahead(lead: _Quadratic) -> bool:
    """Whether it is above 0 just after u = 0."""
    return next((part > 0 for part in lead if part), False)


def _passes(lead: _Quadratic, bits: int) -> _Ratio | None:
    """The one u above 0 at which it goes from below 0 to above, if there is one."""
    constant, linear, square = lead
    if not square:
        return (-constant, linear) if linear > 0 > constant else None
    within = linear * linear - 4 * constant * square
    if within <= 0:
        return None
    root = isqrt(within)
    # The slope at this root is +√within, so the score is overtaking here; at the other root it falls back.
    if root * root == within:
        top, bottom = root - linear, 2 * square
    else:
        top, bottom = isqrt(within << 2 * bits) - (linear << bits), 2 * square << bits
    if bottom < 0:
        top, bottom = -top, -bottom
    return (top, bottom) if top > 0 else None


def _goes_ahead(lead: _Quadratic, at: _Ratio, bits: int) -> bool:
    """Whether it is above 0 just after `at`, where it is 0."""
    _, linear, square = lead
    if square and linear * linear == 4 * lead[0] * square:
        return square > 0
    point = _passes(lead, bits)
    return point is not None and not _less(point, at) and not _less(at, point)


def _less(one: _Ratio, other: _Ratio) -> bool:
    return one[0] * other[1] < other[0] * one[1]
