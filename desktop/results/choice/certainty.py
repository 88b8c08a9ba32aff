"""How often each option comes first when what is not known is drawn at random."""

from __future__ import annotations

from decimal import Decimal

from desktop.appraisal.results import Appraisal, OptionResult, OptionSimulation
from desktop.results.cells import BLANK, Chance, Lack, Number, Percentage, Row, Stress
from desktop.results.choice.options import name_of, state_words
from desktop.results.choice.weights import weighted

_NEVER_FIRST = Lack("no weights do", why="no weights drawn put it first")


def chances(appraisal: Appraisal) -> tuple[Row, ...]:
    """A row an option simulated, best score first; none without a simulation."""
    drawn = appraisal.simulation.options if appraisal.simulation is not None else {}
    return tuple(_row(each, drawn[each.name], leads=each.name == appraisal.leader) for each in appraisal.ranked if each.name in drawn)


def central_weights(appraisal: Appraisal, option: str) -> tuple[Row, ...]:
    """A row a weighted criterion: its weight now, and on average where this option is first; none where it never is.

    `share` is how much of the largest of those it is.
    """
    drawn = appraisal.simulation.options.get(option) if appraisal.simulation is not None else None
    central = drawn.central_weights if drawn is not None else None
    most = max(central.values(), default=0.0) if central else 0.0
    return tuple(
        Row(
            each.name,
            {
                "now": Percentage(each.weight, 0, stress=Stress.ASIDE),
                "central": Percentage(Decimal(central.get(each.name, 0.0)), 0),
                "share": Chance(central.get(each.name, 0.0) / most if most else 0.0),
            },
            record="criteria",
        )
        for each in weighted(appraisal)
        if central is not None
    )


def _row(option: OptionResult, drawn: OptionSimulation, *, leads: bool) -> Row:
    places = drawn.acceptability
    likeliest = max(range(len(places)), key=lambda number: places[number], default=None)
    barred = Lack("cannot lead", why=", ".join(state_words(option)))
    return Row(
        option.name,
        {
            "option": name_of(option, leads=leads),
            "first": Chance(places[0] if places else None, lack=BLANK),
            "leading": Chance(
                drawn.chance_of_leading if option.may_lead else None, lack=barred, stress=Stress.STRONG if leads else Stress.PLAIN
            ),
            "place": Number(None if likeliest is None else likeliest + 1, lack=BLANK),
            "in_place": Chance(None if likeliest is None else places[likeliest], lack=BLANK),
            "confidence": Chance(drawn.confidence, lack=_NEVER_FIRST),
        },
        record="options",
        stress=Stress.LEADS if leads else Stress.PLAIN,
    )
