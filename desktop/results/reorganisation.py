"""New councils as rows: what each is made of and weighs, what it opens with by year, its council tax, and what each option comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from functools import partial

from db.nouns.choices import DividedBy
from desktop.appraisal.estimate import NOT_KNOWN as NO_AMOUNT
from desktop.appraisal.estimate import ZERO, Estimate
from desktop.appraisal.money import to_pence
from desktop.appraisal.reorganisation.composition import Part
from desktop.appraisal.reorganisation.opening import Opened
from desktop.appraisal.reorganisation.reorganised import Reorganisation, Reorganised
from desktop.appraisal.reorganisation.turning import FullEffect
from desktop.appraisal.wording import listed, long_date, placed
from desktop.appraisal.years import FinancialYear
from desktop.results.cells import (
    BLANK,
    NONE,
    NOT_KNOWN,
    Amount,
    Cell,
    Change,
    Lack,
    Number,
    Percentage,
    Period,
    Row,
    Stress,
    Words,
    in_columns,
)

_NOT_RECORDED = Lack("not known", is_open=True, why="not recorded of every council that it takes over")


def new_councils(options: Iterable[Reorganised]) -> tuple[Row, ...]:
    """A row a new council, then one for the balance of an option's."""
    rows: list[Row] = []
    for option in options:
        rows += (_council(option.option, each) for each in option.councils)
        if len(option.councils) > 1:
            rows.append(_balance(option))
    return tuple(rows)


def _council(option: str, each: Opened) -> Row:
    council = each.made.council
    day = council.vesting_day
    return Row(
        each.name,
        {
            "option": Words(option),
            "made_of": Words(_made_of(each.made.whole) or None),
            "begins": Words(None if day is None else long_date(day)),
            "population": Number(each.population, 0, lack=_NOT_RECORDED),
            "need": Number(each.need, 0, lack=_NOT_RECORDED),
            "tax_base": Number(each.tax_base, 1, lack=_NOT_RECORDED),
            "councillors": Number(council.councillors, 0),
            "electors_each": Number(each.electors_per_councillor, 0, lack=_NOT_RECORDED),
        },
        record="new councils",
        brief=f"{each.name}, {option}",
    )


def _balance(option: Reorganised) -> Row:
    blank: dict[str, Cell] = dict.fromkeys(("made_of", "begins", "councillors"), Words(None, lack=BLANK))
    bases = {"population": DividedBy.POPULATION, "need": DividedBy.NEED, "tax_base": DividedBy.TAX_BASE}
    balances = {key: Percentage(option.balance(basis), 1, lack=_NOT_RECORDED) for key, basis in bases.items()}
    each = Number(option.electors_per_councillor, 0, lack=_NOT_RECORDED)
    cells: dict[str, Cell] = {"option": Words(option.option), **blank, **balances, "electors_each": each}
    return Row("Smallest to largest", cells, brief=f"Smallest to largest, {option.option}", stress=Stress.STRONG)


def _made_of(parts: Iterable[Part]) -> str:
    """What makes up a new council in words: areas by name, and what is divided with its percentage and basis."""
    return listed([_with_share(each) for each in parts])


def _with_share(part: Part) -> str:
    if part.is_area and part.share == 1:
        return part.predecessor
    share = "a share not known" if part.share is None else f"{placed(part.share * 100, 1)}%"
    return f"{part.predecessor} ({share}{f' by {part.divided_by}' if part.divided_by else ''})"


def disaggregated(options: Iterable[Reorganised]) -> tuple[Row, ...]:
    """A row for each share of what a basis divides, council or service, in each option."""
    return in_columns(
        Row(
            f"{part.service} of {part.predecessor}" if part.service else part.predecessor,
            {
                "option": Words(option.option),
                "to": Words(each.name),
                "by": Words(str(part.divided_by) or None, lack=NONE),
                "share": Percentage(part.share, 2),
                "net_budget": Amount(budget),
            },
            record="successions",
            brief=f"{part.service or part.predecessor} to {each.name}, {option.option}",
        )
        for option in options
        for part, each, budget in _divided(option)
    )


def _divided(option: Reorganised) -> list[tuple[Part, Opened, Estimate]]:
    """What a basis divides, with what each new council has of it: what is divided together stands together."""
    rows = [(part, each, budget) for each in option.councils for part, budget in each.divided]
    first = list(dict.fromkeys((part.predecessor, part.service) for part, _, _ in rows))
    return sorted(rows, key=lambda row: first.index((row[0].predecessor, row[0].service)))


def positions(options: Iterable[Reorganised]) -> tuple[Row, ...]:
    """A row a new council and year: its money, its tax base and its band D."""
    return in_columns(
        Row(
            f"{each.name}, {position.year}",
            {
                "option": Words(option.option),
                "council": Words(each.name),
                "year": Words(str(position.year)),
                "net_budget": Amount(position.net_budget),
                "gap": Amount(position.gap, lack=_NOT_RECORDED),
                "debt": Amount(position.debt),
                "debt_cost": Amount(position.debt_cost),
                "reserves": Amount(position.reserves),
                "tax_base": Number(position.tax_base, 1, lack=_NOT_RECORDED),
                "band_d": _penny(position.band_d),
            },
            record="new councils",
            brief=f"{each.name}, {option.option}, {position.year}",
        )
        for option in options
        for each in option.councils
        for position in each.positions
    )


