"""Records that are mostly words: cards that are opened where they stand, and the same rows as a table for whoever types many."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from desktop.views.kit import look
from desktop.views.kit.clipboard import put_block
from desktop.views.kit.forms.segments import Segments
from desktop.views.kit.page import column
from desktop.views.kit.records.cards import Card, CardDeck
from desktop.views.kit.records.noun_records import NounRecords
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.source import RecordWords

_NOT_SAVED = "Not saved"


class CardPane(RecordPane):
    """Cards first, and the table one press away. The row in hand, the search and the texts not saved are those of the table."""

    def __init__(
        self,
        words: RecordWords,
        records: NounRecords,
        under: QWidget | None = None,
        *,
        abreast: int = 3,
        above: QWidget | None = None,
        deck: CardDeck | None = None,
        seen_as: str = "",
    ) -> None:
        """`abreast` cards stand side by side at most; one of them is a row as wide as the page. `above` stands over the cards.

        `deck` shows them in another way, which is called `seen_as`.
        """
        self._nouns, self._above = records, above
        self._open: Hashable = None
        self.deck = deck or CardDeck(words.title, abreast)
        self.seen_as = Segments(f"{words.title} as", [seen_as or ("Cards" if abreast > 1 else "Rows"), "Table"])
        self._filler = QWidget()
        super().__init__(words, records, under)
        self._panel.installEventFilter(self)
        self.replacing.besides = lambda: () if self.is_table else records.on_card()
        last = self.seen_as.findChildren(QWidget)[-1]
        for stop in [above, *above.findChildren(QWidget)] if above is not None else []:
            if stop.focusPolicy() & Qt.FocusPolicy.TabFocus:
                QWidget.setTabOrder(last, stop)
                last = stop
        self.deck.tab_after(last)
        self.deck.pressed.connect(self._press)
        self.deck.reached.connect(self._reach)
        self.deck.dropped.connect(self._drop_row)
        self.seen_as.changed.connect(lambda _: self._turn())
        self._turn()

    @property
    def is_table(self) -> bool:
        """Whether the rows are seen as a table, and not as cards."""
        return self.seen_as.chosen == 1

    @property
    def open_id(self) -> Hashable:
        """The id of the record whose card is open; None where none is."""
        return None if self.is_table else self._open

    def show_table(self) -> None:
        """Show the rows as a table."""
        self.seen_as.choose(1)

    def _left(self) -> QWidget:
        bar = self._bar()
        line = bar.layout()
        if isinstance(line, QHBoxLayout):
            line.addWidget(self.seen_as)
        self.table.setMinimumHeight(self.table.rows_height(6))
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._filler.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        above = [self._above] if self._above is not None else []
        under = [self._under] if self._under is not None else []
        self._below.setContentsMargins(0, look.TIGHT, 0, 0)
        self._after_cards = column()
        self._aside_place = column(self.aside)
        over = bar, self.replacing, self._aside_place, *above
        return column(*over, (self.table, 1), self.deck, self._after_cards, *under, (self._filler, 1), spacing=look.TIGHT)

    def _turn(self) -> None:
        """Show cards or the table, and the form where it belongs."""
        if self.is_table:
            self.deck.hold(None)
            self._columns_widget.lend(False)
            self._panel.show()
            self.table.add_below(self._below)
        else:
            after = self._after_cards.layout()
            if after is not None:
                after.addWidget(self._below)
            self._columns_widget.lend(True)
            self.deck.hold(self._panel)
            self.form.set_whole(True)
        self.table.setVisible(self.is_table)
        self._aside_place.setVisible(self.is_table)
        self.deck.setVisible(not self.is_table)
        self._filler.setVisible(not self.is_table)
        self._show()

    def fit_whole(self) -> None:
        super().fit_whole()
        if not self.is_table:
            self.form.set_whole(True)  # in an open card

    # What an officer does

    def paste(self) -> None:
        """Paste as into any table; what is asked first stands below it, and so it stays then."""
        as_cards = not self.is_table
        self.show_table()
        super().paste()
        if as_cards and not self.table.question.sentence:
            self.seen_as.choose(0)

    def go_to(self, row_id: Hashable, column_in_hand: int = 0) -> None:
        """Take a row in hand by its id; its card is opened."""
        super().go_to(row_id, column_in_hand)
        if not self.is_table and self.model.find(row_id) >= 0:
            self._open = row_id
            self._show()
            self._bring_into_view(row_id)

    def shows(self, key: str) -> bool:
        return self.is_table and super().shows(key)

    def move_row(self, by: int) -> None:
        opened = self._open
        super().move_row(by)
        self._open = opened
        self._show()
        card = self.deck.card_of(self._id_in_hand())
        if card is not None and opened is None and not self.is_table:
            card.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        self._open = None
        super().forget()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        on_card = isinstance(QApplication.focusWidget(), Card)
        if event.key() == Qt.Key.Key_Escape and self.open_id is not None:
            self._press(self._open)
        elif on_card and event.key() in (Qt.Key.Key_Insert, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.add()  # Enter alone opens the card, and comes no further
        elif on_card and event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif on_card and event.matches(QKeySequence.StandardKey.Copy):
            self._copy_cards([self.table.current.row()])
        elif on_card and QKeySequence(event.keyCombination()) == QKeySequence("Ctrl+Shift+C"):
            self._copy_cards(range(self.model.rowCount()))
        else:
            super().keyPressEvent(event)

    def _copy_cards(self, rows: Sequence[int]) -> None:
        """Put all that these cards say on the clipboard, as a table with headings."""
        cell, every = self.model.cell_of, (*self.model.columns, *self.model.unshown)
        columns = [each for each in every if any(cell(row, each).edit_text for row in rows)]
        put_block([[each.heading for each in columns], *([cell(row, each).edit_text for each in columns] for row in rows)], headed=True)

    def _press(self, row_id: Hashable) -> None:
        """Open a card, the focus in the first field of its form; or close it, the focus on the card."""
        if self._open == row_id:
            card = self.deck.card_of(row_id)
            if card is not None:
                card.setFocus(Qt.FocusReason.OtherFocusReason)
            self._open = None
            self._show()
            return
        self.go_to(row_id)
        field = next((field for field in self.form.fields.values() if field.isEnabled()), None)
        if field is not None:
            field.take()
            self._bring_into_view(row_id)

    def _reach(self, row_id: Hashable) -> None:
        """Take a card in hand without opening it; the one that was open is closed, as its form shows the row in hand."""
        self._open = None
        super().go_to(row_id)
        self._show()

    def _bring_into_view(self, row_id: Hashable) -> None:
        card, page = self.deck.card_of(row_id), self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        if card is not None and isinstance(page, QScrollArea):
            page.ensureWidgetVisible(self._panel, 0, 0)
            page.ensureWidgetVisible(card, 0, look.GAP)
            focus = QApplication.focusWidget()
            if focus is not None and self._panel.isAncestorOf(focus):
                page.ensureWidgetVisible(focus, 0, look.MARGIN)

    # Between the parts

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._panel and event.type() == QEvent.Type.LayoutRequest and not self.is_table:
            self.deck.place_again()
        return super().eventFilter(watched, event)

    def _id_in_hand(self) -> Hashable:
        row = self.table.current.row()
        return self.model.id_at(row) if 0 <= row < self.model.rowCount() else None

    def _show(self) -> None:
        super()._show()
        in_hand = self._id_in_hand()
        if self._open is not None and self._open != in_hand:
            self._open = None
        unsaved = {text.row for text in self.model.unsaved_texts()}
        cards, heading = [], ""
        for number in range(self.model.rowCount()):
            row_id, words = self.model.id_at(number), self._nouns.card(self.model.row_at(number))
            marks = tuple(mark for mark in words.marks if f"all {mark.lower()}" not in self._count.text())  # said once, beside the count
            marks = (*marks, _NOT_SAVED) if row_id in unsaved else marks
            cards.append((row_id, replace(words, marks=marks, heading=words.heading if words.heading != heading else "")))
            heading = words.heading
        if not self.is_table:
            self.form.set_whole(True)
        keeps_order = self.words.ordered and self.model.sorted_by is None and not self.model.filter
        self.deck.show_cards(cards, in_hand, self.open_id, grips=keeps_order and len(cards) > 1)
