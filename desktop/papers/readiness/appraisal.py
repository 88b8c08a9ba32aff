"""What the case's own records still lack before a paper can rest on them: names, scores, weights, amounts, shares and checks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from desktop.appraisal.affordability.capital_loans import reads_as_capital_loan
from desktop.appraisal.affordability.financing import LONGEST_LIFE, life_of, sets_money_aside
from desktop.appraisal.affordability.moving_lines import needs_direction
from desktop.appraisal.case import CriterionUse, FlowKind, FlowsAre, FundingKind
from desktop.appraisal.choice.scales import mark_of
from desktop.appraisal.estimate import rounding_of
from desktop.appraisal.results import Appraisal
from desktop.appraisal.savings.finance import WHOLE, Finance
from desktop.appraisal.savings.lines import Line
from desktop.appraisal.why import on_screen
from desktop.appraisal.wording import listed
from desktop.papers.readiness.item import MendedAt, ReadinessItem, item

#: A sentence names no more years than these.
_MOST_YEARS = 4


def made_up(names: Iterable[str], kind: str) -> list[str]:
    """The names that the program made up for a new record and nobody has changed: `New option`, `New option 2`."""
    return [name for name in names if re.fullmatch(rf"New {kind}(?: \d+)?", name.strip())]


def of_the_appraisal(appraisal: Appraisal | None) -> Iterator[ReadinessItem]:
    """The items of a case; where it cannot be appraised, that alone."""
    if appraisal is None:
        says = "The records contradict one another, so nothing can be appraised"
        yield item("records: contradict", says, "Decide", MendedAt("Results"))
        return
    options = appraisal.options
    for key, marked, undone, finished in (
        ("preferred", any(each.preferred for each in options), "No option is marked as preferred", "The preferred option is recorded"),
        ("benchmark", any(each.benchmark for each in options), "No option is marked as the benchmark", "The benchmark is recorded"),
    ):
        yield item(f"option: {key}", undone, "Options", MendedAt("Options", table="options", field=key), done=marked, finished=finished)
    yield from _of_the_scores(appraisal)
    yield from _of_the_weights(appraisal)
    for names, kind, table in (
        ([option.name for option in options], "option", "options"),
        ([criterion.name for criterion in appraisal.criteria], "criterion", "criteria"),
    ):
        screen = table.capitalize()
        for name in made_up(names, kind):
            says = f"‘{name}’ is still the name the program made up"
            yield item(f"{kind}: made-up name: {name}", says, screen, MendedAt(screen, table=table, field="name", named=(("name", name),)))
    yield from _not_known(appraisal)
    if appraisal.reorganisation is not None:
        from desktop.papers.readiness.reorganisation import of_the_reorganisation  # few cases reorganise anything

        yield from of_the_reorganisation(appraisal.reorganisation)
    if appraisal.finance is not None and appraisal.finance.owner is not None:
        yield from _of_the_finance(appraisal.finance)


def _not_known(appraisal: Appraisal) -> Iterator[ReadinessItem]:
    """An item for each line that has an amount which is not known: which line, and in which years."""
    any_unknown = False
    owners = [(owner.name, owner.flows) for owner in appraisal.case.options]
    owners += [(owner.name, owner.flows) for owner in appraisal.case.projects]
    for owner, flows in owners:
        for flow in flows:
            years = [year for year, amount in sorted(flow.amounts.items()) if amount.unknown]
            if not years:
                continue
            any_unknown = True
            span = f"in {years[0]}" if len(years) == 1 else f"in {len(years)} years from {years[0]}"
            at = MendedAt("Savings", "lines", "cash_flows", str(years[0]), (("owner", owner), ("line", flow.line)))
            yield item(f"not known: {owner}: {flow.line}", f"{flow.line} of {owner} is not known {span}", "Money, Lines", at, waiting=True)
    if not any_unknown:
        yield item("not known: none", "", "Money, Lines", MendedAt("Savings"), done=True, finished="Every amount is known")


def _of_the_finance(finance: Finance) -> Iterator[ReadinessItem]:
    yield from _of_the_shares(finance)
    yield from _of_the_funding(finance)
    yield from _of_the_gap(finance)
    for progress in finance.progress:
        if progress.question:
            undone = f"What is carried forward towards the target of {progress.indicator} is not decided: {progress.question}"
            at = MendedAt("Savings", "Targets", "targets", "carry_forward_counts", (("indicator", progress.indicator),))
            yield item(
                f"target: carried forward: {progress.indicator}: {progress.organisation or ''}",
                undone,
                "Money, Targets",
                at,
                waiting=True,
            )
    still_open = sum(answered.is_open for answered in finance.checklist)
    yield item(
        "section 151: checklist",
        f"{still_open} {'line' if still_open == 1 else 'lines'} of the Section 151 checklist {'is' if still_open == 1 else 'are'} open",
        "Money, Section 151",
        MendedAt("Savings", "Section 151"),
        done=not still_open,
        finished="Every line of the Section 151 checklist is answered",
        waiting=True,
    )


def _of_the_funding(finance: Finance) -> Iterator[ReadinessItem]:
    """What is asked about lines of funding and capital of what is in question, line by line; then capital cost that nothing covers."""
    for line in finance.lines_in_question:
        if line.flow.amounts:
            for field, says in _asked_of(line, finance):
                yield item(f"funding: {field}: {line.owner}: {line.flow.line}", says, "Money, Lines", _at_line(line, field))
    of_years = [year for years in finance.affordability[WHOLE].budget.values() for year in years if not year.capital.is_nought]
    rounding = rounding_of(year.capital for year in of_years)
    charged = [f"{year.capital.figure_words(running=True, rounding=rounding)} in {year.year}" for year in of_years]
    if charged:
        which = listed(charged) if len(charged) <= _MOST_YEARS else f"in {len(charged)} years"
        says = f"Capital cost of {finance.name} that no capital funding covers is charged to revenue: {which}"
        yield item("funding: capital not covered", says, "Money, Lines", MendedAt("Savings", "lines", "cash_flows"))


def _asked_of(line: Line, finance: Finance) -> Iterator[tuple[str, str]]:
    """What a line lacks or wants a reason for: the field that mends it, and what is said."""
    flow, name = line.flow, f"‘{line.flow.line}’ of {line.owner}"
    if reads_as_capital_loan(flow):
        yield "category", f"{name} reads as a capital loan, for which no provision is worked out: say how it is to be repaid"
    if flow.kind is not FlowKind.FUNDING:
        return
    if flow.funding_source is FundingKind.NOT_STATED:
        yield "funding_source", f"Where the money of {name} comes from is not recorded, so it counts nowhere"
    if needs_direction(flow) and not flow.direction_named:
        yield "source", f"{name} pays for revenue spending from {flow.funding_source}: name the direction that allows it under Source"
    if flow.funding_source is not FundingKind.BORROWING:
        return
    life = life_of(line, finance.lines(line.owner))
    if sets_money_aside(flow) and life is None:
        yield "asset_life", f"How long the asset of {name} lasts is not recorded, so its provision is not known"
    if life is not None and life > LONGEST_LIFE and not flow.source_stated:
        yield "source", f"{name} is repaid over {life} years, more than {LONGEST_LIFE}: say under Source what that rests on"
    if flow.rate is None and finance.case.borrowing_rate is None:
        yield "rate_percent", f"The rate of {name} is not recorded, nor is a borrowing rate of the case, so its interest is not known"


def _of_the_gap(finance: Finance) -> Iterator[ReadinessItem]:
    """A budget gap without its prices; and money that nobody is known to have, where a gap hangs on whose it is."""
    if any(gap.prices is None for gap in finance.records.gaps):
        says = "The budget gap does not say whether it is in cash or in real prices, and is taken to be in the prices of the case"
        yield item("gap: prices", says, "Money, Affordability", MendedAt("Savings", "Affordability", "budget_gaps", "prices"))
    if finance.owner is None:
        return
    yield from _of_the_plan(finance)
    unclear = finance.part(finance.owner).not_known
    if finance.own_council and unclear:
        for why in finance.own_why(finance.owner):
            yield item("whose: not known", on_screen(why).removesuffix("."), "Money, Lines", _at_line(unclear[0], "organisation"))
    elif unclear and finance.case.reorganisation is None:
        says = "No one organisation is marked as our own council, so which of the money is its own is not told"
        yield item("whose: own council", says, "Partners", MendedAt("Partners", table="organisations", field="own"))


def _of_the_plan(finance: Finance) -> Iterator[ReadinessItem]:
    """Which savings the medium-term plan has already, where our own council's gap hangs on it. With whole costs no line is a change."""
    if finance.owner is None or not finance.affordability[WHOLE].gaps:
        return
    projects = {project.name for project in finance.case.projects}
    is_changes = finance.case.flows_are is FlowsAre.CHANGES
    silent = [
        line
        for line in finance.part(finance.owner).lines
        if line.flow.kind in (FlowKind.SAVING, FlowKind.INCOME) and line.flow.amounts and line.flow.in_plan is None
        if is_changes or line.owner in projects
    ]
    if silent:
        one = len(silent) == 1
        which = f"‘{silent[0].flow.line}’ of {silent[0].owner}" if one else f"{len(silent)} savings of {finance.name}"
        taken = "it is taken as new and closes the gap" if one else "they are taken as new and close the gap"
        says = f"Whether the medium-term plan has {which} already is not recorded, so {taken}"
        yield item("gap: in the plan", says, "Money, Lines", _at_line(silent[0], "in_plan"))


