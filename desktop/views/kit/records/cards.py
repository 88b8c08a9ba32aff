"""Records that are mostly words, as cards read whole: side by side, or one below another as rows that wrap."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.late_dataclass import dataclass
from desktop.views.kit import look
from desktop.views.kit.one_scroll import bring_into_view
from desktop.views.kit.tables.row_grips import HOW, WIDTH, draw_grip

_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}

#: A row gives so much of its width to its name and its facts where it has paragraphs beside them, and where it has none.
_SHARE, _SHARE_ALONE = 0.34, 0.62


@dataclass(frozen=True, slots=True)
class CardWords:
    """What a card says. Facts and paragraphs are pairs of a name, which may be empty, and words; what has no words is left out.

    On a timeline `heading` stands over the first of several cards, and `when` beside each; one that `stands_out` has a mark of its own.
    """

    title: str
    marks: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    paragraphs: tuple[tuple[str, str], ...] = ()
    heading: str = ""
    when: str = ""
    stands_out: bool = False

    @property
    def spoken(self) -> str:
        """All of it in the order it is read."""
        named = [f"{name}: {words}" if name else words for name, words in (*self.facts, *self.paragraphs)]
        return ". ".join(part.rstrip(".") for part in (self.heading, self.when, self.title, *self.marks, *named) if part)


class _Line(NamedTuple):
    """Words at a place of a card."""

    place: QRect
    words: str
    scale: float
    semibold: bool
    ink: str


class _Column:
    """Sets words one below another in a width."""

    def __init__(self, left: int, width: int) -> None:
        self.left, self.width, self.bottom = left, max(width, 1), look.TIGHT
        self.lines: list[_Line] = []

    def add(self, words: str, scale: float = look.BODY, semibold: bool = False, ink: str = "text", indent: int = 0) -> None:
        """Set words below what is there."""
        room = self.width - indent
        high = look.text_height(words, room, scale, semibold)
        self.lines.append(_Line(QRect(self.left + indent, self.bottom, room, high), words, scale, semibold, ink))
        self.bottom += high

    def space(self, pixels: int) -> None:
        """Leave room, unless nothing stands above it."""
        self.bottom += pixels if self.lines else 0


def _set_names(into: _Column, card: CardWords, scale: float, aside: int = 0) -> None:
    """The title and the marks, the title so many logical pixels narrower than the column."""
    width, into.width = into.width, into.width - aside
    into.add(card.title, scale, semibold=True)
    into.width = width
    if card.marks:
        into.add(" · ".join(card.marks), look.SMALL, semibold=True, ink="accent")


def _set_facts(into: _Column, card: CardWords, indent: int) -> None:
    for number, (name, words) in enumerate(card.facts):
        into.space(look.STEP if number == 0 else 2)
        top = into.bottom
        into.add(words, semibold=False, indent=indent)
        metrics = look.metrics(look.SMALL)
        place = QRect(into.left, top + look.metrics().ascent() - metrics.ascent(), indent, metrics.height())
        into.lines.append(_Line(place, name, look.SMALL, False, "secondary"))


def _set_paragraphs(into: _Column, card: CardWords) -> None:
    for name, words in card.paragraphs:
        into.space(look.STEP)
        if name:
            into.add(name, look.SMALL, semibold=True, ink="secondary")
        into.add(words)


class Card(QAbstractButton):
    """One record. Enter, Space or a click opens it; arrows go to the next; where it has a grip it is dragged by that."""

    stepped = Signal(int)
    #: It is dragged over a point of the deck, and dropped there.
    dragged, dropped = Signal(QPoint), Signal(QPoint)

    def __init__(self, parent: QWidget, is_row: bool) -> None:
        super().__init__(parent)
        self._is_row = is_row
        self._lines: tuple[_Line, ...] = ()
        self._set_for: tuple[CardWords, int, int, bool, bool, str] | None = None
        self.is_beside = False
        """Whether a row keeps room for paragraphs beside its facts, as rows of one list stand alike."""
        self._needed = self._indent = 0
        self.words = CardWords("")
        self.is_open = self.has_grip = self._is_dragged = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)

    def say(self, words: CardWords, *, is_open: bool) -> None:
        """Say this, and whether its form is open."""
        if (words, is_open) != (self.words, self.is_open):
            self.words, self.is_open = words, is_open
            self.setAccessibleName(words.spoken)
            self.setAccessibleDescription("Open: press Enter to close it." if is_open else "Press Enter to open it.")
            self.update()

    def set_width(self, width: int, indent: int) -> int:
        """Set all its words in a width, those of facts so far from the left, and give the height they take."""
        self._indent = indent
        key = self.words, width, indent, self.is_beside, self.has_grip, look.font().key()
        if key == self._set_for:
            return self._needed
        room = width - 2 * look.GAP
        if self._is_row and width >= look.scaled(620):
            share = round(room * (_SHARE if self.is_beside else _SHARE_ALONE))
            rest = room - share - look.MARGIN - (WIDTH if self.has_grip else 0)
            left, right = _Column(look.GAP, share), _Column(look.GAP + share + look.MARGIN, rest)
            _set_names(left, self.words, look.BODY)
            _set_facts(left if self.is_beside else right, self.words, indent)
            _set_paragraphs(right, self.words)
            columns = [left, right]
        else:
            columns = [_Column(look.GAP, room)]
            _set_names(columns[0], self.words, look.BODY if self._is_row else look.HEADING, WIDTH if self.has_grip else 0)
            _set_facts(columns[0], self.words, indent)
            _set_paragraphs(columns[0], self.words)
        self._lines = tuple(line for each in columns for line in each.lines)
        self._set_for, self._needed = key, max(each.bottom for each in columns) + look.TIGHT
        return self._needed

    def sizeHint(self) -> QSize:
        return QSize(280, self.set_width(max(self.width(), 280), self._indent))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.click()
        elif key in _STEPS:
            self.stepped.emit(_STEPS[key])
        else:
            super().keyPressEvent(event)

    def grip(self) -> QRect:
        """Where it is dragged by."""
        return QRect(self.width() - look.HALF - WIDTH, look.HALF, WIDTH, look.row_height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at, is_left = event.position().toPoint(), event.button() == Qt.MouseButton.LeftButton
        self._is_dragged = is_left and self.has_grip and self.grip().contains(at)
        if not self._is_dragged:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._is_dragged:
            self.dragged.emit(self.mapToParent(at))
            return
        on_grip = self.has_grip and self.grip().contains(at)
        self.setCursor(Qt.CursorShape.OpenHandCursor if on_grip else Qt.CursorShape.PointingHandCursor)
        self.setToolTip(HOW if on_grip else "")
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._is_dragged:
            super().mouseReleaseEvent(event)
            return
        self._is_dragged = False
        self.dropped.emit(self.mapToParent(event.position().toPoint()))

    def paintEvent(self, event: QPaintEvent) -> None:
        self.set_width(self.width(), self._indent)
        inks, painter = look.colours(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(look.mix(inks.tile, inks.text, 0.03) if self.underMouse() and not inks.high_contrast else inks.tile)
        edge = QPen(inks.accent, 2) if self.is_open else QPen(inks.text, 1) if inks.high_contrast else QPen(Qt.PenStyle.NoPen)
        painter.setPen(edge)
        painter.drawRoundedRect(shape, look.RADIUS, look.RADIUS)
        colours: dict[str, QColor] = {"text": inks.text, "secondary": inks.secondary, "accent": inks.accent}
        for line in self._lines:
            painter.setPen(colours[line.ink])
            painter.setFont(look.font(line.scale, line.semibold))
            painter.drawText(line.place, _WRAPPED, line.words)
        if self.has_grip:
            draw_grip(painter, QRectF(self.grip()).center(), inks.secondary)
        if self.hasFocus():
            look.ring(painter, QRectF(self.rect()), inks)


class CardDeck(QWidget):
    """Cards in their order, as many side by side as have room, and below the open one what it is edited in.

    It is as tall as all of them: the page scrolls. The card in hand alone is a tab stop.
    """

    #: A card was opened or closed: the id of its record.
    pressed = Signal(object)
    #: Another card was taken in hand: the id of its record.
    reached = Signal(object)
    #: A card was dragged from one place to another.
    dropped = Signal(int, int)

    def __init__(
        self, name: str, abreast: int = 3, least: int = 280, gap: int | None = None, made: Callable[[QWidget, bool], Card] = Card
    ) -> None:
        """`abreast` cards stand side by side at most, each at least `least` logical pixels wide. One abreast is a row.

        `gap` logical pixels lie between them, and `made` makes a card of another look.
        """
        super().__init__()
        self._card = made
        self._gap = gap if gap is not None else look.HALF if abreast == 1 else look.TIGHT
        self._abreast, self._least = abreast, least
        self._cards: list[Card] = []
        self._ids: list[Hashable] = []
        self._open: Hashable = None
        self._in_hand: Hashable = None
        self._form: QWidget | None = None
        self._aim: tuple[int, int] | None = None
        self._across = 1
        self._before: QWidget | None = None
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def cards(self) -> tuple[Card, ...]:
        """Those that are shown, in order."""
        return tuple(self._cards[: len(self._ids)])

    def tab_after(self, widget: QWidget) -> None:
        """Let Tab reach the cards next after a widget."""
        self._before = widget

    def show_cards(self, cards: Sequence[tuple[Hashable, CardWords]], in_hand: Hashable, opened: Hashable, *, grips: bool = False) -> None:
        """Show these by the ids of their records, the one in hand and the one that is open among them, with grips or without."""
        while len(self._cards) < len(cards):
            self._cards.append(self._made())
        self._ids = [each for each, _ in cards]
        self._open, self._in_hand = opened, in_hand
        for number, card in enumerate(self._cards):
            is_shown = number < len(cards)
            if is_shown:
                row_id, words = cards[number]
                card.has_grip = grips
                card.say(words, is_open=row_id == opened)
                stop = row_id == in_hand or (in_hand not in self._ids and number == 0)
                card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)
            card.setVisible(is_shown)
        self._place()

    def hold(self, form: QWidget | None) -> None:
        """Take in, or let go of, what the open card is edited in."""
        self._form = form
        if form is not None:
            form.setParent(self)
        self._place()

    def card_of(self, row_id: Hashable) -> Card | None:
        """The card of a record."""
        return self._cards[self._ids.index(row_id)] if row_id in self._ids else None

    def _made(self) -> Card:
        card = self._card(self, self._abreast == 1)
        card.clicked.connect(lambda *_: self.pressed.emit(self._ids[self._cards.index(card)]))
        card.stepped.connect(lambda by: self._step(card, by))
        card.dragged.connect(lambda at: self._show_aim(card, at))
        card.dropped.connect(lambda at: self._drop(card, at))
        before = self._cards[-1] if self._cards else self._before
        if before is not None:
            QWidget.setTabOrder(before, card)
        return card

    def _step(self, card: Card, by: int) -> None:
        number = self._cards.index(card) + by
        if 0 <= number < len(self._ids):
            self.reached.emit(self._ids[number])
            self._cards[number].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_aim(self, card: Card, at: QPoint) -> None:
        """Mark the place that a card would take if it were dropped here, and scroll on where that is at the edge of what is seen."""
        bring_into_view(self, QRect(at.x(), at.y() - look.row_height(), 1, 2 * look.row_height()))
        self._aim = self._cards.index(card), self._nearest(at)
        self.update()

    def _drop(self, card: Card, at: QPoint) -> None:
        before, after, self._aim = self._cards.index(card), self._nearest(at), None
        self.update()
        if before != after:
            self.dropped.emit(before, after)

    def _nearest(self, at: QPoint) -> int:
        """The place of the card that is nearest to a point."""

        def away(number: int) -> int:
            place = self._cards[number].geometry()
            return max(place.left() - at.x(), 0, at.x() - place.right()) + max(place.top() - at.y(), 0, at.y() - place.bottom())

        return min(range(len(self._ids)), key=away)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._aim is None or self._aim[0] == self._aim[1]:
            return
        before, after = self._aim
        place, edge = self._cards[after].geometry(), self._gap // 2
        place.adjust(-edge, -edge, edge, edge)
        painter = QPainter(self)
        painter.setPen(QPen(look.colours(self).accent, 3))
        if self._across == 1:
            painter.drawLine(*((place.topLeft(), place.topRight()) if after < before else (place.bottomLeft(), place.bottomRight())))
        else:
            painter.drawLine(*((place.topLeft(), place.bottomLeft()) if after < before else (place.topRight(), place.bottomRight())))

    def _place(self) -> None:
        """Cards of a line are as tall as the tallest of them."""
        gap = self._gap
        across = max(1, min(self._abreast, len(self._ids), (self.width() + gap) // (look.scaled(self._least) + gap)))
        self._across, wide = across, (self.width() - gap * (across - 1)) // across
        named = {name for card in self.cards for name, _ in card.words.facts}
        indent = max((look.text_width(name, look.SMALL) for name in named), default=0) + look.TIGHT
        is_beside = any(card.words.paragraphs for card in self.cards)
        for card in self.cards:
            card.is_beside = is_beside
        top = 0
        for first in range(0, len(self._ids), across):
            line = range(first, min(first + across, len(self._ids)))
            high = max(self._cards[number].set_width(wide, indent) for number in line)
            for number in line:
                self._cards[number].setGeometry((number - first) * (wide + gap), top, wide, high)
            top += high + gap
            if self._form is not None and self._open is not None and any(self._ids[number] == self._open for number in line):
                top += self._place_form(top) + max(gap, look.HALF)
        if self._form is not None:
            self._form.setVisible(self._open is not None and self._open in self._ids)
        if self.minimumHeight() != top or self.maximumHeight() != top:
            self.setFixedHeight(max(top, 0))

    def _place_form(self, top: int) -> int:
        form = self._form
        if form is None:
            return 0
        layout = form.layout()
        high = max(form.minimumSizeHint().height(), layout.totalHeightForWidth(self.width()) if layout is not None else 0)
        form.setGeometry(0, top, self.width(), high)
        return high

    def place_again(self) -> None:
        """What the open card is edited in has grown, or the text size has changed."""
        self._place()

    def follow_text_size(self) -> None:
        """Fit the system's text size, which has changed."""
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
