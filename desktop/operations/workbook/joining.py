"""What a workbook's sheets must agree on: names that join them, years, scales and kinds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from db.nouns import noun_of, sheet_nouns
from db.nouns.case import Case, Objective
from db.nouns.choice import AssessorGroup, Criterion, Judgement, Option, Score, Weight
from db.nouns.money import Actual, BudgetGap, CashFlow, ChecklistAnswer, Phasing, Project, Reference
from db.nouns.noun import Kind, Noun
from db.nouns.papers import Paper
from db.nouns.partners import Partner
from db.nouns.register import CostLine, Organisation, Service
from db.nouns.returns import ReturnPack
from desktop.appraisal.case import HEADING_SEPARATOR, NOT_APPLICABLE, heading_path
from desktop.appraisal.choice.judging import parting
from desktop.appraisal.discounting import schedule
from desktop.appraisal.reference import NONE
from desktop.appraisal.reference import Reference as Series
from desktop.appraisal.results import Branch
from desktop.appraisal.wording import listed
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.operations.choice.scales import (
    check_both_ends,
    check_direct,
    check_distribution,
    check_on_scale,
    check_range,
    check_rises,
    check_weight_bounds,
    ends,
    lower_end,
)
from desktop.operations.choice.scores import read_score
from desktop.operations.choice.weighing import read_ratio
from desktop.operations.records.cases import read_price_base
from desktop.operations.records.columns import DIRECT, own_columns, plain, read_points
from desktop.operations.records.names import compared
from desktop.operations.records.participants import SEPARATOR, names_in
from desktop.operations.workbook.body_checks import check_bodies
from desktop.operations.workbook.checking import ReadBook, ReadRow, problem_at
from desktop.operations.workbook.final_checks import check_finals
from desktop.operations.workbook.gate_checks import check_gates
from desktop.operations.workbook.line_checks import check_lines
from desktop.operations.workbook.money_checks import check_finance
from desktop.operations.workbook.partner_checks import check_partners
from desktop.operations.workbook.reference_checks import check_reference
from desktop.operations.workbook.reorganisation_checks import check_reorganisation

#: A pair judged both ways round agrees within this: 0.33 one way is 3 the other.
_ROUNDING = Decimal("0.02")

#: What the records of a noun are called where a name is not among them, if not as the noun itself is.
_CALLED: dict[type[Noun], str] = {AssessorGroup: "group of assessors"}
#: What no name tells by itself: a service goes by its organisation, and a line by the option or project it is part of.
_NAMED_WITH_ANOTHER = (Service.TABLE, CashFlow.TABLE)
#: When the wrong names in a column are told; those in any column that is not here are 2.
_TOLD = {"organisation": 0, "owner": 1, "paper": 3}

_UNIQUE: tuple[tuple[type[Noun], tuple[str, ...]], ...] = (
    (Organisation, ("name",)),
    (Service, ("organisation", "name")),
    (ReturnPack, ("organisation", "version")),
    (CostLine, ("organisation", "service", "category")),
    (Objective, ("name",)),
    (Option, ("name",)),
    (Criterion, ("name",)),
    (AssessorGroup, ("name",)),
    (Weight, ("assessors", "criterion")),
    (Score, ("assessors", "option", "criterion")),
    (Project, ("name",)),
    (Partner, ("organisation",)),
    (ChecklistAnswer, ("line",)),
    (Reference, ("series", "vintage", "key")),
    (Paper, ("title",)),
)


def check_joins(book: ReadBook, register: tuple[str, ...], held: Series = NONE) -> None:
    """Add to the book's problems whatever does not join. `register` names the organisations the store knows already.

    `held` are the reference series that were brought into it.
    """
    _infer_missing_sheets(book)
    _check_case(book)
    check_reference(book, held)
    check_unique(book)
    _name_headings(book)
    _check_names(book, register)
    _check_one_of_each(book)
    _check_criteria(book)
    _check_weights(book)
    _check_judgements(book)
    _check_scores(book)
    _check_flows(book)
    check_lines(book)
    for noun in (CashFlow, BudgetGap, Phasing, Actual):
        _check_years(book, noun)
    check_finance(book)
    check_bodies(book)
    check_finals(book)
    check_gates(book)
    check_partners(book)
    check_reorganisation(book)


def _infer_missing_sheets(book: ReadBook) -> None:
    """Sheets may be missing: organisations and assessors are then the names the other sheets give."""
    named_by: dict[type[Noun], list[tuple[type[Noun], str]]] = {
        Organisation: [*((noun, key) for noun, key, nouns in _references() if Organisation in nouns), (Option, "participants")],
        AssessorGroup: [(Score, "assessors"), (Weight, "assessors"), (Judgement, "assessors")],
    }
    for noun, users in named_by.items():
        if noun.SHEET in book.rows:
            continue
        names: dict[str, str] = {}
        for user, key in users:
            for row in book.of(user):
                for name in names_in(row.text(key)) if key == "participants" else filter(None, (row.text(key),)):
                    names.setdefault(compared(name), name)
        book.rows[noun.SHEET] = [ReadRow(noun.SHEET, 0, {"name": name}) for name in names.values()]


def _check_case(book: ReadBook) -> None:
    if Case.SHEET not in book.rows:
        book.problems.append("The sheet Case is missing. Add it, with the headings Field and Value.")
        return
    for row in book.of(Case):
        with problem_at(book, row, "price_base"):
            read_price_base(row.text("price_base"))
        with problem_at(book, row, "discounting"):
            schedule(row.text("discounting") or "green book")


def check_unique(book: ReadBook) -> None:
    """Add to the book's problems whatever of its records is there twice."""
    for noun, keys in _UNIQUE:
        first: dict[tuple[str, ...], int] = {}
        for row in book.of(noun):
            name = tuple(compared(row.text(key)) for key in keys)
            if all(name) and first.setdefault(name, row.number) != row.number:
                shown = ", ".join(row.text(key) for key in keys)
                book.problems.append(
                    row.problem(keys[-1], f"‘{shown}’ is in row {first[name]} already. Keep one, or give it another name.")
                )
    options = {compared(row.text("name")): row.number for row in book.of(Option)}
    for row in book.of(Project):
        if compared(row.text("name")) in options:
            book.problems.append(
                row.problem("name", f"‘{row.text('name')}’ is an option already. Options and projects need names of their own.")
            )


