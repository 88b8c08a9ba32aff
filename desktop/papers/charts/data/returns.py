"""Returns and resource scores as the figures of their charts, and the same in words. No ReportLab."""

from __future__ import annotations

from desktop.appraisal.findings.partnership import percent
from desktop.appraisal.partners.resource_scores import LEVELS, ResourceScores
from desktop.appraisal.partners.returns import IndicatorReturns, Rating, Return, YearRatings
from desktop.appraisal.wording import counted, placed
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass

BLANK, NOT_IN, WITHHELD = "–", "not in", "withheld"


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One square. `rating` is its letter, blank where it has none; `share` is how much of its colour it is filled with, 0 to 1."""

    text: str
    rating: str
    words: str
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A square a year of one organisation, or of one rating."""

    name: str
    record: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """The ratings of one indicator: a row an organisation where its ratings are recorded by name, else a row a rating with counts."""

    name: str
    years: tuple[str, ...] = ()
    rows: tuple[HeatRow, ...] = ()
    is_named: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LevelBar:
    """How many have one score now, and how many would have it one level lower each."""

    level: int
    meaning: str
    now: int
    after: int
    record: str
    words: str


@dataclass(frozen=True, slots=True)
class League:
    """The scores by level, the best first. `now` and `after` say the mean and who is at level 3, in a line each."""

    levels: tuple[LevelBar, ...] = ()
    now: str = ""
    after: str = ""


def heat_map_parts(returns: IndicatorReturns) -> HeatMap:
    """The squares of one indicator; none where nobody rated a year."""
    years = tuple(each.year for each in returns.by_year)
    notes = (f"{returns.received} of {counted(returns.expected, 'return')} came in ({percent(returns.response_rate)})",)
    if returns.withheld:
        notes = (f"{notes[0]}; {returns.withheld} withheld",)
    is_named = any(each.ratings for each in returns.named if each.came_in)
    if not years:
        return HeatMap(returns.indicator, notes=notes)
    rows = [_of_organisation(each, years) for each in returns.named] if is_named else _by_rating(returns)
    return HeatMap(returns.indicator, tuple(map(str, years)), tuple(rows), is_named, notes)


def _of_organisation(each: Return, years: tuple[FinancialYear, ...]) -> HeatRow:
    name = each.organisation or ""
    cells = []
    for year in years:
        rating = each.ratings.get(year)
        if each.withheld:
            cells.append(HeatCell(WITHHELD, "", f"{name}, {year}: withheld"))
        elif not each.came_in:
            cells.append(HeatCell(NOT_IN, "", f"{name}, {year}: its return is not in"))
        elif rating is None:
            cells.append(HeatCell(BLANK, "", f"{name}, {year}: left blank"))
        else:
            cells.append(HeatCell(rating.value, rating.value, f"{name}, {year}: {rating.word}"))
    return HeatRow(name, f"return:{name}", tuple(cells))


def _by_rating(returns: IndicatorReturns) -> list[HeatRow]:
    rows = [
        HeatRow(
            f"{rating.value}  {rating.word.capitalize()}",
            f"rating:{rating.word}",
            tuple(
                _counted(year.of(rating), rating.value, f"{year.year}: {year.of(rating)} {rating.word}", year) for year in returns.by_year
            ),
        )
        for rating in Rating
    ]
    blank = tuple(_counted(year.blank, "", f"{year.year}: {year.blank} came in and left it blank", year) for year in returns.by_year)
    rows.append(HeatRow(f"{BLANK}  Left blank", "rating:blank", blank))
    missing = returns.expected - returns.received
    not_in = tuple(HeatCell(str(missing), "", f"{year.year}: {missing} not in") for year in returns.by_year)
    return [*rows, HeatRow("Not in", "rating:missing", not_in)]


def _counted(count: int, rating: str, words: str, year: YearRatings) -> HeatCell:
    whole = year.rated + year.blank
    return HeatCell(str(count), rating if count else "", words, count / whole if whole else 0.0)


def heat_map_words(parts: HeatMap) -> str:
    """The squares in sentences."""
    if not parts.rows:
        return "No year is rated."
    by_row = "; ".join(f"{row.name if parts.is_named else without_mark(row.name)}: "
                       + ", ".join(f"{year} {_said(cell)}" for year, cell in zip(parts.years, row.cells, strict=True))
                       for row in parts.rows)  # fmt: skip
    return f"{parts.notes[0]}. {by_row}."


def without_mark(name: str) -> str:
    """A rating's name without the letter or the dash that stands before it in the margin."""
    return name.partition("  ")[2] or name


def _said(cell: HeatCell) -> str:
    return "blank" if cell.text == BLANK else cell.text


def league_parts(resource_scores: ResourceScores) -> League:
    """The scores by level; none where nothing is scored."""
    now, after = resource_scores.summary, resource_scores.after_drop
    if now.mean is None or after.mean is None:
        return League()
    bars = tuple(
        LevelBar(
            level,
            LEVELS[level].partition(":")[0],
            now.counts[level],
            after.counts[level],
            f"score:{level}",
            f"Score {level}, {LEVELS[level]}: {now.counts[level]} now, {after.counts[level]} one level lower each",
        )
        for level in LEVELS
    )
    return League(
        bars,
        f"Now: mean {placed(now.mean, 3)}; {now.at_aim} of {now.scored} at level 3 or above",
        f"One level lower each: mean {placed(after.mean, 3)}; {after.at_aim} of {after.scored}",
    )


def league_words(parts: League) -> str:
    """The bars in sentences."""
    if not parts.levels:
        return "No score is recorded."
    return f"{'. '.join(bar.words for bar in parts.levels)}. {parts.now}. {parts.after}."
