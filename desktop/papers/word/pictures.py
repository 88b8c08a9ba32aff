"""The chart of a figure as a PNG: a page of PDF, as the paper draws it, made into dots. Loads ReportLab, pypdfium2 and Pillow."""

from __future__ import annotations

import io

from PIL import Image
from reportlab.graphics import renderPDF

from desktop.papers import fonts
from desktop.papers.content.blocks import Figure
from desktop.papers.pdf.figures import drawing_on_paper
from desktop.papers.pdf.reading import one_reader

#: Dots an inch.
RESOLUTION = 200


def picture(figure: Figure) -> tuple[bytes, float, float]:
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
