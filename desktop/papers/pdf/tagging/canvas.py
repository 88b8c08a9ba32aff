"""A canvas that knows of all it draws whether it is an element's content or an artifact; else the build ends. Loads ReportLab."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import XMP, PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from desktop.papers.pdf.tagging.file import TreeRoot, whole_file
from desktop.papers.pdf.tagging.metadata import Details, Information, output_intent, packet
from desktop.papers.pdf.tagging.structure import Element, StructureTree

#: Operators that leave paint on the page without being text; text, images and forms are stopped where they are drawn.
_PAINT = frozenset({"f", "f*", "F", "B", "B*", "b", "b*", "S", "s", "sh"})
_END = "EMC"


class UntaggedContent(ValueError):
    """Something was drawn that is neither an element's content nor an artifact: a fault of this program's own, never of a record."""


class Marked(str):
    """A piece of a page's code that opens, closes or is marked content."""

    __slots__ = ()


class Link(str):
    """A link on its way through ReportLab, which hands it back as it was given it: its element, and where it leads."""

    element: Element
    target: str

    @classmethod
    def of(cls, number: int, element: Element, target: str) -> Link:
        """The link numbered `number` of its paragraph. A target that begins `#` is a place in the paper."""
        link = cls(f"link:{number}")
        link.element, link.target = element, target
        return link


class MarkedText(PDFTextObject):
    """A paragraph's text. Words on two lines stay two words for whoever reads the file without seeing it.

    `runs` holds, for each run of text that will be put out, the text and the element of a link in it, or none for the paragraph's own.
    """

    def __init__(
        self, canvas: TaggedCanvas, x: float, y: float, element: Element | None, runs: Sequence[tuple[str, Element | None]] = ()
    ) -> None:
        super().__init__(canvas, x, y)
        self.element = None if canvas.silent else element
        self.runs = runs
        self._next = 0
        self._open: Element | None = None

    def _textOut(self, text: str, TStar: int = 0) -> None:
        if self.runs and self.element is not None:
            expected, link = self.runs[self._next]
            if expected != text:
                raise UntaggedContent(f"a paragraph put out {text!r} where {expected!r} was due")
            self._next += 1
            self._mark(link or self.element)
        if TStar and text and text[-1] not in " -–—/":
            text += " "
        super()._textOut(text, TStar)

    def _mark(self, element: Element) -> None:
        if element is not self._open:
            if self._open is not None:
                self._code.append(_END)
            self._code.append(self._canvas.mark(element))
            self._open = element

    def getCode(self) -> str:
        """The whole text object, as content of its elements."""
        if self._open is not None:
            self._code.append(_END)
            self._open = None
        code: str = super().getCode()
        if self.element is not None and not self.runs:
            return f"{self._canvas.mark(self.element)} {code} {_END}"
        return code


