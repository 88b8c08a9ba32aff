"""Every table and chart that a paper can show, by subject, each declared once.

A new one is a function in the module of its subject, under `@table` or `@chart`, or a table `built_by` one that is loaded late. It can then
be placed among an officer's words, stands under its subject, is offered where tables and charts are chosen, and can be withheld with the
records that it is drawn from.

The order is that of the modules and of what each declares: so they stand under a subject, and so they are offered.
"""

from __future__ import annotations

from desktop.papers.exhibits import choice, delivery, money, partners, reorganisation
from desktop.papers.exhibits.exhibit import Exhibit, Stands, Subject

__all__ = [
    "BY_KEY",
    "BY_LINE",
    "EXHIBITS",
    "Exhibit",
    "Stands",
    "Subject",
    "choice",
    "delivery",
    "money",
    "of_subject",
    "partners",
    "reorganisation",
]

#: Every exhibit in order.
EXHIBITS = tuple(
    each for module in (choice, reorganisation, money, delivery, partners) for each in vars(module).values() if isinstance(each, Exhibit)
)
#: The same by the line that places each, and by what records call each.
BY_LINE = {exhibit.line: exhibit for exhibit in EXHIBITS}
BY_KEY = {exhibit.key: exhibit for exhibit in EXHIBITS}


def of_subject(subject: Subject) -> tuple[Exhibit, ...]:
    """The exhibits that stand in one part of a paper, in order."""
    return tuple(exhibit for exhibit in EXHIBITS if exhibit.subject is subject)
