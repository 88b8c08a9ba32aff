"""The look of a paper as HTML, in the colours of the printed one. Loads ReportLab."""

from __future__ import annotations

from typing import Any

from desktop.papers.pdf.styles import BRAND, INK, MUTED, RULE, TINT, USUAL_POINTS


def style_sheet(mark: str, points: int = USUAL_POINTS) -> str:
    """The style sheet: sizes that grow with the reader's own, and one column down to 320 pixels. `points` is the size of words in print.

    Printed, each page has its number, and `mark` at its head, where the browser sets the margins of a page.
    """
    sheet = _SHEET.translate({ord(sign): f"#{colour.hexval()[2:]}" for sign, colour in _COLOURS.items()})
    if points != USUAL_POINTS:
        sheet = f"{sheet}html{{font-size:{points / USUAL_POINTS:.4%}}}\n@media print{{body{{font-size:{points}pt}}}}\n"
    # every letter by its number: nothing in it can end the words, or the sheet
    return sheet.replace("⑥", "".join(f"\\{ord(letter):06x}" for letter in mark))


#: Signs that stand for the colours in the sheet below.
_COLOURS: dict[str, Any] = {"①": INK, "②": BRAND, "③": MUTED, "④": RULE, "⑤": TINT}

_SHEET = """
:root{color-scheme:light}
body{margin:0;background:#fff;color:①;font:1.125rem/1.5 "Source Sans 3","Segoe UI",Arial,sans-serif;overflow-wrap:break-word}
main,.mark{max-width:46rem;margin:0 auto;padding:0 1rem}
main{padding-bottom:3rem}
main:focus{outline:none}
.skip{position:absolute;left:-100rem;padding:.5rem 1rem;background:#fff;color:②}
.skip:focus{left:0}
:focus-visible{outline:3px solid ②;outline-offset:2px}
.mark{padding-top:.75rem;color:②;font-weight:700}
.mark p{margin:0}
h1,h2{color:②}
h1{font-size:2rem;line-height:1.2;margin:.25rem 0 1.25rem}
h2{font-size:1.5rem;line-height:1.25;margin:2.25rem 0 .75rem}
h3{font-size:1.1875rem;line-height:1.3;margin:1.75rem 0 .5rem}
p{margin:0 0 .875rem}
a{color:②}
blockquote{margin:0 0 .875rem;padding-left:1rem;border-left:.25rem solid ④}
blockquote p{margin:0}
.council{margin:1.5rem 0 0;color:②;font-weight:600}
.subtitle,.reasons,.note,figcaption+p{color:③}
.reasons,.note{font-size:1rem}
.numbered,.item,.recommendation .reasons{padding-left:3.5rem}
.numbered,.item{min-height:1.5em}
.number{float:left;margin-left:-3.5rem;color:③}
.recommendation>.numbered .number{color:①;font-weight:600}
ol,ul{margin:0 0 .875rem;padding-left:1.5rem}
ol.counted{list-style:none;padding-left:1.5rem}
td ol.counted{padding-left:0}
ol ol,ol ul,ul ol,ul ul{margin:.375rem 0 0}
.recommendation ol.counted{padding-left:3.5rem}
li{margin-bottom:.375rem}
.plain{list-style:none;padding-left:0}
table{border-collapse:collapse;width:100%;font-size:1rem;line-height:1.4;border-top:2px solid ②}
caption,figcaption,.caption{text-align:left;font-weight:600;padding-bottom:.375rem}
th,td{text-align:left;vertical-align:top;padding:.375rem .5rem;border-bottom:1px solid ④;overflow-wrap:normal}
thead th{background:⑤;color:②;vertical-align:bottom}
tbody th{font-weight:400}
.strong th,.strong td{font-weight:600}
.figures{text-align:right}
.fields th{width:30%;background:⑤;color:②;font-weight:600}
.wide{overflow-x:auto;margin:1.25rem 0 .875rem}
figure{margin:1.25rem 0 .875rem}
svg{display:block;max-width:100%;min-width:34rem;height:auto}
img{display:block;max-width:100%;height:auto}
.signature{margin-top:1.5rem}
.signature p{margin:0}
@media (max-width:30rem){
body{font-size:1.0625rem}
.numbered,.item,.recommendation .reasons{padding-left:2.75rem}
.number{margin-left:-2.75rem}
ol.counted,.recommendation ol.counted{padding-left:.5rem}
}
@media print{
@page{size:A4;margin:20mm 18mm}
@page{@bottom-right{content:"Page " counter(page) " of " counter(pages);font:9pt Arial,sans-serif}}
@page{@top-left{content:"⑥";font:bold 9pt Arial,sans-serif}}
body{font-size:12pt}
table,.reasons,.note{font-size:10pt}
main,.mark{max-width:none;padding-left:0;padding-right:0}
.skip{display:none}
.wide{overflow:visible}
svg{min-width:0}
h2,h3,caption,figcaption{break-after:avoid}
thead{display:table-header-group}
tr,figure,.recommendation{break-inside:avoid}
}
"""
