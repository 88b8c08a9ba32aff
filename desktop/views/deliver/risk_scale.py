"""The order of a council's own words for likelihood and impact, and how many risks stand at each pair of them. No widgets."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.appraisal.wording import listed
from desktop.late_dataclass import dataclass
from desktop.operations.records.records import Row

#: Scales that councils use, each from low to high; where several hold all the words of a case, the shortest is meant.
_SCALES = (
    ("low", "medium", "high"),
    ("minor", "moderate", "major"),
    ("unlikely", "possible", "likely"),
    ("negligible", "marginal", "critical", "catastrophic"),
    ("low", "medium", "high", "very high"),
    ("minor", "moderate", "major", "severe"),
    ("very low", "low", "medium", "high", "very high"),
    ("rare", "unlikely", "possible", "likely", "almost certain"),
    ("negligible", "minor", "moderate", "major", "catastrophic"),
    ("insignificant", "minor", "moderate", "major", "catastrophic"),
    ("almost impossible", "very low", "low", "significant", "high", "very high"),
)


@dataclass(frozen=True, slots=True)
class Scale:
    """Words from low to high, in small letters. The order of those in `unplaced`, which stand last, is not known."""

    words: tuple[str, ...]
    unplaced: tuple[str, ...] = ()

    @staticmethod
    def of(used: Sequence[str]) -> Scale:
        """The scale that holds the words used: one that councils use, whole numbers, or the words as they come."""
        seen = tuple(dict.fromkeys(word.strip().casefold() for word in used if word.strip()))
        whole = next((scale for scale in _SCALES if set(seen) <= set(scale)), None)
        if whole is not None:
            return Scale(whole)
        if all(word.isdecimal() for word in seen):
            return Scale(tuple(sorted(seen, key=int)))
        part = max(_SCALES, key=lambda scale: len(set(seen) & set(scale)))
        placed = tuple(word for word in part if word in seen)
        unplaced = tuple(word for word in seen if word not in placed)
        return Scale((*placed, *unplaced), unplaced)

    def place(self, word: str) -> int:
        """Where a word stands, from 0; -1 where it is blank or none of them."""
        word = word.strip().casefold()
        return self.words.index(word) if word in self.words else -1


@dataclass(frozen=True, slots=True)
class RiskMap:
    """The risks at each pair of words, by the places of likelihood and impact; `unrated` lack one word or both."""

    name: str
    likelihood: Scale
    impact: Scale
    at: dict[tuple[int, int], tuple[str, ...]]
    unrated: int

    @property
    def rated(self) -> int:
        """How many risks stand in it."""
        return sum(len(names) for names in self.at.values())

    @property
    def spoken(self) -> str:
        """All of it in words, the worst first."""
        if not self.rated:
            return f"{self.name}: no risk is rated"
        worst = sorted(self.at.items(), key=lambda each: (-sum(each[0]), each[0]))
        parts = [
            f"likelihood {self.likelihood.words[across]} and impact {self.impact.words[up]}: {'; '.join(names)}"
            for (across, up), names in worst
        ]
        return f"{self.name}. {'. '.join(parts)}. {self.unrated_words}".strip()

    @property
    def unrated_words(self) -> str:
        """How many risks do not stand in it; empty where all do."""
        if not self.unrated:
            return ""
        return "1 risk is not rated" if self.unrated == 1 else f"{self.unrated} risks are not rated"


def risk_scales(rows: Sequence[Row]) -> tuple[Scale, Scale]:
    """The scales of likelihood and of impact."""
    likelihood = Scale.of([row.text(key) for row in rows for key in ("likelihood", "likelihood_after")])
    return likelihood, Scale.of([row.text(key) for row in rows for key in ("impact", "impact_after")])


def risk_maps(rows: Sequence[Row]) -> tuple[RiskMap, RiskMap]:
    """The maps before and after controls, on one scale."""
    likelihood, impact = risk_scales(rows)
    before = _map("Before controls", rows, likelihood, impact, "")
    return before, _map("After controls", rows, likelihood, impact, "_after")


def unplaced_words(maps: Sequence[RiskMap]) -> str:
    """Which words stand last as their order is not known; empty where there are none."""
    unplaced = list(dict.fromkeys(word for scale in (maps[0].likelihood, maps[0].impact) for word in scale.unplaced))
    if not unplaced:
        return ""
    named = listed([f"‘{word}’" for word in unplaced])
    if len(unplaced) == 1:
        return f"How high {named} is beside the other words is not known, so it stands last."
    return f"How high {named} are beside the other words is not known, so they stand last."


def _map(name: str, rows: Sequence[Row], likelihood: Scale, impact: Scale, after: str) -> RiskMap:
    at: dict[tuple[int, int], tuple[str, ...]] = {}
    unrated = 0
    for row in rows:
        pair = likelihood.place(row.text(f"likelihood{after}")), impact.place(row.text(f"impact{after}"))
        if min(pair) < 0:
            unrated += 1
        else:
            at[pair] = (*at.get(pair, ()), row.text("name"))
    return RiskMap(name, likelihood, impact, at, unrated)
