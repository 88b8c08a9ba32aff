"""What an officer may change of a layout's order: sections moved up and down, and standard ones left out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from db.nouns.house_styles import HouseStyle
from desktop.papers.content.headings import folded, matches
from desktop.papers.content.house_words import headings_of
from desktop.papers.content.layout_fields import LayoutFields
from desktop.papers.content.numbering import Draft

#: What is never left out: what is decided, and what it rests on.
KEPT = (
    "Recommendations", "Recommendation", "Background papers", "Background papers used in the preparation of this report",
    "Comments of the statutory officers",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """A question of a form: its key, its heading, what matches the heading of a section that answers it without its key, and what it asks
    below the heading, blank where that says it all."""

    key: str
    heading: str
    takes: str
    asks: str


@dataclass(frozen=True, slots=True)
class Order:
    """A layout's own sections in their order, and those that a new paper in it begins with.

    `fixed` says why they stay as they are, and is blank where they may be moved and left out. Sections are moved within their part, which
    ends where one of `parts` stands. `questions` are those of a form.
    """

    headings: tuple[str, ...]
    starts: tuple[str, ...]
    fixed: str = ""
    parts: tuple[str, ...] = ()
    questions: tuple[FormQuestion, ...] = ()

    def question(self, heading: str, key: str = "") -> FormQuestion | None:
        """The question that a section answers: that of its key, or else of its heading; nothing where it answers none."""
        keyed = (each for each in self.questions if each.key == key)
        return next(keyed, next((each for each in self.questions if matches(each.takes, heading)), None))

    def may_be_left_out(self, heading: str, house: HouseStyle) -> bool:
        """Whether a section may be left out: one of the layout's own that a decision does not need, whatever the house calls it."""
        called = headings_of(house)
        own = next((each for each in self.headings if called.get(folded(each), each) == heading), heading)
        return not self.fixed and own in self.headings and own not in KEPT and own not in self.parts


def chosen(drafts: Sequence[Draft], order: Order, fields: LayoutFields, house: HouseStyle) -> list[Draft]:
    """The sections as the officer wants them, called as the council's house style calls them: some left out, and the rest in the order
    recorded for the paper, or else in that of the house, as far as it says.

    Those that the order names change places among themselves; one that it does not name stays where the layout has it.
    """
    called = headings_of(house)
    drafts = [draft if draft.heading in order.parts else _called(draft, called) for draft in drafts]
    if order.fixed:
        return drafts
    left_out = {folded(heading) for heading in fields.headings_left_out}
    stays = {folded(heading) for heading in (*KEPT, *order.parts)}
    lines = (fields.section_order.strip() or house.section_order).splitlines()
    wanted = {folded(line): place for place, line in reversed(list(enumerate(lines))) if line.strip()}
    kept = [draft for draft in drafts if stays.intersection(names(draft)) or not left_out.intersection(names(draft))]
    ordered: list[Draft] = []
    part: list[Draft] = []
    for draft in kept:
        if draft.heading in order.parts:
            ordered += [*_in_order(part, wanted), draft]
            part = []
        else:
            part.append(draft)
    return [*ordered, *_in_order(part, wanted)]


def _called(draft: Draft, called: Mapping[str, str]) -> Draft:
    """A section under the house's own words for its heading; what cites it by the layout's still finds it."""
    heading = called.get(folded(draft.heading))
    return draft if heading is None else replace(draft, heading=heading, names=(*draft.names, draft.heading))


def names(draft: Draft) -> Collection[str]:
    """What a section is called in an order: its own heading, and that of the layout."""
    return {folded(name) for name in (draft.heading, *draft.names)}


def _in_order(drafts: Sequence[Draft], wanted: dict[str, int]) -> list[Draft]:
    places = [min((wanted[name] for name in names(draft) if name in wanted), default=None) for draft in drafts]
    named = [(place, index) for index, place in enumerate(places) if place is not None]
    ordered = list(drafts)
    for (_, index), (_, taken) in zip(named, sorted(named), strict=True):
        ordered[index] = drafts[taken]
    return ordered
