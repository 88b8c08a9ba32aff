"""What an appraisal says beside scores and present values: targets, who gains, affordability, and the Section 151 officer's checks.

Nothing here is worked out before it is asked for, so that an appraisal costs no more than what a screen or a paper reads of it; what
was worked out once is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, localcontext
from functools import cached_property

from desktop.appraisal.affordability.affordability import affordability
from desktop.appraisal.affordability.funding import FundingLine, FundingRecord, funding_statement
from desktop.appraisal.affordability.gap import Gap, GapYear, gap_closed
from desktop.appraisal.affordability.medium_term import MediumTermPlan, plan_in_cash, plan_of, rises
from desktop.appraisal.affordability.section151 import Answered, Records, checklist
from desktop.appraisal.affordability.terms import Terms
from desktop.appraisal.case import Case, Flow, FlowKind, FlowsAre, Option, Project
from desktop.appraisal.discounting import PRECISE, DiscountSchedule
from desktop.appraisal.estimate import ZERO, Estimate
from desktop.appraisal.partners.apportionment import apportion
from desktop.appraisal.partners.partner_results import Apportionment
from desktop.appraisal.partners.present_values import present_values
from desktop.appraisal.partners.rebasing import Rebasing, rebasings
from desktop.appraisal.partners.shares import Basis
from desktop.appraisal.partners.transfers import Floor, floor_cases
from desktop.appraisal.partners.whose import Sharing, Whose, settled, whose
from desktop.appraisal.results import Money, MonteCarlo
from desktop.appraisal.savings.bids import BidResult, bid_results
from desktop.appraisal.savings.conditions import Dependence, dependences
from desktop.appraisal.savings.discounting_terms import Discounting, cash_terms_of, terms_of
from desktop.appraisal.savings.double_counting import DoubleCount, double_counts
from desktop.appraisal.savings.finance_records import FinanceRecords
from desktop.appraisal.savings.gains import GainsOf
from desktop.appraisal.savings.lines import Line, cases_of, lines_of, yearly_sums
from desktop.appraisal.savings.net import part_money, project_money
from desktop.appraisal.savings.quick_wins import QuickWin, quick_wins
from desktop.appraisal.savings.redundancy import ExitCosts, RedundancyPay, exit_costs, redundancy_pay
from desktop.appraisal.savings.statements import Statements, against_benchmark
from desktop.appraisal.savings.switching import with_switching
from desktop.appraisal.savings.target_gains import GainsKept, gains_of_owners, progress_of, recorded_gains
from desktop.appraisal.savings.targets import Progress, Recorded
from desktop.appraisal.savings.tornado import Tornado, tornado
from desktop.appraisal.why import Why
from desktop.appraisal.wording import agreeing, listed
from desktop.appraisal.years import FinancialYear

#: The key of the case as a whole: all projects together, or the option in question.
WHOLE = ""
NO_OWN_COUNCIL = Why("No one organisation is marked as our own council, so its part of the money is not told.", "Mark it on Organisations.")
_COUNCILS_END = Why("The councils end with the reorganisation, so no one council’s part of its money is told.")
_MOST_NAMED = 3
#: The sheets beside Flows that the Section 151 checks read, as findings name them.
_OTHERS_CHECKED = ("Leavers", "Shares", "Funding")
_EXIT_COSTS = ("pension strain", "redundancy")
_NO_RECORDS = FinanceRecords()


@dataclass(frozen=True)
class Finance:
    """The finance of one appraisal. `money` holds the results of each option, then each project, by name.

    `owner` is the option or project in question: the preferred option, else the leader, else the only one whose costs and savings are
    shared, or the only project, each where it has money recorded; `WHOLE` where all projects together are; `None` where no money is
    recorded. The case is left out where two are compared, as an appraisal has it beside this one and what is reweighed keeps this one as it
    is.
    """

    case: Case = field(compare=False)
    benchmark: Option | None
    schedule: DiscountSchedule
    discounting: Discounting
    money: Mapping[str, Money]
    owner: str | None
    monte_carlo: MonteCarlo | None = None
    """All projects together, once the appraisal is simulated."""
    own_monte_carlo: Mapping[str, MonteCarlo] = field(default_factory=dict)
    """Our own council's part of what is not all its own, by owner, once the appraisal is simulated."""
    gains_kept: GainsKept = field(default_factory=dict, compare=False, repr=False)
    """Gains that hold while their lines are the same: an edit works out only those of its owner again."""

    @property
    def records(self) -> FinanceRecords:
        return _NO_RECORDS if self.case.finance is None else self.case.finance

    @cached_property
    def owners(self) -> dict[str, Option | Project]:
        """Every option and project with an amount recorded, by name."""
        every: tuple[Option | Project, ...] = (*self.case.options, *self.case.projects)
        return {owner.name: owner for owner in every if any(flow.amounts for flow in owner.flows)}

    @cached_property
    def funding(self) -> tuple[FundingLine, ...]:
        """Each source of funding: sought, awarded, allocated, spent and left."""
        return funding_statement(self.records.funding)

    @cached_property
    def bids(self) -> tuple[BidResult, ...]:
        """What each bid for grant asks, and what follows if it fails."""
        return bid_results(self.case, self.discounting)

    @cached_property
    def gains(self) -> tuple[GainsOf, ...]:
        """The gains that count towards targets, and what is struck out: of all projects, else of the option in question."""
        return gains_of_owners(self.case, self._gaining, self.money, self.gains_kept)

    @cached_property
    def recorded_gains(self) -> Recorded:
        """The gains by organisation and year, what was returned in place of what projects come to."""
        return recorded_gains(self.gains, self.records.returned_gains)

    @cached_property
    def progress(self) -> tuple[Progress, ...]:
        """How far each target is met, as recorded; after the last organisation's of an indicator, all of them where no record has that."""
        return progress_of(self.records.targets, self.recorded_gains, self.case) if self.records.targets else ()

    @cached_property
    def apportionments(self) -> tuple[Apportionment, ...]:
        """Who gains from each option and project that says how it is shared."""
        return tuple(self._parted(name) for name in self.records.rules if name in self.owners)

    @cached_property
    def rebasings(self) -> tuple[Rebasing, ...]:
        """What is shared of each option and project with actual figures recorded, by the estimates and by the actual figures."""
        records = self.records
        return tuple(
            rebasing
            for name, rules in records.rules.items()
            if name in self.owners
            for rebasing in rebasings(self.case, name, self.lines(name), records.partners, rules, records.tolerance)
        )

    @cached_property
    def terms(self) -> Terms:
        """What the statements rest on beside lines and years."""
        return terms_of(self.case)

    @property
    def own_council(self) -> str:
        """The organisation whose part is told: our own council, blank where none is marked, or another that decides too."""
        return self.case.told_for or self.case.own_council

    @property
    def _is_another(self) -> bool:
        """Whether another organisation's part is told in place of our own council's."""
        return self.own_council != self.case.own_council

    @cached_property
    def affordability(self) -> Statements:
        """The budget, cash and funding statements of each option and project with money, and of the case (`WHOLE`), each on demand.

        They are of all organisations together; the gap is our own council's, and its own money closes it.
        """
        return self._statements(self.budget_lines, self.records.funding)

    @cached_property
    def own_affordability(self) -> Statements:
        """The same statements of our own council's part alone."""
        # funding that is recorded of nobody is our own council's
        return self._statements(lambda owner: self.part(owner).lines, () if self._is_another else self.records.funding)

    def medium_term_plan(self, owner: str) -> MediumTermPlan:
        """The medium-term plan of an option or a project, of the case for `WHOLE`: our own council's, as far as its part is told.

        In cash where a line of a case in real prices rises by a rate of its own.
        """
        asked = self.owner if owner == WHOLE else owner
        if asked is None:
            return MediumTermPlan(prices=self.terms.prices)
        if owner not in self._plans:
            is_part = bool(self.own_council) and not self.part(asked).is_all
            lines = self.part(asked).lines if is_part else self.budget_lines(asked)
            if self.case.price_base != "nominal" and any(rises(line.flow) for line in lines):
                terms = cash_terms_of(self.case)
                self._plans[owner] = plan_in_cash(lines, self._closing(owner), self.case.years, self.own_gaps, terms)
            else:
                whole = self.affordability[owner]
                self._plans[owner] = plan_of(self.own_affordability[owner] if is_part else whole, whole)
        return self._plans[owner]

    def _statements(self, lines: Callable[[str], Sequence[Line]], funding: Sequence[FundingRecord]) -> Statements:
        def of(owner: str) -> Sequence[Line]:
            asked = self.owner if owner == WHOLE else owner
            return () if asked is None else lines(asked)

        owners = (*self.owners, WHOLE)
        return Statements(owners, of, self._closing, self.case.years, funding, self.own_gaps, self.terms)

    def _closing(self, owner: str, organisation: str | None = None) -> Sequence[Line]:
        asked = self.owner if owner == WHOLE else owner
        return () if asked is None else self.part(asked, organisation).lines

    @property
    def own_gaps(self) -> tuple[Gap, ...]:
        """The budget gaps of our own council; one that is recorded of nobody is ours."""
        whose = (self.own_council,) if self._is_another else (None, self.own_council)
        return tuple(gap for gap in self.records.gaps if gap.organisation in whose)

    @cached_property
    def gap(self) -> tuple[GapYear, ...]:
        """How far what is in question closes our own council's budget gap, for each year that has one; as its affordability says."""
        return () if self.owner is None else gap_closed(self._closing(self.owner), self.case.years, self.own_gaps, self.terms)

    def gap_of(self, organisation: str, owner: str) -> tuple[GapYear, ...]:
        """How far an organisation's part of an option or a project closes the budget gap of that organisation."""
        gaps = tuple(gap for gap in self.records.gaps if gap.organisation == organisation)
        if not gaps:
            return ()
        return affordability(self._closing(owner, organisation), self.case.years, (), gaps, self.terms).gaps

    def part(self, owner: str, organisation: str | None = None) -> Whose:
        """The budget lines of an option or a project as our own council has them, or another organisation; of all projects for `WHOLE`."""
        key = owner, self.own_council if organisation is None else organisation
        if key not in self._whose:
            names = [project.name for project in self.case.projects if project.name in self.owners] if owner == WHOLE else [owner]
            parts = [
                whose(lines, key[1], self.case.own_council, self._sharing(name), self.case.years)
                for name in names
                for lines in self._apart(name)
            ]
            self._whose[key] = Whose(
                tuple(line for part in parts for line in part.known),
                tuple(line for part in parts for line in part.not_known),
                all(part.is_all for part in parts),
            )
        return self._whose[key]

    def _apart(self, owner: str) -> tuple[list[Line], list[Line]]:
        """The budget lines of an option or a project, its own and the benchmark's, which are divided each by itself."""
        lines = self.budget_lines(owner)
        return [line for line in lines if not line.taken_off], [line for line in lines if line.taken_off]

    def own(self, owner: str) -> Money | None:
        """The money results of our own council's part of an option or a project; `None` where no organisation is marked as our own.

        Those of the whole where every line is its own. Whatever may be its own has anything from none of it to all.
        """
        money = self.money_of(owner)
        if not self.own_council or money is None or not money.years:
            return None
        part = self.part(owner)
        if part.is_all or (self.benchmark is not None and owner == self.benchmark.name):
            return money
        if owner not in self._own_money:
            self._own_money[owner] = replace(self._part_money(owner, part), monte_carlo=self.own_monte_carlo.get(owner))
        return self._own_money[owner]

    def _part_money(self, owner: str, part: Whose) -> Money:
        flows, base = ([line.flow for line in part.lines if line.taken_off is taken_off] for taken_off in (False, True))
        money = part_money(self.case, owner, flows, self._as_costed(base) if base else None, self.discounting)
        apportioned = self.apportionment(owner)
        partner = None if apportioned is None else apportioned.partner(self.own_council)
        if partner is not None and partner.npv is not None:
            # What is recovered first depends on the years before it, so sums over the years are taken case by case, as for each partner.
            first_call = any(rule.basis is Basis.FIRST_CALL for rule in self.records.rules.get(owner, ()))
            money = replace(money, npv=partner.npv) if first_call else settled(money, partner.npv)
        return with_switching(self.case, None, None, money, self.discounting)

    @staticmethod
    def _as_costed(flows: Iterable[Flow]) -> list[Flow]:
        """The benchmark's flows as recorded, where they were taken off."""
        return [replace(flow, amounts={year: -amount for year, amount in flow.amounts.items()}) for flow in flows]

    def own_why(self, owner: str) -> tuple[str, ...]:
        """Why there is nothing of our own council's part, or what of it is not known to be its own."""
        money = self.money_of(owner)
        if money is None or not money.years:
            return ()
        if not self.own_council:
            return (NO_OWN_COUNCIL if self.case.reorganisation is None else _COUNCILS_END,)
        unclear = self.part(owner).not_known
        if not unclear:
            return ()
        names = [f"‘{line.flow.line}’" for line in unclear if not line.taken_off]
        which = listed(names) if 0 < len(names) <= _MOST_NAMED else f"{len(unclear)} lines"
        are, of = agreeing(unclear, "is", "are"), owner or "the projects"
        return (Why(f"It is not known whose {which} of {of} {are}.", "Name the organisation, or record how it is shared."),)

    def not_known_whose(self, owner: str) -> Estimate | None:
        """The net present value of the lines of which nobody knows whose they are; £0 where there are none. `None` without a deflator."""
        if len([factor for factor in self.discounting.factors if factor is not None]) < len(self.case.years) or not self.case.years:
            return None
        return self.present_values_by_whose(owner)[2] if self.part(owner).not_known else ZERO

    def present_values_by_whose(self, owner: str) -> tuple[Estimate, Estimate, Estimate]:
        """What is known to be our own council's, what is known to be others', and what is not known whose, adding to all to the penny."""
        factors = [factor for factor in self.discounting.factors if factor is not None]
        others = [
            line
            for name in dict.fromkeys(partner.name for partner in self.records.partners if partner.name != self.own_council)
            for line in self.part(owner, name).known
        ]
        named = {partner.name for partner in self.records.partners} | {self.own_council}
        strangers = [
            line for line in self.budget_lines(owner) if line.flow.organisation is not None and line.flow.organisation not in named
        ]
        part = self.part(owner)
        with localcontext(PRECISE):
            yearly = {
                name: _yearly_net(lines, self.case.years)
                for name, lines in (("own", part.known), ("others", (*others, *strangers)), ("unclear", part.not_known))
            }
            nets = {name: [list(column) for column in zip(*map(cases_of, net), strict=True)] for name, net in yearly.items()}
            worths = present_values(nets, factors, "own")
        own, of_others, unclear = (_marked(worths[name], Estimate.sum(net)) for name, net in yearly.items())
        return own, of_others, unclear

    def _sharing(self, owner: str) -> Sharing:
        """How the money of an option or a project is divided, and whether others have a part in it."""
        recorded = self.owners.get(owner)
        participants = () if recorded is None else recorded.participants
        is_joint = self.records.is_joint or any(name != self.case.own_council for name in participants)
        return Sharing(self.records.partners, self.records.rules.get(owner, ()), is_joint)

    @cached_property
    def conditions(self) -> tuple[Dependence, ...]:
        """What of each option and project depends on a condition, and what is left without it."""
        return tuple(
            dependence for owner in self.owners.values() for dependence in dependences(self.case, owner, self.discounting, self.benchmark)
        )

    @cached_property
    def double_counts(self) -> tuple[DoubleCount, ...]:
        """The savings that two projects may both count. Options are alternatives, so they count nothing twice."""
        return double_counts(line for project in self.case.projects for line in lines_of(project))

    @cached_property
    def quick_wins(self) -> tuple[QuickWin, ...]:
        """Each option and project with money: whether it is a quick win."""
        return quick_wins(
            {name: self.money[name] for name in self.owners if self.benchmark is None or name != self.benchmark.name},
            self.records.quick_win_months,
        )

    @cached_property
    def redundancies(self) -> tuple[RedundancyPay, ...]:
        """Statutory redundancy pay of each leaver, in the order recorded."""
        return tuple(redundancy_pay(leaver, self.records.weekly_caps) for leaver in self.records.leavers)

    @cached_property
    def exit_costs(self) -> ExitCosts | None:
        """Statutory pay and pension strain of what is in question; `None` where no leaver of it is recorded."""
        return self.exit_costs_of(self.owner)

    def exit_costs_of(self, owner: str | None) -> ExitCosts | None:
        """Statutory pay of one owner's leavers, and of those that go with the case as a whole, with what its lines have beside it.

        Pension strain is as the lines have it. All projects' for `WHOLE`; the case's alone for `None`; `None` where nobody leaves.
        """
        projects = {project.name for project in self.case.projects}
        mine = [
            (leaver, pay)
            for leaver, pay in zip(self.records.leavers, self.redundancies, strict=True)
            if not leaver.owner or leaver.owner == owner or (owner == WHOLE and leaver.owner in projects)
        ]
        if not mine:
            return None
        lines = () if owner is None else self.lines(owner)
        strain, recorded = (_recorded(lines, self.case.years, name) for name in _EXIT_COSTS)
        return exit_costs([pay for _, pay in mine], strain, number=sum(leaver.number for leaver, _ in mine), recorded=recorded)

    @cached_property
    def lines_in_question(self) -> tuple[Line, ...]:
        """The lines of the option or project in question, or of all projects together."""
        return () if self.owner is None else self.lines(self.owner)

    @cached_property
    def checklist(self) -> tuple[Answered, ...]:
        """The Section 151 officer's checks of what is in question."""
        return self.checklist_of(self.owner)

    @cached_property
    def together(self) -> Money:
        """All projects as one."""
        money = project_money(self.case, _joined(self.case), self.discounting)
        return replace(with_switching(self.case, None, None, money, self.discounting), monte_carlo=self.monte_carlo)

    def lines(self, owner: str) -> tuple[Line, ...]:
        """The lines of an option or a project as recorded; of all projects for `WHOLE`; none for a name not held."""
        if owner == WHOLE:
            return tuple(line for project in self.case.projects for line in lines_of(project))
        owner_in_case = self.owners.get(owner)
        return () if owner_in_case is None else lines_of(owner_in_case)

    def budget_lines(self, owner: str) -> tuple[Line, ...]:
        """The same as they move a budget: where flows are whole costs, an option's less the benchmark's."""
        lines, owner_in_case = self.lines(owner), self.owners.get(owner)
        if self.case.flows_are is FlowsAre.CHANGES or not isinstance(owner_in_case, Option) or self.benchmark is None:
            return lines
        return against_benchmark(lines, lines_of(self.benchmark))

    def money_of(self, owner: str | None) -> Money | None:
        """The money results of an option or a project; of all projects for `WHOLE`; `None` for a name not held."""
        return self.together if owner == WHOLE else None if owner is None else self.money.get(owner)

    def apportionment(self, owner: str | None = None) -> Apportionment | None:
        """Who gains from one option or project, that in question unless named; `None` where none says how it is shared."""
        wanted = self.owner if owner is None else owner
        return self._parted(wanted) if wanted is not None and wanted in self.records.rules and wanted in self.owners else None

    def floor(self, owner: str | None = None) -> tuple[Floor, Floor, Floor] | None:
        """The transfers that leave nobody worse off by net present value, on the worst, the most likely and the best case.

        `None` where nobody's part can be told.
        """
        apportionment = self.apportionment(owner)
        nets = (
            {partner.organisation: partner.npv for partner in apportionment.partners if partner.npv is not None}
            if apportionment is not None
            else {}
        )
        return floor_cases(nets) if apportionment is not None and nets and len(nets) == len(apportionment.partners) else None

    def checklist_of(self, owner: str | None) -> tuple[Answered, ...]:
        """The checks of one option or project, of all projects for `WHOLE`, or of a case without money for `None`."""
        money = self.money_of(owner)
        option = None if owner is None else self.owners.get(owner)
        whole = self.case.flows_are is FlowsAre.WHOLE_COSTS and isinstance(option, Option)
        return checklist(
            Records(
                self.case.years,
                () if owner is None else self.lines(owner),
                money,
                _price_base(self.case),
                self.funding,
                tuple(pair for pair in self.double_counts if not owner or owner in pair.owners),
                self.apportionment(owner),
                None if money is None else money.switching,
                self.records.answers,
                lines_of(self.benchmark) if whole and self.benchmark is not None else (),
                self.exit_costs_of(owner),
                any(
                    source.sheet in _OTHERS_CHECKED or (source.sheet == "Flows" and source.whose == (owner or ""))
                    for source in self.case.withheld
                ),
            )
        )

    def tornado(self, owner: str) -> Tornado:
        """What moves the net present value of an option or a project most; of all projects together for `WHOLE`."""
        owner_in_case = _joined(self.case) if owner == WHOLE else self.owners.get(owner)
        if owner_in_case is None:
            return Tornado(why=(f"No costs or savings are recorded for {owner}.",))
        return tornado(self.case, owner_in_case, self.schedule, benchmark=self.benchmark)

    @property
    def name(self) -> str:
        """What is in question, as a sentence names it."""
        return "all projects together" if self.owner == WHOLE else self.owner or self.case.title

    @property
    def _gaining(self) -> tuple[Option | Project, ...]:
        projects = tuple(project for project in self.case.projects if project.name in self.owners)
        if projects or not self.owner:
            return projects
        return (self.owners[self.owner],)

    @cached_property
    def _whose(self) -> dict[tuple[str, str], Whose]:
        """Whose lines are whose, as far as it was asked."""
        return {}

    @cached_property
    def _plans(self) -> dict[str, MediumTermPlan]:
        """The medium-term plans, as far as they were asked for."""
        return {}

    @cached_property
    def _own_money(self) -> dict[str, Money]:
        """The results of our own council's part, as far as they were asked for."""
        return {}

    @cached_property
    def _parts(self) -> dict[str, Apportionment]:
        """The apportionments worked out so far."""
        return {}

    def _parted(self, name: str) -> Apportionment:
        if name not in self._parts:
            self._parts[name] = self._apportioned(self.owners[name])
        return self._parts[name]

    def _apportioned(self, owner: Option | Project) -> Apportionment:
        whole = self.case.flows_are is FlowsAre.WHOLE_COSTS and isinstance(owner, Option)
        if whole and self.benchmark is None:
            return Apportionment(owner.name, why=self.money[owner.name].why)
        return apportion(
            self.case,
            owner.name,
            lines_of(owner),
            self.records.partners,
            self.records.rules[owner.name],
            self.discounting,
            benchmark=lines_of(self.benchmark) if whole and self.benchmark is not None else None,
        )


