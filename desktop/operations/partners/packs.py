"""Packs of questions for partners: what is asked of whom, gathered from the records, and recorded once the workbooks are written."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db.nouns.money import Target
from db.nouns.noun import Noun
from db.nouns.register import Organisation
from db.nouns.returns import RagDefinition, Return, ReturnPack
from db.reading import Reader
from db.writing import Unit
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.findings import partnership
from desktop.appraisal.wording import listed, long_date
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.operations.partners.questions import BY_KEY, QUESTIONS, Question, years_words
from desktop.operations.records import records
from desktop.operations.records.cases import details
from desktop.operations.records.columns import Value
from desktop.operations.records.participants import SEPARATOR
from desktop.operations.records.records import Row

#: What Excel and the officer can bear: more partners than this are no partnership.
MOST_PARTNERS = 2_000

#: The kind of organisation that is consulted, and is nobody's partner.
_CONSULTED = "union"


@dataclass(frozen=True, slots=True)
class Asked:
    """What an officer asks: whom, which questions, by when, and whether what is held stands in the answers already.

    `indicators` are those asked about, of `indicators_of`; None is every one.
    """

    partners: tuple[str, ...]
    questions: tuple[str, ...]
    years: tuple[FinancialYear, ...]
    due: datetime.date | None = None
    filled: bool = False
    indicators: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class PackRow:
    """One row of a question: its names, and what stands in its answers beforehand, by column key or year.

    `withheld`: what of it is sent is exempt or confidential.
    """

    names: tuple[str, ...]
    answers: Mapping[str, Value]
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class PackSheet:
    """One question as it is put to one partner."""

    question: Question
    rows: tuple[PackRow, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """One partner's workbook, as frozen data."""

    case: str
    partner: str
    version: int
    due: datetime.date | None
    years: tuple[FinancialYear, ...]
    filled: bool
    definitions: tuple[tuple[str, str], ...]
    sheets: tuple[PackSheet, ...]
    asked_of: str

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators asked about."""
        indicators = (row.names[0] for sheet in self.sheets if sheet.question.noun in (Target, Return) for row in sheet.rows)
        return tuple(dict.fromkeys(indicators))

    @property
    def withheld(self) -> int:
        """How many of its rows hold what is exempt or confidential."""
        return sum(row.withheld for sheet in self.sheets for row in sheet.rows)

    @property
    def questions(self) -> str:
        """The sheets that are sent, in words."""
        return SEPARATOR.join(sheet.question.sheet for sheet in self.sheets)


def partners_of(reader: Reader, case: int) -> tuple[str, ...]:
    """Who may be asked: every organisation of the case but our own and the unions, which are consulted and return nothing."""
    organisations = records.rows(reader, Organisation, case)
    return tuple(row.text("name") for row in organisations if row.values.get("own") is not True and row.text("kind") != _CONSULTED)


def likely_years(reader: Reader, case: int) -> tuple[FinancialYear, ...]:
    """The years to ask about: those of the targets and returns recorded, else the first three of the case."""
    years: set[FinancialYear] = set()
    for noun in (Target, Return):
        for row in records.rows(reader, noun, case):
            years |= {*row.percents, *row.ratings, *row.amounts}
    if not years:
        return details(reader, case).years[:3]
    return tuple(min(years).after(number) for number in range(max(years).since(min(years)) + 1))


def answerable(reader: Reader, case: int) -> tuple[str, ...]:
    """The questions that can be put as the records stand: an indicator or a criterion must be there to ask about."""
    indicators, criteria = bool(indicators_of(reader, case)), bool(_criteria(reader, case))
    needs = {"baseline": indicators, "gains": indicators, "ratings": indicators, "scores": criteria}
    return tuple(question.key for question in QUESTIONS if needs.get(question.key, True))


def gather_packs(reader: Reader, case: int, asked: Asked) -> tuple[Pack, ...]:
    """A pack for each partner asked, with the version after its last. Raises KnownTrouble where there is nothing or nobody to ask."""
    if not asked.partners:
        raise KnownTrouble("Nobody is asked yet: choose at least one partner")
    if not asked.questions:
        raise KnownTrouble("Nothing is asked yet: choose at least one question")
    if len(asked.partners) > MOST_PARTNERS:
        raise KnownTrouble(f"{len(asked.partners):,} partners are more than can be asked at once: choose {MOST_PARTNERS:,} or fewer")
    can = answerable(reader, case)
    for key in asked.questions:
        if key not in can:
            needed = "a criterion on Resource scores" if key == "scores" else "an indicator on Targets or Returns"
            raise KnownTrouble(f"{BY_KEY[key].title} cannot be asked yet: record {needed} first")
    if not asked.years and any(BY_KEY[key].yearly is not None for key in asked.questions):
        raise KnownTrouble("No year is asked about yet: choose the years")
    if asked.indicators == () and any(BY_KEY[key].noun in (Target, Return) for key in asked.questions):
        raise KnownTrouble("No indicator is asked about yet: choose at least one")
    records_held = Held(reader, case)
    title, own = details(reader, case).title, _own(reader, case)
    known = {row.text("name") for row in records.rows(reader, Organisation, case)}
    definitions = tuple((row.text("rating"), row.text("definition")) for row in records.rows(reader, RagDefinition, case))
    versions = last_versions(reader, case)
    packs = []
    for partner in asked.partners:
        if partner not in known:
            raise KnownTrouble(f"There is no partner named ‘{partner}’ in the case: add it under Set up, Organisations first")
        sheets = tuple(
            PackSheet(question, _rows(records_held, question, partner, asked)) for question in QUESTIONS if question.key in asked.questions
        )
        version = versions.get(partner, 0) + 1
        packs.append(Pack(title, partner, version, asked.due, asked.years, asked.filled, definitions, sheets, own))
    return tuple(packs)


def what_packs_hold(packs: Sequence[Pack]) -> str:
    """That packs hold what is withheld, and whose do; blank where none does."""
    holding = [pack for pack in packs if pack.withheld]
    if not holding:
        return ""
    rows = sum(pack.withheld for pack in holding)
    whose = listed([pack.partner for pack in holding])
    return f"What is exempt or confidential stands in {rows:,} {'row' if rows == 1 else 'rows'} of what goes to {whose}."


def record_packs(unit: Unit, case: int, packs: Sequence[Pack], today: datetime.date) -> None:
    """Record who was asked what. A partner asked for gains or ratings has a return that has not been received."""
    known = {(row.text("organisation"), row.text("indicator")) for row in records.rows(unit, Return, case)}
    for pack in packs:
        records.add(
            unit,
            ReturnPack,
            case,
            {
                "organisation": pack.partner,
                "version": pack.version,
                "asked_as": pack.case,
                "asked_on": today,
                "due": pack.due,
                "questions": pack.questions,
                "indicators": SEPARATOR.join(pack.indicators),
                "years": years_words(pack.years),
            },
        )
        asked_about = {row.names[0] for sheet in pack.sheets if sheet.question.noun is Return for row in sheet.rows}
        for indicator in sorted(asked_about):
            if (pack.partner, indicator) not in known:
                records.add(unit, Return, case, {"organisation": pack.partner, "indicator": indicator, "received": False})


def last_versions(reader: Reader, case: int) -> dict[str, int]:
    """The latest version of each partner's pack."""
    versions: dict[str, int] = {}
    for row in records.rows(reader, ReturnPack, case):
        version = row.values.get("version")
        if isinstance(version, int):
            versions[row.text("organisation")] = max(version, versions.get(row.text("organisation"), 0))
    return versions


