"""What the finance of a case says, in the order a Section 151 officer asks; the details are each subject's own."""

from __future__ import annotations

from desktop.appraisal.case import Option
from desktop.appraisal.findings.budget import affordable, closed_by
from desktop.appraisal.findings.checks import counted_twice, leaving, optimism_bias, quick
from desktop.appraisal.findings.conditions import depends
from desktop.appraisal.findings.efficiency import targets
from desktop.appraisal.findings.figures import says_nothing
from desktop.appraisal.findings.finding import FLOWS, LEAVERS, OPTIONS, PROJECTS, Figure, Finding, Named, Record, Source, costed, finding
from desktop.appraisal.findings.partners import rebased, who_gains
from desktop.appraisal.findings.records import line_record
from desktop.appraisal.findings.room import drawn, room
from desktop.appraisal.findings.scenarios import outturn, scenarios
from desktop.appraisal.results import Appraisal
from desktop.appraisal.savings.finance import WHOLE, Finance, is_exit_cost
from desktop.appraisal.savings.redundancy import difference_sentence
from desktop.appraisal.why import action_of

#: More conditions than this and only how many there are is told.
_MOST_CONDITIONS = 2


def finance(appraisal: Appraisal) -> list[Finding]:
    """How sure what is in question is, targets, who gains, affordability, conditions, and what to check."""
    finance_figures = appraisal.finance
    if finance_figures is None:
        return []
    who = in_question(finance_figures)
    return [
        *_how_sure(appraisal, finance_figures, who),
        *targets(finance_figures),
        *who_gains(finance_figures),
        *rebased(finance_figures),
        *affordable(finance_figures, who),
        *conditions_of(finance_figures, who),
        *_to_check(finance_figures),
        *scenarios(appraisal, owners_in_question(finance_figures)),
        *outturn(appraisal),
    ]


def owners_in_question(finance: Finance) -> tuple[str, ...]:
    """The options and projects that what is in question is made of."""
    if finance.owner is None:
        return ()
    return (finance.owner,) if finance.owner != WHOLE else tuple(project.name for project in finance.case.projects)


def owner_named(finance: Finance, name: str) -> Named:
    """An option or a project by its name, where what is said of it rests on its money; all projects together for `WHOLE`."""
    if name == WHOLE:
        lines = tuple(Source(FLOWS, project.name) for project in finance.case.projects)
        return Named("all projects together", None, lines)
    return costed(name, OPTIONS if isinstance(finance.owners.get(name), Option) else PROJECTS)


def in_question(finance: Finance) -> Named:
    """What the finance is about, as a sentence names it: the case itself where it has no money."""
    if finance.owner is None:
        return Named(finance.case.title, Record("Case", finance.case.title))
    return owner_named(finance, finance.owner)


def records_of_leavers(finance: Finance, owner: str | None) -> tuple[Source, ...]:
    """The leavers of an owner and those of the case, and the lines of redundancy and of pension strain: what exit costs stand on."""
    sources = [Source(LEAVERS, leaver.name) for leaver in finance.records.leavers if not leaver.owner or leaver.owner == owner]
    if owner == WHOLE:
        projects = {project.name for project in finance.case.projects}
        sources += [Source(LEAVERS, leaver.name) for leaver in finance.records.leavers if leaver.owner in projects]
    lines = () if owner is None else finance.lines(owner)
    return (*sources, *(Source(FLOWS, line_record(line.owner, line.flow.line).name) for line in lines if is_exit_cost(line)))


def exits(finance: Finance) -> list[Finding]:
    """What leavers of what is in question are due; then whichever other option or project no longer says what its own are due."""
    findings = leaving(finance.exit_costs, records_of_leavers(finance, finance.owner))
    owners = dict.fromkeys(leaver.owner for leaver in finance.records.leavers if leaver.owner in finance.owners)
    projects = {project.name for project in finance.case.projects}
    for owner in owners:
        told = owner == finance.owner or (finance.owner == WHOLE and owner in projects)
        costs = None if told else finance.exit_costs_of(owner)
        if costs is not None and (differs := difference_sentence(costs)):
            findings.append(
                finding(
                    "Of {}: {}",
                    owner_named(finance, owner),
                    f"{differs[:1].lower()}{differs[1:]}",
                    beside=records_of_leavers(finance, owner),
                    action=action_of(differs),
                )
            )
    return findings


def _how_sure(appraisal: Appraisal, finance: Finance, who: Named) -> list[Finding]:
    own = drawn_of_own(finance, who) if appraisal.simulation is not None else []
    money = finance.money_of(finance.owner) if finance.owner else None
    if money is None:
        return [*own, *drawn(who, finance.monte_carlo)] if finance.owner is not None and not finance.owner else []
    findings = [*room(who, money), *own]
    if money.npv is not None and not says_nothing(money.npv):  # else there is no figure for a simulation to bear on
        findings += drawn(who, money.monte_carlo if appraisal.simulation is not None else None)
    return findings + optimism_bias(who, money)


def drawn_of_own(finance: Finance, who: Named) -> list[Finding]:
    """What draws of our own council's part of what is in question come to, where that is told from the whole."""
    if finance.owner is None or finance.part(finance.owner).is_all or (own := finance.own(finance.owner)) is None:
        return []
    return drawn(closed_by(finance, finance.owner, who), own.monte_carlo)


def conditions_of(finance: Finance, who: Named) -> list[Finding]:
    mine = [each for each in finance.conditions if not finance.owner or each.owner == finance.owner]
    if len(mine) <= _MOST_CONDITIONS:
        return depends(tuple(mine), lambda name: owner_named(finance, name))
    return [
        finding("Amounts of {} depend on {} conditions.", who, Figure(str(len(mine)), len(mine)), action="See what is left without each.")
    ]


def _to_check(finance: Finance) -> list[Finding]:
    def named(name: str) -> Named:
        return owner_named(finance, name)

    findings: list[Finding] = []
    # Of one alone the payback above says it, and that nothing pays back so soon changes no choice.
    if len(finance.quick_wins) > 1 and any(win.is_quick for win in finance.quick_wins):
        findings += quick(finance.quick_wins, finance.records.quick_win_months, named)
    return [*findings, *counted_twice(finance.double_counts, named), *exits(finance)]
