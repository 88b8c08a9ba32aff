"""How long a paper is, as its tab tells it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.views.paper.length import _Counts


def test_only_what_differs_of_many_counts_is_shown_anew(styled_app: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = _Counts()
    said: list[str] = []
    say = QLabel.setText

    def noted(label: QLabel, text: str) -> None:
        said.append(text)
        say(label, text)

    counts.show_counts([(f"Part {number}", "10") for number in range(200)])
    kept = counts.findChildren(QLabel)
    assert len(kept) == 400
    monkeypatch.setattr(QLabel, "setText", noted)
    counts.show_counts([(f"Part {number}", "12" if number == 7 else "10") for number in range(200)])
    assert counts.findChildren(QLabel) == kept
    assert said == ["Part 7", "12"]
    counts.show_counts([("Part 0", "10"), ("Another", "3")])
    assert [[label.text() for label in labels] for labels in counts._labels] == [["Part 0", "10"], ["Another", "3"]]
