"""What makes up new councils, what they open with, and the line on which the choice turns."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from db.nouns.choices import DividedBy
from desktop.appraisal.case import Case, Flow, FlowKind, Option
from desktop.appraisal.estimate import NOT_KNOWN, Estimate
from desktop.appraisal.findings.reorganisation import on_reorganisation, turns_on
from desktop.appraisal.reorganisation.composition import NewCouncil, Opening, ReorganisationRecords, Succession
from desktop.appraisal.reorganisation.reorganised import Reorganised, reorganisation, reorganised
from desktop.appraisal.years import FinancialYear
from desktop.papers.exhibits.cell_words import printed
from desktop.results.reorganisation import transition

_DAY = datetime.date(2027, 4, 1)
_YEAR = FinancialYear(2025)
#: Mid-2020 populations of the eleven districts and boroughs of Surrey, which the Office for National Statistics estimates together at
#: 1,199,870; the county's own is their sum.
_PEOPLE = {
    "Elmbridge": 137_215, "Epsom and Ewell": 81_003, "Guildford": 150_352, "Mole Valley": 87_547, "Reigate and Banstead": 149_243,
    "Runnymede": 90_327, "Spelthorne": 99_873, "Surrey Heath": 89_204, "Tandridge": 88_542, "Waverley": 126_556, "Woking": 100_008,
    "Surrey": 1_199_870,
}  # fmt: skip
_EAST = ("Elmbridge", "Epsom and Ewell", "Mole Valley", "Reigate and Banstead", "Tandridge")
_WEST = ("Guildford", "Runnymede", "Spelthorne", "Surrey Heath", "Waverley", "Woking")


def _two(**county: Decimal | None) -> ReorganisationRecords:
    councils = tuple(NewCouncil("Two", name, _DAY, councillors) for name, councillors in (("East", 108), ("West", 135)))
    goes = [Succession("Two", each, "East") for each in _EAST] + [Succession("Two", each, "West") for each in _WEST]
    goes += [Succession("Two", "Surrey", name, "", DividedBy.POPULATION, county.get(name)) for name in ("East", "West")]
    openings = (Opening("Surrey", _YEAR, net_budget=Estimate.exact(Decimal(1_264_200_000)), reserves=NOT_KNOWN),)
    return ReorganisationRecords(councils, tuple(goes), openings, _PEOPLE)


def _of(records: ReorganisationRecords) -> Reorganised:
    (option,) = reorganised(records)
    return option


def test_the_county_is_divided_as_its_areas_have_people_and_is_no_area_itself() -> None:
    option = _of(_two())
    east, west = option.councils
    assert (east.population, west.population) == (Fraction(543_550), Fraction(656_320))  # as the county's proposal of May 2025 divides it
    assert option.balance(DividedBy.POPULATION) == Fraction(543_550, 656_320)
    assert [part.share for part in east.made.whole if part.predecessor == "Surrey"] == [Fraction(543_550, 1_199_870)]
    assert option.why == ()


def test_money_that_is_divided_adds_to_what_there_was_and_what_is_not_known_stays_so() -> None:
    east, west = _of(_two()).councils
    (here,), (there,) = east.positions, west.positions
    # the districts' own budgets are not recorded
    assert here.net_budget.unknown == len(_EAST)
    assert here.net_budget.low == Decimal("572691966.63")
    assert (here.net_budget.low or 0) + (there.net_budget.low or 0) == Decimal(1_264_200_000)
    assert here.reserves.says_nothing


def test_a_percentage_recorded_stands_before_the_basis() -> None:
    option = _of(_two(East=Decimal("45.3"), West=Decimal("54.7")))
    assert [part.share for each in option.councils for part in each.made.whole if part.predecessor == "Surrey"] == [
        Fraction("0.453"),
        Fraction("0.547"),
    ]


def test_a_basis_that_is_not_recorded_leaves_the_share_not_known() -> None:
    records = _two()
    by_need = tuple(
        each if not each.divided_by else Succession("Two", "Surrey", each.successor, "", DividedBy.NEED) for each in records.successions
    )
    east, _ = _of(ReorganisationRecords(records.councils, by_need, records.openings, _PEOPLE)).councils
    assert [part.share for part in east.made.whole if part.predecessor == "Surrey"] == [None]
    assert _of(ReorganisationRecords(records.councils, by_need, records.openings, _PEOPLE)).why == (
        "How Surrey is divided in Two is not known: it goes by need, and the need of any area is not recorded.",
    )
    assert east.positions[0].net_budget.says_nothing


def test_what_a_service_costs_is_divided_apart_from_the_rest_of_its_council() -> None:
    """Surrey County Council spends £526m on adults in 2025/26, of a net budget of £1,264.2m."""
    care = tuple(
        Succession("Two", "Surrey", name, "Adult social care", percent=Decimal(share)) for name, share in (("East", 40), ("West", 60))
    )
    records = _two()
    costs = {("Surrey", "adult social care"): {_YEAR: Estimate.exact(Decimal(526_000_000))}}
    apart = replace(records, successions=(*records.successions, *care), costs=costs)
    east, west = _of(apart).councils
    assert [(part.service, amount.central) for part, amount in east.divided] == [
        ("", Decimal("334410069.42")),  # 543,550 of 1,199,870 people, of the £738.2m that is left
        ("Adult social care", Decimal(210_400_000)),
    ]
    assert east.positions[0].net_budget.low == Decimal("544810069.42")
    assert sum((each.positions[0].net_budget.low or 0) for each in (east, west)) == Decimal(1_264_200_000)
    # where nobody knows what it costs it stays within its council, and nothing is told of it
    without = _of(replace(apart, costs={})).councils[0]
    assert without.positions == _of(records).councils[0].positions
    assert without.divided[1][1].says_nothing


def test_electors_per_councillor() -> None:
    openings = tuple(Opening(name, _YEAR, electors=1_000 * number) for number, name in enumerate((*_EAST, *_WEST), 1))
    records = _two()
    option = _of(ReorganisationRecords(records.councils, records.successions, openings, _PEOPLE))
    east, west = option.councils
    assert (east.electors_per_councillor, west.electors_per_councillor) == (Fraction(15_000, 108), Fraction(51_000, 135))
    assert option.electors_per_councillor == Fraction(66_000, 243)


_BAD: tuple[tuple[tuple[Succession, ...], str], ...] = (
    ((Succession("One", "Woking", "West"),), "Guildford is in no new council of One."),
    (
        (Succession("One", "Guildford", "West"), Succession("One", "Guildford", "East"), Succession("One", "Woking", "East")),
        "Guildford is in 2 new councils of One, West and East, and nothing says how much of it is in each.",
    ),
    (
        (
            Succession("One", "Guildford", "West", percent=Decimal(40)),
            Succession("One", "Guildford", "East", percent=Decimal("55.5")),
            Succession("One", "Woking", "East"),
        ),
        "The percentages of Guildford in One add to 95.5%, and not to 100%.",
    ),
    (
        (
            Succession("One", "Guildford", "West", ends=datetime.date(2027, 5, 1)),
            Succession("One", "Woking", "East"),
        ),
        "Guildford would end on 1 May 2027, after West begins on 1 April 2027.",
    ),
    (
        (Succession("One", "Guildford", "North"), Succession("One", "Woking", "East")),
        "North takes over from councils in One and is none of its new councils.",
    ),
    ((Succession("One", "Guildford", "West"), Succession("One", "Woking", "West")), "Nothing says what East is made up of in One."),
)


@pytest.mark.parametrize(("successions", "sentence"), _BAD, ids=[each[1][:40] for each in _BAD])
def test_what_cannot_be_is_a_sentence(successions: tuple[Succession, ...], sentence: str) -> None:
    councils = (NewCouncil("One", "West", _DAY), NewCouncil("One", "East", _DAY))
    another = (Succession("Other", "Guildford", "West"), Succession("Other", "Woking", "West"))
    options = reorganised(ReorganisationRecords(councils, (*successions, *another)))
    why = next(each for each in options if each.option == "One").why
    assert sentence in why
    assert all(each.action for each in why)


def test_no_new_council_does_anything_before_its_vesting_day() -> None:
    records = ReorganisationRecords(
        (NewCouncil("One", "West", _DAY),),
        (Succession("One", "Woking", "West"),),
        (Opening("West", _YEAR),),
        borne=(("One", "ICT", "West", FinancialYear(2026)), ("One", "Staff", "West", FinancialYear(2027))),
    )
    assert _of(records).why == (
        "West has an opening position for 2025/26, before it exists: it begins on 1 April 2027.",
        "West bears ‘ICT’ of One in 2026/27, before it exists: it begins on 1 April 2027.",
    )


def _option(name: str, disaggregation: int, aggregation: int, transformation: int) -> Option:
    years = [_YEAR.after(n) for n in range(3, 6)]

    def line(words: str, kind: FlowKind, millions: int, category: str = "") -> Flow:
        amount = Estimate.exact(Decimal(millions) * 1_000_000)
        return Flow(words, kind, dict.fromkeys(years, amount), recurring=True, category=category)

    return Option(
        name,
        flows=(
            line("Splitting county services", FlowKind.COST, disaggregation, "Disaggregation"),
            line("Joining district services", FlowKind.SAVING, aggregation, "Aggregation"),
            line("Transformation", FlowKind.SAVING, transformation, "Transformation"),
        ),
    )


def test_three_councils_break_even_where_splitting_costs_41_million() -> None:
    """Surrey County Council, 1 August 2025: £38m and £57m of disaggregation, and £23m saved against £16m lost a year."""
    case = Case("Surrey", _YEAR, 6, options=(_option("Two", 38, 61, 46), _option("Three", 57, 41, 40)))
    records = ReorganisationRecords(
        (NewCouncil("Two", "West", _DAY), NewCouncil("Three", "West", _DAY)),
        (Succession("Two", "Woking", "West"), Succession("Three", "Woking", "West")),
    )
    found = reorganisation(records, case)
    two, three = found.effects
    assert [each.reorganisation.central for each in (two, three)] == [Decimal(23_000_000), Decimal(-16_000_000)]
    assert [each.transformation.central for each in (two, three)] == [Decimal(46_000_000), Decimal(40_000_000)]
    assert three.turning is not None
    assert two.turning is not None
    assert (three.turning.line, three.turning.breaks_even_at) == ("Splitting county services", Decimal(41_000_000))
    assert (three.turning.best, three.turning.matches_at) == ("Two", Decimal(18_000_000))
    assert (two.turning.line, two.turning.breaks_even_at) == ("Joining district services", Decimal(38_000_000))
    assert two.turning.matches_at is None
    assert three.lines == (
        ("Splitting county services", Estimate.exact(Decimal(-57_000_000))),
        ("Joining district services", Estimate.exact(Decimal(41_000_000))),
    )
    told = turns_on(three)
    assert told is not None
    assert told.words == (
        "Reorganisation by itself costs £16 million a year more than it saves. That turns on ‘Splitting county services’, £57 million "
        "a year: it breaks even at £41 million, and matches Two at £18 million or less"
    )
    sentences = [each.words for each in on_reorganisation(found)]
    assert (
        "Under Three, reorganisation costs £16 million a year more than it saves by 2030/31, transformation apart. "
        "That turns on ‘Splitting county services’, £57 million a year as recorded: at £41 million it would break even, "
        "and at £18 million or less it would match Two."
    ) in sentences


#: What implementing two councils and three costs, in £m: three-unitary proposal for Surrey, May 2025, principle 5.
_IMPLEMENTATION = {
    "Redundancy and early retirement": ("10.6", "8.0"),
    "Programme delivery": ("9.5", "12.9"),
    "ICT consolidation and change": ("23.2", "24.8"),
    "Branding and communications": ("1.3", "1.9"),
    "Shadow authorities": ("3.0", "3.2"),
    "Creating the new councils": ("2.8", "3.4"),
    "Closing the old councils": ("1.9", "1.9"),
    "Elections to shadow authorities": ("3.3", "3.4"),
}


def _changing(name: str, which: int) -> Option:
    """An option with its published lines, a half in each of two years, and a cost that goes on."""

    def line(words: str, millions: str) -> Flow:
        half = Estimate.exact(Decimal(millions) * 500_000)
        return Flow(words, FlowKind.COST, {_YEAR.after(1): half, _YEAR.after(2): half}, recurring=False, category="Transition")

    lines = [line(words, millions[which]) for words, millions in _IMPLEMENTATION.items()]
    return Option(name, flows=(*_option(name, 38, 61, 46).flows, *lines))


def test_what_the_change_costs_adds_to_both_published_totals_and_by_year() -> None:
    """The proposal prints £55.6m for two councils and £59.5m for three."""
    two, three = _changing("Two", 0), _changing("Three", 1)
    blank = replace(three, flows=(*three.flows, Flow("Contingency", FlowKind.COST, {}, recurring=False)))
    names = [NewCouncil(name, "West", _DAY) for name in ("Two", "Three")]

    def rows(*options: Option) -> dict[str, list[str]]:
        found = reorganisation(ReorganisationRecords(tuple(names)), Case("Surrey", _YEAR, 6, options=options))
        return {row.name: [printed(cell) for cell in row.cells.values()] for row in transition(found)}

    told = rows(two, three)
    assert list(told)[:8] == list(_IMPLEMENTATION)
    assert told["Programme delivery"] == ["£9.5m", "£12.9m"]
    assert told["Transition, in all"] == ["£55.6m", "£59.5m"]
    assert (told["of which in 2026/27"], len(told)) == (["£27.8m", "£29.8m"], 11)
    assert rows(two, blank)["Transition, in all"] == ["£55.6m", "at least £59.5m\n1 not known"]
