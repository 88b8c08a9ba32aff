"""A noun: one kind of record, as a typed frozen record whose fields carry the columns that an officer fills in and the table keeps.

A field is an annotated name with a `column`. Its annotation is the type of its value; with `| None` it may be left unrecorded. A field
without a default must be given, and its cell in a sheet filled in. A field without a heading is kept in the table and stands in no sheet.
What the records of a noun have in each financial year is `yearly`, and is kept in a table of its own. A heading whose cells other rows
keep is an `elsewhere`, a `ClassVar` of the noun.

Plain Python: a class is made without generating code, since every opening of the window makes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import Any, ClassVar, Final, NamedTuple, Self, TypedDict, TypeVar, Unpack, dataclass_transform, overload

from db.nouns.values import NO_YEARS, Amount

_T = TypeVar("_T")


class Kind(StrEnum):
    """What an officer types into a column."""

    TEXT = "text"
    LONG_TEXT = "long text"
    CHOICE = "choice"
    YES_NO = "yes or no"
    YES_NO_NOT_STATED = "yes, no or not stated"
    NUMBER = "number"
    INTEGER = "whole number"
    PERCENT = "percentage"
    DATE = "date"
    DATE_IN_WORDS = "date or when"
    YEAR = "financial year"
    ESTIMATE = "amount"
    REFERENCE = "name"
    POINTS = "points"
    PARAGRAPHS = "paragraphs of Schedule 12A"
    FILE = "file"
    RATING = "rating"


class Seen(Enum):
    """Who may see the records of a noun."""

    MARKED = "the public, unless a record is marked as withheld"
    OPEN = "the public; none can be marked, but what hangs on a withheld record goes with it"
    NEVER = "never the public"


class Link(Enum):
    """What a reference from one record to another is, where either of them is withheld."""

    PART = "the record is part of what it refers to and is withheld with it"
    PLACE = "the record stays where it is, and the reference with it"
    CONTENT = "the reference is part of what the record says and goes when the record is withheld"
    PROPOSAL = "the reference goes when either of the two is withheld"


class BelongsTo(StrEnum):
    """What a noun's records are a part of."""

    REGISTER = "register"
    CASE = "case"
    PAPER = "paper"
    GROUP = "assessor group"


class Unstated(Enum):
    """That a field has no default: its value must be given."""

    UNSTATED = "no default"


#: The fields that say where a record comes from, and those that say who may see it: the last columns of every sheet.
PROVENANCE = ("basis", "source")
MARKING = ("withheld", "exempt_paragraphs", "public_interest", "name_public")
SHARED_LAST = PROVENANCE + MARKING
UNSTATED: Final = Unstated.UNSTATED
#: The types of values that one cell keeps, by their names in annotations.
TYPES: Final[dict[str, type]] = {
    "str": str,
    "bytes": bytes,
    "int": int,
    "bool": bool,
    "Decimal": Decimal,
    "date": date,
    "datetime.date": date,
}
#: What a field may be where nothing is recorded.
Default = str | bytes | bool | int | Decimal | date | Amount | Mapping[int, Any] | Unstated | None


class Column(NamedTuple):
    """One field of a noun, as the sheet, the screen and the table have it.

    `field` is its name in the record and `key` its name in a sheet's rows. `type` is the type of its value and `nullable` says that it
    may be None. `refers_to` is the table of the records that a reference leads to. `offered` is what a blank cell of the sheet becomes
    where that is not the default. `beside` is the field whose heading stands for this one too, so that a row refers to either.
    `instead` is what a withheld record has here in place of the default. `synonyms` are other words for choices, each with its choice.
    `cells` are the columns of the table that keep it: five for an amount, and none where other rows keep it.
    """

    heading: str = ""
    kind: Kind = Kind.TEXT
    default: Default = UNSTATED
    choices: tuple[str, ...] = ()
    refers_to: str = ""
    unit: str = ""
    at_least: int | None = None
    at_most: int | None = None
    hint: str = ""
    on_screen: bool = True
    in_table: bool = True
    other_names: tuple[str, ...] = ()
    key: str = ""
    offered: Default = UNSTATED
    beside: str = ""
    link: Link = Link.PART
    on_delete: str = "CASCADE"
    instead: str = ""
    required: bool = False
    synonyms: tuple[tuple[str, str], ...] = ()
    field: str = ""
    type: str = ""
    nullable: bool = False
    cells: tuple[str, ...] = ()

    @property
    def when_blank(self) -> str | int | Decimal | date | None:
        """What a blank cell of the sheet becomes; nothing where it stays blank, as a text and a plain no do."""
        blank = self.default if self.offered is UNSTATED else self.offered
        return blank if isinstance(blank, str | int | Decimal | date) and blank not in ("", False) else None


