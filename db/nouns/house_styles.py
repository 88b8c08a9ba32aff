"""The council's house style: how its papers look and read, kept once in a file for all its papers."""

from __future__ import annotations

from db.nouns.noun import Kind, Seen, column
from db.nouns.records import Linked


class HouseStyle(
    Linked,
    table="house_styles",
    seen=Seen.OPEN,
    singular="house style",
    plural="house styles",
    named_by=("name",),
):
    """There is one at most. The template and the logo are their files' bytes in base64, blank where there is none.

    `headings` says one a line what a layout's heading is called here, `Risks = Risk management`; `section_order` is headings in the
    order they print, one a line. `standing_texts` are the texts that a paper starts from, each below a line of its heading: `# Legal`.
    """

    name: str = column("House style")
    points: int = column("Size of type", Kind.INTEGER, default=12, unit="points", at_least=12, at_most=18)
    template_name: str = column("Word template", default="")
    template: str = column("Word template, contents", Kind.FILE, default="")
    logo: str = column("Logo", Kind.FILE, default="")
    logo_alternative: str = column("Logo in words", Kind.LONG_TEXT, default="")
    headings: str = column("Heading words", Kind.LONG_TEXT, default="")
    section_order: str = column("Order of sections", Kind.LONG_TEXT, default="")
    standing_texts: str = column("Standing texts", Kind.LONG_TEXT, default="")
