from __future__ import annotations

import io

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, ObjectStreamMode

from desktop.errors import KnownTrouble
from desktop.papers.appendix_pdfs import LARGEST_FILE, checked_pdf
from tests.papers.made_pdfs import pdf, saved


def _with_script() -> bytes:
    made = pikepdf.open(io.BytesIO(pdf()))
    made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    return saved(made)


def _with_script_on_a_page(packed: ObjectStreamMode) -> bytes:
    made = pikepdf.open(io.BytesIO(pdf()))
    action = made.make_indirect(Dictionary(S=Name.JavaScript, JS="app.alert(1)"))
    made.pages[0].obj.AA = Dictionary(O=action)
    return saved(made, object_stream_mode=packed)


def _by_numbers(contents: bytes) -> bytes:
    """The names that are looked for, with letters of them written by their numbers."""
    return contents.replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS ", b"/J#53 ")


def _with_file() -> bytes:
    made = pikepdf.open(io.BytesIO(pdf()))
    made.attachments["secret.xlsx"] = b"within"
    return saved(made)


def _that_launches() -> bytes:
    made = pikepdf.open(io.BytesIO(pdf()))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=Dictionary(S=Name.Launch, F="calc.exe"))
    made.pages[0].obj.Annots = Array([made.make_indirect(note)])
    return saved(made)


def _encrypted(user: str) -> bytes:
    return saved(pikepdf.open(io.BytesIO(pdf())), encryption=pikepdf.Encryption(owner="owner", user=user))


@pytest.mark.parametrize("tagged", [True, False])
def test_a_plain_pdf_is_taken_and_told_of(tagged: bool) -> None:
    assert checked_pdf(pdf(3, tagged=tagged), "case.pdf") == (3, tagged)


@pytest.mark.parametrize(
    ("contents", "says"),
    [
        (b"", "is no PDF"),
        (b"PK\x03\x04", "is no PDF"),
        (b"%PDF-1.7\n" + bytes(500), "is damaged"),
        (pdf()[:300], "is damaged"),
        (b"%PDF-" + bytes(LARGEST_FILE), "is larger than 10 MB"),
        (pdf(501), "has 501 pages"),
        (_encrypted("user"), "asks for a password"),
        (_encrypted(""), "is encrypted"),
        (_with_script(), "holds a script"),
        (_with_script_on_a_page(ObjectStreamMode.disable), "holds a script"),
        (_with_script_on_a_page(ObjectStreamMode.generate), "holds a script"),
        (_by_numbers(_with_script_on_a_page(ObjectStreamMode.disable)), "holds a script"),
        (_with_file(), "holds other files within it"),
        (_that_launches(), "starts or sends something"),
    ],
)  # fmt: skip
def test_what_is_not_taken_is_told_in_a_sentence(contents: bytes, says: str) -> None:
    with pytest.raises(KnownTrouble, match=says) as told:
        checked_pdf(contents, "case.pdf")
    assert str(told.value).startswith("case.pdf ")
    assert str(told.value).endswith(".")


@given(spoilt=st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_spoilt_file_is_taken_or_told_in_a_sentence(spoilt: list[tuple[int, int]]) -> None:
    contents = bytearray(pdf(2, tagged=True))
    for place, value in spoilt:
        contents[place % len(contents)] = value
    said, pages = "", 0
    try:
        pages = checked_pdf(bytes(contents), "case.pdf").pages
    except KnownTrouble as trouble:
        said = str(trouble)
    assert pages > 0 or said.startswith("case.pdf ")


def test_words_of_a_page_are_not_taken_for_what_they_name() -> None:
    assert checked_pdf(pdf(words="We weighed /JavaScript and /Launch."), "case.pdf").pages == 1
