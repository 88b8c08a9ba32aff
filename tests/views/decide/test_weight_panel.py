"""The sliders of a case with many criteria: made in several turns, all of them before any is painted."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from db.nouns.choice import Criterion
from desktop.application import Window
from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import AssessorGroup, Case, Option
from desktop.appraisal.case import Criterion as Weighted
from desktop.appraisal.results import Appraisal
from desktop.appraisal.years import FinancialYear
from desktop.operations.records import records
from desktop.operations.records.columns import Value
from desktop.views.decide.screen import Results
from desktop.views.decide.weight_panel import WeightPanel
from desktop.views.kit.forms.sliders import WeightSlider


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the sliders that were made, in order."""
    names: list[str] = []
    build = WeightSlider.__init__

    def noted(slider: WeightSlider, name: str, value: int, name_width: int, *, strong: bool = False) -> None:
        names.append(name)
        build(slider, name, value, name_width, strong=strong)

    monkeypatch.setattr(WeightSlider, "__init__", noted)
    return names


def large(criteria: int) -> Appraisal:
    names = [f"Criterion {number}" for number in range(criteria)]
    scores = {("Panel", option, name): Decimal(len(option + name) % 9) for option in ("Keep", "Share") for name in names}
    return appraise(
        Case(
            "Large",
            FinancialYear(2011),
            1,
            options=(Option("Keep"), Option("Share")),
            criteria=tuple(Weighted(name, weight=Decimal(number + 1)) for number, name in enumerate(names)),
            groups=(AssessorGroup("Panel"),),
            scores={**scores},
        )
    )


def test_no_turn_makes_more_sliders_than_are_in_view(styled_app: QApplication, made: list[str]) -> None:
    panel, appraisal = WeightPanel(QAction("Keep"), QAction("Put back")), large(66)
    panel.set_appraisal(appraisal)
    panel.show_shares(appraisal)
    counts = [len(made)]
    while len(made) < 66:
        styled_app.processEvents()
        counts.append(len(made))
    assert max(after - before for before, after in zip([0, *counts], counts, strict=False)) == 20
    assert made == [each.name for each in appraisal.criteria]
    assert [slider.value for slider in panel.sliders.values()] == [round(each.weight * 100) for each in appraisal.criteria]
    panel.set_appraisal(appraisal)
    assert len(made) == 66, "the criteria are the same, and so are the sliders"


def test_a_slider_that_is_asked_for_is_there(styled_app: QApplication, made: list[str]) -> None:
    panel, appraisal = WeightPanel(QAction("Keep"), QAction("Put back")), large(66)
    panel.set_appraisal(appraisal)
    panel.show_shares(appraisal)
    assert panel.sliders["Criterion 65"].value == round(appraisal.criteria[65].weight * 100)
    styled_app.processEvents()
    assert len(made) == 66


def test_every_slider_is_there_when_the_screen_is_painted(
    open_window: Callable[..., Window], settle: Callable[[], None], made: list[str]
) -> None:
    window = open_window("future-options", "Overview")
    for number in range(110):
        values: dict[str, Value] = {"name": f"Another {number}", "weight": Decimal(1)}
        window.workspace.edit("criterion", records.add, Criterion, window.workspace.case_id, values)
    painted: list[int] = []
    window._stillness.painted.connect(lambda: painted.append(len(made)))
    screen = window.show_screen("Results")
    assert isinstance(screen, Results)
    assert len(made) < 110
    settle()
    assert painted[0] == len(screen.scores.panel.sliders) == len(made) > 110
