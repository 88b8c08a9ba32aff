"""Words and paragraphs as WordprocessingML (ECMA-376, part 1, 17.3). The one place where what people typed becomes its text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from desktop.papers.content.blocks import Words
from desktop.papers.pdf.safe_text import address, clean

_SPACE = ' xml:space="preserve"'
#: A name of a bookmark may be no longer in Word, and hold letters, digits and underscores alone.
_LONGEST_NAME = 40

#: What makes the relation to an address outside, and gives its id.
Relate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class ParagraphMarkup:
    """A paragraph: what is said of it as a whole, and its runs."""

    properties: str
    runs: str

    def text(self) -> str:
        """The whole element."""
        return f"<w:p>{f'<w:pPr>{self.properties}</w:pPr>' if self.properties else ''}{self.runs}</w:p>"


@dataclass(frozen=True, slots=True)
class Numbering:
    """Which list a paragraph is an item of, and at which level, counted from 0."""

    number_id: int
    level: int = 0


#: Takes off whatever number a style has.
UNNUMBERED = Numbering(0)


@dataclass(frozen=True, slots=True)
class Indent:
    """How far a paragraph is set in, and how far its first line hangs out of it, in twentieths of a point."""

    left: int
    hanging: int = 0


def paragraph(
    runs: str,
    style: str = "",
    *,
    numbering: Numbering | None = None,
    indent: Indent | None = None,
    keep_next: bool = False,
    right: bool = False,
) -> ParagraphMarkup:
    """A paragraph in a style, by the style's id; in the default one where that is blank."""
    parts = [
        f'<w:pStyle w:val="{style}"/>' if style else "",
        "<w:keepNext/>" if keep_next else "",
        f'<w:numPr><w:ilvl w:val="{numbering.level}"/><w:numId w:val="{numbering.number_id}"/></w:numPr>' if numbering else "",
        f'<w:ind w:left="{indent.left}" w:hanging="{indent.hanging}"/>' if indent else "",
        '<w:jc w:val="right"/>' if right else "",
    ]
    return ParagraphMarkup("".join(parts), runs)


def run(text: str, *, bold: bool = False, italic: bool = False, style: str = "") -> str:
    """Plain text in one face. A new line in it is a line break, with a space before it for whoever hears it read."""
    text = clean(text)
    if not text:
        return ""
    styled = f'<w:rStyle w:val="{style}"/>' if style else ""
    faces = styled + "<w:b/>" * bold + "<w:i/>" * italic
    lines = text.split("\n")
    inner = "<w:br/>".join(
        f"<w:t{_SPACE}>{escape(line + ' ' * (index + 1 < len(lines)), quote=False)}</w:t>" for index, line in enumerate(lines)
    )
    return f"<w:r>{f'<w:rPr>{faces}</w:rPr>' if faces else ''}{inner}</w:r>"


TAB = "<w:r><w:tab/></w:r>"


def word_runs(words: Words, relate: Relate, link_style: str, *, bold: bool = False) -> str:
    """Words in their faces; a link leads to its address, or to a place in the paper."""
    runs = []
    for span in words:
        target = address(span.link)
        text = run(span.text, bold=bold or span.bold, italic=span.italic, style=link_style if target else "")
        if not target or not text:
            runs.append(text)
        elif target.startswith("#"):
            runs.append(f'<w:hyperlink w:anchor="{place_name(target[1:])}">{text}</w:hyperlink>')
        else:
            runs.append(f'<w:hyperlink r:id="{relate(target)}">{text}</w:hyperlink>')
    return "".join(runs)


def field(instruction: str, shown: str) -> str:
    """A field that Word works out, and what it shows until then."""
    return f'<w:fldSimple w:instr=" {instruction} ">{run(shown)}</w:fldSimple>'


def place_name(anchor: str) -> str:
    """The hidden bookmark of a place that links lead to."""
    return f"_to_{anchor.replace('-', '_')}"[:_LONGEST_NAME]


def part_name(part: str) -> str:
    """The hidden bookmark round a part of the paper, by which a copy that comes back is read. An id is letters, digits and `_`."""
    return f"_ad_{part}"[:_LONGEST_NAME]


class Bookmarks:
    """Gives each bookmark of a document its number."""

    def __init__(self) -> None:
        self._count = 0
        self._names: set[str] = set()

    def round(self, paragraphs: Sequence[ParagraphMarkup], names: Iterable[str]) -> list[ParagraphMarkup]:
        """The paragraphs with a bookmark of each name round all their words. A name that stands already is not given twice."""
        marked = list(paragraphs)
        for name in names:
            if not marked or name in self._names:
                continue
            self._names.add(name)
            self._count += 1
            first, start = marked[0], f'<w:bookmarkStart w:id="{self._count}" w:name="{name}"/>'
            marked[0] = ParagraphMarkup(first.properties, f"{start}{first.runs}")
            last = marked[-1]
            marked[-1] = ParagraphMarkup(last.properties, f'{last.runs}<w:bookmarkEnd w:id="{self._count}"/>')
        return marked
