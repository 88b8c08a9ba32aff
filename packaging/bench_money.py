"""Speed of the savings appraisal: exact results beside plain floats, Monte Carlo beside plain numpy, and one cell edited on screen."""

from __future__ import annotations

import gc
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.appraisal.case import Case, Project
    from desktop.appraisal.results import Money
    from desktop.models.table_model import TableModel

_RUNS = 5
_YEARS = 30
_PROJECTS = 1_000
_DRAWN = 100
_DRAWS = 10_000
_LINES = 1_000
_EDITS = 15

#: One line as the rival has it: whether it is a cost, whether it is cashable, and an amount a year.
PlainLine = tuple[bool, bool, list[float]]


def rows(folder: Path) -> list[tuple[str, float, str, str]]:
    """The rows of the benchmark that are about money: what, ratio, aim, and the two figures it is of."""
    return [*exact(), monte_carlo(), *on_screen(folder)]


def row(what: str, ours: Sequence[float], plain: Sequence[float], aim: str) -> tuple[str, float, str, str]:
    """One row of the table from seconds taken, ours and the rival's."""
    first, second = statistics.median(ours), statistics.median(plain)
    return what, first / second, aim, f"{first * 1000:.0f} ms and {second * 1000:.0f} ms"


def timed(work: Callable[[], object]) -> float:
    """Seconds of the processor that one call takes, which other work on the machine changes little."""
    gc.collect()
    began = time.process_time()
    work()
    return time.process_time() - began


def exact() -> list[tuple[str, float, str, str]]:
    """Every deterministic result of a thousand projects over thirty years, with exact amounts and with ranges."""
    from desktop.appraisal.discounting import schedule
    from desktop.appraisal.savings.discounting_terms import discounting_of

    ratios = []
    for ranged in (False, True):
        case = case_of(_PROJECTS, lines=2, ranged=ranged)
        factors = [float(factor) for factor in discounting_of(case, schedule(case.discounting, case.discount_vintage)).plain_factors]
        plain = [lines for project in case.projects for lines in plain_lines(project, ranged=ranged)]
        ours, rival = [], []
        for _ in range(_RUNS):
            ours.append(timed(partial(results, case)))
            rival.append(timed(partial(all_plain, plain, factors)))
        amounts = "ranges on three cases" if ranged else "exact amounts"
        what = f"All exact results of {_PROJECTS:,} projects over {_YEARS} years, {amounts}, against plain floats"
        ratios.append(row(what, ours, rival, "10 or less"))
    return ratios


def all_plain(projects: Sequence[list[PlainLine]], factors: list[float]) -> list[object]:
    """The rival's results of every project."""
    return [plain_results(lines, factors) for lines in projects]


def results(case: Case) -> list[Money]:
    """Every deterministic result of a case's projects."""
    from desktop.appraisal.discounting import schedule
    from desktop.appraisal.savings.discounting_terms import discounting_of
    from desktop.appraisal.savings.net import project_money
    from desktop.appraisal.savings.switching import with_switching

    discounting = discounting_of(case, schedule(case.discounting, case.discount_vintage))
    return [with_switching(case, None, None, project_money(case, project, discounting), discounting) for project in case.projects]


def case_of(projects: int, *, lines: int, ranged: bool) -> Case:
    """So many projects: a cost in the base year, and savings in each year after it, the first of them cashable."""
    from desktop.appraisal.case import Case, Flow, FlowKind, Project
    from desktop.appraisal.estimate import Estimate
    from desktop.appraisal.years import FinancialYear

    luck, base = random.Random(1), FinancialYear(2011)

    def amount(least: int, most: int) -> Estimate:
        likely = Decimal(luck.randint(least, most))
        return Estimate.between(likely * 7 / 10, likely * 6 / 5, likely) if ranged else Estimate.exact(likely)

    def project(number: int) -> Project:
        cost = Flow("Programme", FlowKind.COST, {base: amount(200_000, 900_000)})
        savings = []
        for line in range(1, lines):
            amounts = {base.after(year): amount(20_000, 120_000) for year in range(1, _YEARS)}
            savings.append(Flow(f"Saving {line}", FlowKind.SAVING, amounts, cashable=line == 1))
        return Project(f"Project {number}", (cost, *savings))

    return Case("Bench", base, _YEARS, projects=tuple(project(number) for number in range(projects)))


