"""What a council's house style says, as papers use it: what headings are called, the texts that a paper starts from, and the logo."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping

from db.nouns.house_styles import HouseStyle
from desktop.papers.content.blocks import Picture
from desktop.papers.content.headings import folded

#: How wide a logo stands, as a part of the width of the text.
_LOGO = 0.3
_MEANS, _HEADING = " = ", "# "
#: As many letters of a line are quoted.
_QUOTED = 60


def headings_of(house: HouseStyle) -> Mapping[str, str]:
    """What each heading of a layout, as `headings.folded` reads it, is called here."""
    lines = (line.partition(_MEANS) for line in house.headings.splitlines())
    return {folded(own): called.strip() for own, _, called in lines if own.strip() and called.strip()}


def standing_texts(house: HouseStyle) -> tuple[tuple[str, str], ...]:
    """The texts that a paper starts from, each with its heading, in their order."""
    return tuple(_texts(house.standing_texts))


def _texts(text: str) -> Iterator[tuple[str, str]]:
    heading, lines = "", list[str]()
    for line in (*text.splitlines(), _HEADING):
        if not line.startswith(_HEADING):
            lines.append(line)
            continue
        if heading:
            yield heading, "\n".join(lines).strip()
        heading, lines = line.removeprefix(_HEADING).strip(), []


def faults(house: HouseStyle) -> Iterator[str]:
    """What is not as it must be, each in a sentence that says where and what to do."""
    for number, line in enumerate(house.headings.splitlines(), start=1):
        own, _, called = line.partition(_MEANS)
        if line.strip() and not (own.strip() and called.strip()):
            says = f"Line {number} of the heading words is ‘{line.strip()[:_QUOTED]}’"
            yield f"{says}. Write the layout’s heading, = and yours: Risks = Risk management."
    first = next((line.strip() for line in house.standing_texts.splitlines() if line.strip()), "")
    if first and not first.startswith(_HEADING):
        says = f"The standing texts begin with ‘{first[:_QUOTED]}’"
        yield f"{says}. Write the heading of each in a line of its own above it: # Legal implications."
    if house.logo and not house.logo_alternative.strip():
        yield "The logo has no words for those who cannot see it. Say what it is, such as the council’s name."


def logo_of(house: HouseStyle) -> Picture | None:
    """The logo at the head of a paper; nothing where there is none."""
    return Picture(base64.b64decode(house.logo), house.logo_alternative, _LOGO) if house.logo else None
