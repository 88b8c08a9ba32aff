"""The six samples: each is taken whole, and holds the figures its report prints."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from db.nouns import nouns_of, sheet_nouns
from db.nouns.case import Case, Evidence
from db.nouns.choice import Criterion, Option
from db.nouns.delivery import Action
from db.nouns.money import BudgetGap, CashFlow, ChecklistAnswer, Funding, Leaver, Phasing, Target
from db.nouns.noun import BelongsTo, Noun
from db.nouns.paper_parts import PaperSection
from db.nouns.papers import Paper
from db.nouns.partners import Partner, PartnerFactor, Share
from db.nouns.register import CostLine
from db.nouns.returns import ResourceScore, Return
from db.store import Store
from desktop.appraisal.case import CriterionUse, Measure, SimulatedWeights
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.reorganisation.council_tax import largest_rise
from desktop.appraisal.results import Appraisal
from desktop.errors import KnownTrouble, SeveralTroubles
from desktop.operations.appraising.appraisals import appraise_case, appraise_case_whole, case_to_appraise
from desktop.operations.appraising.results_json import results_json
from desktop.operations.choice import scores
from desktop.operations.records.cases import find, titles
from desktop.operations.records.columns import written
from desktop.operations.records.records import Row, rows
from desktop.operations.store.files import opened
from desktop.operations.workbook.samples import NAMES, add_sample, make_sample
from tests.db.filled import dump

#: What each report prints, as its case must hold it in a row marked reported: every group of words in one row.
FIGURES: dict[str, tuple[tuple[str, ...], ...]] = {
    "place-budget": (
        ("government funding", "25% to 35%"),
        ("grant", "known", "October 2010"),
        ("answer in principle", "24 September 2010"),
        ("paragraph 1.1", "financial information", "24 September 2010"),
        ("paragraph 3.1(b)", "narrative", "1 October 2010"),
        ("in writing", "17 September 2010"),
        ("Executive met", "8 September 2010"),
        ("commissioning hubs", "6"),
        ("formal proposal", "5 | days"),
        ("channels", "5", "telephony"),
        ("support functions", "5"),
        ("strategic aims", "5"),
        ("implications", "7"),
        ("questions", "2"),
        ("version 1.5", "22 February 2010"),
        ("redundancy", "not known"),
        ("savings would be shared", "not agreed"),
        ("risks", "not understood"),
    ),
    "total-place": (
        ("access to services", "paragraph 9", "up to £5m"),
        ("access to services", "paragraph 25", "up to £5m", "a year"),
        ("drugs and alcohol", "paragraph 9", "in excess of £4.5m", "a year"),
        ("drugs and alcohol", "paragraph 25", "about £5m", "national changes"),
        ("Total Place pilot", "13"),
        ("Total Capital pilot", "4"),
        ("budget from the Government", "£250,000"),
        ("draft", "5 February 2010"),
        ("final reports", "19 February 2010"),
        ("scrutiny commission", "3 February 2010"),
        ("briefing", "15 December 2009"),
        ("principles", "5"),
        ("staff", "not known"),
        ("themes", "2"),
    ),
    "ni179": (
        ("Local Area Agreement", "2008/09", "3%"),
        ("Local Area Agreement", "2009/10", "3%"),
        ("Local Area Agreement", "2010/11", "3.4%"),
        ("Local Area Agreement", "three years", "9.4%"),
        ("Local Area Agreement", "Leicestershire County Council", "£2.8m", "£8.9m", "£10.1m"),
        ("Multi-Area Agreement", "2011/12", "3.4%"),
        ("2004", "7.5%"),
        ("2008/09", "about £70m"),
        ("returns received", "7 of 13"),
        ("not received", "6 of 13"),
        ("2009/10", "amber", "6"),
        ("2009/10", "red", "1"),
        ("2010/11", "amber", "5"),
        ("2010/11", "red", "2"),
        ("2011/12", "amber", "4"),
        ("2011/12", "red", "1"),
        ("value for money score 4", "1"),
        ("value for money score 3", "6"),
        ("value for money score 2", "6"),
        ("value for money score 1", "0"),
        ("score of 2", "5 of 7"),
        ("nationally", "60%"),
        ("closer to 30%",),
        ("level 3", "March 2011"),
        ("£100,000",),
        ("£30,000", "feasibility"),
        ("£30,000", "vehicle maintenance"),
        ("£300,000", "allocated"),
        ("£70,000", "customer services"),
        ("£5,000", "winter", "allocated"),
        ("£70,000", "transport"),
        ("2010/11 to 2012/13",),
        ("green", "none printed"),
        ("29 May 2009",),
        ("11 June 2009",),
    ),
    "future-options": (
        ("first workshop", "23 of 37", "2 August 2011"),
        ("second workshop", "26 of 37", "22 September 2011"),
        ("current shared services", "about £200,000", "a year"),
        ("approaches", "5"),
        ("criteria", "12"),
        ("groups", "3", "Unison"),
        ("objectives", "5", "25 July 2011"),
        ("East Midlands", "46"),
        ("external review", "2"),
        ("Transformation Board", "7", "politically balanced"),
        ("special", "week beginning 12 December 2011"),
        ("executive", "19 December 2011"),
        ("appendices", "11", "A to K"),
        ("broadband", "less than 2 MB"),
        ("merger", "Boundary Commission"),
    ),
    "back-office-hub": (
        ("councils", "337"),
        ("functions", "383"),
        ("savings", "£357 million"),
        ("already shared", "4"),
        ("each council", "£0.5m to £0.75m"),
        ("award", "total", "£320 million"),
        ("2014/15", "£15 million"),
        ("2015/16", "£105 million"),
        ("capital receipt", "£200 million"),
        ("project", "up to £5 million"),
        ("Transformation Challenge Award", "up to £5m", "sought", "1 July 2014", "1 October 2014"),
        ("expressions of interest", "1 July 2014"),
        ("full bids", "1 October 2014"),
        ("announced", "2 April 2014"),
        ("service lines", "12", "4 groups"),
        ("drivers", "5"),
        ("reasons", "6"),
        ("skills", "5"),
        ("design", "16", "participants"),
        ("resource implications", "not known"),
        ("conflicts of interest", "none"),
        ("background papers", "none"),
    ),
    "reorganisation": (
        ("implementing two", "£55.6m"),
        ("implementing three", "£59.5m"),
        ("two unitary", "districts", "£39.9m"),
        ("three unitary", "districts", "£22.5m"),
        ("transformation", "two", "£46.2m"),
        ("transformation", "three", "£39.8m"),
        ("eleven districts", "534"),
        ("three a division", "243"),
        ("external debt", "£5.7bn"),
        ("capital financing requirement", "£7.8bn"),
        ("minimum revenue provision", "£327m", "22%"),
        ("without continued support", "£171m"),
        ("largest rise", "6.84%", "4.99%"),
        ("largest rise", "6.96%", "4.99%"),
        ("guide", "500,000"),
        ("prefer three", "63%", "3,265"),
        ("prefer two", "17%", "3,265"),
        ("Survey", "April 2025", "3265"),
        ("statutory invitation", "5 February 2025"),
        ("vesting day", "1 April 2027"),
    ),
}
#: What partners return, how well they fit, and what is shared, pooled and asked.
_PARTNERS = {*nouns_of("partners"), *nouns_of("returns")} - {Partner, Share}
_FINANCE = (Partner, Share, Target, Funding, BudgetGap, Leaver, ChecklistAnswer)
#: In how many options, criteria and projects each case weighs its choice.
CHOICES = {"future-options": (5, 12), "back-office-hub": (4, None), "reorganisation": (4, 7)}
_PERSON = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Cllr|Councillor) [A-Z]|@|\b0\d{3,4} ?\d{6}\b")


@pytest.fixture(scope="module")
def all_six(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store with every sample in it."""
    store = Store.create(tmp_path_factory.mktemp("samples") / "all.appraisal")
    reports = [add_sample(store, name) for name in NAMES]
    assert [report.notes for report in reports] == [()] * 6
    reader = store.reader()
    assert [title for _, title in titles(reader)] == [report.title for report in reports]
    yield store
    store.close()


