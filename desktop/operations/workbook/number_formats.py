"""What the number formats of a workbook make of the numbers in its cells: a date, a percentage, or a unit that the number lacks."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from desktop.late_dataclass import dataclass
from desktop.operations.records.columns import RawCell, ShownError, ShownInUnit, plain
from desktop.operations.workbook.package import unreadable

#: What of a number format is words, colours, fill or a character taken as it is.
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].')
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
#: What a format may write after a number that is in thousands or more, with how many noughts it stands for.
_UNITS = {"k": 3, "000": 3, "000s": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}
_IN_THOUSANDS = re.compile(r"[0#?](,+)(?![0#?,])")

#: Excel keeps some 65,000 styles of cells.
_MOST_STYLES = 100_000

Attributes = dict[str, str]
Shows = Callable[[int | float], RawCell]


class StyleReader:
    """Told of each element of the styles of a workbook: `of_cells` is the number of each cell style's format, `codes` are its own formats.

    Colours, fonts and fills are passed over, whatever they say.
    """

    __slots__ = ("_path", "_within", "codes", "deep", "of_cells")

    def __init__(self, path: Path) -> None:
        self._path = path
        self._within = ""
        self.of_cells: list[int] = []
        self.codes: dict[int, str] = {}
        self.deep = 0

    def start(self, tag: str, given: Attributes) -> None:
        """An element begins. Raises ValueError where it makes no sense."""
        self.deep += 1
        name = tag.rpartition(" ")[2]
        if self.deep == 2:
            self._within = name
        elif self._within == "cellXfs" and name == "xf" and self.deep == 3:
            self.of_cells.append(int(given.get("numFmtId", 0)))
        elif self._within == "numFmts" and name == "numFmt":
            self.codes[int(given["numFmtId"])] = given["formatCode"]
        if len(self.of_cells) > _MOST_STYLES or len(self.codes) > _MOST_STYLES:
            raise unreadable(self._path)

    def end(self, tag: str) -> None:
        """An element ends."""
        self.deep -= 1

    def text(self, data: str) -> None:
        """No text stands in styles."""


class CellFormats(dict[str, Shows | None]):
    """By the number of a cell's style, as it stands in the file, what its number is read as; None where it is read as it is held."""

    def __init__(self, of_cells: Sequence[int], codes: Mapping[int, str], *, from_1904: bool) -> None:
        """The formats of a workbook, by style; one without styles has the general format throughout."""
        super().__init__()
        self._of_cells, self._codes, self._from_1904 = of_cells or (0,), codes, from_1904

    def __missing__(self, style: str) -> Shows | None:
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
        from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

        number = self._of_cells[int(style)]
        code = self._codes.get(number) or str(BUILTIN_FORMATS.get(number, "General"))
        read: Shows | None
        if is_date_format(code):
            read = _date_reader(MAC_EPOCH if self._from_1904 else WINDOWS_EPOCH, is_timedelta_format(code))
        else:
            shown = _Format.of(code)
            read = shown.read if shown.says_more else None
        self[style] = read
        return read

    @staticmethod
    def day(text: str) -> RawCell:
        """A day, or a time of it, that stands in words: 2011-10-31T00:00:00Z. Raises ValueError."""
        from openpyxl.utils import datetime as library

        untyped: Any = library
        read: RawCell = untyped.from_ISO8601(text)
        return read


def _date_reader(epoch: datetime.datetime, is_span: bool) -> Shows:
    """Reads days since the first day of the book, 1900's or 1904's. A number that is no date shows as Excel's error."""
    from openpyxl.utils.datetime import from_excel

    def read(number: float) -> RawCell:
        try:
            date: RawCell = from_excel(number, epoch, timedelta=is_span)
        except (OverflowError, ValueError):
            return ShownError("#VALUE!")
        return date

    return read


@dataclass(frozen=True, slots=True)
class _Format:
    """What a number format shows beside the digits: a % sign, or a unit that the number may lack."""

    is_percentage: bool = False
    unit: str = ""
    times: Decimal = Decimal(1)
    """What the unit comes to, over what the format divides by: 1 where the two agree."""
    is_pounds: bool = False

    @classmethod
    def of(cls, code: str) -> _Format:
        first = code.split(";", maxsplit=1)[0]
        if "%" in _LITERAL.sub("", first):
            return cls(is_percentage=True)
        words = "".join(quoted or escaped for quoted, escaped in _QUOTED.findall(first))
        unit = words.strip(" ()£'\u2019").casefold()
        unit = unit if unit in _UNITS else unit.removesuffix("s")
        if unit not in _UNITS:
            return cls()
        thousands = _IN_THOUSANDS.search(_LITERAL.sub("", first))
        divided = 3 * len(thousands[1]) if thousands else 0
        return cls(False, unit, Decimal(10) ** (_UNITS[unit] - divided), "£" in first)

    @property
    def says_more(self) -> bool:
        """Whether a number reads otherwise than it is held."""
        return self.is_percentage or self.times != 1

    def read(self, number: float) -> RawCell:
        """The number with its % sign, or with what its cell shows."""
        if self.is_percentage:
            return _percentage(number)
        meant = Decimal(f"{number:.15g}") * self.times
        shown = plain(meant / Decimal(10) ** _UNITS[self.unit])
        unit = f" (£{self.unit})" if self.unit.startswith("0") else f" {self.unit}" if len(self.unit) > 2 else self.unit
        return ShownInUnit.of(number, f"{'£' if self.is_pounds else ''}{shown}{unit}", meant)


def _percentage(number: float) -> str:
    """A percentage (0.2, which Excel shows as 20%) is the words `20%`, so that no reader takes it for another number."""
    return f"{Decimal(str(round(number * 100, 10))).normalize():f}%"