class TaggedCanvas(Canvas):
    """Writes PDF/UA-1 and PDF/A-2a. With `tagged` off it writes the same pages without their structure, to be measured against."""

    def __init__(self, filename: Any, *, details: Details, tagged: bool = True, **keywords: Any) -> None:
        super().__init__(filename, **keywords)
        self.tagged = tagged
        self.tree = StructureTree()
        self.details = details
        self._doc._timeStamp = details.stamp
        #: What a text that knows no element is the content of: the label of a paragraph while it is drawn.
        self.loose: Element | None = None
        self._on_page: list[Element] = []
        self._element: Element | None = None
        self._artifacts = 0

    @property
    def silent(self) -> bool:
        """Whether nothing need be marked: inside a figure or an artifact, in a form, or where there are no tags at all."""
        return self._element is not None or self._artifacts > 0 or not self.tagged or self._formData is not None

    def mark(self, element: Element) -> str:
        """The operator that begins content of an element."""
        self.tree.place(element)
        number = len(self._on_page)
        self._on_page.append(element)
        element.kids.append((self._doc.thisPageName(), number))
        return f"/{element.role.value} <</MCID {number}>> BDC"

    @contextmanager
    def content(self, element: Element) -> Iterator[None]:
        """What is drawn is one element's content, whatever it is made of."""
        if self.silent:
            yield
            return
        self._code.append(Marked(self.mark(element)))
        self._element = element
        try:
            yield
        finally:
            self._element = None
            self._code.append(Marked(_END))

    @contextmanager
    def artifact(self, kind: str = "Layout", subtype: str = "") -> Iterator[None]:
        """What is drawn is furniture: `Pagination` with a subtype such as `Header`, or `Layout`."""
        silent = self.silent
        if not silent:
            self._code.append(Marked(f"/Artifact <</Type /{kind}{f' /Subtype /{subtype}' if subtype else ''}>> BDC"))
        self._artifacts += 1
        try:
            yield
        finally:
            self._artifacts -= 1
            if not silent:
                self._code.append(Marked(_END))

    # What ReportLab draws with -----------------------------------------------------------------------------------------

    def drawText(self, text: PDFTextObject) -> None:
        """Draw a text object; a plain one outside any element ends the build."""
        if isinstance(text, MarkedText) and text.element is not None:
            self._code.append(Marked(text.getCode()))
        elif self.silent:
            self._code.append(text.getCode())
        elif self.loose is not None:
            self._code.append(Marked(f"{self.mark(self.loose)} {text.getCode()} {_END}"))
        else:
            self._stop("text", text.getCode())

    def draw_lines(self, element: Element, lines: Sequence[tuple[str, float, float]]) -> None:
        """Draw lines of words in the present font as content of an element: text, left and base line of each.

        A text object of ReportLab's says the same in several times as many steps, and a table may have thousands of cells.
        """
        font, document = pdfmetrics.getFont(self._fontname), self._doc
        code, current = ["BT"], -1
        for text, x, y in lines:
            code.append(f"1 0 0 1 {x:.3f} {y:.3f} Tm")
            for subset, codes in font.splitString(text, document):
                if subset != current:
                    name = font.getSubsetInternalName(subset, document)
                    code.append(f"{name} {self._fontsize:g} Tf {self._leading:g} TL")
                    current = subset
                code.append(f"({self._escape(codes)}) Tj")
        code.append("ET")
        drawn = " ".join(code)
        self._code.append(drawn if self.silent else Marked(f"{self.mark(element)} {drawn} {_END}"))

    def drawImage(self, *arguments: Any, **keywords: Any) -> Any:
        """Draw an image inside an element or an artifact."""
        self._inside("an image")
        return super().drawImage(*arguments, **keywords)

    def drawInlineImage(self, *arguments: Any, **keywords: Any) -> Any:
        """Draw an image inside an element or an artifact."""
        self._inside("an image")
        return super().drawInlineImage(*arguments, **keywords)

    def doForm(self, name: str) -> None:
        """Draw a form inside an element or an artifact."""
        self._inside("a form", name)
        super().doForm(name)

    def linkURL(self, url: str, rect: tuple[float, float, float, float], *_: Any, **__: Any) -> None:
        """Lay a link over a rectangle of the present coordinates. It must know its element."""
        if not isinstance(url, Link):
            self._stop("a link", url)
            return
        if self._artifacts or not self.tagged:
            return
        element = self.tree.place(url.element)
        note = PDFDictionary(
            {
                "Type": PDFName("Annot"),
                "Subtype": PDFName("Link"),
                "F": 4,  # it prints, and is not hidden
                "Rect": PDFArray(self._absRect(rect, 1)),
                "Border": PDFArray([0, 0, 0]),
                "Contents": PDFString(element.alternative or url.target),
                "StructParent": self.tree.key(element),
            }
        )
        if url.target.startswith("#"):
            note["Dest"] = self._bookmarkReference(url.target[1:])
        else:
            note["A"] = PDFDictionary({"S": PDFName("URI"), "URI": PDFString(url.target)})
        self._annotationCount += 1
        name = f"NUMBER{self._annotationCount}"
        self._doc.addAnnotation(name, note)
        self._annotatePage(name)
        element.kids.append((self._doc.thisPageName(), self._doc.annotationName(name)))

    def linkRect(self, contents: str, destinationname: str, *_: Any, **__: Any) -> None:
        """No link goes this way: it would know no element."""
        self._stop("a link", destinationname)

    def _inside(self, what: str, name: str = "") -> None:
        if not self.silent:
            self._stop(what, name)

    def _stop(self, what: str, words: str = "") -> None:
        if self.tagged:
            raise UntaggedContent(f"{what} was drawn outside every element and artifact: {words[:120]}")

    # Pages and the file ------------------------------------------------------------------------------------------------

    def showPage(self) -> None:
        """End a page: rules and grounds that nothing claimed are artifacts, and the page knows its elements."""
        if not self.tagged:
            super().showPage()
            return
        self._code[:] = _with_artifacts(self._code)
        super().showPage()
        page = self._doc.Pages.pages[-1]
        # ReportLab's pages write the entries that they list, and these two are not among them.
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = self.tree.key(self._on_page)
        page.Tabs = PDFName("S")
        page.Trans = None
        self._on_page = []

    def save(self) -> None:
        """Write the whole file."""
        if self._code:
            self.showPage()
        document = self._doc
        document.info = Information(self.details)
        if not self.tagged:
            self._filename.write(whole_file(self, None))
            return
        standard = [name for name in document.fontMapping if not pdfmetrics.getFont(name)._dynamicFont]
        if standard:
            raise UntaggedContent(f"these fonts cannot be embedded: {', '.join(standard)}")
        catalog = document.Catalog
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
        catalog.StructTreeRoot = document.Reference(TreeRoot(), "StructTreeRoot")
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.Metadata = XMP(creator=lambda _: packet(self.details))
        catalog.OutputIntents = output_intent(document)
        self._filename.write(whole_file(self, self.tree))


def _with_artifacts(code: list[str]) -> list[str]:
    """A page's code with what was painted outside all marked content made an artifact."""
    pieces: list[str] = []
    depth = 0
    for piece in code:
        if isinstance(piece, Marked):
            if piece == _END:
                depth -= 1
            elif piece.endswith(" BDC"):
                depth += 1
        elif depth == 0 and _paints(piece):
            pieces += [Marked("/Artifact BMC"), piece, Marked(_END)]
            continue
        pieces.append(piece)
    if depth:
        raise UntaggedContent("a page ended inside marked content")
    return pieces


def _paints(piece: str) -> bool:
    words = piece.split()
    return bool(words) and (words[-1] in _PAINT or (words[-1] == "n" and len(words) > 1 and words[-2] in _PAINT))
