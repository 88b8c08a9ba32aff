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
        held = self._finance
        if held is None:
            return []
        money = held.money_of(held.owner) if held.owner else None
        return self._said([
            *(optimism_bias(held.owner, money) if held.owner and money is not None else ()),
            *(quick(held.quick_wins, held.records.quick_win_months) if any(each.is_quick for each in held.quick_wins) else ()),
            *counted_twice(held.double_counts),
            *(f"{found.sentence}" for found in held.double_counts),
            *leaving(held.exit_costs),
        ])  # fmt: skip

    def certainty(self) -> list[Block]:
        """How far the figures could move before it is not worth while, what moves them most, and what many draws come to."""
        held, chosen = self._finance, self._chosen
        if held is None or chosen is None or held.owner is None:
            return []
        name, money = chosen
        drawings = held.monte_carlo if not held.owner else money.monte_carlo
        sentences = [*room(name, money), *moves_most(name, held.tornado(held.owner)), *(drawn(name, drawings) if self._simulated else ())]
        shown = self._placer.unless_placed(["chart: tornado", "chart: distribution"])
        return self._headed("How sure the savings are", sentences, shown)

    def conditions(self) -> list[Block]:
        """What depends on a condition and what is left without it."""
        held = self._finance
        if held is None:
            return []
        mine = tuple(each for each in held.conditions if not held.owner or each.owner == held.owner)
        shown = self._placer.unless_placed(["table: conditions"]) if mine else []
        # The table says all that the sentences say.
        self.told.update(depends(mine))
        return [Heading(2, "What depends on conditions"), *shown] if shown else []

    def budgets(self) -> list[Block]:
        """The statements of budget, cash and funding, and the gap they are to close."""
        held = self._finance
        if held is None:
            return []
        sentences = []
        if held.owner is not None:
            statements = held.affordability[WHOLE]
            # The year in which most cash is out can be told only where no year is open.
            settled = all(year.cumulative.central is not None for year in statements.total_cash)
            sentences = [*affordable(held, held.name), *(cash(held.name, statements) if settled else ())]
        elif held.funding:
            sentences = affordable(held, held.name)
        shown = self._placer.unless_placed(["table: gap", "chart: gap", "table: budget", "table: cash", "table: funding"])
        return self._with(sentences, shown)

    def targets(self) -> list[Block]:
        """Each target with its mode, what is gained and what is still to find."""
        held = self._finance
        if held is None or not held.progress:
            return []
        return self._with(targets(held), self._placer.unless_placed(["table: targets", "chart: targets"]))

    def partners(self) -> list[Block]:
        """Who pays and who gains, and whoever pays more for less."""
        held = self._finance
        if held is None:
            return []
        shown = self._placer.unless_placed(["table: partners", "chart: partners", "table: rebasing"])
        return self._with([*who_gains(held), *rebased(held)], shown)

    def checks(self) -> list[Block]:
        """The Section 151 officer's checks."""
        return self._placer.unless_placed(["table: checks"]) if self._finance is not None else []

    def _headed(self, heading: str, sentences: Sequence[str], shown: list[Block]) -> list[Block]:
        found = self._with(sentences, shown)
        return [Heading(2, heading), *found] if found else []

    def _with(self, sentences: Sequence[str], shown: list[Block]) -> list[Block]:
        said = self._said(sentences)
        lines = {sentence(capital(line)) for line in self.told}
        return [*said, *(replace(block, notes=_without(block.notes, lines)) if isinstance(block, Table) else block for block in shown)]

    def _said(self, sentences: Iterable[str]) -> list[Block]:
        lines = [line for line in dict.fromkeys(sentences) if line not in self.told]
        self.told.update(lines)
        return [BulletList(tuple((Span(sentence(capital(line)), found=True),) for line in lines))] if lines else []


def _without(notes: Sequence[str], told: Collection[str]) -> tuple[str, ...]:
    """The notes that are not told in a sentence above."""
    return tuple(note for note in notes if note not in told)
