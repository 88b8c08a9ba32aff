"""Texts that say much the same, kept so that what several of them say is kept once.

A folder holds them: `parts.txt` has each passage that more than one text holds, under a key, in the order in which they first appear; and
each text has a file of its own, which is its order. A line of it that begins with `==` names passages; any other is the text's own words.
A number in which texts differ stands in a passage as `{n}`, and after its key in the order: `== purpose(1.1 1.2); risks`, `-` where the
text has none. `{+}` is the number of a table or figure, which is counted through the text.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

PARTS = "parts.txt"
OWN_WORDS = "its own words"

_SIGN, _NUMBER, _COUNTED, _NONE = "== ", "{n}", "{+}", "-"
_CAPTION = re.compile(r"^(Table|Figure) (\d+|\{\+\}): ")
_NUMBERED = re.compile(r"^(\d+(?:\.\d+)*[a-z]?) (?=[^\W\da-z_]|[(‘“\[])")
_REFERENCE = re.compile(
    r"(?<=\bsection )\d+|(?<=\bparagraph )\d+\.\d+|(?<=\bRecommendation )\d+(?:\.\d+)*"
    r"|(?<=\(Recommendations )\d+(?:\.\d+)*|(?<=\d to )\d+(?:\.\d+)*(?=\)\.)|(?<=\d and )\d+(?:\.\d+)*(?=\)\.)"
)
_NAMED = re.compile(r"([^;( ]+)(?:\(([^)]*)\))?")
_WIDTH = 140
#: So much of a difference is shown.
_MOST_LINES, _LONGEST = 60, 300


@dataclass(frozen=True)
class _Line:
    """A line of a text, with `{n}` where its `numbers` stand; a first number that it lacks is blank, and so is the space after it."""

    words: str
    numbers: tuple[str, ...] = ()

    def filled(self) -> str:
        """The line as it is read."""
        words = self.words
        for number in self.numbers:
            words = words.replace(_NUMBER if number else f"{_NUMBER} ", number, 1)
        return words


_Passage = tuple[str, ...]


# Writing --------------------------------------------------------------------------------------------------------------


def divided(texts: Mapping[str, str]) -> dict[str, str]:
    """What to keep of texts by name: the contents of each file by the file's name. Raises ValueError where they could not be read again."""
    if any(line.startswith(_SIGN) or _NUMBER in line or _COUNTED in line for text in texts.values() for line in text.splitlines()):
        raise ValueError(f"A text has a line that begins with {_SIGN}or holds {_NUMBER} or {_COUNTED}, and these files mean more by it.")
    lines = dict(zip(texts, _marked([text.splitlines() for text in texts.values()]), strict=True))
    atoms = {name: _atoms(each, _repeated(lines.values())) for name, each in lines.items()}
    runs = {name: list(_runs(each, _joined(atoms.values()))) for name, each in atoms.items()}
    told_by = Counter(passage for each in runs.values() for passage in {_words(run) for run in each})
    keys: dict[_Passage, str] = {}
    for each in runs.values():
        for passage in map(_words, each):
            if told_by[passage] > 1 and passage not in keys:
                keys[passage] = _key(passage[0], keys.values())
    files = {f"{name}.txt": _as_lines(_order(each, keys)) for name, each in runs.items()}
    files[PARTS] = _as_lines(line for passage, key in keys.items() for line in (f"{_SIGN}{key}", *passage))
    for name, text in texts.items():
        if _as_lines(line for _, line in _put_together(files[f"{name}.txt"], files[PARTS])) != text:
            raise ValueError(f"{name} is not what its parts make when they are put together again.")
    return files


def write(texts: Mapping[str, str], folder: Path) -> None:
    """Keep texts by name in a folder, in place of those that are there."""
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob("*.txt"):
        stale.unlink()
    for name, contents in divided(texts).items():
        (folder / name).write_text(contents, encoding="utf-8", newline="\n")


def _marked(texts: Sequence[Sequence[str]]) -> list[list[_Line]]:
    """The lines of each text, with a mark for each number that is not the same wherever its line stands."""
    ever_numbered = {line[match.end() :] for text in texts for line in text if (match := _NUMBERED.match(line)) and " | " not in line}
    marked = [[_with_marks(line, ever_numbered) for line in _counted(text)] for text in texts]
    numbers: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for text in marked:
        for line in text:
            numbers[line.words].add(line.numbers)
    return [[line if len(numbers[line.words]) > 1 else _Line(line.filled()) for line in text] for text in marked]


def _counted(text: Sequence[str]) -> Iterator[str]:
    """The lines, with a sign for the number of a table or figure that follows the one before it."""
    count: Counter[str] = Counter()
    for line in text:
        match = _CAPTION.match(line)
        if match and int(match[2]) == count[match[1]] + 1:
            count[match[1]] += 1
            yield f"{match[1]} {_COUNTED}: {line[match.end() :]}"
        else:
            yield line


def _with_marks(line: str, ever_numbered: set[str]) -> _Line:
    match = _NUMBERED.match(line) if " | " not in line else None
    number, words = (match[1], line[match.end() :]) if match else ("", line)
    numbers, mark = ([number], f"{_NUMBER} ") if words in ever_numbered else ([], "")
    return _Line(mark + _REFERENCE.sub(_NUMBER, words), (*numbers, *_REFERENCE.findall(words)))


