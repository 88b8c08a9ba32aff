"""A fingerprint of all the records a paper is made from, so that a paper which is no longer its final can be told."""

from __future__ import annotations

import hashlib
import json

from db.nouns import nouns_of, sheet_nouns
from db.nouns.case import Case
from db.nouns.delivery import Milestone
from db.nouns.gates import GateFigure, PassedGate
from db.nouns.house_styles import HouseStyle
from db.nouns.money import BudgetGap, CashFlow
from db.nouns.noun import BelongsTo
from db.nouns.paper_parts import PaperSection
from db.nouns.papers import Paper
from db.reading import Reader
from db.schema_2 import DEFLATOR_VINTAGE, DISCOUNT_VINTAGES, FLAT_VINTAGE, TABLES_ADDED
from desktop.operations.papers.paper_files import digests
from desktop.operations.records.bodies import BODY, order_kept
from desktop.operations.records.columns import column_of, own_columns

#: What the workbook has gained since finals were first made. It counts where something is recorded in it that is not as it then went
#: without saying, so that a final made before stands.
_SHEETS_GAINED = frozenset(noun.SHEET for noun in sheet_nouns() if f"CREATE TABLE {noun.TABLE} " in TABLES_ADDED)
_FIELDS_GAINED = frozenset(("Assumed inflation (%)", "Borrowing rate (%)", "Discount edition", "Deflator edition"))
_WENT_WITHOUT_SAYING = frozenset((None, DEFLATOR_VINTAGE, *DISCOUNT_VINTAGES.values(), FLAT_VINTAGE))
_COLUMNS_GAINED = {
    CashFlow.SHEET: frozenset(
        (
            *("Already in the plan", "Inflation (%)", "Source of funding", "Status"),
            *("Asset life (years)", "Rate (%)", "MRP", "In use from"),
        )
    ),
    BudgetGap.SHEET: frozenset(("Organisation", "Prices")),
    Milestone.SHEET: frozenset(("Term",)),
    Paper.SHEET: frozenset(("Body written in",)),
    PaperSection.SHEET: frozenset(("Question",)),
}
_STATUS = own_columns(Paper).index(column_of(Paper, "status"))


def records_sha256(reader: Reader, case: int, paper: int | None) -> str:
    """The SHA-256, in hexadecimal, of the case's records and of this paper's, in the cells of the case workbook, and of its files.

    Without `paper` it is of the case's records alone, whichever gates were passed.

    A body that is written in another paper is its own too. The other papers of the case count for nothing, and neither do versions,
    items set aside, reasons for changes or the status.
    """
    from desktop.operations.workbook.case_sheets import sheets_of

    record = reader.get(Paper, paper) if paper is not None else None
    lead = None if record is None or record.body_paper_id is None else reader.get(Paper, record.body_paper_id)
    titles = () if record is None else (record.title,)
    about = {noun.SHEET for noun in (*nouns_of("finals"), GateFigure, *((PassedGate,) if paper is None else ()))}
    of_papers = {noun.SHEET for noun in sheet_nouns() if noun.BELONGS_TO is BelongsTo.PAPER}
    contents: list[object] = [] if lead is None or record is None else [[lead.title, *order_kept(reader, record)]]
    body = {noun.SHEET for noun in BODY} if lead is not None else set()
    for sheet in sheets_of(reader, case):
        if sheet.name in about or (sheet.name in _SHEETS_GAINED and not sheet.rows):
            continue
        rows, headings = [list(row) for row in sheet.rows], [column.heading for column in sheet.columns]
        if sheet.name == Paper.SHEET or sheet.name in of_papers:
            papers = titles if lead is None or sheet.name not in body else (*titles, lead.title)
            rows = [row for row in rows if row[0] in papers]
        gained = _COLUMNS_GAINED.get(sheet.name, frozenset())
        kept = [n for n, heading in enumerate(headings) if heading not in gained or any(row[n] is not None for row in rows)]
        if len(kept) < len(headings):
            rows, headings = [[row[n] for n in kept] for row in rows], [headings[n] for n in kept]
        if sheet.name == Case.SHEET:
            rows = [row for row in rows if row[0] not in _FIELDS_GAINED or row[1] not in _WENT_WITHOUT_SAYING]
        elif sheet.name == Paper.SHEET:
            rows = [[*row[:_STATUS], *row[_STATUS + 1 :]] for row in rows]
        contents.append([sheet.name, headings, rows])
    for style in reader.all(HouseStyle):  # a final made before there was one stands
        contents.append([HouseStyle.SINGULAR, *vars(style.but(id=0)).values()])
    if paper is not None:
        contents += digests(reader, paper)
    return hashlib.sha256(json.dumps(contents, ensure_ascii=False, default=str).encode()).hexdigest()