def every_row(store: Store, case: int) -> Iterator[tuple[type[Noun], Row]]:
    """Every row of a case that a sheet holds, the parts of its papers with the rest; weights and scores stand apart."""
    reader = store.reader()
    for noun in sheet_nouns():
        if noun is Case or noun.BELONGS_TO is BelongsTo.GROUP:
            continue
        parents = [row.id for row in rows(reader, Paper, case)] if noun.BELONGS_TO is BelongsTo.PAPER else [case]
        for parent in parents:
            yield from ((noun, row) for row in rows(reader, noun, parent))


def words(row: Row) -> str:
    exact = [f"£{value.central:,.0f}" for value in row.values.values() if isinstance(value, Estimate) and value.central is not None]
    yearly = exact + [amount.words() for amount in row.amounts.values()] + [f"{year} {percent}%" for year, percent in row.percents.items()]
    return " | ".join([written(value) for value in row.values.values()] + yearly)


def case_of(store: Store, name: str) -> int:
    reader = store.reader()
    return titles(reader)[NAMES.index(name)][0]


def whole(store: Store, name: str) -> Appraisal:
    case = case_of(store, name)
    reader = store.reader()
    return appraise_case_whole(reader, case)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_taken_without_a_note_and_appraised(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.appraisal"
    report = make_sample(name, path)
    assert report.notes == ()
    with opened(path) as store:
        reader = store.reader()
        appraisal = appraise_case(reader, find(reader))
        assert appraisal.leader is not None
        assert appraisal.sentences != ()
        assert json.dumps(results_json(appraisal), allow_nan=False)
        assert [option.benchmark for option in appraisal.options].count(True) == 1
        assert any(option.money.npv is not None for option in appraisal.options if not option.benchmark)


@pytest.mark.parametrize(("name", "figure"), [(name, figure) for name, figures in FIGURES.items() for figure in figures], ids=str)
def test_a_figure_of_the_report_is_in_its_case_as_reported(all_six: Store, name: str, figure: tuple[str, ...]) -> None:
    """In a record of its own, not in the paper's prose alone."""
    held = [
        words(row)
        for noun, row in every_row(all_six, case_of(all_six, name))
        if noun is not PaperSection and row.values.get("basis") == "reported"
    ]
    assert any(all(re.search(rf"(?<![\d.,]){re.escape(part)}(?!\d)", line, re.IGNORECASE) for part in figure) for line in held)


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_says_where_it_comes_from(all_six: Store, name: str) -> None:
    case = case_of(all_six, name)
    without = [
        (noun.SHEET, words(row))
        for noun, row in every_row(all_six, case)
        if noun in (Evidence, CashFlow, CostLine, Action, *_PARTNERS, *_FINANCE) and not row.text("source")
    ]
    assert without == []
    reader = all_six.reader()
    assert {cell.basis for cell in scores.cells(reader, case)} == {"illustrative"}, "no report prints its scores cell by cell"


@pytest.mark.parametrize("name", NAMES)
def test_a_contradiction_names_a_statement_that_is_there(all_six: Store, name: str) -> None:
    reader = all_six.reader()
    held = rows(reader, Evidence, case_of(all_six, name))
    statements = {row.text("statement") for row in held}
    assert [row.text("conflicts_with") for row in held if row.text("conflicts_with") and row.text("conflicts_with") not in statements] == []


@pytest.mark.parametrize("name", ["place-budget", "total-place", "ni179", "reorganisation"])
def test_a_report_that_contradicts_itself_is_recorded_both_ways(all_six: Store, name: str) -> None:
    reader = all_six.reader()
    assert any(row.text("conflicts_with") for row in rows(reader, Evidence, case_of(all_six, name)))


@pytest.mark.parametrize("name", NAMES)
def test_no_person_is_named_and_no_address_given(all_six: Store, name: str) -> None:
    assert [words(row) for _, row in every_row(all_six, case_of(all_six, name)) if _PERSON.search(words(row))] == []


@pytest.mark.parametrize("name", CHOICES)
def test_the_choice_is_between_the_reports_own_options(all_six: Store, name: str) -> None:
    options, criteria = CHOICES[name]
    reader = all_six.reader()
    case = case_of(all_six, name)
    assert len(rows(reader, Option, case)) == options
    assert criteria is None or len(rows(reader, Criterion, case)) == criteria


@pytest.mark.parametrize("name", NAMES)
def test_one_option_is_recommended_and_says_why_and_no_decision_is_taken_before_the_meeting(all_six: Store, name: str) -> None:
    case = case_of(all_six, name)
    reader = all_six.reader()
    options = case_to_appraise(reader, case).options
    (source,) = [row.text("source") for row in rows(reader, Option, case) if row.values["preferred"]]
    (recommended,) = [option for option in options if option.preferred]
    assert len(recommended.reason) > 40
    assert len(source) > 10
    assert not any(option.decision_taken or option.decision_reason for option in options)


@pytest.mark.parametrize(
    ("name", "weights"),
    [
        ("place-budget", SimulatedWeights.EXACT),
        ("total-place", SimulatedWeights.FREE),
        ("ni179", SimulatedWeights.BOUNDED),
        ("future-options", SimulatedWeights.BOUNDED),
        ("back-office-hub", SimulatedWeights.ORDERED),
        ("reorganisation", SimulatedWeights.FREE),
    ],
)
def test_a_sample_draws_weights_and_uncertain_scores(all_six: Store, name: str, weights: SimulatedWeights) -> None:
    appraisal = whole(all_six, name)
    simulation = appraisal.simulation
    assert simulation is not None
    assert (simulation.weights, simulation.why, len(simulation.options)) == (weights, (), len(appraisal.options))
    assert appraisal.case.ranges
    assert max(simulation.options, key=lambda option: simulation.options[option].chance_of_leading) == appraisal.leader


def test_the_first_choice_of_the_future_options_is_likely_and_not_certain(all_six: Store) -> None:
    appraisal = whole(all_six, "future-options")
    assert appraisal.simulation is not None
    assert 0.6 < appraisal.simulation.options["In house transformation"].acceptability[0] < 0.95
    assert appraisal.simulation.options["Shared services"].acceptability[0] > 0.05
    paths = {criterion.path for criterion in appraisal.case.criteria}
    assert paths >= {("Democracy",), ("Community", "Residents"), ("Community", "Partners")}


def test_the_samples_show_a_must_pass_a_parked_criterion_a_direct_scale_and_one_from_the_records(all_six: Store) -> None:
    reader = all_six.reader()
    criteria = [criterion for case, _ in titles(reader) for criterion in case_to_appraise(reader, case).criteria]
    assert {criterion.use for criterion in criteria} == set(CriterionUse)
    assert Measure.UNIT_COST in {criterion.taken_from for criterion in criteria}
    assert any(criterion.points == ((Decimal(0), Decimal(0)), (Decimal(100), Decimal(100))) for criterion in criteria)
    assert not any(criterion.weights_stale for criterion in criteria)


def test_a_bound_of_a_report_is_never_a_point(all_six: Store) -> None:
    reader = all_six.reader()
    kinds = {
        str(amount.kind)
        for row in rows(reader, CashFlow, case_of(all_six, "total-place"))
        if row.values["basis"] == "reported"
        for amount in row.amounts.values()
    }
    assert {"at most", "at least"} <= kinds


def found(store: Store, name: str) -> dict[str, Any]:
    reader = store.reader()
    return results_json(appraise_case(reader, case_of(store, name)))


def test_the_targets_of_ni_179_are_the_reports_and_the_county_councils_own(all_six: Store) -> None:
    county, together, area = found(all_six, "ni179")["targets"]
    assert (county["organisation"], together["organisation"], area["organisation"]) == ("Leicestershire County Council", None, None)
    assert county["total_amount"]["central"] == 27_900_000
    assert [target["total_percent"] for target in (county, together, area)] == [pytest.approx(0.094)] * 3
    first = county["years"][0]
    assert (first["amount"]["central"], first["gain"]["central"]) == (8_900_000, 12_000_000)
    # the plan carries both forward, the guidance cashable alone: nobody has decided, so what is carried has no upper end
    assert (county["carried_forward"]["low"], county["carried_forward"]["high"]) == (2_800_000, None)
    assert any(sentence.endswith("the guidance for NI 179 does not.") for sentence in county["why"])
    assert together["years"][0]["amount"]["approximate"] is True
    assert together["years"][0]["gain"]["central"] == 70_000_000


def test_the_funding_of_ni_179_leaves_what_nobody_has_spoken_for(all_six: Store) -> None:
    budget, regional, staff = found(all_six, "ni179")["funding"]
    assert (budget["source"], budget["left"]["central"]) == ("LAA budget", 40_000)
    assert (regional["allocated"]["central"], regional["awarded"], regional["left"]) == (445_000, None, None)
    assert (staff["kind"], staff["awarded"]["high"], staff["awarded"]["unknown"]) == ("in kind", None, 1)


def test_each_council_gains_alike_from_the_hub_and_what_it_costs_is_open(all_six: Store) -> None:
    results = found(all_six, "back-office-hub")
    assert [partner["organisation"] for partner in results["partners"]] == ["North Lincolnshire Council", "North East Lincolnshire Council"]
    for partner in results["partners"]:
        assert (partner["saving"]["low"], partner["saving"]["high"]) == (5_000_000, 7_500_000)
        assert (partner["npv"]["kind"], partner["before"] is None or partner["before"]["unknown"] > 0) == ("at most", True)
    (award,) = results["funding"]
    assert (award["awarded"], award["sought"]["high"]) == (None, 5_000_000)


def test_whether_a_partner_pays_more_for_less_is_not_said_where_it_is_not_known(all_six: Store) -> None:
    (partner,) = found(all_six, "place-budget")["partners"]
    assert partner["pays_more_for_less"] is None
    assert partner["change"]["unknown"] > 0


@pytest.mark.parametrize(("option", "total"), [("Two unitary councils", "55.6"), ("Three unitary councils", "59.5")])
def test_the_published_totals_of_surrey_are_those_of_their_lines(all_six: Store, option: str, total: str) -> None:
    """Eight lines of each option's cost of implementation, and the total that the proposal of May 2025 prints below them."""
    reader = all_six.reader()
    lines = [row.values["total"] for row in rows(reader, Phasing, case_of(all_six, "reorganisation")) if row.text("owner") == option]
    assert len(lines) == 8
    assert Estimate.sum(line for line in lines if isinstance(line, Estimate)) == Estimate.exact(Decimal(total) * 1_000_000)


def test_what_surreys_choice_turns_on_is_what_splitting_costs(all_six: Store) -> None:
    reader = all_six.reader()
    reorganisation = appraise_case(reader, case_of(all_six, "reorganisation")).reorganisation
    assert reorganisation is not None
    assert [each.reorganisation.central for each in reorganisation.effects] == [23_000_000, -16_000_000]
    three = reorganisation.effects[1].turning
    assert three is not None
    assert (three.line, three.breaks_even_at) == ("Splitting county services (disaggregation)", Decimal(41_000_000))
    # the districts' proposal puts the largest rise of any district at 6.84% and 6.96%, on tax bases that it does not print
    taxed = {(each.option, council.name): council.tax for each in reorganisation.options for council in each.councils}
    rises = [largest_rise(tax.areas, tax.years) for tax in taxed.values() if tax.years]
    assert {name for name, _, rise in rises if rise > Fraction("0.068")} == {"Runnymede Borough Council"}
    assert not any(tax.years for (_, name), tax in taxed.items() if name == "East Surrey Council"), "two rates of it were not found"


def test_no_part_of_a_reorganisation_is_that_of_a_council_that_ends_with_it(all_six: Store) -> None:
    """Woking is marked as our own council, and its gap goes to the council that takes it over with the rest."""
    results = found(all_six, "reorganisation")
    two = next(each for each in results["options"] if each["name"] == "Two unitary councils")
    assert (two["own"], two["gap"]) == (None, [])
    assert "The councils end with the reorganisation, so no one council’s part of its money is told." in two["why"]
    openings = {row["council"]: row for row in results["reorganisation"]["options"][0]["opening_positions"]}
    gap = openings["West Surrey Council"]["gap"]
    assert (gap["kind"], gap["low"], gap["unknown"]) == ("at least", 171_000_000, 6)  # the least that the proposal puts it at


def test_what_of_surrey_is_divided_by_need_is_taken_out_of_what_is_divided_by_population(all_six: Store) -> None:
    """£1,264.2m less £526m for adults, by the 543,550 and 656,320 people of the two councils."""
    divided = found(all_six, "reorganisation")["reorganisation"]["options"][0]["divided"]
    shares = [(row["name"], row["net_budget"]["central"]) for row in divided]
    assert shares[:2] == [("Surrey County Council", 334_410_069.42), ("Surrey County Council", 403_789_930.58)]
    assert shares[2:] == [("Adult social care of Surrey County Council", None)] * 2


def test_what_total_place_was_given_is_awarded_and_the_staff_are_in_kind(all_six: Store) -> None:
    grant, staff = found(all_six, "total-place")["funding"]
    assert (grant["kind"], grant["awarded"]["central"]) == ("grant", 250_000)
    assert (staff["kind"], staff["left"]["high"], staff["left"]["unknown"]) == ("in kind", None, 1)


def test_the_business_case_of_the_future_options_has_a_target_and_a_gap_nobody_knows(all_six: Store) -> None:
    (target,) = found(all_six, "future-options")["targets"]
    assert (target["total_percent"], target["total_amount"]["central"], target["met"]) == (pytest.approx(0.09), 900_000, False)
    reader = all_six.reader()
    case = case_of(all_six, "future-options")
    assert [row.text("basis") for row in rows(reader, Target, case)] == ["illustrative"]
    finance = case_to_appraise(reader, case).finance
    assert finance is not None
    assert [amount.words() for gap in finance.gaps for amount in gap.amounts.values()] == ["not known"] * 3


@pytest.mark.parametrize("name", NAMES)
def test_the_same_sample_twice_is_refused(all_six: Store, name: str) -> None:
    held = dump(all_six, trail=True)
    with pytest.raises(SeveralTroubles) as trouble:
        add_sample(all_six, name)
    assert [sentence.split(": ")[1][:24] for sentence in trouble.value.sentences] == [
        "there is a case named ‘"[:24] + trouble.value.sentences[0].split("‘")[1][:1]
    ]
    assert dump(all_six, trail=True) == held


def test_an_unknown_sample_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnownTrouble) as trouble:
        make_sample("seaside", tmp_path / "seaside.appraisal")
    assert str(trouble.value) == (
        "There is no sample named ‘seaside’. Choose place-budget, total-place, ni179, future-options, back-office-hub or reorganisation."
    )
    assert list(tmp_path.iterdir()) == []


