"""Puts tables and charts where an officer's text asks for them, and remembers which have a place."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.appraisal.results import Appraisal
from desktop.papers.content.blocks import Block, Paragraph, Span, Tone
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.words import PLACES, Place, parse
from desktop.papers.exhibits import (
    certainty_figures,
    certainty_tables,
    figures,
    money_figures,
    money_tables,
    option_tables,
    partner_figures,
    partner_tables,
    record_tables,
)
from desktop.papers.law.withholding import in_its_place, label


class Placer:
    """Draws the places of one paper from its records."""

    def __init__(self, paper: PaperRecords, appraisal: Appraisal) -> None:
        self._paper, self._appraisal = paper, appraisal
        self._placed = {part for section in paper.sections for part in parse(section.text) if isinstance(part, Place)}
        self._placed |= {part for item in paper.implications for part in parse(item.text) if isinstance(part, Place)}

    def text(self, text: str) -> list[Block]:
        """An officer's text with its tables and charts."""
        blocks: list[Block] = []
        for part in parse(text):
            if isinstance(part, Place):
                blocks += self.blocks(part)
            else:
                blocks.append(part)
        return blocks

    def unless_placed(self, places: Iterable[str]) -> list[Block]:
        """The tables and charts of these places, such as `table: risks`, but for those that the officer has put somewhere."""
        wanted = [place for name in places for place in PLACES if str(place) == f"[{name}]"]
        return [block for place in wanted if place not in self._placed for block in self.blocks(place)]

    def is_placed(self, name: str) -> bool:
        """Whether the officer has put a place such as `table: risks` somewhere."""
        return any(str(place) == f"[{name}]" for place in self._placed)

    def blocks(self, place: Place) -> list[Block]:
        """What is drawn at a place: in the public paper nothing of what is withheld, in the whole one after words that say so."""
        marks = self._paper.withheld_places.get(str(place))
        if marks is None:
            return self._drawn(place)
        if not self._paper.exempt:
            return [Paragraph((Span(f"{in_its_place(marks)}.", italic=True),), tone=Tone.LEAD)]
        return [Paragraph((Span(label(marks), bold=True),), tone=Tone.LEAD), *self._drawn(place)]

    def _drawn(self, place: Place) -> list[Block]:
        paper, appraisal = self._paper, self._appraisal
        if place.kind == "chart":
            draw = {
                "contributions": figures.contributions, "savings": figures.savings, "cumulative": figures.cumulative,
                "acceptability": certainty_figures.acceptability, "weights": certainty_figures.weights, "spread": certainty_figures.spread,
                "value": certainty_figures.value, "tornado": money_figures.tornado, "distribution": money_figures.distribution,
                "partners": money_figures.partners, "targets": money_figures.targets, "gap": money_figures.gap,
                "ratings": partner_figures.ratings, "resources": partner_figures.resources,
            }[place.name]  # fmt: skip
            return list(draw(paper, appraisal))
        doubts = {
            "chances": certainty_tables.chances, "switches": certainty_tables.switches, "differences": certainty_tables.differences,
            "value": certainty_tables.value,
        }  # fmt: skip
        if place.name in doubts:
            return [doubts[place.name](paper, appraisal)]
        finance = {
            "cases": money_tables.cases, "conditions": money_tables.conditions, "budget": money_tables.budget,
            "cash": money_tables.cash, "funding": money_tables.funding, "gap": money_tables.gap, "targets": money_tables.targets,
            "partners": money_tables.partners, "rebasing": money_tables.rebasing, "checks": money_tables.checks,
        }  # fmt: skip
        if place.name in finance:
            return list(finance[place.name](paper, appraisal))
        partners = {
            "returns": partner_tables.returns, "ratings": partner_tables.ratings, "resources": partner_tables.resources,
            "unitcosts": partner_tables.unit_costs, "fit": partner_tables.fit, "interviews": partner_tables.interviews,
            "capability": partner_tables.capability, "sharing": partner_tables.sharing, "pool": partner_tables.pool,
            "requests": partner_tables.requests, "actions": partner_tables.actions,
        }  # fmt: skip
        if place.name in partners:
            return list(partners[place.name](paper, appraisal))
        if place.name == "options":
            return [option_tables.options(paper, appraisal)]
        if place.name == "scores":
            return list(option_tables.scores(paper, appraisal))
        if place.name == "savings":
            money_by_owner = option_tables.money_held(appraisal)
            known = [(name, money) for name, money in money_by_owner if option_tables.has_known_amounts(money)]
            yearly = [option_tables.money_by_year(paper, name, money) for name, money in known]
            return [*option_tables.money_summary(paper, appraisal), *yearly]
        tables = {
            "risks": record_tables.risks, "consultation": record_tables.consultation, "milestones": record_tables.milestones,
            "evidence": record_tables.evidence, "objectives": record_tables.objectives, "services": record_tables.services,
        }  # fmt: skip
        return [tables[place.name](paper)]
