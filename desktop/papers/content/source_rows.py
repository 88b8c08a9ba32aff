"""Sources as a table: what each record has beside where it is from, the records of one source together and a source once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby

from desktop.papers.content.blocks import SourceEntry, Sources, Table, table_columns

#: A row of more lines than this could not stand at the foot of a page.
_MOST_LINES = 8
#: The parts of one record stand on a line one after another where none is longer than this.
_SHORT = 60
#: More parts than this of one record from one source are counted.
_MOST_PARTS = 60


def source_table(sources: Sources) -> Table:
    """What is recorded, and on what basis from where."""
    by_origin: dict[str, list[SourceEntry]] = {}
    for entry in sources.entries:
        by_origin.setdefault(_origin_of(entry), []).append(entry)
    rows = tuple((text, origin) for origin, entries in by_origin.items() for text in _cells(_lines(entries)))
    return Table(sources.caption, table_columns("Record", "Basis and source"), rows, sources.notes)


def _cells(texts: Iterable[str]) -> Iterator[str]:
    """The lines of one source by the rows that they stand in."""
    row: list[str] = []
    for text in texts:
        if row and sum(each.count("\n") + 1 for each in (*row, text)) > _MOST_LINES:
            yield "\n".join(row)
            row.clear()
        row.append(text)
    yield "\n".join(row)


def _lines(entries: Sequence[SourceEntry]) -> Iterator[str]:
    """The records of one source, a line each: parts of one record together, and records of which the same is recorded."""
    recorded: list[tuple[str, str]] = []
    kinds = {entry.of.kind for entry in entries if entry.of is not None}
    for head, run in groupby(entries, key=lambda entry: entry.record.rpartition(": ")[0]):
        parts = list(run)
        if head and len(parts) > 1:
            recorded.append((head, _parts_of(parts)))
        else:
            recorded += [(entry.record, _on_a_line(entry.value)) for entry in parts]
    for value, same in groupby(recorded, key=lambda each: each[1]):
        kind, names = _kind_once([name for name, _ in same], kinds)
        yield f"{kind}{'; '.join(names)}: {value}" if value else kind + "\n".join(names)


def _kind_once(names: Sequence[str], kinds: Collection[str]) -> tuple[str, list[str]]:
    """The kind that records of one kind begin with, and what each is called without it; no kind of a record by itself."""
    begins = {name.partition(": ")[0] for name in names}
    if len(names) < 2 or len(begins) > 1 or not {each.casefold() for each in begins} <= set(kinds):
        return "", list(names)
    return f"{next(iter(begins))}: ", [name.partition(": ")[2] for name in names]


def _parts_of(entries: Sequence[SourceEntry]) -> str:
    """What is recorded of the parts of one record; a condition that all of them have is said once, after them."""
    firsts, rests = zip(*(entry.value.partition("\n")[::2] for entry in entries), strict=True)
    if len(entries) > _MOST_PARTS:
        return f"{len(entries)} records, which are not listed here"
    alike = len(set(rests)) == 1
    told = [(entry.record.rpartition(": ")[2], first if alike else entry.value) for entry, first in zip(entries, firsts, strict=True)]
    said = []
    for value, same in groupby(told, key=lambda each: each[1]):
        names = [name for name, _ in same]
        said.append(f"{'; '.join(names)}: {_on_a_line(value)}" if value else "; ".join(names))
    between = "; " if all(len(each) <= _SHORT for each in said) else "\n"
    return between.join((*said, *((rests[0],) if alike and rests[0] else ())))


def _on_a_line(value: str) -> str:
    return "; ".join(value.split("\n"))


def _origin_of(entry: SourceEntry) -> str:
    """Where a record comes from, after its basis unless that is reported, and before its date."""
    source = entry.source or "Not stated"
    has_basis = entry.basis == "Reported" or source.casefold().startswith(entry.basis.casefold())
    words = source if has_basis else f"{entry.basis}. {source}"
    return f"{words} ({entry.stated})" if entry.stated and entry.stated not in (entry.value, source) else words