def _repeated(texts: Iterable[list[_Line]]) -> set[str]:
    """The lines that stand more than once in one text, such as the note below a table."""
    return {words for text in texts for words, count in Counter(line.words for line in text).items() if count > 1}


def _words(lines: Sequence[_Line]) -> _Passage:
    return tuple(line.words for line in lines)


def _atoms(text: Sequence[_Line], repeated: set[str]) -> list[list[_Line]]:
    """The lines that are told apart, each with the repeated ones that follow it."""
    atoms: list[list[_Line]] = []
    for line in text:
        if atoms and line.words in repeated:
            atoms[-1].append(line)
        else:
            atoms.append([line])
    return atoms


def _joined(texts: Iterable[list[list[_Line]]]) -> set[tuple[_Passage, _Passage]]:
    """The pairs of neighbours that never stand apart in any text."""
    after: dict[_Passage, set[_Passage]] = defaultdict(set)
    before: dict[_Passage, set[_Passage]] = defaultdict(set)
    for text in texts:
        passages = [(), *map(_words, text), ()]
        for one, other in pairwise(passages):
            after[one].add(other)
            before[other].add(one)
    return {(one, other) for one, others in after.items() for other in others if len(others) == 1 == len(before[other]) and one and other}


def _runs(atoms: Sequence[list[_Line]], joined: set[tuple[_Passage, _Passage]]) -> Iterator[list[_Line]]:
    """The atoms in runs as long as every text has them together."""
    run: list[_Line] = []
    for index, atom in enumerate(atoms):
        if run and (_words(atoms[index - 1]), _words(atom)) not in joined:
            yield run
            run = []
        run += atom
    if run:
        yield run


def _key(first: str, taken: Collection[str]) -> str:
    """A key of a passage from its first words."""
    words = re.findall(r"[^\W_]+", _CAPTION.sub("", first).replace(_NUMBER, "").lower())
    key = "-".join(words[:6]) or "passage"
    return next(each for each in (key, *(f"{key}-{count}" for count in range(2, len(taken) + 3))) if each not in taken)


def _order(runs: Sequence[list[_Line]], keys: Mapping[_Passage, str]) -> Iterator[str]:
    """The lines of a text's own file."""
    row = ""
    for run in runs:
        key = keys.get(_words(run))
        if key is not None:
            numbers = [number for line in run for number in line.numbers]
            named = f"{key}({' '.join(number or _NONE for number in numbers)})" if any(numbers) else key
            if row and len(row) + len(named) + 2 > _WIDTH:
                yield row
                row = ""
            row = f"{row}; {named}" if row else f"{_SIGN}{named}"
            continue
        if row:
            yield row
            row = ""
        yield from (line.filled() for line in run)
    if row:
        yield row


# Reading --------------------------------------------------------------------------------------------------------------


def text_of(folder: Path, name: str) -> str:
    """The text of that name, put together again."""
    return _as_lines(line for _, line in _kept(folder, name))


def difference(text: str, folder: Path, name: str) -> str:
    """How a text differs from the one of that name in a folder, part by part, and what to do about it; blank where it does not."""
    kept, now = _kept(folder, name), text.splitlines()
    shown: list[str] = []
    told = ""
    for tag, first, last, start, end in SequenceMatcher(None, [line for _, line in kept], now, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        part = kept[min(first, len(kept) - 1)][0] if kept else OWN_WORDS
        if part != told:
            shown.append(f"in {part}:")
            told = part
        shown += [f"-{line}" for _, line in kept[first:last]]
        shown += [f"+{line}" for line in now[start:end]]
    if not shown:
        return ""
    more = [f"and {len(shown) - _MOST_LINES} more lines"] if len(shown) > _MOST_LINES else []
    head = f"{folder.name}/{name} differs. If every change is meant, run: python3 dev.py golden"
    return "\n".join([head, *(line[:_LONGEST] for line in shown[:_MOST_LINES]), *more])


def _kept(folder: Path, name: str) -> list[tuple[str, str]]:
    order, parts = ((folder / file).read_text(encoding="utf-8") for file in (f"{name}.txt", PARTS))
    return list(_put_together(order, parts))


def _put_together(order: str, parts: str) -> Iterator[tuple[str, str]]:
    """Each line of a text, after the part it is of."""
    passages: dict[str, list[str]] = {}
    key = ""
    for line in parts.splitlines():
        if line.startswith(_SIGN):
            key = line.removeprefix(_SIGN)
            passages[key] = []
        else:
            passages[key].append(line)
    count: Counter[str] = Counter()
    for line in order.splitlines():
        if not line.startswith(_SIGN):
            yield OWN_WORDS, _with_count(line, count)
            continue
        for named, numbers in _NAMED.findall(line.removeprefix(_SIGN)):
            given = iter("" if number == _NONE else number for number in numbers.split())
            for words in passages[named]:
                filled = _Line(words, tuple(next(given, "") for _ in range(words.count(_NUMBER)))).filled()
                yield f"the part {named}", _with_count(filled, count)


def _as_lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _with_count(line: str, count: Counter[str]) -> str:
    match = _CAPTION.match(line)
    if not match or match[2] != _COUNTED:
        return line
    count[match[1]] += 1
    return f"{match[1]} {count[match[1]]}: {line[match.end() :]}"
