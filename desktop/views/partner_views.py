"""The views of the Partners screen after its records, in the order of their names, each made when it is first looked at."""

from __future__ import annotations

from desktop.views.finance_view import FinanceView
from desktop.views.record_views import LateView
from desktop.workspace import Workspace


def _returns(workspace: Workspace) -> FinanceView:
    from desktop.views.returns_view import ReturnsView

    return ReturnsView(workspace)


def _scores(workspace: Workspace) -> FinanceView:
    from desktop.views.league_view import LeagueView

    return LeagueView(workspace)


def _fit(workspace: Workspace) -> FinanceView:
    from desktop.views.fit_view import FitView

    return FitView(workspace)


def _sharing(workspace: Workspace) -> FinanceView:
    from desktop.views.sharing_view import SharingView

    return SharingView(workspace)


def _requests(workspace: Workspace) -> FinanceView:
    from desktop.views.requests_view import RequestsView

    return RequestsView(workspace)


def _pool(workspace: Workspace) -> FinanceView:
    from desktop.views.pool_view import PoolView

    return PoolView(workspace)


def unit_costs(workspace: Workspace) -> FinanceView:
    """The view of the Services screen."""
    from desktop.views.unit_costs_view import UnitCostsView

    return UnitCostsView(workspace)


VIEWS = (
    LateView("Returns", _returns),
    LateView("Resource scores", _scores),
    LateView("Fit", _fit),
    LateView("Sharing", _sharing),
    LateView("Requests", _requests),
    LateView("Pool", _pool),
)