def _at_line(line: Line, field: str) -> MendedAt:
    return MendedAt("Savings", "lines", "cash_flows", field, (("owner", line.owner), ("line", line.flow.line)))


def _of_the_shares(finance: Finance) -> Iterator[ReadinessItem]:
    """What a joint case lacks: lines of several organisations, or several partners, and no shares by which they can be told apart."""
    bearers = {line.flow.organisation for line in finance.lines_in_question if line.flow.organisation}
    parted = finance.apportionment()
    at = MendedAt("Savings", "Who gains")
    if parted is None and max(len(bearers), len(finance.records.partners)) > 1:
        undone = f"How {finance.name} is shared between its partners is not recorded"
        yield item("shares: none", undone, "Money, Who gains", at)
    elif parted is not None and not parted.partners:
        for reason in parted.why:
            yield item(f"shares: {reason}", on_screen(reason).removesuffix("."), "Money, Who gains", at)


def _of_the_scores(appraisal: Appraisal) -> Iterator[ReadinessItem]:
    """Scores that are missing where they count: a range stands for a score, and a criterion of weight 0 asks for none."""
    options = appraisal.options
    taken = {criterion.name for criterion in appraisal.case.criteria if criterion.taken_from is not None}
    counting = [
        each.name
        for each in appraisal.case.criteria
        if each.use is CriterionUse.MUST_PASS or (each.use is CriterionUse.WEIGHTED and each.weight != 0)
    ]
    missing = [name for option in options for name in option.missing if name in counting]
    lacking = sum(name in taken for name in missing)
    nobody = len(missing) - lacking
    cells = [option.cells[name] for option in options for name in counting if name not in taken]
    groups = sum(bool(cell.missing_groups) for cell in cells) - nobody
    first = next((name for name in missing if name not in taken), "")
    if lacking:
        says = f"{lacking} {'figure' if lacking == 1 else 'figures'} to be taken from the records cannot be: Decide says why"
        yield item("scores: taken from records", says, "Set up, Services and organisations", MendedAt("Services"))
    if nobody:
        says = f"{nobody} {'score is' if nobody == 1 else 'scores are'} missing from every group"
        yield item("scores: missing from all", says, "Judge, Scores", MendedAt("Scores", table="criteria", named=(("name", first),)))
    if groups > 0:
        says = f"{groups} {'score is' if groups == 1 else 'scores are'} missing from one group or more"
        yield item("scores: missing from some", says, "Judge, Scores", MendedAt("Scores"), waiting=True)
    for criterion in appraisal.case.criteria:
        if criterion.use is CriterionUse.MUST_PASS and mark_of(criterion) is None:
            says = f"{criterion.name} must be passed and has no pass mark, so no option is shown to pass it"
            at = MendedAt("Criteria", table="criteria", field="pass_mark", named=(("name", criterion.name),))
            yield item(f"criterion: no pass mark: {criterion.name}", says, "Judge, Criteria", at)


def _of_the_weights(appraisal: Appraisal) -> Iterator[ReadinessItem]:
    stale = [criterion.name for criterion in appraisal.case.criteria if criterion.weights_stale]
    if stale:
        says = "was weighed before its scale changed" if len(stale) == 1 else "were weighed before their scales changed"
        at = MendedAt("Criteria", table="criteria", field="weight", named=(("name", stale[0]),))
        yield item("weights: stale", f"{listed(stale)} {says}: check the weight and record it again", "Judge, Criteria", at)
