"""What the number formats of a workbook make of the numbers in its cells: a date, a percentage, or a unit that the number lacks."""

from __future__ import annotations

import datetime
import re
import warnings
from collections.abc import Callable
from decimal import Decimal
from typing import Any, BinaryIO

from desktop.late_dataclass import dataclass
from desktop.operations.records.columns import RawCell, ShownError, ShownInUnit, plain

#: What of a number format is words, colours, fill or a character taken as it is.
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].')
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
#: What a format may write after a number that is in thousands or more, with how many noughts it stands for.
_UNITS = {"k": 3, "000": 3, "000s": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}
_IN_THOUSANDS = re.compile(r"[0#?](,+)(?![0#?,])")

Shows = Callable[[int | float], RawCell]


class CellFormats(dict[str, Shows | None]):
    """By the number of a cell's style, as it stands in the file, what its number is read as; None where it is read as it is held."""

    def __init__(self, file: BinaryIO) -> None:
        """Read the formats of an open package. Raises what the library raises."""
        import openpyxl
        from openpyxl.reader.excel import ExcelReader
        from openpyxl.styles.stylesheet import apply_stylesheet

        if openpyxl.LXML or not openpyxl.DEFUSEDXML:
            raise RuntimeError("openpyxl reads without defusedxml: is it installed, and was openpyxl imported before the program?")
        super().__init__()
        # styles and extensions that we do not read may be unknown to the library: that is no trouble of the officer's
        warnings.filterwarnings("ignore", module=r"openpyxl\.")
        reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
        reader.read_manifest()
        reader.read_workbook()
        apply_stylesheet(reader.archive, reader.wb)
        self._book: Any = reader.wb

    def __missing__(self, style: str) -> Shows | None:
        number = int(style)
        read: Shows | None
        if number in self._book._date_formats:
            read = _date_reader(self._book.epoch, number in self._book._timedelta_formats)
        else:
            shown = _Format.of(self._code(number))
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

    def _code(self, style: int) -> str:
        from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

        number = self._book._cell_styles[style].numFmtId
        if number < BUILTIN_FORMATS_MAX_SIZE:
            return str(BUILTIN_FORMATS.get(number, "General"))
        return str(self._book._number_formats[number - BUILTIN_FORMATS_MAX_SIZE])


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