def plain_lines(project: Project, *, ranged: bool) -> list[list[PlainLine]]:
    """A project's lines as floats: on the low, the likely and the high case where amounts are ranges, else once."""
    from desktop.appraisal.case import FlowKind

    cases = []
    for case in ("low", "central", "high") if ranged else ("central",):
        lines: list[PlainLine] = []
        for flow in project.flows:
            is_cost = flow.kind is FlowKind.COST
            end = {"low": "high", "high": "low"}.get(case, case) if is_cost else case
            amounts = [0.0] * _YEARS
            for year, amount in flow.amounts.items():
                amounts[year.start - 2011] = float(getattr(amount, end))
            lines.append((is_cost, flow.cashable is True, amounts))
        cases.append(lines)
    return cases


def plain_results(lines: list[PlainLine], factors: list[float]) -> object:
    """The rival: the same results of one case by floats, with no kinds of amount, no reasons and no exact pennies."""
    years = []
    running = running_present = running_cashable = 0.0
    net, cumulative, present, cashable_net, costs, benefits = [], [], [], [], [], []
    for year, factor in enumerate(factors):
        cost = cashable = other = 0.0
        for is_cost, is_cashable, amounts in lines:
            if is_cost:
                cost += amounts[year]
            elif is_cashable:
                cashable += amounts[year]
            else:
                other += amounts[year]
        own = cashable + other - cost
        worth = round(own * factor, 2)
        running += own
        running_cashable += cashable - cost
        running_present += worth
        costs.append(cost)
        benefits.append(cashable + other)
        net.append(own)
        cashable_net.append(running_cashable)
        cumulative.append(running)
        present.append(running_present)
        years.append((year, cost, cashable, other, 0.0, 0.0, own, running, worth))
    of_costs = sum(cost * factor for cost, factor in zip(costs, factors, strict=True))
    of_benefits = sum(benefit * factor for benefit, factor in zip(benefits, factors, strict=True))
    of_cash = sum((benefit - cost) * factor for benefit, cost, factor in zip(benefits, costs, factors, strict=True))
    return (
        years,
        running_present,
        of_cash,
        of_benefits / of_costs if of_costs else None,
        plain_rate(net),
        plain_payback(cumulative),
        plain_payback(cashable_net),
        plain_payback(present),
        running_present / sum(factors[1:]),
        (of_benefits - of_costs) / of_costs if of_costs else None,
        (of_costs - of_benefits) / of_benefits if of_benefits else None,
        plain_delay(benefits, of_costs, factors),
    )


def plain_rate(net: list[float]) -> float | None:
    """The rate of return by halving, to ten places, where the sign changes once."""
    signs = [own > 0 for own in net if own]
    if sum(one != other for one, other in pairwise(signs)) != 1:
        return None
    low, high, rising = -0.99, 10.0, net[-1] > 0
    while high - low > 1e-11:
        rate = (low + high) / 2
        total, step = 0.0, 1 / (1 + rate)
        for own in reversed(net):
            total = total * step + own
        if (total > 0) == rising:
            low = rate
        else:
            high = rate
    return (low + high) / 2


def plain_payback(cumulative: list[float]) -> float | None:
    """Years until the running total is never below nothing again."""
    last = max((year for year, total in enumerate(cumulative) if total < 0), default=-1)
    if last < 0:
        return 0.0
    if last == len(cumulative) - 1:
        return None
    return last + cumulative[last] / (cumulative[last] - cumulative[last + 1])


def plain_delay(benefits: list[float], of_costs: float, factors: list[float]) -> float | None:
    """Years by which the benefits could come later."""
    before = sum(benefit * factor for benefit, factor in zip(benefits, factors, strict=True)) - of_costs
    if before < 0:
        return None
    for late in range(1, len(benefits) + 1):
        after = sum(benefit * factor for benefit, factor in zip(benefits, factors[late:], strict=False)) - of_costs
        if after < 0:
            return late - 1 + before / (before - after)
        before = after
    return None


def monte_carlo() -> tuple[str, float, str, str]:
    """Ten thousand draws of a hundred projects of three uncertain lines each, beside a plain kernel of three drivers each."""
    from desktop.appraisal.appraise import appraise
    from desktop.appraisal.simulation.monte_carlo import simulate_money

    case = case_of(_DRAWN, lines=3, ranged=True)
    appraisal = appraise(case)
    plain = [plain_lines(project, ranged=False)[0] for project in case.projects]
    costs = [lines[0][2][0] for lines in plain]
    benefits = [[sum(amounts) for amounts in zip(*(line[2] for line in lines[1:]), strict=True)] for lines in plain]
    ours, rival = [], []
    for _ in range(_RUNS):
        ours.append(timed(partial(simulate_money, appraisal, _DRAWS)))
        rival.append(timed(partial(plain_kernel, costs, benefits, _DRAWS)))
    return row(f"Monte Carlo of {_DRAWS:,} draws on {_DRAWN} projects, against a plain numpy kernel", ours, rival, "1.2 or less")


