"""The heat map of risks on a council's own scale."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.application import Window
from desktop.operations.records.records import Row
from desktop.views.deliver.risk_map_view import RiskMapView
from desktop.views.deliver.risk_scale import Scale, risk_maps, unplaced_words
from desktop.views.kit.records.record_screen import RecordScreen
from tests.views.look_checks import faults


def _risk(number: int, **values: str) -> Row:
    return Row(number, {"name": f"Risk {number}", **values})


@pytest.mark.parametrize(
    ("used", "words", "unplaced"),
    [
        (["High", "low", ""], ("low", "medium", "high"), ()),
        (["Almost certain", "rare"], ("rare", "unlikely", "possible", "likely", "almost certain"), ()),
        (["critical"], ("negligible", "marginal", "critical", "catastrophic"), ()),
        (["significant"], ("almost impossible", "very low", "low", "significant", "high", "very high"), ()),
        (["4", "2", "10"], ("2", "4", "10"), ()),
        (["High", "Low", "Dire"], ("low", "high", "dire"), ("dire",)),
    ],
)
def test_the_order_of_the_words_is_that_of_a_scale_councils_use(used: list[str], words: tuple[str, ...], unplaced: tuple[str, ...]) -> None:
    assert Scale.of(used) == Scale(words, unplaced)


def test_risks_stand_at_their_ratings_before_and_after_and_those_not_rated_are_counted() -> None:
    rows = [
        _risk(1, likelihood="High", impact="High", likelihood_after="Low", impact_after="High"),
        _risk(2, likelihood="high", impact="high"),
        _risk(3, likelihood="Low"),
    ]
    before, after = risk_maps(rows)
    assert before.at == {(2, 2): ("Risk 1", "Risk 2")}
    assert before.unrated_words == "1 risk is not rated"
    assert after.at == {(0, 2): ("Risk 1",)}
    assert after.unrated_words == "2 risks are not rated"
    assert before.spoken == "Before controls. likelihood high and impact high: Risk 1; Risk 2. 1 risk is not rated"
    assert unplaced_words((before, after)) == ""


def test_a_word_of_no_known_place_is_said_to_stand_last() -> None:
    maps = risk_maps([_risk(1, likelihood="Dire", impact="High"), _risk(2, likelihood="Low", impact="Low")])
    assert unplaced_words(maps) == "How high ‘dire’ is beside the other words is not known, so it stands last."


def test_the_map_is_on_the_screen_and_follows_the_risks_found(open_window: Callable[..., Window], settle: Callable[[], None]) -> None:
    window = open_window("place-budget", screen="Risks")
    screen = window.show_screen("Risks")
    settle()
    (shown,) = screen.findChildren(RiskMapView)
    assert shown.isVisible()
    assert shown.accessibleDescription().startswith("Before controls. likelihood high and impact high: ")
    assert faults(screen) == []
    window.resize(683, 768)
    settle()
    assert faults(screen) == []
    assert isinstance(screen, RecordScreen)
    pane = screen.pane
    pane.model.set_filter("no risk says this")
    settle()
    assert not shown.isVisible()
