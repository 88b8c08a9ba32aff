"""The tables of grant: its rounds, what each bid asks and how it is matched, what follows if it fails, and other ways to pay."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from db.nouns.grants import GrantRound
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.results import Appraisal
from desktop.appraisal.savings.bids import BidResult
from desktop.papers.content.blocks import Align, Rests, Table, TableColumn, Traces, right, table_columns
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.wording import day_in_words, sentence
from desktop.papers.exhibits.cell_words import body, or_blank, says_something, strong_rows
from desktop.papers.exhibits.record_tables import table_of, trimmed
from desktop.papers.sources.provenance import flow_note
from desktop.results.money import bids as results

_HEADINGS = {"budget_payback": "Payback to the budget", "npv": "Net present value", "payback": "Payback"}
_FUNDING_APART = "Funding is no part of a net present value, or of the payback of all savings: it moves the budget alone."
_BY_DIRECTION = "Capital receipts pay for revenue costs only under a direction that allows it, and are then not there for anything else."


#: The dates of a round, the first of which is the column that they stand in.
_DATES = ("opens", "expression_of_interest", "bid_by", "award_on")


def rounds(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """Each round with its pot and its dates, then what qualifies; none where none is recorded."""
    if not paper.grant_rounds:
        return ()
    known = {each.name: each for each in (appraisal.finance.records.rounds if appraisal.finance is not None else ())}

    def words(name: str, key: Literal["pot", "most"]) -> str:
        amount = getattr(known[name], key) if name in known else None
        return amount.words() if isinstance(amount, Estimate) else ""

    dated = table_of(
        paper,
        GrantRound,
        paper.grant_rounds,
        "Grant rounds",
        headings={"opens": "Dates"},
        written={"pot": lambda each: words(each.name, "pot"), "most": lambda each: words(each.name, "most"), "opens": _dates},
        left_out=("fund", "qualifies", *_DATES[1:]),
    )
    amounts = {GrantRound.COLUMNS[field].heading for field in ("pot", "most", "match_percent")}
    columns = tuple(replace(each, align=Align.RIGHT) if each.heading in amounts else each for each in dated.columns)
    dated = replace(dated, columns=columns)
    says = tuple((each.name, each.qualifies) for each in paper.grant_rounds if each.qualifies)
    qualifies = Table("What qualifies for each round", table_columns("Round", "What qualifies"), says, traces=Traces("grant rounds"))
    return (dated, qualifies) if says else (dated,)


def _dates(each: GrantRound) -> str:
    """The dates of a round, a line each."""
    dates = ((GrantRound.COLUMNS[field].heading, vars(each)[field]) for field in _DATES)
    return "\n".join(f"{heading} {day_in_words(on)}" for heading, on in dates if on)


def bids(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """What each bid asks, what qualifies and how it is met; then by year what is drawn down, spent and matched."""
    tables = []
    for each in _held(appraisal):
        tables += [_asked(paper, each), *_by_year(paper, each)]
    return tuple(tables)


def _asked(paper: PaperRecords, of: BidResult) -> Table:
    (row,) = results.bids([of])
    fields = [
        ("Grant round", of.round.name),
        ("Bid for", of.bid.owner),
        ("Asked for", or_blank(row.cells["asked"])),
        ("Most for a bid", "" if of.round.most is None else of.round.most.words()),
        ("One-off costs", or_blank(row.cells["spent"])),
        ("Match required", or_blank(row.cells["required"]) if of.round.match is not None else ""),
        ("Match is enough", or_blank(row.cells["matched"]) if of.round.match is not None else ""),
        ("Other funding", "" if of.other.is_nought else or_blank(row.cells["other"])),
        ("What qualifies", of.round.qualifies),
        ("How it qualifies", of.bid.meets),
        ("Outcomes", of.bid.outcomes),
    ]
    rows = tuple((name, said) for name, said in fields if said)
    return _table(paper, of, f"{of.bid.line}: what the bid asks", table_columns("Of the bid", "What it says"), rows)


def _by_year(paper: PaperRecords, of: BidResult) -> list[Table]:
    rows = results.years(of)
    columns = ("drawn", "spent", "other", "left")
    cells = body(rows, *((key, or_blank) for key in columns))
    if not any(says_something(row[1:]) for row in cells):
        return []
    heads = table_columns("Year", *right("Drawn down", "One-off costs", "Other funding", "Left to find"))
    return [_table(paper, of, f"{of.bid.line}: draw-down against spend", heads, cells, strong=strong_rows(rows))]


def failing(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """What each bid's option or project comes to where it is awarded and where it fails."""
    tables = []
    for of in _held(appraisal):
        rows = results.outcomes(of)
        kept = {key: heading for key, heading in _HEADINGS.items() if any(row.cells[key].value is not None for row in rows)}
        cells = body(rows, "budget", *kept)
        heads = table_columns("Case", *right("Effect on the budget", *kept.values()))
        caption = f"{of.bid.owner}: if the bid is awarded, and if it fails"
        tables.append(_table(paper, of, caption, heads, cells, _FUNDING_APART))
    return tuple(tables)


def ways(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """What the same money costs us by year as grant, as capital receipts and as borrowing, with the present value of each."""
    tables = []
    for of in _held(appraisal):
        rows = results.ways(of)
        cells = body(rows, *(way.name.lower() for way in of.ways))
        heads = table_columns("Year", *right(*(way.name for way in of.ways)))
        notes = (_BY_DIRECTION, *(sentence(reason) for way in of.ways for reason in way.why))
        caption = f"{of.bid.line}: grant, capital receipts and borrowing"
        tables.append(_table(paper, of, caption, heads, cells, *notes, strong=strong_rows(rows)))
    return tuple(trimmed(each) for each in tables)


def _held(appraisal: Appraisal) -> tuple[BidResult, ...]:
    return appraisal.finance.bids if appraisal.finance is not None else ()


def _table(
    paper: PaperRecords, of: BidResult, caption: str, heads: tuple[TableColumn, ...], rows: tuple[tuple[str, ...], ...], *notes: str,
    strong: frozenset[int] = frozenset(),
) -> Table:  # fmt: skip
    traces = Traces("grant bids", f"{of.bid.owner}: {of.bid.line}", rests=Rests.MONEY, owner=of.bid.owner)
    return Table(caption, heads, rows, (*notes, *flow_note(paper, [of.bid.owner])), strong=strong, traces=traces)
