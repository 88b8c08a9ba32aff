"""A copy that comes back, read by its parts: by their marks, then by their words; tracked or not, split, moved and deleted."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest
from docx.document import Document as WordFile
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml

from desktop.errors import KnownTrouble
from desktop.papers.content.blocks import BulletList, Document, Heading, Paragraph, Recommendation, Span, Table, table_columns
from desktop.papers.word.comparing import CopyChange, Known, compared, is_of
from desktop.papers.word.reading import Comment, Copy, CopyBlock, read_copy
from desktop.papers.word.setting import set_word
from tests.papers.word.edited import Edit, commented, deleted, edited, found, moved, pasted, split, tracked, typed, unmarked
from tests.papers.word.templates import DOCUMENT, OF_TEMPLATES, REFUSED, RELATIONS, changed, related, replaced


def _words(text: str) -> tuple[Span, ...]:
    return (Span(text),)


_BLOCKS = (
    Heading(1, "Purpose", "1", part="s1"),
    Paragraph((Span("To decide how "), Span("three services", bold=True), Span(" are shared.")), "1.1", part="s1_0"),
    Paragraph(_words("Four options were drawn up with the partners in the spring."), "1.2", part="s1_1"),
    BulletList((_words("keep the services as they are"), _words("share them with one neighbour")), part="s1_2"),
    Table("Table 1: Costs", table_columns("Option", "Cost"), (("Keep", "£1,200"), ("Share", "£900"))),
    Heading(1, "Recommendations", "2"),
    Recommendation(
        "2.1", _words("That the services are shared from April"), (_words("a business case is agreed"),), "section 1", part="r5"
    ),
    Paragraph(_words("The second option costs least over ten years. It keeps local offices open on market days."), "2.2", part="s2_0"),
)
_SECOND = "Four options were drawn up with the partners in the spring."
_PAPER = set_word(Document("Shared services", "Ashby Borough Council", _BLOCKS, draft=False))
_HELD = read_copy(_PAPER, "paper.docx")


def _compared(*edits: Edit) -> tuple[CopyChange, ...]:
    return compared(_HELD, read_copy(edited(_PAPER, *edits), "copy.docx"))


def test_a_copy_that_nobody_changed_says_nothing() -> None:
    assert _compared() == ()
    assert read_copy(edited(_PAPER), "copy.docx").version == _HELD.version != ""


def test_what_a_copy_was_made_from_is_read_where_libreoffice_wrote_another_name_for_what_leads_there() -> None:
    """As it does from its own form, .odt: the relationship of ECMA-376, first edition, where Word writes that of the second."""
    second, first = "package/2006/relationships/metadata/core-properties", "officedocument/2006/relationships/metadata/core-properties"
    saved = changed(_PAPER, {"_rels/.rels": replaced(second, first)})
    assert read_copy(saved, "copy.docx").version == _HELD.version != ""


@pytest.mark.parametrize("change", [typed, tracked])
def test_words_that_were_changed_are_told_beside_what_is_held(change: Callable[[str, str, str], Edit]) -> None:
    [found] = _compared(change("Four options", "spring", "autumn"))
    assert (found.part, found.known, found.moved) == ("s1_1", Known.MARK, False)
    assert found.held == "Four options were drawn up with the partners in the spring."
    assert found.returned == found.held.replace("spring", "autumn")
    assert found.before == (found.held if change is tracked else found.returned)


def test_runs_of_one_change_are_one_and_a_moment_that_is_none_is_not_told() -> None:
    def edit(file: WordFile) -> None:
        place = next(each for each in file.paragraphs if each.text.startswith("Four options"))._p
        for words, date in (("Of", "2026-05-03T10:02:00Z"), (" late", "2026-05-03T10:02:00Z"), (" too.", "soon")):
            place.append(
                parse_xml(
                    f'<w:ins {nsdecls("w")} w:id="9" w:author=" Head of Finance " w:date="{date}">'
                    f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:ins>'
                )
            )

    [change] = _compared(edit)
    assert [(each.author, each.put_in, each.text, each.at is None) for each in change.tracked] == [
        ("Head of Finance", True, "Of late", False),
        ("Head of Finance", True, " too.", True),
    ]


def test_a_change_within_faces_a_list_and_a_recommendation_is_its_parts() -> None:
    found = _compared(
        typed("To decide", "are shared", "might be shared"),
        typed("keep the services", "as they are", "as now"),
        typed("That the services", "from April", "from May"),
        typed("a business case", "agreed", "signed"),
        typed("Purpose", "Purpose", "Aim"),
    )
    assert {each.part: each.returned for each in found} == {
        "s1": "Aim",
        "s1_0": "To decide how three services might be shared.",
        "s1_2": "keep the services as now\nshare them with one neighbour",
        "r5": "That the services are shared from May, subject to:",
        "r5_c": "a business case is signed",
    }


def test_a_part_that_is_split_is_one_part_of_two_lines() -> None:
    [found] = _compared(split("The second option", "It keeps"))
    assert (found.part, found.known) == ("s2_0", Known.MARK)
    assert found.returned == "The second option costs least over ten years.\nIt keeps local offices open on market days."


def test_a_part_that_is_deleted_is_gone_and_one_that_is_moved_is_moved() -> None:
    [gone] = _compared(deleted("Four options"))
    assert (gone.part, gone.known, gone.returned) == ("s1_1", Known.GONE, "")
    [shifted] = _compared(moved("Four options", "The second option"))
    assert (shifted.part, shifted.moved, shifted.is_reworded) == ("s1_1", True, False)


def test_new_words_are_told_by_what_stands_before_them() -> None:
    [found] = _compared(pasted("Four options", "A fifth came later."))
    assert (found.part, found.known, found.after, found.returned) == ("", Known.NEW, "s1_1", "A fifth came later.")


def test_a_cell_of_the_programs_table_is_told_by_its_row() -> None:
    def edit(file: WordFile) -> None:
        file.tables[0].cell(2, 1).text = "£800"

    [found] = _compared(edit)
    assert (found.known, found.held, found.returned) == (Known.TABLE, "Share\t£900", "Share\t£800")


def test_comments_are_of_the_part_they_stand_at_with_who_and_when() -> None:
    [found] = _compared(commented("Four options", "Which partners?"))
    [comment] = found.comments
    assert (found.part, found.is_reworded) == ("s1_1", False)
    assert (comment.author, comment.text) == ("Monitoring Officer", "Which partners?")
    assert comment.at is not None


def test_where_the_marks_are_lost_words_find_their_parts() -> None:
    found = _compared(typed("The second option", "ten years", "twelve years"), unmarked)
    assert [(each.part, each.known) for each in found if each.is_reworded] == [("s2_0", Known.WORDS)]


def test_words_that_are_quite_others_are_nobodys() -> None:
    found = _compared(
        typed("Four options were drawn", "Four options were drawn up with the partners in the spring.", "Wholly new."), unmarked
    )
    assert {(each.part, each.known) for each in found} == {("s1_1", Known.GONE), ("", Known.NEW)}


def test_a_copy_of_another_paper_is_told_from_one_that_was_changed() -> None:
    other = tuple(
        Paragraph(_words(f"Quite another matter, the {number}th, of bins and lamps."), part=f"s1_{number}") for number in range(6)
    )
    another = read_copy(set_word(Document("Bins", "C", other)), "other.docx")
    assert not is_of(_HELD, another)
    assert is_of(_HELD, read_copy(edited(_PAPER, typed("Four options", "spring", "autumn"), deleted("To decide")), "copy.docx"))
    assert is_of(_HELD, read_copy(edited(_PAPER, unmarked), "copy.docx"))


def test_two_hundred_paragraphs_without_marks_and_out_of_order_are_all_found() -> None:
    given = random.Random(7)
    words = [f"word{number}" for number in range(400)]
    texts = [" ".join(given.sample(words, 20)) for _ in range(200)]
    held = Copy("", tuple(CopyBlock(f"s1_{index}", text, text) for index, text in enumerate(texts)))
    shuffled = given.sample(list(enumerate(texts)), 200)
    edits = {index: " ".join([*text.split()[:18], "new", "words"]) for index, text in shuffled}
    copy = Copy("", tuple(CopyBlock("", edits[index], edits[index]) for index, _ in shuffled))
    found = {each.part: each.returned for each in compared(held, copy)}
    assert found == {f"s1_{index}": text for index, text in edits.items()}


@pytest.mark.parametrize("what", sorted(set(REFUSED) - OF_TEMPLATES))
def test_a_copy_that_means_harm_or_is_none_is_told_in_a_sentence(what: str) -> None:
    make, sentence = REFUSED[what]
    with pytest.raises(KnownTrouble) as told:
        read_copy(make(edited(_PAPER)), "copy.docx")
    assert str(told.value) == f"copy.docx {sentence}"


def test_a_link_is_followed_by_nobody_and_is_no_harm() -> None:
    assert read_copy(changed(_PAPER, {RELATIONS: related("https://a.gov.uk", kind="hyperlink")}), "copy.docx").blocks == _HELD.blocks


def test_a_text_box_is_read_once() -> None:
    box = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps">'
        "<w:t>Boxed.</w:t></mc:Choice><mc:Fallback><w:t>Boxed.</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    copy = read_copy(changed(_PAPER, {DOCUMENT: replaced("<w:sectPr", f"{box}<w:sectPr")}), "copy.docx")
    assert [block.words for block in copy.blocks if "Boxed" in block.words] == ["Boxed."]


@pytest.mark.parametrize(
    ("element", "letter"),
    [("<w:noBreakHyphen/>", "-"), ("<w:cr/>", " "), ('<w:sym w:font="Symbol" w:char="F0B3"/>', "\N{REPLACEMENT CHARACTER}")],
)
def test_what_stands_for_a_letter_is_one(element: str, letter: str) -> None:
    def edit(file: WordFile) -> None:
        run = found(file, "Four options").runs[0]._r
        run.append(parse_xml(element.replace(" ", f" {nsdecls('w')} ", 1) if " " in element else element.replace("/", f" {nsdecls('w')}/")))
        run.append(parse_xml(f"<w:t {nsdecls('w')}>x</w:t>"))

    [change] = _compared(edit)
    assert change.returned == f"{_SECOND}{letter}x"


def test_a_formula_that_was_put_in_is_told() -> None:
    formula = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>x=1</m:t></m:r></m:oMath>'
    [change] = _compared(lambda file: found(file, "Four options")._p.append(parse_xml(formula)))
    assert change.returned == f"{_SECOND}x=1"


@pytest.mark.parametrize(("kind", "author"), [("footnote", "In a footnote"), ("endnote", "In an endnote")])
def test_a_note_that_was_put_in_is_said_of_its_part(kind: str, author: str) -> None:
    def edit(file: WordFile) -> None:
        found(file, "Four options")._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:{kind}Reference w:id="2"/></w:r>'))

    words = f'<w:{kind} w:id="2"><w:p><w:r><w:t>From the 2009 return.</w:t></w:r></w:p></w:{kind}>'
    notes = f"<w:{kind}s {nsdecls('w')}>{words}</w:{kind}s>".encode()
    put_in = {RELATIONS: related("notes.xml", "Internal", f"{kind}s")}
    copy = read_copy(changed(edited(_PAPER, edit), put_in, {"word/notes.xml": notes}), "copy.docx")
    [change] = compared(_HELD, copy)
    assert (change.part, change.comments) == ("s1_1", (Comment(author, None, "From the 2009 return."),))
    assert not change.is_reworded


def test_a_comment_whose_words_are_gone_is_told() -> None:
    def edit(file: WordFile) -> None:
        commented("Four options", "Which spring?")(file)
        for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            for each in list(file.element.body.iter(qn(f"w:{name}"))):
                each.getparent().remove(each)

    [change] = _compared(edit)
    assert (change.known, change.returned, change.after) == (Known.NEW, "", "")
    assert [comment.text for comment in change.comments] == ["Which spring?"]


def test_a_comment_without_an_author_or_a_moment_is_told_without() -> None:
    bare = changed(edited(_PAPER, commented("Four options", "Which spring?")), {
        "word/comments.xml": lambda part: re.sub(rb'w:date="[^"]*"', b'w:date="yesterday"', re.sub(rb' w:author="[^"]*"', b"", part)),
    })  # fmt: skip
    [change] = compared(_HELD, read_copy(bare, "copy.docx"))
    assert change.comments == (Comment("", None, "Which spring?"),)


def test_a_list_whose_mark_is_left_at_its_last_line_is_whole_and_new_words_before_it_are_new() -> None:
    """As a copy comes back that LibreOffice saved as RTF."""
    lines = ["the first of three", "the second of three", "the last of all"]
    held = Copy("", (CopyBlock("a", "Before.", "Before."), CopyBlock("b", "\n".join(lines), "\n".join(lines))))
    lines[1] = "the second of four"
    new, first, second = (CopyBlock("", words, words) for words in ("New words.", *lines[:2]))
    copy = Copy("", (held.blocks[0], new, first, second, CopyBlock("b", lines[2], lines[2])))
    [changed, added] = compared(held, copy)
    assert (changed.part, changed.known, changed.returned) == ("b", Known.MARK, "\n".join(lines))
    assert (added.known, added.returned) == (Known.NEW, "New words.")


def test_the_lines_of_a_list_that_has_lost_its_mark_are_one_part_and_a_line_alone_is_none() -> None:
    parts = {"a": "one thing\nanother thing\nall else", "b": "Words before.", "c": "None", "d": "first\nsecond\nthird\nfourth"}
    held = Copy("", tuple(CopyBlock(part, words, words) for part, words in parts.items()))
    lines = ("one thing", "another, thing", "all else", "Words before.", "None", "third")
    found = {change.part: change for change in compared(held, Copy("", tuple(CopyBlock("", line, line) for line in lines)))}
    assert found.keys() == {"a", "d", ""}
    assert (found["a"].known, found["a"].returned) == (Known.WORDS, "one thing\nanother, thing\nall else")
    assert (found["d"].known, found[""].returned) == (Known.GONE, "third")