def _name_headings(book: ReadBook) -> None:
    """A judgement between headings is recorded of the first weighted criterion under each."""
    paths = {row.text("name"): heading_path(row.text("heading")) for row in book.of(Criterion) if row.text("name")}
    criteria = {compared(name) for name in paths}
    under: dict[str, list[tuple[str, ...]]] = {}
    first: dict[tuple[str, ...], str] = {}
    for row in sorted(book.of(Criterion), key=lambda row: row.text("use") not in ("", "weighted")):
        for depth in range(1, len(path := paths.get(row.text("name"), ())) + 1):
            first.setdefault(path[:depth], row.text("name"))
    for heading in first:
        for known_by in dict.fromkeys((HEADING_SEPARATOR.join(heading), heading[-1])):
            under.setdefault(compared(known_by), []).append(heading)
    for row in book.of(Judgement):
        named: list[Branch] = []
        for key in ("criterion", "over"):
            headings = under.get(compared(row.text(key)), [])
            if compared(row.text(key)) in criteria or not headings:
                named.append(next((name for name in paths if compared(name) == compared(row.text(key))), ""))
            elif len(headings) > 1:
                ways = listed([f"‘{HEADING_SEPARATOR.join(each)}’" for each in headings])
                book.problems.append(row.problem(key, f"several headings are named ‘{row.text(key)}’: {ways}. Type the one that is meant."))
                named.append("")
            else:
                named.append(headings[0])
                row.values[key] = first[headings[0]]
        if any(isinstance(each, tuple) for each in named) and all(named) and row.text("criterion") != row.text("over"):
            pair = parting(row.text("criterion"), row.text("over"), paths)
            if pair != tuple(named):
                one, other = (each if isinstance(each, str) else HEADING_SEPARATOR.join(each) for each in named)
                problem = f"‘{one}’ and ‘{other}’ do not stand beside each other. Judge what stands under one heading."
                book.problems.append(row.problem("over", problem))


