"""Tables of how far the choice can be trusted: chances, weights that change it, where the groups differ, and value for money."""

from __future__ import annotations

from fractions import Fraction

from desktop.appraisal.choice.value_for_money import value_for_money
from desktop.appraisal.findings.withheld import values_nothing
from desktop.appraisal.results import Appraisal
from desktop.appraisal.wording import out_of_100
from desktop.papers.content.blocks import Rests, Table, Traces, right, table_columns
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.wording import filled, sentence
from desktop.papers.exhibits.cell_words import body, or_blank, printed, strong_rows
from desktop.papers.exhibits.many_options import shown_options
from desktop.papers.sources.provenance import flow_note, score_note
from desktop.results.cells import Row, Stress
from desktop.results.choice import certainty, groups, weights
from desktop.results.choice.value import values

#: A table of doubts is to be read in a meeting: no more rows than this, and a note says how many are left out.
MOST_ROWS = 8


def chances(paper: PaperRecords, appraisal: Appraisal) -> Table:
    """How often each option comes first, as far as that was simulated, best score first."""
    caption, simulation = "How often each option comes first", appraisal.simulation
    if simulation is None or not simulation.draws or not simulation.options:
        why = " ".join(sentence(each) for each in simulation.why) if simulation is not None else ""
        return Table(caption, (), (), empty=why or "How often each option comes first has not been worked out.")
    results = certainty.chances(appraisal)
    # Said only where it is not the same as coming first: where an option that may not lead does come first.
    barred = any(row.cells["leading"].value is None and row.cells["first"].value for row in results)
    leading = {"leading": "First of those that may lead"} if barred else {}
    heads = {"first": "Comes first", **leading, "confidence": "First at the weights that suit it"}
    columns = table_columns("Option", *right(*heads.values()))
    notes = ("The weights that suit an option are the middle of those that put it first; what is left open then is its scores.",)
    traces = Traces("options", rests=Rests.SCORES)
    return Table(
        caption, columns, body(results, *heads), (*notes, *score_note(paper)), strong=strong_rows(results), traces=traces
    )  # fmt: skip


def switches(paper: PaperRecords, appraisal: Appraisal) -> Table:
    """Each weight at which another option comes first, nearest to today's first."""
    results = weights.switches(appraisal)
    columns = table_columns("Criterion or heading", *right("Weight now", "Changes"), "Then first")
    rows = []
    for row in results[:MOST_ROWS]:
        words = {key: printed(cell) for key, cell in row.cells.items()}
        rows.append((words["criterion"] + row.cells["criterion"].note, words["weight"], f"{words['way']} {words['at']}", words["to"]))
    notes = ["One weight moves at a time; the others keep their proportions."]
    if len(results) > MOST_ROWS:
        more = len(results) - MOST_ROWS
        notes.append(f"{more} more, further from the weights of today, {'is' if more == 1 else 'are'} not shown.")
    return Table(
        "Weights at which another option comes first", columns, tuple(rows), (*notes, *score_note(paper)),
        empty="No weight of one criterion or heading, however changed, puts another option first.",
        traces=Traces("criteria", rests=Rests.SCORES),
    )  # fmt: skip


def differences(paper: PaperRecords, appraisal: Appraisal) -> Table:
    """The scores on which the groups are far apart, the furthest first."""
    results = [row for row in groups.differences(appraisal) if row.stress is Stress.FLAGGED]
    columns = table_columns("Option", "Criterion", "Lowest", "Highest", *right("Apart"))
    rows = []
    for each in results[:MOST_ROWS]:
        words = {key: printed(cell) for key, cell in each.cells.items()}
        ends = (f"{words[f'{end}_by']}: {words[end]}" for end in ("lowest", "highest"))
        rows.append((words["option"], words["criterion"], *ends, f"{words['apart']} ({words['share']})"))
    notes = ["In brackets: how much of the criterion’s scale lies between them."]
    if len(results) > MOST_ROWS:
        where = ": all are under sources" if shown_options(paper, appraisal).is_all else ", less so, and are not shown"
        notes.append(f"{len(results) - MOST_ROWS} more scores are far apart{where}.")
    return Table(
        "Scores on which the groups are far apart", columns, tuple(rows), (*notes, *score_note(paper)), empty="No groups are far apart.",
        traces=Traces("scores", rests=Rests.SCORES, names=("Option", "Criterion")),
    )  # fmt: skip


def value(paper: PaperRecords, appraisal: Appraisal) -> Table:
    """The options in the order of value for money: points beside the benchmark's against net present value."""
    if values_nothing(appraisal.case):
        return Table("Points against money", (), ())
    value_result = value_for_money(appraisal)
    beside = f", beside {value_result.benchmark}" if value_result.benchmark is not None else ""
    columns = table_columns(*right("Order"), "Option", *right("Points gained", "Net present value"))
    results = (
        [row for row in values(appraisal, value_result) if row.cells["place"].value is not None] if len(value_result.ordered) > 1 else []
    )
    rows = tuple(_value(row) for row in results)
    left_out = [f"{each.option}: {sentence(each.why)}" for each in value_result.options if each.place is None and each.why]
    notes = (*(sentence(why) for why in value_result.why), *left_out)
    names = [row.name for row in results]
    return Table(
        f"Points against money{beside}", columns, rows, (*notes, *score_note(paper), *flow_note(paper, names)), row_headers=False,
        strong=strong_rows(results),
        empty=" ".join(notes) or "No two options have both a score and a known net present value.",
        traces=Traces("options", rests=Rests.BOTH, names=("Option",)),
    )  # fmt: skip


def _value(row: Row) -> tuple[str, ...]:
    """One option. The benchmark is measured against itself."""
    cells = row.cells
    is_benchmark = cells["points"].value is None
    return (
        printed(cells["place"]), filled((row.name, "The benchmark" if is_benchmark else "", or_blank(cells["frontier"])), "\n"),
        out_of_100(Fraction(0)) if is_benchmark else printed(cells["points"]),
        "£0" if is_benchmark else "not known" if cells["npv"].value is None else printed(cells["npv"]),
    )  # fmt: skip
