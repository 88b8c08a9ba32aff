"""What is chosen between, by what, and who scores it."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from db.nouns.choices import Better, CriterionUse, Distribution, Measure, WeightMethod, listed
from db.nouns.noun import BelongsTo, Column, Kind, Link, Seen, column, elsewhere
from db.nouns.records import CaseRecord, Linked, MarkedRecord, Record


class Option(
    CaseRecord,
    table="options",
    seen=Seen.MARKED,
    singular="option",
    plural="options",
    sheet="Options",
    unique=(("case_id", "name"),),
    named_by=("name",),
    kept=("benchmark",),
    kept_with_name=("preferred", "decision_taken"),
    says_withheld="description",
    numbered=True,
):
    """One way of going about it."""

    name: str = column("Option")
    description: str = column("Description", Kind.LONG_TEXT, default="", in_table=False)
    advantages: str = column("Advantages", Kind.LONG_TEXT, default="", in_table=False)
    disadvantages: str = column("Disadvantages", Kind.LONG_TEXT, default="", in_table=False)
    benchmark: bool = column("Benchmark", Kind.YES_NO, default=False, hint="The option all others are compared with.")
    viable: bool | None = column("Viable", Kind.YES_NO_NOT_STATED, default=None)
    reason: str = column("Reason", Kind.LONG_TEXT, default="", hint="Why it is preferred, or why it is not viable.")
    preferred: bool = column("Preferred", Kind.YES_NO, default=False)
    participants: ClassVar[Column] = elsewhere(
        "Participants",
        Kind.TEXT,
        in_table=False,
        hint="Whose records count for criteria taken from the records. Separate the names with semicolons.",
    )
    decision_taken: bool = column(
        "Decision taken", Kind.YES_NO, default=False, in_table=False, hint="The option that was decided on, whatever leads."
    )
    decision_reason: str = column(
        "Decision reason", Kind.LONG_TEXT, default="", in_table=False, hint="Why it was decided on, or decided against."
    )


class OptionOrganisation(
    Linked, table="option_organisations", seen=Seen.OPEN, unique=(("option_id", "organisation_id"),), part_of="option_id"
):
    """An organisation that takes part in an option: its records are the option's own."""

    option_id: int = column(refers_to="options")
    organisation_id: int = column(refers_to="organisations", link=Link.PLACE)


class Criterion(
    CaseRecord,
    table="criteria",
    seen=Seen.MARKED,
    singular="criterion",
    plural="criteria",
    sheet="Criteria",
    unique=(("case_id", "name"),),
    named_by=("name",),
    numbered=True,
):
    """A leaf of the tree. `value_function` is blank for linear, `direct`, or points `x:v; x:v`.

    `weights_stale` says that its scale has changed since it was last weighed.
    """

    name: str = column("Criterion")
    heading: str = column("Group", default="", hint="A heading, or a path such as Outcomes > Residents, the widest heading first.")
    use: str = column("Use", Kind.CHOICE, default="weighted", choices=listed(CriterionUse), instead="parked")
    better: str = column("Better", Kind.CHOICE, default="higher", choices=listed(Better))
    worst: Decimal | None = column("Worst", Kind.NUMBER, default=None, hint="The least preferred score.")
    best: Decimal | None = column("Best", Kind.NUMBER, default=None, hint="The most preferred score.")
    pass_mark: Decimal | None = column(
        "Pass mark",
        Kind.NUMBER,
        default=None,
        hint="For a must-pass criterion. Where there is none Best is the mark, so one of the two is needed.",
    )
    value_function: str = column(
        "Value function",
        Kind.POINTS,
        default="",
        in_table=False,
        hint="Linear: a straight line, as where none is typed. Direct: the score is the value, 0 to 100. Or points "
        "such as 0:0; 5:80; 10:100.",
    )
    anchors: str = column("Anchors", Kind.LONG_TEXT, default="", in_table=False, hint="What the worst and the best score mean, in words.")
    weight: Decimal | None = column(
        "Weight", Kind.NUMBER, default=None, at_least=0, hint="How much the step from worst to best matters, beside the others."
    )
    weight_low: Decimal | None = column(
        "Weight low",
        Kind.NUMBER,
        default=None,
        at_least=0,
        in_table=False,
        hint="The least that bounded simulation weights go down to, in the points of Weight. Without one they have no bound.",
    )
    weight_high: Decimal | None = column(
        "Weight high",
        Kind.NUMBER,
        default=None,
        at_least=0,
        in_table=False,
        hint="The most that bounded simulation weights go up to, in the points of Weight. Without one they have no bound.",
    )
    rank_order: int | None = column(
        "Order",
        Kind.INTEGER,
        default=None,
        at_least=1,
        in_table=False,
        hint="1 matters most; equal is a tie. For weights where none is recorded, groups of the method rank, and ordered simulation "
        "weights. Every weighted criterion has one, or none has.",
    )
    weights_stale: bool = column(
        "Weight stale",
        Kind.YES_NO,
        default=False,
        in_table=False,
        hint="Yes where the scale has changed since the criterion was weighed. Recording the weight again clears it.",
    )
    taken_from: str = column(
        "Taken from",
        Kind.CHOICE,
        default="",
        choices=listed(Measure),
        in_table=False,
        hint="The records of each option’s participants that stand for its score. Without one the groups score it.",
    )
    about_money: bool | None = column(
        "About money",
        Kind.YES_NO_NOT_STATED,
        default=None,
        in_table=False,
        hint="Yes where it counts money that is recorded under Money too. Where it is not stated, its name decides.",
    )


