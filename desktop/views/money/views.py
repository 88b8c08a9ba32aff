"""The views of the Savings screen, in the order of their names, each made when it is first looked at."""

from __future__ import annotations

from desktop.views.kit.records.views import LateView

#: Every view; the first is shown first.
VIEWS = (
    LateView("Lines", "money.lines.grid", "SavingLines"),
    LateView("Scenarios", "money.scenarios", "ScenariosView"),
    LateView("Phasing", "money.scenarios", "ScenariosView"),
    LateView("Redundancy", "money.leavers", "SavingLeavers"),
    LateView("Weekly caps", "money.leavers", "SavingLeavers"),
    LateView("Funding", "money.funding", "FundingView"),
    LateView("Grant rounds", "money.grants", "GrantsView"),
    LateView("Grant bids", "money.grants", "GrantsView"),
    LateView("Targets", "money.targets", "TargetsView"),
    LateView("Who gains", "money.who_gains", "WhoGainsView"),
    LateView("How it is shared", "money.who_gains", "WhoGainsView"),
    LateView("What each gets", "money.who_gains", "WhoGainsView"),
    LateView("Affordability", "money.affordability", "AffordabilityView"),
    LateView("Section 151", "money.section151", "Section151View"),
    LateView("Actuals", "money.outturn", "OutturnView"),
    LateView("Prices", "money.reference", "ReferenceView"),
)
