"""An officer's text as blocks: paragraphs, bullets, numbered lines and the places of tables and charts.

Paragraphs are separated by a blank line. A line that begins `- `, `* ` or `• ` is a bullet, one that begins `1. ` or `1) ` is numbered,
one that begins `(a) ` is lettered, and one that begins `(i) ` counts i, ii, iii. `**bold**` and `*italic*` set a face. A line of its own
such as `[table: savings]` or `[chart: contributions]` is a place. Everything else is plain words: a stray asterisk is an asterisk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop.papers.content import BulletList, Counting, NumberedList, Paragraph, Span, Words, roman

TABLES = (
    "options", "scores", "savings", "risks", "consultation", "milestones", "evidence", "objectives", "services", "chances", "switches",
    "differences", "value", "cases", "conditions", "budget", "cash", "funding", "gap", "targets", "partners", "rebasing", "checks",
)  # fmt: skip
CHARTS = (
    "contributions", "savings", "cumulative", "acceptability", "weights", "spread", "value", "tornado", "distribution", "partners",
    "targets", "gap",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table or a chart is drawn from the records. `kind` is `table` or `chart`."""

    kind: str
    name: str

    def __str__(self) -> str:
        return f"[{self.kind}: {self.name}]"


Part = Paragraph | BulletList | NumberedList | Place

#: Every place a text may hold.
PLACES = (*(Place("table", name) for name in TABLES), *(Place("chart", name) for name in CHARTS))

_PLACE = re.compile(r"\s*\[\s*(table|chart)\s*:\s*([a-z]+)\s*\]\s*", re.IGNORECASE)
_BULLET = re.compile(r"\s*[-*•–]\s+(?=\S)")
_FIGURE = re.compile(r"\s*\d{1,3}[.)]\s+(?=\S)")
_LETTER = re.compile(r"\s*\(?[a-z]\)\s+(?=\S)")
_ROMAN = re.compile(r"\s*\(?([ivxl]+)\)\s+(?=\S)")
_COUNTING = {"figure": Counting.FIGURES, "letter": Counting.LETTERS, "roman": Counting.ROMAN}
_STARS = re.compile(r"(\*\*|\*)")


def parse(text: str) -> tuple[Part, ...]:
    """The blocks of a text, in order; none for blank text."""
    reader = _Reader()
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        reader.read(line)
    reader.close()
    return tuple(reader.found)


def spans(text: str) -> Words:
    """A paragraph's words with their faces. Marks that do not pair are plain characters."""
    tokens = _STARS.split(text)
    kept: list[tuple[str, str]] = []  # text and, for a mark that pairs, what it does
    opened: dict[str, int] = {}
    for index, token in enumerate(tokens):
        if index % 2 == 0:
            kept.append((token, ""))
            continue
        before = tokens[index - 1][-1:]
        after = tokens[index + 1][:1]
        if token in opened and before and not before.isspace() and not after.isalnum():
            at = opened.pop(token)
            kept[at] = (token, "open")
            kept.append((token, "close"))
        else:
            if token not in opened and after and not after.isspace() and not before.isalnum():
                opened[token] = len(kept)
            kept.append((token, ""))
    return _faced(kept)


def words(text: str) -> Words:
    """One run of text on one line, faces and all: for a recommendation or a condition."""
    return spans(" ".join(text.split()))


def cell(text: str) -> str:
    """An officer's text as a cell of a table holds it: plain, a line for each paragraph and bullet."""
    lines: list[str] = []
    for part in parse(text):
        if isinstance(part, Paragraph):
            lines.append("".join(span.text for span in part.words))
        elif isinstance(part, BulletList):
            lines += [f"• {''.join(span.text for span in item)}" for item in part.items]
        elif isinstance(part, NumberedList):
            lines += [f"{part.label(index)} {''.join(span.text for span in item)}" for index, item in enumerate(part.items)]
        else:
            lines.append(str(part))
    return "\n".join(lines)


def _faced(kept: list[tuple[str, str]]) -> Words:
    found: list[Span] = []
    faces = {"**": False, "*": False}
    for text, act in kept:
        if act:
            faces[text] = act == "open"
        elif text:
            span = Span(text, faces["**"], faces["*"])
            if found and (found[-1].bold, found[-1].italic) == (span.bold, span.italic):
                span = Span(found.pop().text + text, span.bold, span.italic)
            found.append(span)
    return tuple(found)


class _Reader:
    """Gathers lines until a block ends."""

    def __init__(self) -> None:
        self.found: list[Part] = []
        self.kind = ""
        self.lines: list[str] = []

    def read(self, line: str) -> None:
        place = _PLACE.fullmatch(line)
        if place is not None and (named := Place(place[1].lower(), place[2].lower())) in PLACES:
            self.close()
            self.found.append(named)
            return
        if not line.strip():
            # A blank line between two bullets does not end the list: `close` joins lists that meet.
            self.close()
            return
        numeral = _ROMAN.match(line)
        if numeral is not None and self._next_numeral() == numeral[1]:
            if self.kind != "roman":
                self.close()
            self.kind = "roman"
            self.lines.append(line[numeral.end() :].strip())
            return
        for kind, pattern in (("bullet", _BULLET), ("figure", _FIGURE), ("letter", _LETTER)):
            match = pattern.match(line)
            if match is not None:
                if self.kind != kind:
                    self.close()
                self.kind = kind
                self.lines.append(line[match.end() :].strip())
                return
        if self.lines:
            self.lines[-1] += " " + line.strip()
        else:
            self.kind = "paragraph"
            self.lines.append(line.strip())

    def _next_numeral(self) -> str:
        """The numeral that would go on counting i, ii, iii; blank within a lettered list, where (i) comes after (h)."""
        last = self.found[-1] if self.found else None
        if self.kind == "letter" or (not self.lines and isinstance(last, NumberedList) and last.label(len(last.items)) == "(i)"):
            return ""
        going_on = len(last.items) if not self.lines and isinstance(last, NumberedList) and last.counting is Counting.ROMAN else 0
        return roman(len(self.lines) if self.kind == "roman" else going_on)

    def close(self) -> None:
        if not self.lines:
            return
        if self.kind == "paragraph":
            self.found.append(Paragraph(spans(self.lines[0])))
        else:
            items = tuple(spans(line) for line in self.lines)
            last = self.found[-1] if self.found else None
            counting = _COUNTING.get(self.kind, Counting.LETTERS)
            if self.kind == "bullet":
                if isinstance(last, BulletList):
                    self.found[-1] = BulletList(last.items + items)
                else:
                    self.found.append(BulletList(items))
            elif isinstance(last, NumberedList) and last.counting is counting:
                self.found[-1] = NumberedList(last.items + items, counting)
            else:
                self.found.append(NumberedList(items, counting))
        self.kind, self.lines = "", []