class Yearly(NamedTuple):
    """What the records of a noun have in each financial year, by the calendar year it starts in: rows of a table of its own.

    `link` is the column of that table which says whose they are. `heading` stands before the year in a sheet; blank where the year
    alone does.
    """

    table: str
    link: str
    kind: Kind
    heading: str = ""
    field: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """The columns of that table that keep the value of a year."""
        return Amount._fields if self.kind is Kind.ESTIMATE else (self.field.removesuffix("s"),)


class Said(TypedDict, total=False):
    """What a column may say of itself beside its heading, its kind and its default; see Column."""

    choices: tuple[str, ...]
    refers_to: str
    unit: str
    at_least: int
    at_most: int
    hint: str
    on_screen: bool
    in_table: bool
    other_names: tuple[str, ...]
    key: str
    offered: Default
    beside: str
    link: Link
    on_delete: str
    instead: str
    required: bool
    synonyms: tuple[tuple[str, str], ...]


@overload
def column(heading: str = "", kind: Kind = ..., **said: Unpack[Said]) -> Any: ...
@overload
def column(heading: str = "", kind: Kind = ..., *, default: _T, **said: Unpack[Said]) -> _T: ...
def column(heading: str = "", kind: Kind = Kind.TEXT, *, default: Any = UNSTATED, **said: Unpack[Said]) -> Any:
    """A field of a noun; see Column. Without a default it must be filled in; one with a default says `required` where it must be too."""
    said.setdefault("required", default is UNSTATED)
    return Column(heading, kind, default, **said)


def restated(shared: _T, *, default: _T, heading: str | None = None, other_names: tuple[str, ...] = (), offered: Default = UNSTATED) -> _T:
    """A field that a noun shares with others, with what is otherwise in this one: its heading, an older name, what a blank cell becomes."""
    column: Any = shared
    heading = column.heading if heading is None else heading
    otherwise: _T = column._replace(default=default, heading=heading, other_names=other_names, offered=offered)
    return otherwise


def elsewhere(heading: str, kind: Kind = Kind.TEXT, **said: Unpack[Said]) -> Column:
    """A heading of the sheet whose cells other records keep; a `ClassVar` of the noun, for no record of it has the value."""
    return Column(heading, kind, None, **said)


