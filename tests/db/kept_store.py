"""Brings the kept store of schema 2 to that schema as it stands, while no version with it was given out: `python -m tests.db.kept_store`.

What the schema has gained is added as the migration would have, and a record of every kind that is new is filled in.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from db.migrations import LATEST, _remake, migrate
from db.nouns.count import SpendLine
from db.nouns.delivery import Milestone
from db.nouns.gates import GateCondition, GateFigure, PassedGate
from db.nouns.grants import GrantBid, GrantRound
from db.nouns.house_styles import HouseStyle
from db.nouns.money import CashFlow
from db.nouns.paper_files import AppendixFile, PictureFile
from db.nouns.paper_parts import Appendix, PaperSection, Picture
from db.nouns.partners import GovernanceBody, Unknown
from db.nouns.register import Organisation
from db.nouns.reorganisation import NewCouncil, OpeningPosition, Succession
from db.nouns.values import NOT_KNOWN, Amount, AmountKind
from db.seal import seal_anew
from db.store import Store
from db.trail import undo
from tests.papers.made_pictures import png

KEPT = Path(__file__).resolve().parent.parent / "stores" / "version-2.appraisal"
_STYLE = HouseStyle(
    name="Example Borough Council",
    points=14,
    template_name="report.dotx",
    template=base64.b64encode(b"a template").decode(),
    logo=base64.b64encode(b"a logo").decode(),
    logo_alternative="Example Borough Council",
    headings="Risks = Risk management",
    section_order="Risks\nTimetable",
    standing_texts="# Legal implications\nThere are none beyond those in the report.",
)
_PICTURE = Picture(
    paper_id=1,
    name="Site plan",
    alternative='The site, "seen" from\nthe north',
    caption="The site",
    width=60,
    basis="assumed",
    source="=Planning team",
    withheld="exempt",
    exempt_paragraphs="3",
    public_interest="Prices",
)

_SPEND = SpendLine(
    case_id=1,
    organisation_id=1,
    theme="Drugs and alcohol",
    name='Advice, "brief"',
    tier="local",
    stream="Public health grant",
    year=2011,
    amount=Amount(AmountKind.RANGE, 1_000_00, None, 2_000_00),
    handling=Amount(AmountKind.AT_MOST, high=50_00),
    frontline_percent=Decimal("85.5"),
    withheld="exempt",
    exempt_paragraphs="3",
    public_interest="Prices",
)


def _file(name: str, contents: bytes) -> dict[str, Any]:
    return {"name": name, "contents": contents, "sha256": hashlib.sha256(contents).hexdigest()}


def _columns(connection: sqlite3.Connection, table: str) -> list[tuple[str, str | None]]:
    """The columns of a table in their order, each with its default as SQL."""
    return [(row[1], row[4]) for row in connection.execute(f"PRAGMA table_info({table})")]


def _gain_in_images(connection: sqlite3.Connection, table: str, column: tuple[str, str | None]) -> None:
    """Add a column that is a table's last to what the trail holds of its rows, as it is by default."""
    name, default = column
    gained = f', "{name}": {json.dumps(None if default is None else connection.execute(f"SELECT {default}").fetchone()[0])}}}'
    for image in ("before", "after"):
        shorter = f"substr({image}, 1, length({image}) - 1) || ?"
        connection.execute(f"UPDATE changes SET {image} = {shorter} WHERE table_name = ? AND {image} IS NOT NULL", (gained, table))


def _gain(path: Path) -> None:
    """Add the tables, indexes and triggers that the store lacks, and make the tables whose checks have widened anew."""
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    migrate(fresh)
    kept = sqlite3.connect(path, isolation_level=None)
    if kept.execute("PRAGMA user_version").fetchone()[0] != LATEST:
        raise SystemExit(f"{path.name} is not of schema {LATEST}")
    kept.execute("PRAGMA foreign_keys = OFF")
    kept.execute("BEGIN IMMEDIATE")
    texts = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    before = dict(kept.execute(texts))
    for name, text in fresh.execute(texts):
        if name in before and before[name] != text:
            columns = _columns(kept, name)
            _remake(kept, name, text)  # its triggers are among what is lacking then
            for column in _columns(kept, name)[len(columns) :]:
                _gain_in_images(kept, name, column)
    for (trigger,) in kept.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        kept.execute(f"DROP TRIGGER {trigger}")  # they may be written otherwise now
    held = set(kept.execute("SELECT type, name FROM sqlite_master"))
    for kind, name, text in fresh.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"):
        if (kind, name) not in held and not name.startswith("sqlite_"):
            kept.execute(text)
    seal_anew(kept)
    kept.execute("COMMIT")
    kept.execute("VACUUM")
    kept.close()
    fresh.close()


