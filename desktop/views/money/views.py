"""The views of the Savings screen, in the order of their names, each made when it is first looked at."""

from __future__ import annotations

from desktop.views.kit.records.side_view import FinanceView
from desktop.views.kit.records.views import LateView
from desktop.workspace import Workspace


def _lines(workspace: Workspace) -> FinanceView:
    from desktop.views.money.lines.grid import SavingLines

    return SavingLines(workspace)


def _redundancy(workspace: Workspace) -> FinanceView:
    from desktop.views.money.leavers import SavingLeavers

    return SavingLeavers(workspace)


def _funding(workspace: Workspace) -> FinanceView:
    from desktop.views.money.funding import FundingView

    return FundingView(workspace)


def _grants(workspace: Workspace) -> FinanceView:
    from desktop.views.money.grants import GrantsView

    return GrantsView(workspace)


def _targets(workspace: Workspace) -> FinanceView:
    from desktop.views.money.targets import TargetsView

    return TargetsView(workspace)


def _who_gains(workspace: Workspace) -> FinanceView:
    from desktop.views.money.who_gains import WhoGainsView

    return WhoGainsView(workspace)


def _affordability(workspace: Workspace) -> FinanceView:
    from desktop.views.money.affordability import AffordabilityView

    return AffordabilityView(workspace)


def _section_151(workspace: Workspace) -> FinanceView:
    from desktop.views.money.section151 import Section151View

    return Section151View(workspace)


def _scenarios(workspace: Workspace) -> FinanceView:
    from desktop.views.money.scenarios import ScenariosView

    return ScenariosView(workspace)


def _outturn(workspace: Workspace) -> FinanceView:
    from desktop.views.money.outturn import OutturnView

    return OutturnView(workspace)


def _reference(workspace: Workspace) -> FinanceView:
    from desktop.views.money.reference import ReferenceView

    return ReferenceView(workspace)


#: Every view; the first is shown first.
VIEWS = (
    LateView("Lines", _lines),
    LateView("Scenarios", _scenarios),
    LateView("Phasing", _scenarios),
    LateView("Redundancy", _redundancy),
    LateView("Weekly caps", _redundancy),
    LateView("Funding", _funding),
    LateView("Grant rounds", _grants),
    LateView("Grant bids", _grants),
    LateView("Targets", _targets),
    LateView("Who gains", _who_gains),
    LateView("How it is shared", _who_gains),
    LateView("What each gets", _who_gains),
    LateView("Affordability", _affordability),
    LateView("Section 151", _section_151),
    LateView("Actuals", _outturn),
    LateView("Prices", _reference),
)
