"""The views of the Savings screen, in the order of their names, each made when it is first looked at."""

from __future__ import annotations

from desktop.views.finance_view import FinanceView
from desktop.views.record_views import LateView
from desktop.workspace import Workspace


def _lines(workspace: Workspace) -> FinanceView:
    from desktop.views.saving_lines import SavingLines

    return SavingLines(workspace)


def _redundancy(workspace: Workspace) -> FinanceView:
    from desktop.views.saving_leavers import SavingLeavers

    return SavingLeavers(workspace)


def _funding(workspace: Workspace) -> FinanceView:
    from desktop.views.funding_view import FundingView

    return FundingView(workspace)


def _targets(workspace: Workspace) -> FinanceView:
    from desktop.views.targets_view import TargetsView

    return TargetsView(workspace)


def _who_gains(workspace: Workspace) -> FinanceView:
    from desktop.views.who_gains_view import WhoGainsView

    return WhoGainsView(workspace)


def _affordability(workspace: Workspace) -> FinanceView:
    from desktop.views.affordability_view import AffordabilityView

    return AffordabilityView(workspace)


def _section_151(workspace: Workspace) -> FinanceView:
    from desktop.views.section151_view import Section151View

    return Section151View(workspace)


#: Every view; the first is shown first.
VIEWS = (
    LateView("Lines", _lines),
    LateView("Redundancy", _redundancy),
    LateView("Funding", _funding),
    LateView("Targets", _targets),
    LateView("Who gains", _who_gains),
    LateView("Affordability", _affordability),
    LateView("Section 151", _section_151),
)
