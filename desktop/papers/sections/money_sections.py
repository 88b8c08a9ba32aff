"""The sections of an annex on finance: each says in sentences what its tables and figures show, and is empty where there is nothing to say.

A sentence that stands here stands nowhere else in the annex: `printed` holds them, for the findings to leave out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from desktop.appraisal.findings.bids import on_bids
from desktop.appraisal.findings.budget import affordable, cash
from desktop.appraisal.findings.checks import counted_twice, optimism_bias, quick, same_saving
from desktop.appraisal.findings.conditions import depends
from desktop.appraisal.findings.efficiency import targets
from desktop.appraisal.findings.finance import conditions_of, drawn_of_own, exits, owner_named, owners_in_question
from desktop.appraisal.findings.finance import in_question as question_of
from desktop.appraisal.findings.finding import Finding, Named
from desktop.appraisal.findings.partners import rebased, who_gains
from desktop.appraisal.findings.room import drawn, moves_most, room
from desktop.appraisal.findings.scenarios import outturn, ratings, scenarios
from desktop.appraisal.results import Appraisal
from desktop.appraisal.savings.conditions import Dependence
from desktop.appraisal.savings.finance import WHOLE
from desktop.papers.content.blocks import Block, BulletList, Heading, Table, found_span
from desktop.papers.exhibits import Subject
from desktop.papers.exhibits.option_tables import in_question, owner_in_question
from desktop.papers.sections.placing import Placer


class FinanceSections:
    """What one paper says of finance."""

    def __init__(self, appraisal: Appraisal, placer: Placer) -> None:
        self._appraisal, self._finance, self._placer = appraisal, appraisal.finance, placer
        self._chosen = in_question(appraisal)
        self._simulated = appraisal.simulation is not None
        self.printed: set[Finding] = set()

    def savings(self) -> list[Block]:
        """What comes first on money: optimism bias, quick wins, double counting and exit costs, in sentences."""
        finance = self._finance
        if finance is None:
            return []
        money = finance.money_of(finance.owner) if finance.owner else None
        return self._said([
            *(optimism_bias(owner_named(finance, finance.owner), money) if finance.owner and money is not None else ()),
            *(
                quick(finance.quick_wins, finance.records.quick_win_months, self._named)
                if any(each.is_quick for each in finance.quick_wins)
                else ()
            ),
            *counted_twice(finance.double_counts, self._named),
            *(same_saving(double_count, self._named) for double_count in finance.double_counts),
            *exits(finance),
        ])  # fmt: skip

    def _named(self, owner: str) -> Named:
        """An option or a project by its name."""
        return Named(owner, None) if self._finance is None else owner_named(self._finance, owner)

    def certainty(self) -> list[Block]:
        """How far the figures could move before it is not worth while, what moves them most, and what many draws come to."""
        finance, chosen = self._finance, self._chosen
        if finance is None or chosen is None or finance.owner is None:
            return []
        name, money = chosen
        who = question_of(finance).worded(name) if money is finance.money_of(finance.owner) else owner_named(finance, name)
        drawings = finance.monte_carlo if not finance.owner else money.monte_carlo
        tornado = finance.tornado(owner_in_question(self._appraisal, chosen))
        # without a most likely figure nothing can be drawn, and that is said once
        draws = self._simulated and not tornado.why
        shown = self._placer.under(Subject.CERTAINTY)
        # the chart itself says why it is of changes alone
        why = {reason.rstrip(".") for reason in tornado.why}
        sentences = [
            *room(who, money),
            *(line for line in moves_most(who, tornado) if line.words.rstrip(".") not in why),
            *((*drawn_of_own(finance, who), *drawn(who, drawings)) if draws else ()),
            *scenarios(self._appraisal, owners_in_question(finance)),
        ]
        blocks = self._headed("How sure the savings are", sentences, shown)
        self.printed.update((*moves_most(who, tornado), *drawn_of_own(finance, who), *drawn(who, drawings)))
        return blocks

    def outturn(self) -> list[Block]:
        """What has come of what was planned, and how its lines are rated."""
        finance = self._finance
        if finance is None or not finance.records.actuals:
            return []
        return self._with([*outturn(self._appraisal), *ratings(self._appraisal)], self._placer.under(Subject.OUTTURN))

    def conditions(self) -> list[Block]:
        """What depends on a condition and what is left without it."""
        finance = self._finance
        if finance is None:
            return []
        mine = tuple(each for each in finance.conditions if not finance.owner or each.owner == finance.owner)
        shown = self._placer.under(Subject.CONDITIONS) if mine else []
        if not any(isinstance(block, Table) for block in shown):
            said = [line for each in mine if not _says_nothing(each) for line in depends((each,), self._named)] if shown else []
            self.printed.update(depends(mine, self._named))
            return self._headed("What depends on conditions", said, [])
        # The table says all that the sentences say.
        self.printed.update((*depends(mine, self._named), *conditions_of(finance, question_of(finance))))
        return [Heading(2, "What depends on conditions"), *shown]

    def budgets(self) -> list[Block]:
        """The statements of budget, cash and funding, and the gap they are to close."""
        finance = self._finance
        if finance is None:
            return []
        sentences, who = [], question_of(finance)
        if finance.owner is not None:
            statements = finance.affordability[WHOLE]
            # The year in which most cash is out can be told only where no year is open.
            settled = all(year.cumulative.central is not None for year in statements.total_cash)
            sentences = [*affordable(finance, who), *(cash(who, statements) if settled else ())]
        elif finance.funding:
            sentences = affordable(finance, who)
        shown = self._placer.under(Subject.BUDGETS)
        return self._with(sentences, shown)

    def grants(self) -> list[Block]:
        """What bids for grant ask, and what follows if one fails."""
        finance = self._finance
        return [] if finance is None else self._with(on_bids(finance.bids), self._placer.under(Subject.GRANTS))

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

    def _headed(self, heading: str, sentences: Sequence[Finding], shown: list[Block]) -> list[Block]:
        blocks = self._with(sentences, shown)
        return [Heading(2, heading), *blocks] if blocks else []

    def _with(self, sentences: Sequence[Finding], shown: list[Block]) -> list[Block]:
        said = self._said(sentences)
        lines = {line.with_capital().with_stop().words for line in self.printed}
        return [*said, *(replace(block, notes=_without(block.notes, lines)) if isinstance(block, Table) else block for block in shown)]

    def _said(self, sentences: Iterable[Finding]) -> list[Block]:
        lines = [line for line in dict.fromkeys(sentences) if line not in self.printed]
        self.printed.update(lines)
        return [BulletList(tuple((found_span(line.with_capital()),) for line in lines))] if lines else []


def _says_nothing(each: Dependence) -> bool:
    """Whether neither what depends on a condition nor what is left without it is known: its lines under sources say what it is."""
    amounts = (each.savings, each.costs, each.funding, *((each.npv_without,) if each.npv_without is not None else ()))
    return all(amount.is_nought or amount.says_nothing for amount in amounts)


def _without(notes: Sequence[str], sentences: Collection[str]) -> tuple[str, ...]:
    """The notes that are not told in a sentence above."""
    return tuple(note for note in notes if note not in sentences)
