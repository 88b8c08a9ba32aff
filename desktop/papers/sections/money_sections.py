"""The sections of a paper on finance: each says in sentences what its tables and figures show, and is empty where there is nothing to say.

A sentence that stands here stands nowhere else in the paper: `told` holds them, for the findings to leave out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from desktop.appraisal.results import Appraisal
from desktop.appraisal.savings.finance import WHOLE
from desktop.appraisal.sentences.budget import affordable, cash
from desktop.appraisal.sentences.checks import counted_twice, leaving, optimism_bias, quick
from desktop.appraisal.sentences.conditions import depends
from desktop.appraisal.sentences.efficiency import targets
from desktop.appraisal.sentences.partners import rebased, who_gains
from desktop.appraisal.sentences.room import drawn, moves_most, room
from desktop.papers.content.blocks import Block, BulletList, Heading, Span, Table
from desktop.papers.content.wording import capital, sentence
from desktop.papers.exhibits import Subject
from desktop.papers.exhibits.option_tables import in_question
from desktop.papers.sections.placing import Placer


class FinanceSections:
    """What one paper says of finance."""

    def __init__(self, appraisal: Appraisal, placer: Placer) -> None:
        self._finance, self._placer = appraisal.finance, placer
        self._chosen = in_question(appraisal)
        self._simulated = appraisal.simulation is not None
        self.told: set[str] = set()

    def savings(self) -> list[Block]:
        """What comes first on money: optimism bias, quick wins, double counting and exit costs, in sentences."""
        finance = self._finance
        if finance is None:
            return []
        money = finance.money_of(finance.owner) if finance.owner else None
        return self._said([
            *(optimism_bias(finance.owner, money) if finance.owner and money is not None else ()),
            *(quick(finance.quick_wins, finance.records.quick_win_months) if any(each.is_quick for each in finance.quick_wins) else ()),
            *counted_twice(finance.double_counts),
            *(f"{double_count.sentence}" for double_count in finance.double_counts),
            *leaving(finance.exit_costs),
        ])  # fmt: skip

    def certainty(self) -> list[Block]:
        """How far the figures could move before it is not worth while, what moves them most, and what many draws come to."""
        finance, chosen = self._finance, self._chosen
        if finance is None or chosen is None or finance.owner is None:
            return []
        name, money = chosen
        drawings = finance.monte_carlo if not finance.owner else money.monte_carlo
        sentences = [
            *room(name, money),
            *moves_most(name, finance.tornado(finance.owner)),
            *(drawn(name, drawings) if self._simulated else ()),
        ]
        shown = self._placer.under(Subject.CERTAINTY)
        return self._headed("How sure the savings are", sentences, shown)

    def conditions(self) -> list[Block]:
        """What depends on a condition and what is left without it."""
        finance = self._finance
        if finance is None:
            return []
        mine = tuple(each for each in finance.conditions if not finance.owner or each.owner == finance.owner)
        shown = self._placer.under(Subject.CONDITIONS) if mine else []
        # The table says all that the sentences say.
        self.told.update(depends(mine))
        return [Heading(2, "What depends on conditions"), *shown] if shown else []

    def budgets(self) -> list[Block]:
        """The statements of budget, cash and funding, and the gap they are to close."""
        finance = self._finance
        if finance is None:
            return []
        sentences = []
        if finance.owner is not None:
            statements = finance.affordability[WHOLE]
            # The year in which most cash is out can be told only where no year is open.
            settled = all(year.cumulative.central is not None for year in statements.total_cash)
            sentences = [*affordable(finance, finance.name), *(cash(finance.name, statements) if settled else ())]
        elif finance.funding:
            sentences = affordable(finance, finance.name)
        shown = self._placer.under(Subject.BUDGETS)
        return self._with(sentences, shown)

    def targets(self) -> list[Block]:
        """Each target with its mode, what is gained and what is still to find."""
        finance = self._finance
        if finance is None or not finance.progress:
            return []
        return self._with(targets(finance), self._placer.under(Subject.TARGETS))

    def partners(self) -> list[Block]:
        """Who pays and who gains, and whoever pays more for less."""
        finance = self._finance
        if finance is None:
            return []
        shown = self._placer.under(Subject.GAINS)
        return self._with([*who_gains(finance), *rebased(finance)], shown)

    def checks(self) -> list[Block]:
        """The Section 151 officer's checks."""
        return self._placer.under(Subject.CHECKS) if self._finance is not None else []

    def _headed(self, heading: str, sentences: Sequence[str], shown: list[Block]) -> list[Block]:
        blocks = self._with(sentences, shown)
        return [Heading(2, heading), *blocks] if blocks else []

    def _with(self, sentences: Sequence[str], shown: list[Block]) -> list[Block]:
        said = self._said(sentences)
        lines = {sentence(capital(line)) for line in self.told}
        return [*said, *(replace(block, notes=_without(block.notes, lines)) if isinstance(block, Table) else block for block in shown)]

    def _said(self, sentences: Iterable[str]) -> list[Block]:
        lines = [line for line in dict.fromkeys(sentences) if line not in self.told]
        self.told.update(lines)
        return [BulletList(tuple((Span(sentence(capital(line)), found=True),) for line in lines))] if lines else []


def _without(notes: Sequence[str], sentences: Collection[str]) -> tuple[str, ...]:
    """The notes that are not told in a sentence above."""
    return tuple(note for note in notes if note not in sentences)
