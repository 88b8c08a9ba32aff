"""The council's house style: kept in a case file, shared as a file of its own, and looked at before any of it is taken.

The file is JSON (RFC 8259): `kind` and `form` first, then what `HouseStyle` has, with the template's and the logo's bytes in base64. It
unfolds to nothing; what is in its template and its logo is looked at as if they were chosen by themselves.
"""

from __future__ import annotations

import base64
import binascii
import json
from pathlib import Path
from typing import Any

from db.nouns.house_styles import HouseStyle
from db.nouns.paper_parts import Implication, PaperSection
from db.nouns.papers import Paper
from db.reading import Reader
from db.writing import Unit
from desktop.disk_trouble import Work, known_disk_trouble
from desktop.errors import KnownTrouble
from desktop.operations.papers.forms import read_template
from desktop.operations.records.records import add
from desktop.operations.writing import write_whole
from desktop.papers.content.headings import folded
from desktop.papers.content.house_words import faults, standing_texts
from desktop.papers.content.marked_text import has_marks

SUFFIX = ".housestyle"
#: The program's own style, which a file without one has.
OWN = HouseStyle(name="House style")
_KIND, _FORM = "house style", 1
#: The most that is taken, in bytes, of the file, of its template and of its logo: each change of it stands in the trail too.
LARGEST_FILE, LARGEST_TEMPLATE, LARGEST_LOGO = 12 * 2**20, 4 * 2**20, 2 * 2**20
#: The most letters that one of its texts may have.
_LONGEST = 100_000
_SMALLER_TEMPLATE = "Take out the pictures that it does not need and save it again."
_FIELDS = tuple(field for field in HouseStyle.COLUMNS if field != "id")
_POINTS = HouseStyle.COLUMNS["points"]


def house_style(reader: Reader) -> HouseStyle:
    """The house style of a case file; the program's own where it has none."""
    return next(iter(reader.all(HouseStyle)), OWN)


def keep(unit: Unit, style: HouseStyle) -> None:
    """Keep a style in a case file in place of what is there. Raises KnownTrouble for one that is not as it must be."""
    check(style, style.name)
    held = next(iter(unit.all(HouseStyle)), None)
    if held is None:
        unit.add(style.but(id=0))
    else:
        unit.change(held, **{field: value for field, value in vars(style).items() if field != "id" and value != vars(held)[field]})


def take_away(unit: Unit) -> None:
    """Go back to the program's own style."""
    unit.remove_all(HouseStyle)


def start_words(unit: Unit, paper: int) -> int:
    """Add the standing texts that a paper has no words for: each to the section of its heading, or as an implication. How many it added."""
    added = 0
    sections, implications = unit.all(PaperSection, paper_id=paper), unit.all(Implication, paper_id=paper)
    for heading, text in standing_texts(house_style(unit)):
        section = next((each for each in sections if folded(each.heading) == folded(heading)), None)
        if section is None and all(folded(each.heading) != folded(heading) for each in implications):
            add(unit, Implication, paper, {"heading": heading, "text": text})
        elif section is not None and not section.text.strip():
            unit.change(section, text=text)
        else:
            continue
        added += 1
    return added


def add_standing_texts(unit: Unit, paper: int) -> int:
    """The same for a paper that stands already. Raises KnownTrouble where there is nothing to add, or the paper is final."""
    if unit.get(Paper, paper).status == "final":
        raise KnownTrouble("The paper is final: reopen it to add the standing texts.")
    added = start_words(unit, paper)
    if not added:
        raise KnownTrouble("The paper has words for each of the standing texts already.")
    return added


def template_of(path: Path) -> tuple[str, str]:
    """The name of a template, and its contents as they are kept, without its authors. Raises KnownTrouble for one that is not taken."""
    from desktop.papers.word.template import without_past

    template = read_template(path)
    if len(template.contents) > LARGEST_TEMPLATE:
        raise _too_large(path.name, LARGEST_TEMPLATE, _SMALLER_TEMPLATE)
    return path.name, base64.b64encode(without_past(template)).decode()


def logo_of(path: Path) -> str:
    """A logo as it is kept. Raises KnownTrouble for what is no picture, or too large."""
    from desktop.papers import picture_files

    with known_disk_trouble(path, Work.READ):
        if path.is_dir():
            raise KnownTrouble(f"{path.name} is a folder. Choose the logo, a PNG or JPEG picture.")
        if path.stat().st_size > picture_files.LARGEST_FILE:
            raise _too_large(path.name, picture_files.LARGEST_FILE, "Save it smaller and choose it again.")
        contents = path.read_bytes()
    return _logo(contents, path.name)