def test_a_sample_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "kept.appraisal"
    path.write_text("kept", encoding="utf-8")
    with pytest.raises(KnownTrouble):
        make_sample("ni179", path)
    assert path.read_text(encoding="utf-8") == "kept"


def test_no_named_organisation_is_rated_by_a_sample(all_six: Store) -> None:
    """The reports print no rating, score or likeness of any one organisation: whatever is rated here names nobody or is made up."""
    for name in NAMES:
        case = case_of(all_six, name)
        reader = all_six.reader()
        assert [row for row in rows(reader, Return, case) if row.text("organisation") and (row.ratings or row.amounts)] == []
        scored = [row for noun in (ResourceScore, PartnerFactor) for row in rows(reader, noun, case) if row.values["score"]]
        assert [row for row in scored if row.text("organisation") and "made up" not in row.text("organisation")] == []
        assert all(row.text("basis") == "illustrative" for row in scored if row.text("organisation"))


def test_the_partner_side_of_the_reports_is_in_the_json(all_six: Store) -> None:
    place, hub, options = (found(all_six, name) for name in ("place-budget", "back-office-hub", "future-options"))
    assert [(each["request"], each["conflict"]) for each in place["requests"]][1] == ("Financial information on customer services", True)
    dates = [(date["date"], date["working_days"]) for each in place["requests"] for date in each["deadlines"]]
    assert dates == [("2010-09-24", 5), ("2010-09-24", 5), ("2010-09-24", 5), ("2010-10-01", 10)]
    assert place["pool"]["contributions"][0]["pays_more_for_less"] is None
    assert place["sharing"]["cancelled"][0]["by"] == "Agree in principle, subject to conditions"
    (partner,) = hub["partner_fit"]["partners"]
    assert (partner["organisation"], len(partner["factors"]), partner["place"]) == ("North East Lincolnshire Council", 6, None)
    assert [each["service"] for each in hub["sharing"]["arrangements"]] == [
        "Procurement", "Local taxation and benefits", "Museum and cultural services", "Insurance services"]  # fmt: skip
    assert [date["date"] for each in hub["requests"] for date in each["deadlines"]] == ["2014-07-01", "2014-10-01"]
    saving = options["sharing"]["by_status"][0]["saving"]
    assert (saving["central"], saving["approximate"]) == (200_000, True)
    assert [each["shortlisted"] for each in options["partner_fit"]["partners"]] == [True, False]