class Held:
    """The records that questions are about, by partner and names; read once for all partners."""

    def __init__(self, reader: Reader, case: int) -> None:
        self.indicators, self.criteria = indicators_of(reader, case), _criteria(reader, case)
        open_names = {
            (noun, row.text(key))
            for noun, key in ((Target, "indicator"), (Return, "indicator"), (BY_KEY["scores"].noun, "name"))
            for row in records.rows(reader, noun, case)
            if not row.text("withheld") or row.values.get("name_public") is True
        }
        #: The indicators and criteria that no open record names.
        self.withheld_names = {*self.indicators, *self.criteria} - {name for _, name in open_names}
        self._rows: dict[str, dict[str, dict[tuple[str, ...], Row]]] = {}
        for question in QUESTIONS:
            by_partner: dict[str, dict[tuple[str, ...], Row]] = {}
            for row in records.rows(reader, question.noun, case):
                partner = row.text("organisation")
                if partner:
                    by_partner.setdefault(partner, {})[tuple(row.text(key) for key in question.names)] = row
            self._rows[question.key] = by_partner

    def of(self, question: Question, partner: str) -> dict[tuple[str, ...], Row]:
        """The records of one partner that a question is about, by their names."""
        return self._rows[question.key].get(partner, {})

    def names(self, question: Question, partner: str) -> tuple[tuple[str, ...], ...]:
        """The rows that a question has for a partner."""
        if question.noun in (Target, Return):
            return tuple((indicator,) for indicator in self.indicators)
        if question.key == "scores":
            return tuple((criterion,) for criterion in self.criteria)
        return tuple(self.of(question, partner))


