"""Partners: the organisations of the case, their projects, and what they return, score, share, pool and ask."""

from __future__ import annotations

from db.nouns.money import Project
from db.nouns.register import Organisation
from desktop.views.kit.records.noun_records import NounRecords
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.record_screen import RecordScreen
from desktop.views.kit.records.source import RecordWords
from desktop.views.partners.views import VIEWS
from desktop.workspace import Workspace

_PARTNERS = RecordWords(
    "Organisations",
    "Who takes part in the case: our own council and its partners.",
    "organisation",
    "organisations",
    "Add your own council first and say yes to Own. Then add each partner.",
    "users",
    ordered=False,
)
_PROJECTS = RecordWords(
    "Projects",
    "What delivers savings, who takes part in it and how far it has come.",
    "project",
    "projects",
    "Add each project that is to deliver savings. Its costs and savings are recorded under Money.",
    "handshake",
)


class Partners(RecordScreen):
    """Organisations and, under a tab each, projects and what is compared between partners."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            workspace,
            "Partners",
            RecordPane(_PARTNERS, NounRecords(workspace, Organisation)),
            RecordPane(_PROJECTS, NounRecords(workspace, Project)),
            views=VIEWS,
        )
