"""What to do first in a case with nothing to show yet: step by step, each one a link to its screen."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from desktop.late_dataclass import dataclass
from desktop.views.kit import look
from desktop.views.kit.icons import draw_icon
from desktop.views.kit.labels import SecondaryLabel, heading

_MARK = 26
#: What else there is to begin with.
_ELSE = (
    "What stands in a workbook already comes in with File, Bring in a sheet. "
    "To see a case that is finished, open a sample from the File menu."
)


@dataclass(frozen=True, slots=True)
class Step:
    """`target` is the screen it leads to, or a tab of the Overview."""

    target: str
    words: str
    told: str


STEPS = (
    Step("Details", "Say what is to be decided", "Its title, who decides, the base year and how many years to look at."),
    Step("Partners", "Add your council and its partners", "Who takes part, and who bears what costs."),
    Step("Options", "Record the options", "What could be done, and the one the others are compared with, such as doing nothing."),
    Step("Criteria", "Say what the options are judged by", "Each criterion, its scale and how much it weighs."),
    Step("Scores", "Score the options", "What each group gives each option. A missing score is never counted as nought."),
    Step("Savings", "Record costs and savings", "By year, as far as they are known: “up to £5m” and “not known” will do."),
    Step("Papers", "Write the paper", "Its tables and charts are drawn from the records."),
)


class FirstSteps(QWidget):
    """The steps in order. Those that are done have a tick and may be gone back to."""

    asked = Signal(str)
    """The target of a step."""

    def __init__(self) -> None:
        super().__init__()
        self._marks: dict[str, _Mark] = {}
        self.links: dict[str, LinkButton] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.TIGHT)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(heading("What to do first"), 0, 0, 1, 2)
        for number, step in enumerate(STEPS, start=1):
            mark = self._marks[step.target] = _Mark(number)
            link = self.links[step.target] = LinkButton(step.words)
            link.clicked.connect(lambda *_, target=step.target: self.asked.emit(target))
            grid.setRowMinimumHeight(3 * number - 2, look.TIGHT)
            grid.addWidget(mark, 3 * number - 1, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(link, 3 * number - 1, 1, Qt.AlignmentFlag.AlignLeft)
            explanation = SecondaryLabel(step.told, wrap=True)
            explanation.setContentsMargins(look.HALF, 0, 0, 0)  # in line with the words of the link
            grid.addWidget(explanation, 3 * number, 1)
        last = 3 * len(STEPS) + 1
        grid.setRowMinimumHeight(last, look.GAP)
        grid.addWidget(SecondaryLabel(_ELSE, wrap=True), last + 1, 0, 1, 2)
        grid.setRowStretch(last + 2, 1)

    def start(self) -> None:
        """Put the focus on the first step that is still to be done."""
        self.links[next((step.target for step in STEPS if not self._marks[step.target].is_done), STEPS[0].target)].setFocus()

    def set_done(self, targets: Collection[str]) -> None:
        """Tick these steps."""
        for step in STEPS:
            done = step.target in targets
            self._marks[step.target].set_done(done)
            self.links[step.target].setAccessibleDescription(f"Done. {step.told}" if done else step.told)


class LinkButton(QPushButton):
    """Words in the accent, underlined, that lead somewhere else."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)  # Enter follows a link

    def sizeHint(self) -> QSize:
        return QSize(look.text_width(self.text()) + 2 * look.HALF, look.metrics().height() + 2 * look.HALF)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        inks, painter, area = look.colours(self), QPainter(self), QRectF(self.rect())
        painter.setFont(look.font())
        painter.setPen(inks.accent)
        words = area.adjusted(look.HALF, 0, -look.HALF, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        base = (self.height() + look.metrics().ascent() - look.metrics().descent()) // 2 + 2
        painter.fillRect(QRectF(look.HALF, base, look.text_width(self.text()), 2 if self.underMouse() else 1), inks.accent)
        if self.hasFocus():
            look.ring(painter, area, inks, 3)


class _Mark(QWidget):
    """The step's number in a circle, or a tick."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number, self._done = number, False
        self.setFixedSize(look.scaled(_MARK), look.scaled(_MARK))

    @property
    def is_done(self) -> bool:
        """Whether it has a tick."""
        return self._done

    def set_done(self, done: bool) -> None:
        self._done = done
        self.update()

    def follow_text_size(self) -> None:
        """Fit the system's text size, which has changed."""
        self.setFixedSize(look.scaled(_MARK), look.scaled(_MARK))

    def paintEvent(self, event: QPaintEvent) -> None:
        inks, painter, area = look.colours(self), QPainter(self), QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._done:
            draw_icon(painter, "circle-check", area.adjusted(2, 2, -2, -2), inks.good)
            return
        painter.setPen(inks.edge)
        painter.setBrush(inks.tile)
        painter.drawEllipse(area)
        painter.setPen(inks.text)
        painter.setFont(look.font(look.SMALL, semibold=True))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(self._number))