def _check_names(book: ReadBook, register: tuple[str, ...]) -> None:
    references = sorted(_references(), key=lambda reference: _TOLD.get(reference[1], 2))
    names = {
        noun: {compared(row.text(noun.NAMED_BY[0])): row.text(noun.NAMED_BY[0]) for row in book.of(noun)}
        for noun in {noun for _, _, nouns in references for noun in nouns}
    }
    names[Organisation] |= {compared(name): name for name in register}
    for row in book.of(Organisation):
        if row.text("name"):
            row.values["name"] = names[Organisation][compared(row.text("name"))]
    _check_participants(book, names[Organisation])
    for noun, key, nouns in references:
        known = {folded_name: name for each in nouns for folded_name, name in names[each].items()}
        what = " or ".join(_CALLED.get(each, each.SINGULAR) for each in nouns)
        where = f"the {' or '.join(each.SHEET for each in nouns)} sheet"
        for row in book.of(noun):
            typed = row.text(key)
            if not typed:
                continue
            known_name = known.get(compared(typed))
            if known_name is None:
                book.problems.append(row.problem(key, f"there is no {what} named ‘{typed}’. Correct the name, or add it to {where}."))
            else:
                row.values[key] = known_name
    services = {(compared(row.text("organisation")), compared(row.text("name"))): row.text("name") for row in book.of(Service)}
    for row in book.of(CostLine):
        known_name = services.get((compared(row.text("organisation")), compared(row.text("service"))))
        if known_name is not None:
            row.values["service"] = known_name
        elif row.text("service"):
            book.problems.append(
                row.problem(
                    "service",
                    f"{row.text('organisation')} has no service named ‘{row.text('service')}’. "
                    "Correct the name, or add it to the Services sheet.",
                )
            )


def _references() -> Iterator[tuple[type[Noun], str, tuple[type[Noun], ...]]]:
    """The columns of the sheets whose cells name a record by itself, each with the nouns it may be of."""
    for noun in sheet_nouns():
        for column in own_columns(noun):
            if column.kind is Kind.REFERENCE and column.refers_to not in _NAMED_WITH_ANOTHER:
                declared = (*noun.COLUMNS.values(), *noun.ELSEWHERE.values())
                beside = (each.refers_to for each in declared if each.beside == column.field)
                yield noun, column.key, tuple(map(noun_of, (column.refers_to, *beside)))


def _check_participants(book: ReadBook, known: Mapping[str, str]) -> None:
    """The organisations an option names, spelt as the Organisations sheet or the register has them."""
    for row in book.of(Option):
        participants = []
        for name in names_in(row.values.get("participants")):
            if compared(name) in known:
                participants.append(known[compared(name)])
            else:
                problem = f"there is no organisation named ‘{name}’. Correct the name, or add it to the Organisations sheet."
                book.problems.append(row.problem("participants", problem))
        if "participants" in row.values:
            row.values["participants"] = SEPARATOR.join(participants) or None


def _check_one_of_each(book: ReadBook) -> None:
    for key, what in (("benchmark", "the benchmark"), ("preferred", "the preferred option"), ("decision_taken", "the decision taken")):
        marked = [row for row in book.of(Option) if row.values.get(key) is True]
        for row in marked[1:]:
            book.problems.append(row.problem(key, f"‘{marked[0].text('name')}’ is {what} already. Only one option can be."))


def _check_criteria(book: ReadBook) -> None:
    for row in book.of(Criterion):
        worst, best, mark = row.decimal("worst"), row.decimal("best"), row.decimal("pass_mark")
        lower = row.values.get("better") == "lower"
        if worst is not None and best is not None and worst != best and (best < worst) != lower:
            better, order = ("lower", "below") if lower else ("higher", "above")
            book.problems.append(row.problem("best", f"Better is {better}, so Best must be {order} Worst. Swap them, or correct Better."))
        if mark is not None and worst is not None and best is not None and not min(worst, best) <= mark <= max(worst, best):
            book.problems.append(
                row.problem("pass_mark", f"the pass mark {row.text('pass_mark')} is outside the scale. Type one from Worst to Best.")
            )
        low, high = row.decimal("weight_low"), row.decimal("weight_high")
        turned = low is not None and high is not None and low > high
        with problem_at(book, row, "weight_low" if turned else "weight"):
            check_weight_bounds(low, high, row.decimal("weight"))
        with problem_at(book, row, "value_function"):
            check_direct(row.text("value_function"), row.text("better"), worst, best)
            if (points := row.text("value_function")) and points != DIRECT:
                check_rises(read_points(points), row.text("better") or "higher")
        if row.text("use") == "must pass" and mark is None and best is None:
            problem = "the criterion must be passed, and nothing says what passes. Type its Pass mark, or its Best."
            book.problems.append(row.problem("pass_mark", problem))


