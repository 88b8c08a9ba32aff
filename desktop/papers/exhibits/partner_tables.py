"""Tables of partners: returns and ratings with their definitions, scores, unit costs, fit, what is shared and pooled, requests.

Each is none where there is nothing to say. A rating stands as its letter; what it means is printed with every table of ratings.
"""

from __future__ import annotations

from collections.abc import Iterable

from desktop.appraisal.findings.partnership import conflict, counting, percent
from desktop.appraisal.partners.fit import FORMULA
from desktop.appraisal.partners.pool import Contributed
from desktop.appraisal.partners.requests import Asked
from desktop.appraisal.partners.resource_scores import LEVELS
from desktop.appraisal.partners.returns import IndicatorReturns, Rating, Return
from desktop.appraisal.partners.sharing_register import Arrangement
from desktop.appraisal.results import Appraisal
from desktop.appraisal.wording import counted, hold_commas, listed, placed
from desktop.appraisal.years import FinancialYear
from desktop.papers.content.blocks import Align, Runs, Table, TableColumn, Traces, right, table_columns
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.wording import capital, cell_amount, day_in_words, filled, floor_note, sentence
from desktop.papers.content.words import cell
from desktop.papers.exhibits.cell_words import body, capitalised, or_blank, printed, says_something
from desktop.papers.exhibits.record_tables import WITHHELD, trimmed
from desktop.papers.sources.figure_records import kind_in_words
from desktop.papers.sources.provenance import note
from desktop.results.cells import Cell, Row
from desktop.results.partners.fit import fit as fitting
from desktop.results.partners.pool import contributions, together
from desktop.results.partners.requests import deadlines
from desktop.results.partners.returns import by_year
from desktop.results.partners.scores import scores_of
from desktop.results.partners.unit_costs import unit_costs as unit_cost_rows

NEVER = "A return that is not in is never a red, and a year left blank is never a green."
_NOT_IN = "Not in"
#: Of more organisations than this those with the same forecasts stand together, so many names in a row.
_MOST_IN_ROWS, _NAMES_A_ROW = 40, 24


def partner_note(paper: PaperRecords, *kinds: str) -> tuple[str, ...]:
    """The note for what is drawn from these kinds of record, by the names of their sheets."""
    return note((kind_in_words(each.kind), each.basis) for each in paper.partner_records if each.kind in kinds)


def definition_notes(appraisal: Appraisal) -> tuple[str, ...]:
    """What green, amber and red mean, a line each; that nobody has said, where nobody has."""
    definitions = appraisal.partnership.records.definitions if appraisal.partnership is not None else {}
    notes = tuple(
        f"{rating.value}, {rating.word}: {sentence(definitions[rating.word])}" for rating in Rating if definitions.get(rating.word)
    )
    return notes or ("G is green, A is amber and R is red. What each means is not recorded.",)


