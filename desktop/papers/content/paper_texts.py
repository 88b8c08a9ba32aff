"""The words of a paper's parts, each with the row and the field that hold them; and what is wrong with them that needs no setting out."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.late_dataclass import dataclass
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.spans import CITED
from desktop.papers.content.words import is_picture, unknown_places


@dataclass(frozen=True, slots=True)
class PartText:
    """Words of one field. `record` is what its row is named by, and `called` what a sentence calls it."""

    table: str
    index: int
    field: str
    record: str
    called: str
    text: str


@dataclass(frozen=True, slots=True)
class WordsTrouble:
    """One thing that is wrong with words, without a full stop. `table`, `index` and `field` say which row of which noun mends it."""

    sentence: str
    written: str
    table: str
    index: int
    field: str


def texts(paper: PaperRecords) -> Iterator[PartText]:
    """Every field of words of a paper's parts, in the order of the parts."""
    for index, section in enumerate(paper.sections):
        yield PartText("paper_sections", index, "text", section.heading, f"‘{section.heading}’", section.text)
    for index, each in enumerate(paper.recommendations):
        for field, text in (("text", each.text), ("conditions", each.conditions), ("reason", each.reason)):
            yield PartText("recommendations", index, field, each.text, f"recommendation {index + 1}", text)
    for index, implication in enumerate(paper.implications):
        yield PartText("implications", index, "text", implication.heading, f"‘{implication.heading}’", implication.text)
    for index, comment in enumerate(paper.officer_comments):
        yield PartText("officer_comments", index, "comment", comment.role, f"the comment of {comment.role}", comment.comment)


def cites(paper: PaperRecords) -> bool:
    """Whether any words of the paper cite something."""
    return any("[" in each.text and CITED.search(each.text) is not None for each in texts(paper))


def unknown_in(paper: PaperRecords) -> Iterator[WordsTrouble]:
    """Every table, chart or picture that words ask for and there is none of."""
    options = [option.name for option in paper.options]
    for each in texts(paper):
        for written in unknown_places(each.text, options, paper.picture_names):
            what = "picture of this paper: add it" if is_picture(written) else "table or chart: choose one"
            sentence = f"{written} in {each.called} is no {what} under Paper"
            yield WordsTrouble(sentence, written, each.table, each.index, each.field)