def _logo(contents: bytes, name: str) -> str:
    """A logo as it is kept: a PNG, which stays the same however often it is brought in."""
    from desktop.papers.picture_files import as_png, checked

    made = as_png(checked(contents, name))
    if len(made) > LARGEST_LOGO:
        raise _too_large(name, LARGEST_LOGO, "Save it smaller and choose it again.")
    return base64.b64encode(made).decode()


def write_file(style: HouseStyle, out: Path) -> None:
    """Write a style as a file to share. Raises KnownTrouble where it is not as it must be, or the file cannot be written."""
    check(style, style.name)
    write_whole(out, file_of(style))


def file_of(style: HouseStyle) -> bytes:
    """The file of a style: the same bytes for the same style. Its template says nothing of who wrote it, whenever it was chosen."""
    said: dict[str, Any] = {"kind": _KIND, "form": _FORM, **{field: vars(style)[field] for field in _FIELDS}}
    if style.template:
        from desktop.papers.word.template import Template, without_past

        shared = without_past(Template(_bytes_of(style.template, style.template_name), style.template_name))
        said["template"] = base64.b64encode(shared).decode()
    return f"{json.dumps(said, ensure_ascii=False, indent=1)}\n".encode()


def read_file(path: Path) -> HouseStyle:
    """The style of a file. Raises KnownTrouble, one sentence, where it is none, means harm or is not as it must be."""
    with known_disk_trouble(path, Work.READ):
        if path.is_dir():
            raise KnownTrouble(f"{path.name} is a folder. Choose a house style, a file that ends in {SUFFIX}.")
        if path.stat().st_size > LARGEST_FILE:
            raise _too_large(path.name, LARGEST_FILE, "No house style is as large: choose another file.")
        contents = path.read_bytes()
    none = KnownTrouble(f"{path.name} is no house style. Choose a file that Appraisal Desk saved, which ends in {SUFFIX}.")
    try:
        said = json.loads(contents.decode())
    except (ValueError, RecursionError) as trouble:  # no text, no JSON, or lists within lists without end
        raise none from trouble
    if not isinstance(said, dict) or said.get("kind") != _KIND or not isinstance(form := said.get("form"), int):
        raise none
    if form > _FORM:
        raise KnownTrouble(f"{path.name} was saved by a newer Appraisal Desk. Bring it in there, or have it saved by this one.")
    values: dict[str, Any] = {field: said.get(field) for field in _FIELDS}
    if said.keys() - {"kind", "form", *_FIELDS} or not all(type(value) is type(vars(OWN)[field]) for field, value in values.items()):
        raise none
    style = HouseStyle(**values)
    check(style, path.name)
    return style.but(logo=_logo(_bytes_of(style.logo, "The logo"), "The logo")) if style.logo else style


def check(style: HouseStyle, name: str) -> None:
    """Look at all of a style. `name` is what it is called in what is said. Raises KnownTrouble, one sentence, for the first fault."""
    for field in ("name", "template_name", "logo_alternative", "headings", "section_order", "standing_texts"):
        text, heading = vars(style)[field], HouseStyle.COLUMNS[field].heading
        if len(text) > _LONGEST:
            raise KnownTrouble(f"{name}: ‘{heading}’ is longer than {_LONGEST:,} letters. Make it shorter.")
        if "\0" in text or any(0xD800 <= ord(letter) < 0xE000 for letter in text):
            raise KnownTrouble(f"{name}: ‘{heading}’ holds what is no text. Type it again.")
        if has_marks(text):
            raise KnownTrouble(f"{name}: ‘{heading}’ marks words as not for publication. A house style is open to all: take them out.")
    if bool(style.template) is not bool(style.template_name.strip()):
        raise KnownTrouble(f"{name}: the Word template has a name or contents alone. Choose the template again.")
    if not style.name.strip():
        raise KnownTrouble("The house style has no name. Type one, such as the name of the council.")
    least, most = _POINTS.at_least or 0, _POINTS.at_most or 0
    if not least <= style.points <= most:
        raise KnownTrouble(f"{name}: the size of type is {style.points} points. Choose {least} to {most} points.")
    if fault := next(faults(style), ""):
        raise KnownTrouble(fault)
    if style.template:
        from desktop.papers.word.template import Template, opened

        contents = _bytes_of(style.template, style.template_name)
        if len(contents) > LARGEST_TEMPLATE:
            raise _too_large(style.template_name, LARGEST_TEMPLATE, _SMALLER_TEMPLATE)
        opened(Template(contents, style.template_name))


def _bytes_of(kept: str, name: str) -> bytes:
    try:
        return base64.b64decode(kept, validate=True)
    except (binascii.Error, ValueError) as trouble:
        raise KnownTrouble(f"{name} is damaged in the house style. Choose it again.") from trouble


def _too_large(name: str, most: int, otherwise: str) -> KnownTrouble:
    return KnownTrouble(f"{name} is larger than {most // 2**20} MB. {otherwise}")
