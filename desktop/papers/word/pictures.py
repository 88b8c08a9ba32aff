"""The chart of a figure as a PNG: a page of PDF, as the paper draws it, made into dots; and a picture where it stands in the words.

Loads ReportLab, pypdfium2 and Pillow.
"""

from __future__ import annotations

import io
from html import escape

from PIL import Image
from reportlab.graphics import renderPDF

from desktop.papers import fonts
from desktop.papers.content.blocks import Figure
from desktop.papers.pdf.figures import drawing_on_paper
from desktop.papers.pdf.reading import one_reader

#: Dots an inch.
RESOLUTION = 200


def chart_picture(figure: Figure) -> tuple[bytes, float, float]:
    """The picture, and its width and height in points."""
    from pypdfium2 import PdfDocument

    with fonts.one_at_a_time:
        fonts.register()
        drawing = drawing_on_paper(figure)
        pdf = renderPDF.drawToString(drawing)
    with one_reader, PdfDocument(pdf) as document:
        page = document[0]
        bitmap = page.render(scale=RESOLUTION / 72)
        image = bitmap.to_pil().convert("RGB").quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        bitmap.close()
        page.close()
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(RESOLUTION, RESOLUTION))
    return out.getvalue(), float(drawing.width), float(drawing.height)


def drawn(number: int, relation: str, size: tuple[int, int], alternative: str) -> str:
    """The markup of a picture in a line of its own: its number in the file, its relation, its size in EMU and the same in words."""
    named, extent = f'id="{number}" name="Picture {number}"', f'cx="{size[0]}" cy="{size[1]}"'
    shape = (
        f'<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/>'
        f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    )
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr {named} descr="{escape(alternative)}"/>{shape}</wp:inline></w:drawing></w:r>'
    )
