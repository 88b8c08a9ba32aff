"""The logical structure of a paper: a tree of elements beside the pages (ISO 32000-1, 14.7). Loads ReportLab."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFString


class Role(StrEnum):
    """The standard structure types that papers use (ISO 32000-1, 14.8.4)."""

    DOCUMENT = "Document"
    SECTION = "Sect"
    GROUP = "Div"
    TITLE = "H1"
    HEADING = "H2"
    SUBHEADING = "H3"
    PARAGRAPH = "P"
    QUOTE = "BlockQuote"
    LIST = "L"
    ITEM = "LI"
    LABEL = "Lbl"
    BODY = "LBody"
    TABLE = "Table"
    CAPTION = "Caption"
    HEAD = "THead"
    ROWS = "TBody"
    ROW = "TR"
    HEADER_CELL = "TH"
    CELL = "TD"
    FIGURE = "Figure"
    LINK = "Link"
    CONTENTS = "TOC"
    ENTRY = "TOCI"
    REFERENCE = "Reference"


#: What an element says of itself, ready to be written: how a list counts, and which way a header cell heads.
COUNTED = b"<</O/List/ListNumbering/Decimal>>"
LETTERED = b"<</O/List/ListNumbering/LowerAlpha>>"
ROMAN = b"<</O/List/ListNumbering/LowerRoman>>"
CAPITALS = b"<</O/List/ListNumbering/UpperAlpha>>"
BULLETED = b"<</O/List/ListNumbering/Disc>>"
UNLABELLED = b"<</O/List/ListNumbering/None>>"
HEADS_COLUMN = b"<</O/Table/Scope/Column>>"
HEADS_ROW = b"<</O/Table/Scope/Row>>"


class Element:
    """One structure element, shared by every piece of what it stands for: a paragraph over two pages is one element.

    It takes its place under its parent when it is first drawn, so that the tree is in the order of the pages and holds nothing that is
    not on them; `members` are the exception: they come with it, in their order, drawn or not, as the cells of a row must.
    """

    __slots__ = ("alternative", "attributes", "box", "index", "kids", "members", "parent", "role")

    def __init__(self, role: Role, parent: Element | None = None, *, alternative: str = "", attributes: bytes = b"") -> None:
        self.role = role
        self.parent = parent
        self.alternative = alternative
        self.attributes = attributes
        self.members: Sequence[Element] = ()
        #: Where it is on its page, in points: left, bottom, right, top.
        self.box: tuple[float, float, float, float] | None = None
        #: Its place among the elements of a tree; below nought before it has one.
        self.index = -1
        #: Elements, marked content as its page and number there, and annotations as their page and name.
        self.kids: list[Element | tuple[str, int] | tuple[str, str]] = []


class StructureTree:
    """The elements of one file, and the parent tree by which a reader finds the element of what is on a page."""

    def __init__(self) -> None:
        self.root = Element(Role.DOCUMENT)
        self.root.index = 0
        self.elements = [self.root]
        self._parents: list[list[Element] | Element] = []

    def place(self, element: Element) -> Element:
        """Give an element its place in the tree, and its parents theirs, if they have none yet."""
        if element.index < 0:
            parent = self.root if element.parent is None else self.place(element.parent)
            if element.index >= 0:
                return element  # it came with its parent
            element.parent = parent
            element.index = len(self.elements)
            self.elements.append(element)
            parent.kids.append(element)
            for member in element.members:
                self.place(member)
        return element

    def key(self, parent: list[Element] | Element) -> int:
        """The key in the parent tree of a page's elements, by their numbers on it, or of an annotation's element."""
        self._parents.append(parent)
        return len(self._parents) - 1

    def written(self, document: PDFDocument, root: int, first: int) -> list[bytes]:
        """The bodies of the objects numbered from `first`: each element, then the parent tree. `root` is the tree root's own number."""
        numbers = document.idToObjectNumberAndVersion
        return [*(self._element(element, document, numbers, root, first) for element in self.elements), self._parent_tree(first)]

    def root_body(self, first: int) -> bytes:
        """The body of the tree root, for elements numbered from `first`."""
        tree = first + len(self.elements)
        return b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>" % (first, tree, len(self._parents))

    def _element(self, element: Element, document: PDFDocument, numbers: dict[str, tuple[int, int]], root: int, first: int) -> bytes:
        above = root if element.parent is None else first + element.parent.index
        parts = [b"<</Type/StructElem/S/%s/P %d 0 R" % (element.role.encode(), above)]
        page = next((kid[0] for kid in element.kids if isinstance(kid, tuple)), "")
        if page:
            parts.append(b"/Pg %d 0 R" % numbers[page][0])
        if element.alternative:
            parts.append(b"/Alt " + PDFString(element.alternative).format(document))
        attributes = element.attributes
        if element.box:
            attributes = b"<</O/Layout/BBox[%.2f %.2f %.2f %.2f]>>" % element.box
        if attributes:
            parts.append(b"/A" + attributes)
        kids = [_kid(kid, page, numbers, first) for kid in element.kids]
        if len(kids) == 1:
            parts.append(b"/K " + kids[0])
        elif kids:
            parts.append(b"/K[" + b" ".join(kids) + b"]")
        return b"".join((*parts, b">>"))

    def _parent_tree(self, first: int) -> bytes:
        rows = []
        for key, parent in enumerate(self._parents):
            if isinstance(parent, Element):
                rows.append(b"%d %d 0 R" % (key, first + parent.index))
            else:
                rows.append(b"%d[%s]" % (key, b" ".join(b"%d 0 R" % (first + element.index) for element in parent)))
        return b"<</Nums[" + b"\n".join(rows) + b"]>>"


def _kid(kid: Element | tuple[str, int] | tuple[str, str], page: str, numbers: dict[str, tuple[int, int]], first: int) -> bytes:
    if isinstance(kid, Element):
        return b"%d 0 R" % (first + kid.index)
    where, what = kid
    if isinstance(what, str):
        return b"<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>" % (numbers[where][0], numbers[what][0])
    return b"%d" % what if where == page else b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (numbers[where][0], what)