def returns(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """Who has answered, an indicator a table; none where nobody is named."""
    partnership = appraisal.partnership
    tables = []
    for each in partnership.returns.indicators if partnership is not None else ():
        rows = _together((item.organisation or "", (_came_in(item),)) for item in each.named)
        if rows:
            response_note = f"{each.received} of {counted(each.expected, 'return')} received ({percent(each.response_rate)})."
            tables.append(Table(_titled("Returns", each), table_columns("Organisations", "Return"), rows,
                              (response_note, *each.why), row_headers=False, traces=Traces("returns", each.indicator)))  # fmt: skip
    return tuple(tables)


def _together(rows: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[tuple[str, ...], ...]:
    """The names of organisations by what is told of them, those of which the same is told in a row."""
    by_told: dict[tuple[str, ...], list[str]] = {}
    for name, told in rows:
        by_told.setdefault(told, []).append(name)
    return tuple(
        (("; " if hold_commas(names) else ", ").join(names[start : start + _NAMES_A_ROW]), *told)
        for told, names in by_told.items()
        for start in range(0, len(names), _NAMES_A_ROW)
    )


def _came_in(item: Return) -> str:
    said = WITHHELD if item.withheld else "Received" if item.came_in else _NOT_IN
    return f"{said} ({item.not_public})" if item.not_public else said


def ratings(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """How many rated each year how, and where they are named each organisation's letters, always with what the letters mean."""
    partnership = appraisal.partnership
    tables: list[Table] = []
    for each in partnership.returns.indicators if partnership is not None else ():
        if not each.by_year:
            continue
        withheld = tuple(why for why in each.why if each.withheld and "withheld" in why)
        notes = (*definition_notes(appraisal), NEVER, *withheld, *partner_note(paper, "Returns", "RAG definitions"))
        ratings = (f"{rating.word.capitalize()} ({rating.value})" for rating in Rating)
        heads = table_columns("Year", *right(*ratings, "Left blank", _NOT_IN))
        rows = body(by_year(each), *(rating.word for rating in Rating), "blank", "missing")
        tables.append(Table(_titled("Forecasts by year", each), heads, rows, notes,
                          traces=Traces("returns", each.indicator, Runs.YEARS)))  # fmt: skip
        if any(item.ratings for item in each.named if item.came_in):
            tables.append(_by_name(each, notes))
    return tuple(tables)


def _by_name(each: IndicatorReturns, notes: tuple[str, ...]) -> Table:
    years = [year.year for year in each.by_year]
    told = [
        (f"{item.organisation or ''}{f' ({item.not_public})' if item.not_public else ''}", tuple(_letter(item, year) for year in years))
        for item in each.named
    ]
    is_long = len(told) > _MOST_IN_ROWS
    rows = _together(told) if is_long else tuple((name, *ratings) for name, ratings in told)
    return Table(_titled("Forecasts by organisation", each), table_columns("Organisations", *map(str, years)), rows, notes,
                 row_headers=not is_long, traces=Traces("returns", each.indicator))  # fmt: skip


def _letter(item: Return, year: FinancialYear) -> str:
    if not item.came_in:
        return WITHHELD if item.withheld else _NOT_IN
    rating = item.ratings.get(year)
    return rating.value if rating is not None else "–"


def _titled(what: str, each: IndicatorReturns) -> str:
    return f"{what}: {each.indicator}" if each.indicator else what


def resources(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """How many have each use of resources score, now and one level lower each; and each organisation's mean, where they are named."""
    partnership = appraisal.partnership
    mean = partnership.scores.summary.mean if partnership is not None else None
    if partnership is None or mean is None:
        return ()
    now, after = partnership.scores.summary, partnership.scores.after_drop
    columns = table_columns("Score", "What it means", *right("Organisations", "One level lower each"))
    rows = tuple((str(level), capital(LEVELS[level]), str(now.counts[level]), str(after.counts[level])) for level in LEVELS)
    notes = [
        f"Mean {placed(mean, 3)}; at level 3 or above {now.at_aim} of {now.scored} ({percent(now.share_at_aim)}).",
        f"One level lower each, as under a harder assessment: mean {placed(after.mean, 3) if after.mean is not None else 'not known'}; "
        f"at level 3 or above {after.at_aim} of {after.scored} ({percent(after.share_at_aim)}).",
    ]
    if now.not_applicable:
        notes.append(f"{counted(now.not_applicable, 'score')} not applicable, left out of the means.")
    if partnership.scores.withheld:
        notes.append(f"{counted(partnership.scores.withheld, 'score')} withheld, and in none of these figures.")
    traces = Traces("resource scores", "Use of resources", Runs.FIELDS)
    tables = [Table("Use of resources scores", columns, rows, tuple(notes), traces=traces)]
    named = body(scores_of([each for each in partnership.scores.by_organisation if each.summary.scored]), "scored", "mean", "meets_aim")
    if named:
        heads = table_columns("Organisation", *right("Criteria scored", "Mean"), "Averages 3")
        tables.append(Table("Use of resources by organisation", heads, named, traces=Traces("resource scores")))
    return tuple(tables)


def unit_costs(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """What each organisation pays for each unit, a service a table."""
    partnership = appraisal.partnership
    columns = table_columns("Organisation", "Kind", *right("Cost a year", "Volume", "Unit cost"))
    tables = []
    for each in partnership.services if partnership is not None else ():
        rows = body(unit_cost_rows(each), ("kind", capitalised), *((key, or_blank) for key in ("cost", "volume", "unit_cost")))
        notes = tuple(f"{line.of.organisation}: {sentence(line.why)}" for line in each.lines if line.why)
        tables.append(trimmed(Table(f"Unit costs: {each.service}", columns, rows, notes, traces=Traces("unit costs", each.service))))
    return tuple(tables)


def fit(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """The partners by how well they fit with why, then every factor with its evidence and who says so."""
    partnership = appraisal.partnership
    if partnership is None or not (partnership.fit.partners or partnership.fit.asked):
        return ()
    tables = []
    if partnership.fit.partners:
        columns = table_columns("Partner", "Place", "Shortlist", "Why")
        formula = (FORMULA,) if any(each.likeness is not None for each in partnership.fit.partners) else ()
        hidden = partnership.records.withheld_profiles
        rows = body(fitting(partnership), *((key, capitalised) for key in ("place", "shortlisted", "why")))
        if hidden:
            formula = (*formula, f"A measure of {listed(sorted(hidden))} is withheld, and likens nobody to anybody.")
        if any(each.place is not None or each.shortlisted for each in partnership.fit.partners):
            tables.append(Table("How well partners fit", columns, rows, formula, traces=Traces("partner fit")))
    factors = [*partnership.fit.asked, *(factor for each in partnership.fit.partners for factor in each.factors)]
    if factors:
        said, note_of_all = said_once((each.evidence, each.says_so) for each in factors)
        heads = table_columns("Factor", "Partner", *right("Score"), "Evidence")
        unscored = all(each.score is None and each.applies is not False and not each.withheld for each in factors)
        rows = tuple(
            (each.name, each.organisation or "Every partner", WITHHELD if each.withheld else "Does not apply" if each.applies is False else
             f"{each.score:f}" if each.score is not None else "" if unscored else "Not scored", evidence)
            for each, evidence in zip(factors, said, strict=True)
        )  # fmt: skip
        traces = Traces("partner factors", names=("Factor", "Partner"))
        tables.append(trimmed(Table("Factors in the choice of partner", heads, rows, note_of_all, traces=traces)))
    return tuple(tables)


def said_once(told: Iterable[tuple[str, str]]) -> tuple[list[str], tuple[str, ...]]:
    """Evidence with who says so, for a table's rows, and its note: that is said once where it is the same of every row."""
    pairs = list(told)
    speakers = {says_so for _, says_so in pairs}
    if len(pairs) > 1 and len(speakers) == 1 and speakers != {""}:
        return [cell(evidence) for evidence, _ in pairs], (f"Said by: {sentence(speakers.pop())}",)
    return [told_by(evidence, says_so) for evidence, says_so in pairs], ()


def told_by(evidence: str, says_so: str) -> str:
    """Evidence, with who says so below it."""
    return filled((cell(evidence), f"Said by: {says_so}" if says_so else ""), "\n")


def sharing(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """The register, and its lessons."""
    partnership = appraisal.partnership
    if partnership is None or not partnership.sharing.arrangements:
        return ()
    columns = table_columns("Service", "Shared with", "Status", *right("Saves a year"))
    rows = tuple(
        (each.service, listed(each.partners), _status(each),
         cell_amount(each.saving, recorded=True) if each.saving is not None else "not recorded")
        for each in partnership.sharing.arrangements
    )  # fmt: skip
    floors = floor_note(each.saving for each in partnership.sharing.arrangements if each.saving is not None)
    tables = [trimmed(Table("Services shared already", columns, rows, floors, traces=Traces("sharing")))]
    lessons = tuple(
        (each.service, cell(each.lessons_it), cell(each.lessons_staff))
        for each in partnership.sharing.arrangements
        if each.lessons_it or each.lessons_staff
    )
    if lessons:
        tables.append(trimmed(Table("Lessons of sharing", table_columns("Service", "On IT", "On staff"), lessons,
                                   traces=Traces("sharing"))))  # fmt: skip
    return tuple(tables)


def _status(each: Arrangement) -> str:
    """How an arrangement stands, since when, and what would end it."""
    return filled(
        (
            WITHHELD if each.withheld else capital(str(each.status)),
            f"From {day_in_words(each.start)}" if each.start else "",
            f"Would be cancelled by {each.cancelled_by}" if each.cancelled_by else "",
        ),
        "\n",
    )


def pool(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """What each partner pays before, in the pool and after, and whether it pays more for less; then conditions and governance."""
    partners = appraisal.partnership
    if partners is None or not partners.pool.lines:
        return ()
    results = contributions(partners.pool)
    lines = list(zip(partners.pool.lines, results, strict=True))
    more = {True: "Pays more for less", False: "", None: "Whether it pays more for less is not known"}
    amounts, costs = ("before", "pooled", "after", "change"), ("unit_cost_before", "unit_cost_after")
    rows = (
        *((_for(each), *(WITHHELD for _ in amounts)) if each.of.withheld else
          (filled((_for(each), more[each.pays_more_for_less]), "\n"), *(or_blank(row.cells[key]) for key in amounts))
          for each, row in lines),
        *((row.name, *(or_blank(row.cells[key]) for key in amounts)) for row in together(partners.pool)),
    )  # fmt: skip
    notes = ("Pays more for less: what it pays rises, or the cost of each unit, while its volume does not.",)
    tables = []
    if any(says_something(row[1:]) for row in rows):
        columns = table_columns("Organisation", *right("Before", "In the pool", "After", "Change"))
        strong = frozenset(range(len(lines), len(rows)))
        tables.append(trimmed(Table("Contributions to the pool, a year", columns, rows, notes, strong=strong, traces=Traces("pool"))))
    units = tuple((_for(each), *(or_blank(row.cells[key]) for key in costs)) for each, row in lines)
    if any(says_something(row[1:]) for row in units):
        columns = table_columns("Organisation", *right("Unit cost before", "Unit cost after"))
        tables.append(Table("Unit costs in the pool", columns, units, traces=Traces("pool")))
    terms = tuple(
        (_for(each), cell(each.of.condition), cell(each.of.governance))
        for each in partners.pool.lines
        if each.of.condition or each.of.governance
    )
    if terms:
        heads = table_columns("Organisation", "On condition that", "Governance")
        tables.append(trimmed(Table("Terms of the pool", heads, terms, traces=Traces("pool"))))
    return tuple(tables)


def _for(each: Contributed) -> str:
    """Whose a contribution is and what it is for, as its record is called."""
    return filled((each.of.organisation, each.of.what))


def requests(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """What is asked and by when: a row a date, with the days from being asked, and where dates are at odds."""
    partnership = appraisal.partnership
    if partnership is None or not partnership.requests:
        return ()
    columns = table_columns("Request", "Due", TableColumn("Working days (clear)", Align.RIGHT, "working_days"), "Answer")
    rows = tuple(line for each in partnership.requests for line in _request_rows(each))
    odds = tuple(conflict(each).words for each in partnership.requests if each.conflict)
    notes = (*odds, *counting(partnership), *partner_note(paper, "Requests"))
    return (trimmed(Table("Requests and their deadlines", columns, rows, notes, traces=Traces("requests"))),)


def _request_rows(each: Asked) -> list[tuple[str, ...]]:
    answer = listed_lines(filled((row.answer, day_in_words(row.answered_on.words))) for row in each.rows) or "Not answered yet"
    if needed := listed_lines(row.needed for row in each.rows):
        answer = f"{answer}\nNeeded: {needed}"
    return [
        (
            filled((each.rows[0].name, "" if row.follows else _put(row)), "\n"),
            filled((_due(row.cells["due"]), printed(row.cells["source"])), "\n"),
            _days(row),
            "" if row.follows else answer,
        )
        for row in deadlines(each)
    ]


def _put(row: Row) -> str:
    """Who asks, or is asked, and when."""
    party, asked_on = printed(row.cells["party"]), printed(row.cells["asked_on"])
    return filled((f"From {party}" if party else "", f"asked on {asked_on}" if asked_on else ""))


def _days(row: Row) -> str:
    """The working days from being asked, then the clear days: `5 (4)`."""
    working, clear = or_blank(row.cells["working_days"]), or_blank(row.cells["clear_days"])
    return f"{working} ({clear})" if working and clear else working


def _due(cell: Cell) -> str:
    return capitalised(cell) if cell.value is None else printed(cell)


def listed_lines(texts: Iterable[str]) -> str:
    """Texts that say something, a line each, each once."""
    return "\n".join(dict.fromkeys(text for text in texts if text))
