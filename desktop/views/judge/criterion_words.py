"""What the Criteria screen says of a criterion: its headings' sums, what the records give it, and what its scale leaves out. No widgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from desktop.appraisal.case import Measure
from desktop.appraisal.kept import for_the_same
from desktop.appraisal.results import Appraisal
from desktop.appraisal.wording import listed
from desktop.models.criterion_tree import Band, HeadingSum, Path, heading_sums, opened, path_of
from desktop.models.kinds import number_text
from desktop.operations.choice.scales import ends
from desktop.operations.choice.scores import ScoreCell
from desktop.operations.records.columns import plain
from desktop.operations.records.records import Row
from desktop.operations.records.summaries import share_words

#: What each measure adds up, in the words of the screens it is recorded on.
_MEASURED = {
    Measure.UNIT_COST: "the base year’s cost of the participants’ services over their volume, both from Services under Set up",
    Measure.FTE: "the full-time equivalent staff of the participants’ services that are not out of scope, from Services under Set up",
    Measure.POPULATION: "the population of the participants together, from Organisations under Set up",
    Measure.ELECTORS_PER_COUNCILLOR: "the electors of the new councils over their councillors, from New councils",
    Measure.BALANCE_OF_POPULATION: "the people of the smallest new council for 100 of the largest, from Organisations under Set up",
    Measure.BALANCE_OF_NEED: "the need of the smallest new council for 100 of the largest, from Opening positions",
    Measure.BALANCE_OF_TAX_BASE: "the council tax base of the smallest new council for 100 of the largest, from Opening positions",
}


@dataclass(frozen=True)
class CriteriaRead:
    """The criteria with what else is known of them, read once between two changes."""

    rows: Sequence[Row] = ()
    appraisal: Appraisal | None = None
    scores: Mapping[str, Sequence[ScoreCell]] = field(default_factory=dict)
    sums: Mapping[Path, HeadingSum] = field(default_factory=dict)

    @staticmethod
    def of(rows: Sequence[Row], appraisal: Appraisal | None, scores: Mapping[str, Sequence[ScoreCell]]) -> CriteriaRead:
        """Read the sums of the headings from the rows and the appraisal."""
        shares = {each.name: each.weight for each in appraisal.criteria} if appraisal is not None else {}
        weighted = [
            (path_of(row.text("heading")), weight if isinstance(weight := row.values.get("weight"), Decimal) else None,
             shares.get(row.text("name")))
            for row in rows
            if row.text("use") == "weighted"
        ]  # fmt: skip
        return CriteriaRead(rows, appraisal, scores, heading_sums(weighted))

    def bands(self, row: Row, before: Row | None) -> tuple[Band, ...]:
        """The headings that begin at a row, each with what it weighs."""
        path = path_of(row.text("heading"))
        headings = opened(path, path_of(before.text("heading")) if before is not None else ())
        return tuple(Band(each[-1], level, self._figures(each)) for level, each in headings)

    def _figures(self, path: Path) -> Mapping[str, str]:
        heading_sum = self.sums.get(path)
        return {
            "weight": number_text(heading_sum.weight) if heading_sum is not None and heading_sum.weight is not None else "",
            "share": share_words(heading_sum.share) if heading_sum is not None and heading_sum.share is not None else "",
        }

    def share(self, row: Row) -> str:
        """A weighted criterion's share of the whole; empty where it has none."""
        if self.appraisal is None or row.text("use") != "weighted":
            return ""
        return next((share_words(each.weight) for each in self.appraisal.criteria if each.name == row.text("name")), "")

    # What an officer is told

    def stranded(self, row: Row) -> str:
        """A sentence where scores that are recorded lie outside the scale, or it has no length; empty where none do and it has."""
        worst, best = (value if isinstance(value := row.values.get(key), Decimal) else None for key in ("worst", "best"))
        worst, best = ends(row.text("value_function"), worst, best)
        if worst is None or best is None or row.text("taken_from"):
            return ""
        if worst == best:
            sentence = f"Worst and Best of {row.text('name')} are both {plain(worst)}, so it tells no option from another."
            return sentence if row.text("use") == "weighted" else ""
        low, high = min(worst, best), max(worst, best)
        given = self.scores.get(row.text("name"), ())
        least, most = _ends_of_all(self.scores).get(row.text("name"), (low, high))
        if low <= least and most <= high:
            return ""
        out = [(each, end) for each in given if (end := _outside(each, low, high)) is not None]
        scale = f"the scale of {row.text('name')}, {plain(low)} to {plain(high)}"
        if len(out) == 1:
            each, number = out[0]
            what = "score" if each.score == number else "range of the score"
            return f"The {what} of {each.option} by {each.group}, {plain(number)}, is outside {scale}: it counts as the nearest end."
        return f"{len(out)} scores are outside {scale}: each counts as the nearest end until it or the scale is changed."

    def stale(self, row: Row) -> str:
        """A sentence where the criterion was weighed before its scale changed; empty where it was not."""
        if row.values.get("weights_stale") is not True:
            return ""
        return f"{row.text('name')} was weighed before its scale changed. Weigh it again, or say that its weights still hold."

    def taken_from(self, row: Row) -> str:
        """Which records stand for the scores, and what they give each option; empty where the groups score."""
        measure = row.text("taken_from")
        if not measure:
            return ""
        words = f"Not scored by the groups: {_MEASURED[Measure(measure)]}."
        if self.appraisal is None:
            return words
        measured = self.appraisal.case.measured
        given = [
            f"{option.name} {number_text(measured[option.name, row.text('name')].quantize(Decimal('0.01')))}"
            for option in self.appraisal.case.options
            if (option.name, row.text("name")) in measured
        ]
        if given:
            words += f" They give {listed(given)}."
        return " ".join([words, *lacking_for(self.appraisal, row.text("name"))])

    def about_money(self, row: Row) -> str:
        """What counting money as a criterion means; empty where the criterion is not about money or does not count."""
        if self.appraisal is None or row.text("use") != "weighted":
            return ""
        criterion = next((each for each in self.appraisal.case.criteria if each.name == row.text("name")), None)
        if criterion is None or not criterion.about_money:
            return ""
        judged = " (judged by its name)" if row.values.get("about_money") is None else ""
        if not any(option.flows for option in self.appraisal.case.options):
            return f"It is about money{judged}. Once money is recorded under Money, it would count both here and there."
        return f"It is about money{judged}, and money is recorded under Money: it counts both in the score and beside it."

    def findings(self) -> tuple[str, ...]:
        """What stands below the table of criteria."""
        stale = [row.text("name") for row in self.rows if self.stale(row)]
        sentences = [each for row in self.rows if (each := self.stranded(row))]
        if stale:
            were = "was" if len(stale) == 1 else "were"
            sentences.append(
                f"**{listed(stale)}** {were} weighed before the scale changed: weigh again, or say that the weights still hold."
            )
        return tuple(sentences)


def lacking_for(appraisal: Appraisal, criterion: str, option: str = "") -> tuple[str, ...]:
    """The sentences that say which records are lacking where they stand for the scores of a criterion."""
    return tuple(note for note in appraisal.case.notes if note.startswith(f"{criterion} cannot be taken") and option in note)


@for_the_same(lambda scores: (scores,))
def _ends_of_all(scores: Mapping[str, Sequence[ScoreCell]]) -> dict[str, tuple[Decimal, Decimal]]:
    """The least and the greatest figure of the scores and ranges on each criterion; none where there is no figure."""
    figures = {
        name: [end for each in cells for end in (each.score, each.low, each.high) if end is not None] for name, cells in scores.items()
    }
    return {name: (min(each), max(each)) for name, each in figures.items() if each}


def _outside(cell: ScoreCell, low: Decimal, high: Decimal) -> Decimal | None:
    """The first of a score and the ends of its range that lies outside a scale; `None` where none does."""
    if cell.low is None and cell.high is None:
        return cell.score if cell.score is not None and not low <= cell.score <= high else None
    return next((end for end in (cell.score, cell.low, cell.high) if end is not None and not low <= end <= high), None)
