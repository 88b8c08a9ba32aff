"""Weights under the hand: what if they were other than recorded. Nothing is recorded until they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.appraisal.case import CriterionUse
from desktop.appraisal.choice.weights import weights_of
from desktop.appraisal.results import Appraisal
from desktop.appraisal.wording import listed
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton, bind
from desktop.views.kit.forms.sliders import WeightSlider
from desktop.views.kit.labels import Label, SecondaryLabel, heading
from desktop.views.kit.page import Panel
from desktop.views.kit.scroll_box import ScrollBox

#: The widest a criterion's name may be before it wraps, in logical pixels.
_NAMES = 168

#: A slider reaches this share of the whole, or the weight recorded where that is more.
_REACH = Decimal("0.4")


class _Sliders(ScrollBox):
    """Asks for twelve rows, and takes more where there is more: a longer list never makes the page scroll."""

    def sizeHint(self) -> QSize:
        asked = super().sizeHint()
        return QSize(asked.width(), min(asked.height(), look.row_height() * 12))


class WeightPanel(Panel):
    """A slider a weighted criterion, under its heading. `weights()` is what the sliders ask for; the arithmetic is the screen's."""

    #: A slider moved, or the recorded weights were put back.
    moved = Signal()

    def __init__(self, keep: QAction, put_back: QAction) -> None:
        super().__init__()
        self.sliders: dict[str, WeightSlider] = {}
        self._recorded: dict[str, Decimal] = {}
        self._all_recorded = True
        self._asked: dict[str, Decimal] = {}
        self._unit = Decimal(1)
        self._built: object = None
        self._put_back = put_back
        self._note, self._own = SecondaryLabel("", look.SMALL, wrap=True), SecondaryLabel("", look.SMALL, wrap=True)
        self._inner = QWidget()
        self._box = QVBoxLayout(self._inner)
        self._box.setContentsMargins(0, 0, look.STEP, 0)
        self._box.setSpacing(0)
        self._scroll = _Sliders(self._inner)
        self._scroll.setMinimumHeight(look.row_height() * 8)
        box = QVBoxLayout(self)
        box.setContentsMargins(look.GAP, look.TIGHT, look.STEP, look.TIGHT)
        box.setSpacing(2)
        box.addWidget(heading("Weights"))
        box.addWidget(self._note)
        box.addWidget(self._scroll, 1)
        box.addWidget(self._own)
        box.addSpacing(look.HALF)
        line = QHBoxLayout()
        line.setSpacing(look.STEP)
        for action in (keep, put_back):
            button = PlainButton()
            bind(button, action)
            line.addWidget(button)
        line.addStretch(1)
        box.addLayout(line)
        self._actions = (keep, put_back)
        self._tell()

    @property
    def is_moved(self) -> bool:
        """Whether any weight asked for differs from the one recorded."""
        return bool(self._asked)

    def weights(self) -> dict[str, Decimal]:
        """The weights to appraise with in place of those recorded; empty where no slider has been moved.

        Where no weight is recorded, all of them are given: one alone would make the others count for nothing.
        """
        if not self._asked or self._all_recorded:
            return dict(self._asked)
        return self._recorded | self._asked

    def set_appraisal(self, appraisal: Appraisal) -> None:
        """Start from the weights recorded. What was asked for stays, unless that weight has been recorded anew since."""
        before = self._recorded
        criteria = [each for each in appraisal.case.criteria if each.use is CriterionUse.WEIGHTED]
        self._all_recorded = any(each.weight is not None for each in criteria)
        shares = {each.name: each.weight for each in appraisal.criteria}
        percent = Decimal("0.0001")
        self._recorded = {
            each.name: (each.weight or Decimal(0))
            if self._all_recorded
            else (Decimal(shares[each.name].numerator * 100) / Decimal(shares[each.name].denominator)).quantize(percent)
            for each in criteria
        }
        self._asked = {
            name: weight
            for name, weight in self._asked.items()
            if self._recorded.get(name) == before.get(name) and weight != before.get(name)
        }
        total = sum(self._recorded.values(), Decimal(0)) or Decimal(100)
        self._unit = Decimal(1).scaleb((total / 50).adjusted())
        built = [(each.name, each.heading) for each in criteria], total, self._unit
        if built != self._built:
            self._built = built
            self._build([(each.name, each.heading) for each in criteria], int(total * _REACH / self._unit))
        self._show_positions()
        own = list(weights_of(appraisal.case).own)
        self._own.setText(self._own_words(own))
        self._own.setVisible(bool(own))
        self._tell()

    def _own_words(self, own: list[str]) -> str:
        if not own:
            return ""
        lead = f"Own weights are recorded for {listed(own)}"
        if self._all_recorded:
            return f"{lead}: their own scores do not move."
        return f"{lead}, and these are their mean. Those you keep are recorded beside them, for all groups together."

    def _build(self, criteria: list[tuple[str, str]], most: int) -> None:
        while (item := self._box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.sliders = {}
        wide = min(max((look.text_width(name) for name, _ in criteria), default=0) + 2, _NAMES)
        headings = list(dict.fromkeys(criterion_heading for _, criterion_heading in criteria))
        for criterion_heading in headings:
            if criterion_heading:
                self._box.addSpacing(look.HALF + 2)
                self._box.addWidget(Label(criterion_heading, look.SMALL, semibold=True))
            for name in (name for name, mine in criteria if mine == criterion_heading):
                slider = self.sliders[name] = WeightSlider(name, 0, wide, most)
                slider.moved.connect(lambda value, name=name: self._move(name, value))
                slider.setMinimumHeight(look.metrics().height() + 4)
                slider.setMaximumHeight(2 * look.metrics().height() + 6)
                self._box.addWidget(slider, 10)
                self._scroll.follow(slider.slider)
        self._box.addStretch(1)

    def _show_positions(self) -> None:
        for name, slider in self.sliders.items():
            slider.set_value(int((self._asked.get(name, self._recorded[name]) / self._unit).to_integral_value()))

    def show_shares(self, appraisal: Appraisal) -> None:
        """Each criterion's share of the whole, as appraised."""
        for criterion in appraisal.criteria:
            if criterion.name in self.sliders:
                self.sliders[criterion.name].show_share(float(criterion.weight))

    def _move(self, name: str, value: int) -> None:
        asked = value * self._unit
        if asked == self._recorded[name]:
            self._asked.pop(name, None)
        else:
            self._asked[name] = asked
        self._tell()
        self.moved.emit()

    def put_back(self) -> None:
        """Drop what was asked for."""
        self._asked = {}
        self._show_positions()
        self._tell()
        self.moved.emit()

    def forget(self) -> None:
        """Drop what was asked for and what was recorded: another case is in hand."""
        self._asked, self._recorded = {}, {}

    def _tell(self) -> None:
        for action in self._actions:
            if action.isEnabled() != self.is_moved:
                action.setEnabled(self.is_moved)
        words = "What if: not recorded until you keep them." if self.is_moved else "Shares of the whole: the others keep their proportions."
        if self._note.text() != words:
            self._note.setText(words)
            self._note.setAlignment(Qt.AlignmentFlag.AlignLeft)


def changed_words(weights: Mapping[str, Decimal]) -> str:
    """What Undo calls the change."""
    names = list(weights)
    return f"change to the weight of {names[0]}" if len(names) == 1 else f"change to the weights of {len(names)} criteria"