def held_value(question: Question, row: Row | None, key: str) -> Value:
    """What is held in one answer: by column key, or by a year's name."""
    if row is None:
        return None
    if key[:1].isdigit():
        year = FinancialYear.parse(key)
        return row.amounts.get(year) if question.yearly is not None and question.yearly.key == "amount" else row.ratings.get(year)
    value = row.values.get(key)
    return value if isinstance(value, Estimate) or value != "" else None


def answer_keys(question: Question, years: tuple[FinancialYear, ...]) -> tuple[str, ...]:
    """The key of each answer of a row, in the order of the columns."""
    return (*question.answers, *(str(year) for year in years)) if question.yearly is not None else question.answers


def _rows(records_held: Held, question: Question, partner: str, asked: Asked) -> tuple[PackRow, ...]:
    own = records_held.of(question, partner)
    return tuple(
        PackRow(
            names,
            {key: held_value(question, own.get(names), key) for key in answer_keys(question, asked.years)} if asked.filled else {},
            _is_withheld(records_held, question, own.get(names), names, filled=asked.filled),
        )
        for names in records_held.names(question, partner)
        if asked.indicators is None or question.noun not in (Target, Return) or names[0] in asked.indicators
    )


def _is_withheld(records_held: Held, question: Question, row: Row | None, names: tuple[str, ...], *, filled: bool) -> bool:
    """Whether a row's names, or with `filled` its answers, are of what is withheld."""
    if question.noun in (Target, Return) or question.key == "scores":
        if names[0] in records_held.withheld_names:
            return True
        return filled and row is not None and bool(row.text("withheld"))
    return row is not None and bool(row.text("withheld")) and (filled or row.values.get("name_public") is not True)


def indicators_of(reader: Reader, case: int) -> tuple[str, ...]:
    """The indicators that the case records a target or a return for."""
    return _distinct(reader, case, (Target, Return), "indicator")


def _criteria(reader: Reader, case: int) -> tuple[str, ...]:
    return _distinct(reader, case, (BY_KEY["scores"].noun,), "name")


def _distinct(reader: Reader, case: int, nouns: tuple[type[Noun], ...], key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for noun in nouns for row in records.rows(reader, noun, case) if (name := row.text(key))))


def _own(reader: Reader, case: int) -> str:
    return next((row.text("name") for row in records.rows(reader, Organisation, case) if row.values.get("own") is True), "")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A partner whose latest pack has not come back."""

    partner: str
    version: int
    asked_on: datetime.date | None
    due: datetime.date | None
    questions: str


def waiting(reader: Reader, case: int) -> tuple[Waiting, ...]:
    """Who was asked and has not answered, by the latest pack of each."""
    latest: dict[str, Row] = {}
    for row in records.rows(reader, ReturnPack, case):
        latest_row = latest.get(row.text("organisation"))
        if latest_row is None or _version(row) > _version(latest_row):
            latest[row.text("organisation")] = row
    return tuple(
        Waiting(partner, _version(row), row.value("asked_on", datetime.date), row.value("due", datetime.date), row.text("questions"))
        for partner, row in latest.items()
        if row.values.get("received_on") is None
    )


def reminder(case: str, late: Waiting, today: datetime.date) -> str:
    """A reminder to a partner whose pack has not come back, in the officer's own voice."""
    asked = f" on {long_date(late.asked_on)}" if late.asked_on else ""
    if late.due is None:
        due = "Send it back as soon as you can."
    elif late.due < today:
        due = f"It was due on {long_date(late.due)} and has not reached us. Send it back as soon as you can."
    else:
        due = f"It is due on {long_date(late.due)}."
    what = ", ".join(part.strip() for part in late.questions.split(";") if part.strip())
    return partnership.reminder(
        [late.partner], case, f"We sent you a workbook{asked} (pack version {late.version}) that asks for: {what}. {due}"
    )


def _version(row: Row) -> int:
    return row.value("version", int) or 0