def yearly(table: str, link: str, kind: Kind, *, default: Mapping[int, _T], heading: str = "") -> Mapping[int, _T]:
    """What a record has in each financial year; see Yearly."""
    declared: Any = Yearly(table, link, kind, heading)
    rows: Mapping[int, _T] = declared
    return rows


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(column, restated, yearly))
class Noun:
    """A record. Every noun says who may see its records (`seen`): one that does not cannot be imported.

    `unique` are the sets of fields that no two records have alike, `named_by` the fields that the audit trail and a public paper call a
    record by. `part_of` is the reference by which a record that has no sheet of its own is told as a change of another. Of a withheld
    record `kept` stays, beside its place and its references, and `kept_with_name` where its name may be printed; `says_withheld` is the
    field that then says so, and `numbered` that withheld records are told apart by numbers. `any_year` lets what is yearly lie outside
    the years of the case.
    """

    TABLE: ClassVar[str] = ""
    SEEN: ClassVar[Seen]
    SINGULAR: ClassVar[str] = ""
    PLURAL: ClassVar[str] = ""
    SHEET: ClassVar[str] = ""
    BELONGS_TO: ClassVar[BelongsTo] = BelongsTo.CASE
    UNIQUE: ClassVar[tuple[tuple[str, ...], ...]] = ()
    NAMED_BY: ClassVar[tuple[str, ...]] = ()
    PART_OF: ClassVar[str] = ""
    KEPT: ClassVar[tuple[str, ...]] = ()
    KEPT_WITH_NAME: ClassVar[tuple[str, ...]] = ()
    SAYS_WITHHELD: ClassVar[str] = ""
    NUMBERED: ClassVar[bool] = False
    ANY_YEAR: ClassVar[bool] = False
    COLUMNS: ClassVar[Mapping[str, Column]] = MappingProxyType({})
    ELSEWHERE: ClassVar[Mapping[str, Column]] = MappingProxyType({})
    YEARLY: ClassVar[Mapping[str, Yearly]] = MappingProxyType({})
    _DEFAULTS: ClassVar[dict[str, object]] = {}
    _FIELDS: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(
        cls,
        *,
        seen: Seen,
        table: str = "",
        singular: str = "",
        plural: str = "",
        sheet: str = "",
        belongs_to: BelongsTo | None = None,
        unique: tuple[tuple[str, ...], ...] = (),
        named_by: tuple[str, ...] = (),
        part_of: str = "",
        kept: tuple[str, ...] = (),
        kept_with_name: tuple[str, ...] = (),
        says_withheld: str = "",
        numbered: bool = False,
        any_year: bool = False,
    ) -> None:
        super().__init_subclass__()
        cls.SEEN, cls.TABLE, cls.SINGULAR, cls.PLURAL, cls.SHEET = seen, table, singular, plural, sheet
        cls.BELONGS_TO = cls.BELONGS_TO if belongs_to is None else belongs_to
        cls.UNIQUE, cls.NAMED_BY, cls.PART_OF, cls.ANY_YEAR = unique, named_by, part_of, any_year
        cls.KEPT, cls.KEPT_WITH_NAME, cls.SAYS_WITHHELD, cls.NUMBERED = kept, kept_with_name, says_withheld, numbered
        columns, others, years = dict(cls.COLUMNS), dict(cls.ELSEWHERE), dict(cls.YEARLY)
        for field, said in cls.__annotations__.items():
            declared = vars(cls).get(field)
            if isinstance(declared, Yearly):
                years[field] = declared._replace(field=field)
            elif isinstance(declared, Column):
                if said.startswith("ClassVar"):
                    others[field] = declared._replace(field=field, key=declared.key or field)
                else:
                    columns[field] = _completed(declared, field, said)
            elif not said.startswith("ClassVar") and field not in columns and field not in years:
                raise TypeError(f"{cls.__name__}.{field} is a field without a column")
        cls.COLUMNS, cls.ELSEWHERE, cls.YEARLY, cls._FIELDS = columns, others, years, frozenset((*columns, *years))
        cls._DEFAULTS = {field: each.default for field, each in columns.items() if each.default is not UNSTATED}
        cls._DEFAULTS |= dict.fromkeys(years, NO_YEARS)

    def __init__(self, **values: Any) -> None:
        complete = {**self._DEFAULTS, **values}
        if complete.keys() != self._FIELDS:
            wrong = ", ".join(sorted(complete.keys() ^ self._FIELDS))
            raise TypeError(f"{type(self).__name__} lacks, or does not have, {wrong}")
        self.__dict__.update(complete)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name} of a record never changes: make another by `but`")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{name} of a record never goes: make another by `but`")

    def __eq__(self, other: object) -> bool:
        return self.__dict__ == other.__dict__ if type(other) is type(self) else NotImplemented

    def __hash__(self) -> int:
        # what is yearly is a mapping, which has no hash; equal records are equal in the rest too
        return hash((type(self), *(self.__dict__[field] for field in self.COLUMNS)))

    def __repr__(self) -> str:
        values = ", ".join(
            f"{key}={value!r}" for key, value in self.__dict__.items() if key not in self._DEFAULTS or value != self._DEFAULTS[key]
        )
        return f"{type(self).__name__}({values})"

    def but(self, **values: Any) -> Self:
        """This record with other values. Raises TypeError for a field it has not."""
        return type(self)(**{**self.__dict__, **values})

    @classmethod
    def sheet_columns(cls) -> tuple[Column, ...]:
        """The columns of the sheet in their order, those that all nouns share last: those in the record and those kept elsewhere."""
        own = cls.__annotations__
        order = [key for key in dict.fromkeys((*(key for key in cls.COLUMNS if key not in own), *own)) if key not in SHARED_LAST]
        declared = {**cls.COLUMNS, **cls.ELSEWHERE}
        return tuple(each for key in (*order, *SHARED_LAST) if (each := declared.get(key)) is not None and each.heading)

    @classmethod
    def plain_years(cls) -> Kind | None:
        """What the columns of the sheet that are headed by a year alone, such as `2011/12`, hold; nothing where it has none."""
        return next((rows.kind for rows in cls.YEARLY.values() if not rows.heading), None)

    @classmethod
    def amount_heading(cls) -> str:
        """What stands before the year over the amounts of the sheet; nothing where the plain year is theirs, or where it has none."""
        return next((rows.heading for rows in cls.YEARLY.values() if rows.kind is Kind.ESTIMATE), "")


def _completed(declared: Column, field: str, annotation: str) -> Column:
    """A column with what its field says of it: its name, the type of its value, and the columns of the table that keep it."""
    type_name = annotation.removesuffix(" | None")
    key = declared.key or (field.removesuffix("_id") if declared.kind is Kind.REFERENCE else field)
    cells = tuple(f"{field}_{each}" for each in Amount._fields) if type_name == "Amount" else (field,)
    return declared._replace(field=field, key=key, type=type_name, nullable=type_name != annotation, cells=cells)
