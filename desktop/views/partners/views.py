"""The views of the Partners screen after its records, in the order of their names, each made when it is first looked at."""

from __future__ import annotations

from desktop.views.kit.records.side_view import FinanceView
from desktop.views.kit.records.views import LateView
from desktop.workspace import Workspace


def _returns(workspace: Workspace) -> FinanceView:
    from desktop.views.partners.returns import ReturnsView

    return ReturnsView(workspace)


def _scores(workspace: Workspace) -> FinanceView:
    from desktop.views.partners.resource_scores import LeagueView

    return LeagueView(workspace)


def _fit(workspace: Workspace) -> FinanceView:
    from desktop.views.partners.fit import FitView

    return FitView(workspace)


def _sharing(workspace: Workspace) -> FinanceView:
    from desktop.views.partners.sharing import SharingView

    return SharingView(workspace)


def _requests(workspace: Workspace) -> FinanceView:
    from desktop.views.partners.requests import RequestsView

    return RequestsView(workspace)


def _pool(workspace: Workspace) -> FinanceView:
    from desktop.views.partners.pool import PoolView

    return PoolView(workspace)


def _count(workspace: Workspace) -> FinanceView:
    from desktop.views.partners.count import CountView

    return CountView(workspace)


def _spend(workspace: Workspace) -> FinanceView:
    from desktop.views.partners.count import SpendView

    return SpendView(workspace)


def unit_costs(workspace: Workspace) -> FinanceView:
    """The view of the Services screen."""
    from desktop.views.partners.unit_costs import UnitCostsView

    return UnitCostsView(workspace)


VIEWS = (
    LateView("Returns", _returns),
    LateView("What the ratings mean", _returns),
    LateView("Resource scores", _scores),
    LateView("Fit", _fit),
    LateView("Profiles", _fit),
    LateView("Interviews", _fit),
    LateView("Capability", _fit),
    LateView("Sharing", _sharing),
    LateView("Requests", _requests),
    LateView("Pool", _pool),
    LateView("Governance", _pool),
    LateView("Not yet known", _pool),
    LateView("Count", _count),
    LateView("Who spends what", _spend),
)