def _check_weights(book: ReadBook) -> None:
    for row in book.of(Weight):
        if row.text("criterion") and row.values.get("weight") is None and row.values.get("rank_order") is None:
            book.problems.append(row.problem("weight", "there is neither a weight nor an order. Type one, or delete the row."))
    weighted = [row for row in book.of(Criterion) if row.text("name") and row.values.get("use") in (None, "weighted")]
    for key, what in (("weight", "weight"), ("rank_order", "order")):
        on_criteria = {compared(row.text("name")) for row in weighted if row.values.get(key) is not None}
        _check_whole(book, weighted, on_criteria, key, what, "")
        own_by_group: dict[str, set[str]] = {}
        groups: dict[str, str] = {}
        for row in book.of(Weight):
            if row.values.get(key) is not None:
                group = compared(row.text("assessors"))
                groups.setdefault(group, row.text("assessors"))
                own_by_group.setdefault(group, set()).add(compared(row.text("criterion")))
        for group, own in own_by_group.items():
            if not on_criteria and any(compared(row.text("name")) in own for row in weighted):
                _check_whole(book, weighted, own, key, what, groups[group])


def _check_whole(book: ReadBook, weighted: Sequence[ReadRow], given: set[str], key: str, what: str, group: str) -> None:
    """A problem where some weighted criteria have a weight or an order and others have none."""
    lacking = [row for row in weighted if compared(row.text("name")) not in given]
    if not given or len(lacking) in (0, len(weighted)):
        return
    names, one = listed([f"‘{row.text('name')}’" for row in lacking]), len(lacking) == 1
    has = f"{'has' if one else 'have'} no {what}{f' of {group}' if group else ''}"
    rule = f"Type {'it' if one else 'one for each'}{', 0 for none' if key == 'weight' else ''}, or clear the others."
    problem = f"{names} {has}, and other weighted criteria do. {rule}"
    if group:
        first = next(row for row in book.of(Weight) if row.text("assessors") == group and row.values.get(key) is not None)
        book.problems.append(first.problem(key, problem))
    else:
        book.problems.append(lacking[0].problem(key, problem))


def _check_judgements(book: ReadBook) -> None:
    """A ratio above 0, two different criteria, and each pair once; said again the other way round it must agree, and is taken once."""
    first: dict[tuple[str, str, str], tuple[int, Decimal | None]] = {}
    kept: list[ReadRow] = []
    for row in book.of(Judgement):
        kept.append(row)
        ratio = _read_ratio(book, row)
        group, name, over = (compared(row.text(key)) for key in ("assessors", "criterion", "over"))
        if not (group and name and over):
            continue
        if name == over:
            book.problems.append(row.problem("over", f"‘{row.text('over')}’ cannot be judged over itself. Name another criterion."))
            continue
        if (before := first.setdefault((group, name, over), (row.number, ratio)))[0] != row.number:
            book.problems.append(row.problem("over", f"this pair is in row {before[0]} already. Keep one."))
        elif (other := first.get((group, over, name))) is not None:
            if ratio is not None and other[1] is not None and abs(ratio * other[1] - 1) > _ROUNDING:
                problem = f"row {other[0]} judges this pair the other way round, and the two are at odds. Keep one."
                book.problems.append(row.problem("ratio", problem))
            else:
                kept.pop()
    if Judgement.SHEET in book.rows:
        book.rows[Judgement.SHEET] = kept


def _read_ratio(book: ReadBook, row: ReadRow) -> Decimal | None:
    """How many times the first counts as much as the second; what cannot be read is a problem."""
    try:
        judged = read_ratio(row.text("ratio"))
    except KnownTrouble as trouble:
        book.problems.append(row.problem("ratio", f"{trouble}."))
        return None
    if judged is None:
        return None
    return 1 / judged[0] if judged[1] else judged[0]