def _marked(worth: Sequence[Decimal | None], marks: Estimate) -> Estimate:
    """Present values as an amount, with what is not known or not exact of what they are of."""
    low, central, high = worth
    return Estimate.derived(low, central, high, unknown=marks.unknown, approximate=marks.approximate, assumed_floor=marks.assumed_floor)


def _yearly_net(lines: Sequence[Line], years: Sequence[FinancialYear]) -> list[Estimate]:
    """The net of lines in each year, funding apart."""
    costs = yearly_sums([line for line in lines if line.flow.kind is FlowKind.COST], years)
    gains = yearly_sums([line for line in lines if line.flow.kind in (FlowKind.SAVING, FlowKind.INCOME)], years)
    return [gain - cost for gain, cost in zip(gains, costs, strict=True)]


def owner_in_question(case: Case, leader: str | None, benchmark: Option | None) -> str | None:
    """The option or project that finance is about (`Finance.owner`); no other is taken for an option that may be it and is withheld."""

    def has_money(owner: Option | Project) -> bool:
        return any(flow.amounts for flow in owner.flows)

    options = [option for option in case.options if has_money(option) and (benchmark is None or option.name != benchmark.name)]
    projects = [project for project in case.projects if has_money(project)]
    names = [option.name for option in options] + [project.name for project in projects]
    shared = [name for name in names if case.finance is not None and name in case.finance.rules]
    chosen = [option.name for option in options if option.preferred] or [option.name for option in options if option.name == leader]
    is_withheld = any(("Flows", option.name) in case.withheld for option in case.options)
    if chosen or (len(shared) == 1 and not is_withheld):
        return next(iter(chosen or shared))
    if projects:
        return WHOLE if len(projects) > 1 else projects[0].name
    return options[0].name if options else None


def is_exit_cost(line: Line, *sorts: str) -> bool:
    """Whether a line is a cost of a sort of exit cost, by its category or its name: of redundancy or of pension strain unless said."""
    if line.flow.kind is not FlowKind.COST or not line.flow.amounts:
        return False
    return any(sort in f"{line.flow.category} {line.flow.line}".casefold() for sort in sorts or _EXIT_COSTS)


def _recorded(lines: Iterable[Line], years: Iterable[FinancialYear], what: str) -> Estimate | None:
    """What cost lines of a sort of exit cost come to as entered; `None` where there is none."""
    costs = [line for line in lines if is_exit_cost(line, what)]
    return Estimate.sum(line.flow.amounts.get(year, ZERO) for line in costs for year in years) if costs else None


def _joined(case: Case) -> Project:
    return Project(
        "All projects", tuple(replace(flow, line=f"{project.name}: {flow.line}") for project in case.projects for flow in project.flows)
    )


def _price_base(case: Case) -> str:
    return "nominal" if case.price_base == "nominal" else f"real, {case.price_year or case.base_year} prices"