if __name__ == "__main__":
    _gain(KEPT)
    store = Store.open(KEPT)
    if not store.reader().exists(HouseStyle):
        with store.unit_of_work("Change to the house style") as unit:
            style = unit.add(_STYLE)
        with store.unit_of_work("Change to the house style") as unit:
            unit.change(style, points=12)
        undo(store)  # so that there is still a step to redo
    if not store.reader().exists(Picture):
        with store.unit_of_work("New picture") as unit:
            picture = unit.add(_PICTURE)
            unit.add(PictureFile(picture_id=picture.id, **_file("site.png", png())))
            appendix = unit.find(Appendix, letter="A")
            if appendix is None:
                appendix = unit.add(Appendix(paper_id=1, letter="A", title="The case for a hub"))
            unit.add(AppendixFile(appendix_id=appendix.id, pages=3, tagged=True, **_file("case.pdf", b"%PDF-1.4 stands for one")))
        with store.unit_of_work("Change to a picture") as unit:
            unit.change(picture, width=50)
        undo(store)
    if not store.reader().exists(NewCouncil):
        with store.unit_of_work("New council") as unit:
            council = unit.add(Organisation(name="West Example Council", kind="unitary", basis="illustrative")).id
            of_option: dict[str, Any] = {"case_id": 1, "option_id": 1, "basis": "illustrative"}
            unit.add(NewCouncil(**of_option, organisation_id=council, vesting_day=date(2013, 4, 1), councillors=81, harmonised_by=8))
            goes = Succession(**of_option, predecessor_id=1, successor_id=council, divided_by="need", percent=Decimal("45.5"))
            succession = unit.add(goes)
            position: dict[str, Any] = {"tax_base": Decimal("33846.93"), "band_d": Decimal("1846.35"), "electors": 90_327}
            unit.add(OpeningPosition(case_id=1, organisation_id=1, year=2012, basis="assumed", net_budget=NOT_KNOWN, **position))
        with store.unit_of_work("Change to a succession") as unit:
            unit.change(succession, percent=Decimal(50))
        undo(store)
    if not store.reader().exists(GrantRound):
        with store.unit_of_work("New grant round") as unit:
            pot = Amount(AmountKind.EXACT, 105_000_000_00, 105_000_000_00, 105_000_000_00)
            award = unit.add(GrantRound(case_id=1, name='"Award" 2015', pot=pot, match_percent=Decimal("12.5"), bid_by="1 October 2014"))
            asked = unit.add(CashFlow(case_id=1, option_id=1, line="Award", kind="funding", funding_source="grant", basis="illustrative"))
            unit.add(GrantBid(case_id=1, cash_flow_id=asked.id, round_id=award.id, meets="Two councils work together"))
            unit.add(GovernanceBody(case_id=1, name="Joint board", members="Two councils", political_balance="3 and 2"))
            unit.add(
                Unknown(case_id=1, name="What we would contribute", must_say="The Executive", withheld="exempt", exempt_paragraphs="3")
            )
        with store.unit_of_work("Change to a grant round") as unit:
            unit.change(award, match_percent=Decimal(20))
        undo(store)
    if not store.reader().exists(SpendLine):
        with store.unit_of_work("New spend line") as unit:
            spend = unit.add(_SPEND)
        with store.unit_of_work("Change to a spend line") as unit:
            unit.change(spend, frontline_percent=Decimal(90))
        undo(store)
    if not store.reader().exists(PaperSection, question="contributions"):
        with store.unit_of_work("New section") as unit:
            answer = unit.add(PaperSection(paper_id=1, heading="Who puts in what", question="contributions", text="Staff time."))
        with store.unit_of_work("Change to a section, question") as unit:
            unit.change(answer, question="resources provided")
        undo(store)
    if not store.reader().exists(GateCondition):
        with store.unit_of_work("New gate") as unit:
            gate = unit.add(
                Milestone(case_id=1, phase="Example", name="An example gate", gate=True, term="short term", basis="illustrative")
            )
            of_gate: dict[str, Any] = {"case_id": 1, "milestone_id": gate.id, "basis": "illustrative"}
            condition = unit.add(GateCondition(**of_gate, name="The example is agreed", met=True))
            passed = PassedGate(**of_gate, version=1, passed_at="2026-11-02T09:00:00+00:00", login="officer", records_sha256="5f" * 32)
            unit.add(passed)
            unit.add(GateFigure(**of_gate, kind="options", record="Example", field="Net", value="£5,000", public_value="£5,000"))
        with store.unit_of_work("Change to a condition of a gate") as unit:
            unit.change(condition, name="The example is agreed by all")
        undo(store)
    store.close()
    made = sqlite3.connect(KEPT, isolation_level=None)
    made.execute("VACUUM")
    made.close()
