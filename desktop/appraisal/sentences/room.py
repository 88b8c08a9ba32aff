"""How much room a proposal has: its switching values, what moves it most, and what comes of drawing all that is uncertain."""

from __future__ import annotations

from decimal import Decimal

from desktop.appraisal import money
from desktop.appraisal.results import Money, MonteCarlo
from desktop.appraisal.savings.switching import Switching
from desktop.appraisal.savings.targets import target_name
from desktop.appraisal.savings.tornado import Driver, Tornado
from desktop.appraisal.sentences.certainty import chance_words, error_words
from desktop.appraisal.wording import agreeing, listed, span

#: A change of this much and more is told as so many times the amount.
_MANY_TIMES = Decimal(10)
#: More targets than this are counted and not named each.
_MOST_TARGETS = 3
_TENTH = Decimal("0.1")


def room(name: str, money: Money) -> list[str]:
    """How far costs, savings and delay could change before it stops being worth while, that is before its net present value is £0."""
    if money.switching is None:
        return []
    switching = money.switching.central
    on = "" if money.switching.low == switching == money.switching.high else ", on the most likely figures"
    parts = [(noun, change) for noun, change in (("costs", switching.costs), ("savings", switching.savings)) if change is not None]
    if not parts:
        return []
    if not any(change for _, change in parts):
        return [
            f"{name} is only just worth while{on}: any change for the worse of its {' or '.join(noun for noun, _ in parts)} takes its "
            "net present value below £0."
        ]
    better = all((change > 0) == (noun == "costs") for noun, change in parts)
    (first, change), *rest = parts
    sentence = f"The {first} of {name} {'could' if better else 'would have to'} {_moves(change)}"
    sentence += "".join(f", or its {noun} {_moves(change)}," for noun, change in rest)
    if not better:
        return [f"{sentence} before it is worth while{on}."]
    return [f"{sentence} before it stops being worth while{on}.", *_delay(name, switching)]


def drawn(name: str, simulated: MonteCarlo | None) -> list[str]:
    """What a Monte Carlo simulation says of a net present value; nothing where it has not been run."""
    if simulated is None or simulated.p10 is None or simulated.p90 is None or simulated.chance_positive is None:
        return [] if simulated is None else list(simulated.why)
    if simulated.p10 == simulated.p90:
        return []
    error = "" if simulated.chance_positive in (0, 1) else f", {error_words(simulated.error)}"
    sentences = [
        f"With every uncertain amount of {name} drawn {simulated.draws:,} times, its net present value is "
        f"{money.running_span(simulated.p10, simulated.p90)} in eight draws of ten, and above £0 in "
        f"{chance_words(simulated.chance_positive)} of them{error}."
    ]
    if simulated.chance_of_target is not None:
        sentences.append(f"{_targets(simulated.targets)} in {chance_words(simulated.chance_of_target)} of those draws.")
    return sentences


def _targets(asked: tuple[tuple[str, str | None], ...]) -> str:
    """Which targets are met; each by name, or how many of which indicators where they are many."""
    if len(asked) > _MOST_TARGETS:
        return f"All {len(asked)} targets of {listed(list(dict.fromkeys(indicator for indicator, _ in asked)))} are met"
    names = [target_name(indicator, organisation) for indicator, organisation in asked]
    if len(names) == 1:
        return f"{names[0]} is met"
    rest = [f"the {name[4:]}" if name.startswith("The ") else name for name in names[1:]]
    return f"{listed([names[0], *rest])} are all met"


def moves_most(name: str, tornado: Tornado) -> list[str]:
    """What moves a net present value most, and what could move it without a known end."""
    sentences = []
    loose = [f"‘{bar.name}’" for bar in tornado.bars if bar.is_open]
    if loose:
        shown = [*loose[:3], f"{len(loose) - 3} more"] if len(loose) > 3 else loose
        sentences.append(
            f"How far {listed(shown)} could move the net present value of {name} is not known: "
            f"{agreeing(loose, 'it has', 'they have')} no lowest or no highest amount."
        )
    widest = next((bar for bar in tornado.bars if bar.width), None)
    if widest is not None and widest.width is not None:
        what = f"‘{widest.name}’" if widest.driver is Driver.LINE else widest.name[:1].lower() + widest.name[1:]
        ends = f", from {widest.worst} to {widest.best}" if widest.driver is Driver.LINE else ""
        among = "Of the rest, what" if loose else "What"
        sentences.append(
            f"{among} moves the net present value of {name} most is {what}{ends}: {money.running(widest.width)} between its worst "
            "and its best."
        )
    return [*sentences, *tornado.why]


def _delay(name: str, switching: Switching) -> list[str]:
    if switching.delay_years is None or switching.delay_years <= 0:
        return []
    return [f"The savings of {name} could come {span(switching.delay_years)} late before it stops being worth while."]


def _moves(change: Decimal) -> str:
    if change == -1:
        return "fall to nothing"
    return f"{'rise' if change > 0 else 'fall'} {_by(abs(change))}"


def _by(change: Decimal) -> str:
    if change >= _MANY_TIMES:
        return f"to {int(change + 1)} times what they are"
    shown = (change * 100).quantize(_TENTH)
    return f"by {f'{shown:,f}'.removesuffix('.0')}%" if shown else "by less than 0.1%"
