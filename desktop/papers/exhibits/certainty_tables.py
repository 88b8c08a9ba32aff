"""Tables of how far the choice can be trusted: chances, weights that change it, where the groups differ, and value for money."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from desktop.appraisal import money
from desktop.appraisal.case import CriterionUse
from desktop.appraisal.choice.agreement import Agreement, agreement
from desktop.appraisal.choice.value_for_money import OptionValue, value_for_money
from desktop.appraisal.results import Appraisal
from desktop.appraisal.wording import listed, points
from desktop.papers.charts.data.agreement import plain_score
from desktop.papers.content.blocks import Align, Column, Rests, Table, Traces
from desktop.papers.content.chances import chance, switch_words
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.wording import capital, cell_amount, sentence
from desktop.papers.sources.provenance import flow_note, score_note

#: A table of doubts is to be read in a meeting: no more rows than this, and a note says how many are left out.
MOST_ROWS = 8


def chances(paper: PaperRecords, appraisal: Appraisal) -> Table:
    """How often each option comes first, as far as that was simulated, best score first."""
    caption, simulation = "How often each option comes first", appraisal.simulation
    if simulation is None or not simulation.draws or not simulation.options:
        why = " ".join(sentence(each) for each in simulation.why) if simulation is not None else ""
        return Table(caption, (), (), empty=why or "How often each option comes first has not been worked out.")
    shown = [option for option in appraisal.ranked if option.name in simulation.options]
    # Said only where it is not the same as coming first: where an option that may not lead does come first.
    barred = any(not option.may_lead and simulation.options[option.name].acceptability[:1] > (0.0,) for option in shown)
    columns = [Column("Option"), Column("Comes first", Align.RIGHT)]
    columns += [Column("First of those that may lead", Align.RIGHT)] if barred else []
    columns += [Column("First at the weights that suit it", Align.RIGHT)]
    rows = []
    for option in shown:
        figures = simulation.options[option.name]
        row = [option.name, chance(figures.acceptability[0]) if figures.acceptability else ""]
        row += [chance(figures.chance_of_leading) if option.may_lead else "cannot lead"] if barred else []
        row += ["no weights do" if figures.confidence is None else chance(figures.confidence)]
        rows.append(tuple(row))
    notes = ("The weights that suit an option are the middle of those that put it first; what is left open then is its scores.",)
    strong = frozenset(index for index, option in enumerate(shown) if option.name == appraisal.leader)
    traces = Traces("options", rests=Rests.SCORES)
    return Table(caption, tuple(columns), tuple(rows), (*notes, *score_note(paper)), strong=strong, traces=traces)


def switches(paper: PaperRecords, appraisal: Appraisal) -> Table:
    """Each weight at which another option comes first, nearest to today's first."""
    weight_switches = appraisal.weight_switches
    columns = (Column("Criterion"), Column("Weight now", Align.RIGHT), Column("Changes", Align.RIGHT), Column("Then first"))
    rows = []
    for switch in weight_switches[:MOST_ROWS]:
        at, now = switch_words(switch)
        rows.append((switch.criterion, now, f"{'above' if switch.at >= switch.weight else 'below'} {at}", switch.to_leader))
    notes = ["One weight moves at a time; the others keep their proportions."]
    if len(weight_switches) > MOST_ROWS:
        notes.append(f"{len(weight_switches) - MOST_ROWS} more, further from the weights of today, are not shown.")
    return Table(
        "Weights at which another option comes first", columns, tuple(rows), (*notes, *score_note(paper)),
        empty="No weight of one criterion, however changed, puts another option first.", traces=Traces("criteria", rests=Rests.SCORES),
    )  # fmt: skip


def differences(paper: PaperRecords, appraisal: Appraisal) -> Table:
    """The scores on which the groups are far apart, the furthest first."""
    far_apart_scores: list[tuple[Fraction, str, str, Agreement]] = []
    for criterion in appraisal.criteria:
        for option in appraisal.ranked if criterion.use == CriterionUse.WEIGHTED else ():
            group_agreement = agreement(appraisal.case, criterion, option.name)
            if group_agreement.is_far_apart and group_agreement.share is not None:
                far_apart_scores.append((group_agreement.share, option.name, criterion.name, group_agreement))
    far_apart_scores.sort(key=lambda each: -each[0])
    columns = (Column("Option"), Column("Criterion"), Column("Lowest"), Column("Highest"), Column("Apart", Align.RIGHT))
    rows = tuple(
        (
            option,
            criterion,
            _given(group_agreement, group_agreement.lowest),
            _given(group_agreement, group_agreement.highest),
            f"{plain_score(group_agreement.gap)} ({float(share * 100):.0f}%)",
        )
        for share, option, criterion, group_agreement in far_apart_scores[:MOST_ROWS]
    )
    notes = ["In brackets: how much of the criterion’s scale lies between them."]
    if len(far_apart_scores) > MOST_ROWS:
        notes.append(f"{len(far_apart_scores) - MOST_ROWS} more scores are far apart: see the scores given by each group under sources.")
    return Table(
        "Scores on which the groups are far apart", columns, rows, (*notes, *score_note(paper)), empty="No groups are far apart.",
        traces=Traces("scores", rests=Rests.SCORES, names=("Option", "Criterion")),
    )  # fmt: skip


def _given(group_agreement: Agreement, groups: tuple[str, ...]) -> str:
    score = group_agreement.scores[groups[0]]
    return f"{listed(groups)}: {plain_score(score)}" if isinstance(score, Decimal) else ""


def value(paper: PaperRecords, appraisal: Appraisal) -> Table:
    """The options in the order of value for money: points beside the benchmark's against net present value."""
    value_result = value_for_money(appraisal)
    beside = f", beside {value_result.benchmark}" if value_result.benchmark is not None else ""
    columns = (
        Column("Order", Align.RIGHT), Column("Option"), Column("Points gained", Align.RIGHT), Column("Net present value", Align.RIGHT),
        Column("What it comes to"),
    )  # fmt: skip
    ordered = value_result.ordered if len(value_result.ordered) > 1 else ()
    rows = tuple((str(each.place), _name(each), _signed(each.points), _money(each), capital(each.words)) for each in ordered)
    left_out = [f"{each.option}: {sentence(each.why)}" for each in value_result.options if each.place is None and each.why]
    notes = (*(sentence(why) for why in value_result.why), *left_out)
    names = [each.option for each in ordered]
    return Table(
        f"Points against money{beside}", columns, rows, (*notes, *score_note(paper), *flow_note(paper, names)), row_headers=False,
        strong=frozenset(index for index, each in enumerate(ordered) if each.option == appraisal.leader),
        empty=" ".join(notes) or "No two options have both a score and a known net present value.",
        traces=Traces("options", rests=Rests.BOTH, names=("Option",)),
    )  # fmt: skip


def _name(each: OptionValue) -> str:
    return f"{each.option}\nOn the frontier" if each.on_frontier else each.option


def _signed(gained: Fraction | None) -> str:
    if gained is None:
        return ""
    return points(gained).replace("-", "\N{MINUS SIGN}")


def _money(each: OptionValue) -> str:
    """An NPV to the pound: a table that is read beside a chart needs no pence."""
    if each.npv is None:
        return "not known"
    low, middle, high = (None if end is None else money.to_pounds(end) for end in (each.npv.low, each.npv.central, each.npv.high))
    return cell_amount(replace(each.npv, low=low, central=middle, high=high))
