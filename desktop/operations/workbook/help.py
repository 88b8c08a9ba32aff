"""The help page of the case workbook, made from the same declarations that read it."""

from __future__ import annotations

from db.nouns import noun_of, sheet_nouns
from db.nouns.case import Case
from db.nouns.noun import MARKING, PROVENANCE, Column, Kind
from db.nouns.records import MarkedRecord, Record
from desktop.appraisal.wording import listed
from desktop.operations.records.columns import one_of, own_columns

_INTRODUCTION = """# The case workbook

Fill a workbook in Excel, save it as .xlsx, and import it with File, Import a case workbook, or with
`appraisal-desk import BOOK.xlsx --into FILE.appraisal`. Everything is checked first: each problem is named by sheet, row and
column, and then all of the case is taken or nothing.

Case, Export the workbook, or `appraisal-desk export FILE.appraisal --out BOOK.xlsx`, writes a case as the same workbook, with every sheet.
Importing it again into a new file gives the same records in the same order, and the same results. What is not finished yet, and so
would not be taken back, is named as it is written. The headings are locked without a password: Review, Unprotect Sheet opens them.

- One sheet a noun, headings in row 1, columns in any order, capitals or not. A unit in brackets, as in `Horizon (years)`, may be
  left out.
- Sheets and columns that are not required may be missing. One that is not listed here is asked about, with
  the nearest that is, and is left out only where you say so, in the window or with `--leave-out 'Scores Rating'`.
- Names join the sheets: an option is spelt alike on Options, Scores and Flows. An option and a project never share a name.
- Amounts are pounds, or words: `£1.2m`, `up to £5m`, `in excess of £4.5m`, `£0.5m to £0.75m`, `about £70m`, `not known`.
  Minus may stand before or after, or be brackets. The dash that an accounting format shows is £0; one by itself is asked about.
- What has two readings is asked about, with both: `£150-200,000`, `1.200`, `£3m over three years`, plain numbers where the heading or the
  sheet says £000, £k or £m, a cell shown as £1.2m that holds 1.2, `0.24` of a percentage, weights of which some have a % sign, `2026`,
  `FY26`, `Year 2` and headings that Excel made dates of.
- What is hidden is read, and said to be. A formula that fails (`#N/A`) is a problem.
- A blank amount is nothing recorded. It is not £0, and it is not the same as `not known`.
- A financial year is written `2011/12`. Where a sheet has years, each has a column of its own.
- A score that is not certain has Low and High beside it, and Distribution where it does not lie anywhere between them alike. Where Score
  is blank, their middle is the score, said to be assumed.
- A formula is read as the value that Excel keeps beside it. One that was never worked out is a problem: save the workbook in Excel first.
- Any sheet may have the columns Basis and Source, and nearly any those that say who may see a record.
- Merged cells in a column that is read are a problem: only the first of them holds a value.
- A workbook with a password, with macros or with links to other workbooks is refused, and so is one of more than 2,000,000 cells. Reading
  takes 512 MB of memory at most, whatever the file holds.
- Any sheet may have the columns Basis and Source.
- Amounts are not moved between years’ prices where Price base is real: with a Price base of real 2008/09 and a Base year of 2011/12 they
  stay in 2008/09 prices, discounted from 2011/12, and the results say in which year’s prices they are. Only nominal amounts are deflated:
  by the deflators of the case’s own edition as far as they reach, and past their last year by its assumed inflation. Without that they
  have no present value.
- A reference value that the program does not have comes from the sheet Reference, or from the publisher’s workbook with
  `appraisal-desk reference BOOK.xlsx --into FILE.appraisal`, which says first which figures of which cases it would change.
- An amount that is known only in all has no amounts on Flows, and a total with the share of each year on Phasing.
- With nominal amounts and a flat rate such as 8%, the rate meets amounts as entered, and what a partner pays afterwards is in the prices of
  the last year.
- A line with a blank Recurring counts as one-off for partners and the budget gap where it has no amount in the last year, else as
  recurring. Towards targets a blank saving or cost counts as recurring.
- Income counts in cash, in the budget and towards targets whatever Cashable says. A saving with a blank Cashable may count or not: the
  budget, cash and the gap count it on the high case alone, and targets run from none of it to all of it.
- A line with an organisation is that organisation’s. One without is divided by Shares where they reach it; where they do not, it is not
  known whose it is if the option or project has other participants or other Shares, or the case has other partners; else it is our own
  council’s. Only its own money closes a council’s budget gap.
- A grant, a contribution or receipts are money in once Status is awarded; what is sought counts on the high case alone. Reserves and
  borrowing are never money in, and what is in kind, or has no Source of funding, counts nowhere. A minus under reserves is paid back.
- Borrowing costs its provision and its interest from the year after. Capital cost that no capital funding covers is charged to revenue in
  its year. Both count in the budget and the gap, and never in a net present value.
- A row named Total, one that adds up rows above it, and the same row again are asked about: `import` takes `--keep 'Flows 14'` or
  `--leave-out 'Flows 14'`.
- A blank carry-forward is nothing carried. An amount of funding, a baseline or a week’s pay that nobody knows is `not known`.
"""