def _check_scores(book: ReadBook) -> None:
    criteria = {row.text("name"): row for row in book.of(Criterion)}
    for row in book.of(Score):
        criterion = criteria.get(row.text("criterion"))
        if criterion is None:
            continue
        worst, best = ends(criterion.text("value_function"), criterion.decimal("worst"), criterion.decimal("best"))
        given = read_score(row.text("score"))
        score, low, high = given if isinstance(given, Decimal) else None, row.decimal("low"), row.decimal("high")
        for key, number in (("score", score), ("low", low), ("high", high)):
            if number is not None:
                with problem_at(book, row, key):
                    check_on_scale(criterion.text("name"), worst, best, number)
                    _check_known_end(criterion, number)
        if given is NOT_APPLICABLE:
            for key in ("low", "high", "distribution"):
                if row.values.get(key) is not None:
                    book.problems.append(row.problem(key, "the score is n/a, which has no range. Clear this cell, or type a score."))
            continue
        with problem_at(book, row, "low" if score is None or (low is not None and high is not None and low > high) else "score"):
            check_range(score, low, high)
        with problem_at(book, row, "low" if low is not None else "high"):
            check_both_ends(low, high)
        with problem_at(book, row, "distribution"):
            check_distribution(row.text("distribution"), score, low, high, lower_end(worst, best, criterion.text("better")))


def _check_known_end(criterion: ReadRow, score: Decimal) -> None:
    """Raises KnownTrouble for a score past the one end given: the other is taken from the scores, and would be at odds with Better."""
    worst, best = criterion.decimal("worst"), criterion.decimal("best")
    if (worst is None) == (best is None):
        return
    title, end = ("Worst", worst) if best is None else ("Best", best)
    upper = (title == "Best") is (criterion.values.get("better") != "lower")
    if end is not None and (score > end if upper else score < end):
        way = "above" if upper else "below"
        raise KnownTrouble(f"{plain(score)} is {way} {title} of {criterion.text('name')}, {plain(end)}: correct the score, or {title}")


def _check_flows(book: ReadBook) -> None:
    case = next(iter(book.of(Case)), None)
    whole_costs = case is not None and case.values.get("flows_are") == "whole costs"
    benchmark = next((row.text("name") for row in book.of(Option) if row.values.get("benchmark") is True), None)
    options = {row.text("name") for row in book.of(Option)}
    for row in book.of(CashFlow):
        # A project has no benchmark to save against, so its flows are changes whatever the options' are.
        if whole_costs and row.values.get("kind") == "saving" and row.values.get("owner") in options:
            book.problems.append(
                row.problem(
                    "kind",
                    "Flows are whole costs, so no line can be a saving: the saving is worked out from the benchmark. "
                    "Record what the option costs instead.",
                )
            )
        if not whole_costs and benchmark is not None and row.values.get("owner") == benchmark:
            book.problems.append(
                row.problem(
                    "owner",
                    f"‘{benchmark}’ is the benchmark and Flows are changes from it, so it has none. "
                    "Delete the row, or set Flows are to whole costs.",
                )
            )
        bias, mitigation = row.decimal("optimism_bias_percent"), row.decimal("mitigation_percent") or Decimal(0)
        if bias is not None and row.values.get("kind") in ("saving", "income") and bias * (100 - mitigation) > 100 * 100:
            book.problems.append(
                row.problem("optimism_bias_percent", "it takes off more than all of the line. Type 100% or less for a saving or income.")
            )


def _check_years(book: ReadBook, noun: type[Noun]) -> None:
    """No amount is outside the years of the case."""
    case = next(iter(book.of(Case)), None)
    base_year, horizon = (case.values.get("base_year"), case.values.get("horizon") or 10) if case else (None, None)
    if not isinstance(base_year, FinancialYear) or not isinstance(horizon, int):
        return
    for row in book.of(noun):
        for year in (*row.amounts, *row.percents):
            if not 0 <= year.since(base_year) < horizon:
                last = base_year.after(horizon - 1)
                book.problems.append(
                    row.problem(
                        str(year) if year in row.amounts else f"{year} %",
                        f"{year} is outside the case, which runs from {base_year} to {last}. "
                        "Move the amount, or change Base year or Horizon on the Case sheet.",
                    )
                )