def plain_kernel(costs: list[float], benefits: list[list[float]], draws: int) -> object:
    """The rival: two triangular drivers and a delay a project on present values worked out before, and percentiles of each and of all."""
    import numpy as np

    luck = np.random.default_rng(1)
    projects, years = len(benefits), len(benefits[0])
    discount = 1.035 ** -np.arange(years)
    yearly = np.array(benefits)
    late = np.stack([np.concatenate([np.zeros((projects, by)), yearly[:, : years - by]], axis=1) @ discount for by in range(4)])
    benefit = luck.triangular(0.7, 1.0, 1.2, (draws, projects))
    cost = luck.triangular(0.7, 1.0, 1.2, (draws, projects))
    delay = luck.integers(0, 4, (draws, projects))
    worth = benefit * late[delay, np.arange(projects)] - cost * np.array(costs)
    return np.percentile(worth.sum(axis=1), [10, 50, 90]), np.percentile(worth, [10, 50, 90], axis=0)


def on_screen(folder: Path) -> list[tuple[str, float, str, str]]:
    """One amount of a thousand lines edited on the Savings screen, until totals and charts are painted again."""
    from PySide6.QtWidgets import QApplication

    from desktop.application import Window, make_application
    from desktop.settings import Settings
    from desktop.views.money.screen import Savings

    have = QApplication.instance()
    application = have if isinstance(have, QApplication) else make_application(["bench"])
    ratios = []
    for owners in (20, 1):
        file = store_of(folder / f"lines-{owners}.appraisal", owners, _LINES // owners)
        window = Window(settings=Settings(folder / "bench-money.ini"))
        window.resize(1366, 768)
        window.show()
        window.open(file)
        while "db.tables" not in sys.modules or window.tasks.is_busy or window.workspace.rest_follows:
            application.processEvents()  # what is loaded after a first screen is no part of an edit
        screen = window.show_screen("Savings")
        if not isinstance(screen, Savings):
            raise TypeError("the Savings screen is another")
        settle(application)
        gc.freeze()
        took = [timed(partial(edited, application, screen.lines.model, turn)) for turn in range(_EDITS)]
        gc.unfreeze()
        window.close()
        settle(application)
        whose = "of one project" if owners == 1 else f"of {owners} projects"
        what = f"A cell edited among {_LINES:,} lines {whose}, saved, and totals and charts painted again, against 50 ms"
        median = statistics.median(took)
        ratios.append((what, median / 0.050, "1 or less", f"{median * 1000:.0f} ms"))
    return ratios


def settle(application: QApplication) -> None:
    """Let everything that waits its turn have it."""
    for _ in range(30):
        application.processEvents()
        time.sleep(0.01)


def edited(application: QApplication, model: TableModel, turn: int) -> None:
    """Type an amount into the first line, and wait until what it leads to is painted."""
    year = next(column for column in model.columns if column.key[:1].isdigit())
    if not model.enter(0, year, str(5_000 + turn)):
        raise ValueError("the amount was not recorded")
    application.processEvents()


def store_of(path: Path, owners: int, lines: int) -> Path:
    """A file of one case with so many projects of so many lines over ten years."""
    from db.nouns.money import CashFlow
    from db.nouns.money import Project as ProjectRecord
    from db.store import Store
    from desktop.appraisal.estimate import Estimate
    from desktop.appraisal.years import FinancialYear
    from desktop.operations.records import cases, records

    luck, base = random.Random(1), FinancialYear(2011)
    store = Store.create(path)
    with store.unit_of_work("bench") as unit:
        case = cases.add_empty(unit)
        cases.change(unit, case, "base_year", str(base))
        cases.change(unit, case, "horizon", "10")
        for owner in range(owners):
            name = f"Project {owner + 1}"
            records.add(unit, ProjectRecord, case, {"name": name})
            for line in range(lines):
                kind, cashable = ("cost", None) if line % 4 == 0 else ("saving", True)
                amounts = {base.after(year): Estimate.exact(Decimal(luck.randint(1_000, 90_000))) for year in range(10)}
                records.add(unit, CashFlow, case, {"owner": name, "line": f"Line {line + 1}", "kind": kind, "cashable": cashable}, amounts)
    store.close()
    return path


if __name__ == "__main__":
    import os
    import tempfile

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        for what, ratio, aim, figures in rows(Path(folder)):
            print(f"{ratio:.2f} ({aim}) {what}: {figures}")
