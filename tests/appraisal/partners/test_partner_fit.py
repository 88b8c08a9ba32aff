"""Which partners fit and why: likeness measure by measure, means over what applies, and nobody placed whom nobody scored."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.partners.fit import Factor, fit, likeness_of

OURS = {"Population": "84,000", "Area": "59200", "Control": "one party", "Broadband": "10"}


def factor(name: str, organisation: str | None, score: int | None = None, *, applies: bool | None = None) -> Factor:
    return Factor(name, organisation, None if score is None else Decimal(score), applies=applies)


def test_likes_attract_measure_by_measure() -> None:
    like = likeness_of(OURS, {"population": "63000", "AREA": "59200", "control": "One party", "Rivers": "3"})
    assert [each.likeness for each in like] == [Fraction(3, 4), 1, 1]
    unlike = likeness_of(OURS, {"Population": "840000", "Area": "0", "Control": "no party", "Broadband": "less than 2"})
    assert [each.likeness for each in unlike] == [Fraction(1, 10), 0, 0, 0]
    assert likeness_of({"Rivers": "0"}, {"Rivers": "0"})[0].likeness == 1


def test_the_shortlist_and_why() -> None:
    factors = [
        factor("History", "Near", 8), factor("Trust", "Near", 9), factor("Systems", "Near", 4), factor("Rail", "Near", 0, applies=False),
        factor("Trust", "Far", 3), factor("Systems", "Far"), factor("Geography", None),
    ]  # fmt: skip
    found = fit(factors, {"Us": OURS, "Near": {"Population": "63000"}}, "Us")
    near, far = found.partners
    assert (near.organisation, near.mean, near.place, near.likeness, near.shortlisted) == ("Near", Fraction(7), 1, Fraction(3, 4), True)
    assert near.why == (
        "7 of 10 on the mean of 3 factors, most for it Trust (9) and least Systems (4); Rail left out as not applying; its profile is 75% "
        "like ours over 1 measure."
    )
    assert (far.place, far.shortlisted, far.why) == (2, False, "3 of 10 on the mean of 1 factor; 1 not scored.")
    assert [each.name for each in found.asked] == ["Geography"]


def test_nobody_is_placed_whom_nobody_scored() -> None:
    (only,) = fit([factor("History", "Near"), factor("Trust", "Near")], {}, None).partners
    assert (only.mean, only.place, only.shortlisted) == (None, None, False)
    assert only.why == "2 factors recorded and none scored, so nothing places it among the others."


values = st.one_of(st.integers(0, 10**9).map(str), st.decimals(0, 10**6, places=2).map(str), st.text(max_size=5))
profiles = st.dictionaries(st.sampled_from(["Population", "Area", "Wards", "Control"]), values)


@given(profiles, profiles)
def test_likeness_is_mutual_and_from_none_to_all(ours: dict[str, str], theirs: dict[str, str]) -> None:
    there, back = likeness_of(ours, theirs), likeness_of(theirs, ours)
    assert {each.measure: each.likeness for each in there} == {each.measure: each.likeness for each in back}
    assert all(0 <= each.likeness <= 1 for each in there)
    assert all(each.likeness == 1 for each in likeness_of(ours, ours))


factors_ = st.builds(
    Factor,
    st.sampled_from(["Trust", "Systems"]),
    st.sampled_from([None, "Us", "Near", "Far"]),
    st.one_of(st.none(), st.integers(0, 10).map(Decimal)),
    applies=st.sampled_from([None, True, False]),
)


@given(st.lists(factors_, max_size=12), st.dictionaries(st.sampled_from(["Us", "Near", "Far"]), profiles))
def test_places_follow_the_means(factors: list[Factor], held: dict[str, dict[str, str]]) -> None:
    found = fit(factors, held, "Us").partners
    assert "Us" not in [each.organisation for each in found]
    means = [each.mean for each in found if each.mean is not None]
    assert means == sorted(means, reverse=True)
    assert [each.place for each in found if each.mean is not None] == [1 + sum(other > mean for other in means) for mean in means]
    assert all((each.place is None) == (each.mean is None) for each in found)
