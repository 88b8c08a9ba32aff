"""What is left where a condition is not met: a switch for each, and what it leads to. A what-if: no record changes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.appraisal.estimate import rounding_of
from desktop.appraisal.results import Money
from desktop.appraisal.savings.line_sums import Conditional
from desktop.appraisal.savings.three_cases import three_cases
from desktop.appraisal.wording import counted, span
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton
from desktop.views.kit.forms.tick_box import TickBox
from desktop.views.kit.labels import Label, SecondaryLabel
from desktop.views.kit.scroll_box import ScrollBox
from desktop.views.kit.sentences import SentenceList, figures_marked

#: Said above figures that no record holds.
WHAT_IF = "What if: without"


def key_of(condition: str) -> str:
    """What a condition is known by, however it is spelt."""
    return condition.strip().casefold()


def what_if_words(off: int) -> str:
    """The line above figures that are a what-if."""
    return f"{WHAT_IF} {counted(off, 'condition')}. No record is changed."


def left_sentences(recorded: Money, left: Money) -> list[str]:
    """What is left, beside what the records come to with every condition met."""
    if not recorded.years:
        return []
    whole, rest = recorded.years[-1].cumulative, left.years[-1].cumulative if left.years else None
    rounding = rounding_of((whole, rest))
    before = whole.total_words(running=True, rounding=rounding)
    after = "£0, as no line is left" if rest is None else rest.total_words(running=True, rounding=rounding)
    sentences = [f"Over all years the net is {after}; with every condition met it is {before}."]
    if recorded.payback_cashable_years != left.payback_cashable_years:
        sentences.append(f"Cashable payback: {_payback(left)}; with every condition met, {_payback(recorded)}.")
    return [figures_marked(each) for each in sentences]


def _payback(own_money: Money) -> str:
    years = own_money.payback_cashable_years
    if years is None:
        return "not reached" if three_cases(own_money)[1].cashable_known else "not known"
    return span(years) if years else "at once"


class Switch(QWidget):
    """A box to tick with words that wrap beside it; a click on either turns it."""

    toggled = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.box = TickBox()
        self._words, self._note = Label("", wrap=True), SecondaryLabel("", look.SMALL, wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._words)
        words.addWidget(self._note)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(look.STEP)
        line.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        self.box.toggled.connect(self.toggled)

    def show_condition(self, conditional: Conditional, met: bool) -> None:
        """Show a condition, what hangs on it, and whether it is taken to be met."""
        note = f"{counted(len(conditional.lines), 'line')}, {conditional.net.total_words()} net over all years"
        self._words.setText(conditional.condition)
        self._note.setText(note)
        self.box.setAccessibleName(conditional.condition)
        self.box.setAccessibleDescription(f"Met. {note}")
        self.box.blockSignals(True)
        self.box.setChecked(met)
        self.box.blockSignals(False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.box.toggle()


class ConditionSwitches(QWidget):
    """A switch for each condition. `changed` tells that another is off; which they are is `off`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._conditions: tuple[Conditional, ...] = ()
        self._off: set[str] = set()
        self._switches: list[Switch] = []
        self._title = Label("Conditions that are met", look.HEADING, semibold=True, wrap=True)
        self._about = SecondaryLabel("", look.SMALL, wrap=True)
        self.said = SentenceList("What is left")
        self.put_back_button = PlainButton("Put back")
        self._inner = QWidget()
        box = QVBoxLayout(self._inner)
        box.setContentsMargins(2, 0, look.STEP, 0)
        box.setSpacing(look.TIGHT)
        box.addWidget(self._title)
        box.addWidget(self._about)
        self._list = QVBoxLayout()
        self._list.setSpacing(look.STEP)
        box.addLayout(self._list)
        box.addWidget(self.said)
        box.addWidget(self.put_back_button, 0, Qt.AlignmentFlag.AlignLeft)
        box.addStretch(1)
        self._scroll = ScrollBox(self._inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)
        self.put_back_button.clicked.connect(self.put_back)
        self._tell()

    @property
    def off(self) -> tuple[str, ...]:
        """The conditions taken not to be met, of those that stand here."""
        return tuple(conditional.condition for conditional in self._conditions if key_of(conditional.condition) in self._off)

    @property
    def switches(self) -> tuple[Switch, ...]:
        """The switches, one a condition."""
        return tuple(self._switches)

    def set_conditions(self, conditions: Sequence[Conditional]) -> None:
        """Offer these. One that was switched off stays off while a line is subject to it."""
        self._conditions = tuple(conditions)
        for number in range(len(self._switches), len(conditions)):
            switch = Switch()
            switch.toggled.connect(lambda on, number=number: self._turn(number, on))
            self._scroll.follow(switch.box)
            self._switches.append(switch)
            self._list.addWidget(switch)
        while len(self._switches) > len(conditions):
            old = self._switches.pop()
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        for switch, conditional in zip(self._switches, conditions, strict=True):
            switch.show_condition(conditional, key_of(conditional.condition) not in self._off)
        self._tell()

    def say_left(self, sentences: Sequence[str]) -> None:
        """Say what is left without what is switched off."""
        self.said.set_sentences(sentences)
        self.said.setVisible(bool(sentences))

    def put_back(self) -> None:
        """Take every condition to be met again."""
        self._off.clear()
        self.set_conditions(self._conditions)
        self.changed.emit()

    def forget(self) -> None:
        """Another case is in hand."""
        self._off.clear()
        self.set_conditions(())

    def _turn(self, number: int, on: bool) -> None:
        key = key_of(self._conditions[number].condition)
        (self._off.discard if on else self._off.add)(key)
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        self.put_back_button.setVisible(bool(self.off))
        if self._conditions:
            self._about.setText("Untick one to see what is left without it. No record changes.")
        else:
            self._about.setText("No line is subject to a condition. Say what a line depends on under Line, Condition.")
        if not self.off:
            self.say_left(())
