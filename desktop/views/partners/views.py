"""The views of the Partners screen after its records, in the order of their names, each made when it is first looked at."""

from __future__ import annotations

from desktop.views.kit.records.views import LateView

VIEWS = (
    LateView("Returns", "partners.returns", "ReturnsView"),
    LateView("What the ratings mean", "partners.returns", "ReturnsView"),
    LateView("Resource scores", "partners.resource_scores", "LeagueView"),
    LateView("Fit", "partners.fit", "FitView"),
    LateView("Profiles", "partners.fit", "FitView"),
    LateView("Interviews", "partners.fit", "FitView"),
    LateView("Capability", "partners.fit", "FitView"),
    LateView("Sharing", "partners.sharing", "SharingView"),
    LateView("Requests", "partners.requests", "RequestsView"),
    LateView("Pool", "partners.pool", "PoolView"),
    LateView("Governance", "partners.pool", "PoolView"),
    LateView("Not yet known", "partners.pool", "PoolView"),
    LateView("Count", "partners.count", "CountView"),
    LateView("Who spends what", "partners.count", "SpendView"),
)