_PERCENTS = """Then one column a financial year, headed such as `2008/09`, with percentages: `3`, or `3%`. Where a report prints
amounts, a column headed such as `Amount 2008/09` holds each, and the printed one is used. These years may lie outside those of the
case, as a target often began before it; gains count only in the years of the case.
"""
_PHASED = """Then one column a financial year, headed such as `2011/12`, with how much of the total falls in it: `25`, or `25%`. They add to
100, and lie in the years of the case.
"""
_WITHHELD = """A record that is withheld is not in the public paper, and neither are its figures: amounts count there as not known, and
scores as missing. An option or a project takes its lines and scores with it, a service its costs, and a group or a criterion its scores.
Part of a section is withheld by a line such as `[exempt: 3 | the negotiations are not over]` or `[confidential: a court order]` before it
and `[end exempt]` or `[end confidential]` after it.
"""
_RATINGS = """Then one column a financial year, headed such as `2009/10`, with `G`, `A` or `R`, blank where none was given, and one headed
such as `Gain 2009/10` with the increase in ongoing annual net cashable value of that year. A row with Count may be of one year alone,
where a report prints no more than how many were amber in it. One without a letter says how many came in or, with Received no, how many
did not.
"""
_PROVENANCE_HERE = "Here the columns for where a record comes from are headed {} and {}.\n"


def workbook_help() -> str:
    """The whole page, as Markdown."""
    parts = [_INTRODUCTION]
    anywhere = tuple(Record.COLUMNS[key] for key in PROVENANCE)
    for noun in sheet_nouns():
        parts.append(f"## {noun.SHEET}\n")
        parts.append("The headings are Field and Value; each field below is a row.\n" if noun is Case else "")
        parts.append(_table(own_columns(noun), "Field" if noun is Case else "Column"))
        if noun.plain_years() is Kind.ESTIMATE:
            parts.append("Then one column a financial year, headed such as `2011/12`.\n")
        if noun.plain_years() is Kind.PERCENT:
            parts.append(_PERCENTS if noun.ANY_YEAR else _PHASED)
        if noun.plain_years() is Kind.RATING:
            parts.append(_RATINGS)
        headings = [noun.COLUMNS[key].heading for key in PROVENANCE]
        if headings != [column.heading for column in anywhere]:
            parts.append(_PROVENANCE_HERE.format(*headings))
    parts.append("## On any sheet\n")
    parts.append(_table(anywhere, "Column"))
    never = [noun.SHEET for noun in sheet_nouns() if not issubclass(noun, MarkedRecord)]
    parts.append(f"## On any sheet but {listed(never)}\n")
    parts.append(_table(tuple(MarkedRecord.COLUMNS[key] for key in MARKING), "Column"))
    parts.append(_WITHHELD)
    return "\n".join(part for part in parts if part)


def _table(columns: tuple[Column, ...], first: str) -> str:
    lines = [f"| {first} | What it takes | |", "|---|---|---|"]
    for column in columns:
        unit = f" ({column.unit})" if column.unit else ""
        takes = _takes(column) + (". Required" if column.required else "")
        lines.append(f"| {column.heading}{unit} | {takes} | {column.hint} |")
    return "\n".join(lines) + "\n"


def _takes(column: Column) -> str:
    if column.kind is Kind.CHOICE:
        return one_of(column.choices)
    if column.kind is Kind.REFERENCE:
        return f"a name on the sheet {noun_of(column.refers_to).SHEET}"
    words = {Kind.LONG_TEXT: "text", Kind.YES_NO_NOT_STATED: "yes, no, or blank for not stated"}
    return words.get(column.kind, str(column.kind))