class AssessorGroup(
    CaseRecord,
    table="assessor_groups",
    seen=Seen.MARKED,
    singular="assessor group",
    plural="assessor groups",
    sheet="Assessors",
    unique=(("case_id", "name"),),
    named_by=("name",),
    numbered=True,
):
    """Those who weigh and score together."""

    name: str = column("Assessors")
    votes: Decimal = column("Votes", Kind.NUMBER, default=Decimal(1), at_least=0)
    method: str = column(
        "Method",
        Kind.CHOICE,
        default="direct",
        choices=listed(WeightMethod),
        hint="How it weighs the criteria. Direct: points. Swing: points beside the largest step. Rank: an order. Pairwise: pairs.",
    )


class Weight(
    Record,
    table="weights",
    seen=Seen.OPEN,
    singular="weight",
    plural="weights",
    sheet="Weights",
    belongs_to=BelongsTo.GROUP,
    unique=(("assessor_group_id", "criterion_id"),),
    named_by=("assessor_group_id", "criterion_id"),
):
    """A group's own weight of a criterion in points, its place in the group's order (1 matters most), or both: the method says which."""

    assessor_group_id: int = column("Assessors", Kind.REFERENCE, key="assessors", refers_to="assessor_groups")
    criterion_id: int = column("Criterion", Kind.REFERENCE, refers_to="criteria")
    weight: Decimal | None = column("Weight", Kind.NUMBER, default=None, at_least=0, hint="Needed unless there is an order.")
    rank_order: int | None = column(
        "Order", Kind.INTEGER, default=None, at_least=1, hint="For the method rank: 1 matters most; equal is a tie."
    )


class Judgement(
    Record,
    table="judgements",
    seen=Seen.OPEN,
    singular="judgement",
    plural="judgements",
    sheet="Judgements",
    belongs_to=BelongsTo.GROUP,
    unique=(("assessor_group_id", "criterion_id", "over_id"),),
    named_by=("assessor_group_id", "criterion_id", "over_id"),
):
    """How many times a group says one criterion counts as much as another: above 0, and below 1 where it counts for less.

    Where the two stand under different headings, it is of the headings at which they part.
    """

    assessor_group_id: int = column("Assessors", Kind.REFERENCE, key="assessors", refers_to="assessor_groups")
    criterion_id: int = column(
        "Criterion",
        Kind.REFERENCE,
        refers_to="criteria",
        hint="A criterion, or a heading by its name: judge what stands under one heading.",
    )
    over_id: int = column("Over", Kind.REFERENCE, refers_to="criteria")
    ratio: Decimal = column(
        "Ratio",
        hint="For the method pairwise: how many times the first counts as much as the other, such as 3, or 1/3. Each pair once.",
    )


class Score(
    MarkedRecord,
    table="scores",
    seen=Seen.MARKED,
    singular="score",
    plural="scores",
    sheet="Scores",
    belongs_to=BelongsTo.GROUP,
    unique=(("assessor_group_id", "option_id", "criterion_id"),),
    named_by=("assessor_group_id", "option_id"),
):
    """What a group gave an option on a criterion: a number, not applicable, or (neither) missing with a comment."""

    assessor_group_id: int = column("Assessors", Kind.REFERENCE, key="assessors", refers_to="assessor_groups")
    option_id: int = column("Option", Kind.REFERENCE, refers_to="options")
    criterion_id: int = column("Criterion", Kind.REFERENCE, refers_to="criteria")
    score: Decimal | None = column("Score", default=None, hint="A number, or n/a. Without either it is missing.")
    low: Decimal | None = column(
        "Low", Kind.NUMBER, default=None, hint="The least the score may be, where it is uncertain. Without a score the middle counts."
    )
    high: Decimal | None = column("High", Kind.NUMBER, default=None, hint="The most the score may be; with Low.")
    distribution: str = column(
        "Distribution",
        Kind.CHOICE,
        default="",
        choices=listed(Distribution),
        hint="How it lies between them. Uniform: anywhere alike. Normal, log-normal: Low and High are the ends of its 95% "
        "interval. Beta: most likely at Score. Where none is chosen it is uniform.",
    )
    comment: str = column("Comment", Kind.LONG_TEXT, default="")
    not_applicable: bool = column(default=False)
