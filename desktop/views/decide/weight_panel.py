"""Weights under the hand: what if they were other than recorded. Nothing is recorded until they are kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.appraisal.case import CriterionUse
from desktop.appraisal.choice.headings import movable_headings
from desktop.appraisal.choice.judging import branch_key
from desktop.appraisal.choice.weights import weights_of
from desktop.appraisal.results import Appraisal, Branch
from desktop.appraisal.wording import listed
from desktop.papers.content.chances import switch_words
from desktop.views.decide.weight_rows import WeightRows
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton, bind
from desktop.views.kit.forms.sliders import WeightSlider
from desktop.views.kit.labels import Label, SecondaryLabel, heading
from desktop.views.kit.page import Panel

#: The widest a criterion's name may be before it wraps, in logical pixels.
_NAMES = 168

#: The space above a heading, in logical pixels.
_ABOVE_HEADING = look.HALF + 2

#: A weight that was moved is kept to this part of the step in which weights of its size are given.
_FINE = Decimal("0.01")

#: So many sliders are made in a turn: no fewer than are in view, and all of them in fewer turns than a page may take to lay itself out.
_IN_A_TURN, _MOST_TURNS = 20, 5


class WeightPanel(Panel):
    """A slider a weighted criterion and a heading, over the whole way from 0% to 100%, with the weights marked at which the choice changes.

    Moving one leaves the others in proportion, and a heading's criteria among themselves. `weights()` is what the sliders ask for; the
    arithmetic is the screen's.
    """

    #: A slider moved, or the recorded weights were put back.
    moved = Signal()

    def __init__(self, keep: QAction, put_back: QAction) -> None:
        super().__init__()
        self._sliders: dict[str, WeightSlider] = {}
        self._to_make: list[tuple[Branch, str, tuple[str, ...]]] = []
        self._in_a_turn = _IN_A_TURN
        self._shown: Appraisal | None = None
        self._go_on = QTimer(self)
        self._go_on.setInterval(0)
        self._go_on.timeout.connect(self._make_some)
        self._recorded: dict[str, Decimal] = {}
        self._all_recorded = True
        self._asked: dict[str, Decimal] = {}
        self._moving = ""
        self._base: dict[str, Decimal] = {}
        self._names: dict[str, tuple[str, ...]] = {}
        self._unit = Decimal(1)
        self._wide = 0
        self._weighted: tuple[str, ...] = ()
        self._built: object = None
        self._put_back = put_back
        self._note, self._own = SecondaryLabel("", look.SMALL, wrap=True), SecondaryLabel("", look.SMALL, wrap=True)
        self.rows = WeightRows()
        box = QVBoxLayout(self)
        box.setContentsMargins(look.GAP, look.TIGHT, look.GAP, look.TIGHT)
        box.setSpacing(2)
        box.addWidget(heading("Weights"))
        box.addWidget(self._note)
        box.addWidget(self.rows, 1)
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
    def sliders(self) -> dict[str, WeightSlider]:
        """Every slider, in order: those that are not made yet are made now."""
        while self._to_make:
            self._make_some()
        return self._sliders

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
        self._unit = Decimal(1).scaleb((total / 50).adjusted()) * _FINE
        self._moving = ""
        built = [(each.name, each.path) for each in criteria], tuple(movable_headings(appraisal.criteria))
        if built != self._built:
            self._built = built
            self._build(appraisal)
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

    def _build(self, appraisal: Appraisal) -> None:
        self.rows.clear()
        self._sliders, self._names, self._to_make, self._shown = {}, {}, [], None
        weighted = self._weighted = tuple(each.name for each in appraisal.criteria if each.use == CriterionUse.WEIGHTED)
        self._wide = self._names_width()
        movable = movable_headings(appraisal.criteria)
        for heading_result in (below for widest in appraisal.tree for below in widest.walked):
            own = [name for name in heading_result.own if name in weighted]
            if heading_result.path and (own or heading_result.path in movable):
                self._to_make.append((heading_result.path, heading_result.name, movable.get(heading_result.path, ())))
            self._to_make += [(name, name, (name,)) for name in own]
        self._in_a_turn = max(_IN_A_TURN, -(-len(self._to_make) // _MOST_TURNS))
        self._make_some()
        self._go_on.start()

    def _make_some(self) -> None:
        now, self._to_make = self._to_make[: self._in_a_turn], self._to_make[self._in_a_turn :]
        for each in now:
            self._add(*each)
        self.rows.coming = sum(bool(criteria) for _, _, criteria in self._to_make)
        self.rows.place()
        if not self._to_make:
            self._go_on.stop()
        if self._shown is not None:
            self.show_shares(self._shown)

    def _names_width(self) -> int:
        return min(max((look.text_width(name) for name in self._weighted), default=0) + 2, look.scaled(_NAMES))

    def follow_text_size(self) -> None:
        """Fit the system's text size, which has changed."""
        self._wide = self._names_width()
        for slider in self._sliders.values():
            slider.set_name_width(self._wide)
        self.rows.place()

    def _add(self, branch: Branch, name: str, criteria: tuple[str, ...]) -> None:
        """A slider for a criterion, or in bold for a heading with all its criteria; its name alone where they do not move together."""
        is_heading = not isinstance(branch, str)
        if not criteria:
            self.rows.add(Label(name, look.SMALL, semibold=True), _ABOVE_HEADING)
            return
        key = branch_key(branch)
        slider = self._sliders[key] = WeightSlider(name, 0, self._wide, strong=is_heading)
        self._names[key] = criteria
        slider.moved.connect(lambda value, key=key: self._move(key, value))
        self.rows.add(slider, _ABOVE_HEADING if is_heading else 0)

    def show_shares(self, appraisal: Appraisal) -> None:
        """Each criterion's and heading's share of the whole, as appraised, and where the choice changes as it moves."""
        self._shown = appraisal
        shares = {each.name: each.weight for each in appraisal.criteria}
        marks: dict[str, list[tuple[float, str]]] = {}
        for switch in appraisal.weight_switches:
            at, _ = switch_words(switch)
            way = "above" if switch.at >= switch.weight else "below"
            marks.setdefault(branch_key(switch.branch), []).append((float(switch.at), f"{way} {at} {switch.to_leader} is first"))
        for key, slider in self._sliders.items():
            share = sum((shares.get(name, Fraction(0)) for name in self._names[key]), Fraction(0))
            slider.show_share(float(share), sorted(marks.get(key, [])))

    def _move(self, key: str, percent: int) -> None:
        if key != self._moving:  # what it moves from stays the same until another is taken, so that it can go to an end and back
            self._moving, self._base = key, self._recorded | self._asked
        weights = self._base | moved_weights(self._base, self._recorded, self._names[key], percent, self._unit)
        self._asked = {name: weight for name, weight in weights.items() if weight != self._recorded[name]}
        self._tell()
        self.moved.emit()

    def put_back(self) -> None:
        """Drop what was asked for."""
        self._asked, self._moving = {}, ""
        self._tell()
        self.moved.emit()

    def forget(self) -> None:
        """Drop what was asked for and what was recorded: another case is in hand."""
        self._asked, self._recorded, self._moving, self._shown = {}, {}, "", None

    def _tell(self) -> None:
        for action in self._actions:
            if action.isEnabled() != self.is_moved:
                action.setEnabled(self.is_moved)
        rest = "Shares of the whole: the others keep their proportions. A line marks where the choice changes."
        words = "What if: not recorded until you keep them." if self.is_moved else rest
        if self._note.text() != words:
            self._note.setText(words)
            self._note.setAlignment(Qt.AlignmentFlag.AlignLeft)


def moved_weights(
    base: Mapping[str, Decimal], recorded: Mapping[str, Decimal], names: Collection[str], percent: int, unit: Decimal
) -> dict[str, Decimal]:
    """The weights that change for some criteria to have so many per cent of the whole together, in points to a unit.

    They keep their proportions to one another, those recorded where they have no weight now, and the others keep their weights; at 100%
    the others have none. Nothing changes where no other has any weight.
    """
    rest = {name: weight for name, weight in base.items() if name not in names and weight}
    if not rest:
        return {}
    own = next((each for each in ({name: of[name] for name in names} for of in (base, recorded)) if any(each.values())), None)
    own = own or dict.fromkeys(names, Decimal(1))
    if percent >= 100:
        return own | dict.fromkeys(rest, Decimal(0))
    wanted = sum(rest.values(), Decimal(0)) * percent / (100 - percent)
    total = sum(own.values(), Decimal(0))
    return {name: (wanted * weight / total).quantize(unit) for name, weight in own.items()}


def changed_words(weights: Mapping[str, Decimal]) -> str:
    """What Undo calls the change."""
    names = list(weights)
    return f"change to the weight of {names[0]}" if len(names) == 1 else f"change to the weights of {len(names)} criteria"