def council_tax(options: Iterable[Reorganised]) -> tuple[Row, ...]:
    """A row a new council and year of its harmonisation, to the year with one rate."""
    return in_columns(
        Row(
            f"{each.name}, {year.year}",
            {
                "option": Words(option.option),
                "council": Words(each.name),
                "year": Words(str(year.year)),
                "lowest": _penny(year.lowest),
                "highest": _penny(year.highest),
                "gap": _penny(year.gap),
                "charged": Amount(in_pounds(year.charged)),
                "forgone": Amount(in_pounds(year.forgone)),
            },
            record="new councils",
            brief=f"{each.name}, {option.option}, {year.year}",
        )
        for option in options
        for each in option.councils
        for year in each.tax.years
    )


def tax_by_area(options: Iterable[Reorganised]) -> tuple[Row, ...]:
    """A row a new council and area of it: its rate today, in the first year and in the year with one rate, and what harmonising adds."""
    return tuple(
        Row(
            f"{area.name}, {each.name}",
            {
                "option": Words(option.option),
                "today": _penny(each.tax.today(area.before)),
                "first": _penny(area.first),
                "rise": Percentage(area.first / area.before - 1 if area.before else None, 2, signed=True, lack=NONE),
                "last": _penny(area.last),
                "harmonising": Change(in_pounds(area.by_harmonising), recorded=True),
            },
            record="opening positions",
            brief=f"{area.name} in {each.name}, {option.option}",
        )
        for option in options
        for each in option.councils
        for area in each.tax.paid
    )


def full_effects(reorganisation: Reorganisation) -> tuple[Row, ...]:
    """A row an option: what it comes to a year in full effect, and the line on which that turns."""
    rows = []
    for each in reorganisation.effects:
        turning = each.turning
        amounts = (None, None, None) if turning is None else (turning.amount, turning.breaks_even_at, turning.matches_at)
        lack = NOT_KNOWN if any(each.is_withheld_in_part for each in reorganisation.effects) else NONE
        recorded, even, match = (None if amount is None else Estimate.exact(to_pence(amount)) for amount in amounts)
        rows.append(
            Row(
                each.option,
                {
                    "reorganisation": Amount(each.reorganisation),
                    "transformation": Amount(each.transformation),
                    "together": Amount(each.together),
                    "transition": Amount(_transition(each), lack=NONE),
                    "payback": Period(each.payback_years, lack=NOT_KNOWN if each.reorganisation.says_nothing else lack),
                    "line": Words(None if turning is None else turning.line, lack=lack),
                    "recorded": Amount(recorded, recorded=True, lack=BLANK),
                    "breaks_even_at": Amount(even, recorded=True, lack=BLANK),
                    "matches_at": Amount(match, recorded=True, lack=BLANK),
                },
                record="options",
            )
        )
    return in_columns(rows, ("reorganisation", "transformation", "together"))


def yearly_lines(reorganisation: Reorganisation) -> tuple[Row, ...]:
    """A row a line of reorganisation and a column an option, its number from 0: what the line saves a year, or with a minus costs."""
    effects = reorganisation.effects
    names = dict.fromkeys(line for each in effects for line, _ in each.lines)
    rows = [Row(name, {str(n): _line(each, name) for n, each in enumerate(effects)}, record="cash flows") for name in names]
    net: dict[str, Cell] = {str(n): Amount(each.reorganisation) for n, each in enumerate(effects)}
    return in_columns([*rows, Row("Reorganisation", net, stress=Stress.STRONG)], tuple(net)) if rows else ()


def transition(reorganisation: Reorganisation) -> tuple[Row, ...]:
    """What the change itself costs, an option a column, its number from 0: a row a line, their total, and a row a year of it."""
    effects = reorganisation.effects
    names = dict.fromkeys(line for each in effects for line, _ in each.transition)
    years = sorted({year for each in effects for _, amounts in each.transition for year, amount in amounts.items() if not amount.is_nought})
    if not names:
        return ()

    def row(name: str, amount: Callable[[FullEffect], Estimate | None], stress: Stress = Stress.PLAIN) -> Row:
        cells = {str(n): Amount(amount(each), lack=NOT_KNOWN if each.is_withheld_in_part else NONE) for n, each in enumerate(effects)}
        return Row(name, dict(cells), record="cash flows", stress=stress)

    return in_columns(
        [
            *(row(name, partial(_transition, line=name)) for name in names),
            row("Transition, in all", _transition, Stress.STRONG),
            *(row(f"of which in {year}", partial(_transition, year=year)) for year in years),
        ],
        tuple(str(n) for n in range(len(effects))),
    )


def _transition(effect: FullEffect, line: str = "", year: FinancialYear | None = None) -> Estimate | None:
    """What the change costs of one line or all, in one year or all; not known of a line without an amount, none where it has no such."""
    held = [amounts for name, amounts in effect.transition if line in ("", name)]
    parts = [NO_AMOUNT if not amounts else Estimate.sum(amounts.values()) for amounts in held]
    if year is not None:
        parts = [NO_AMOUNT if not amounts else amounts.get(year, ZERO) for amounts in held]
    if effect.is_withheld_in_part and not line:
        parts.append(NO_AMOUNT)
    return Estimate.sum(parts) if parts else None


def _line(effect: FullEffect, name: str) -> Amount:
    found = [amount for line, amount in effect.lines if line == name]
    return Amount(Estimate.sum(found) if found else None, lack=NOT_KNOWN if effect.is_withheld_in_part else NONE)


def in_pounds(amount: Fraction) -> Estimate:
    """An amount in pounds, rounded half up to the penny."""
    return Estimate.exact(to_pence(Decimal(amount.numerator) / Decimal(amount.denominator)))


def _penny(amount: Fraction | None) -> Amount:
    """A rate at band D, to the penny."""
    return Amount(None if amount is None else in_pounds(amount), recorded=True, lack=_NOT_RECORDED)
