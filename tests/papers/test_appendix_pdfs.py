from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, ObjectStreamMode

from desktop.errors import KnownTrouble
from desktop.papers.appendix_pdfs import LARGEST_FILE, checked_pdf
from tests.papers.made_pdfs import of_objects, pdf, saved


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


_OPENS_WITH_5, _PAGES = b"<</Type/Catalog/Pages 2 0 R/OpenAction 5 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_PAGE, _SCRIPT = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>", b"<</S/JavaScript/JS(app.alert\\(1\\))>>"


def _opening(before: bytes, after: bytes) -> bytes:
    """A file that runs a script as it is opened, which stands between what looks like the beginning and the end of a stream."""
    return of_objects(_OPENS_WITH_5, _PAGES, _PAGE, before, _SCRIPT, after)


def _within_a_stream() -> bytes:
    """The same, the script within what a stream holds: the table of objects alone says that it is one."""
    hiding = b"<</Length %d>>stream\n5 0 obj\n%b\nendobj\nendstream" % (len(_SCRIPT) + 16, _SCRIPT)
    made = of_objects(_OPENS_WITH_5, _PAGES, _PAGE, hiding, b"null")
    return made.replace(b"%010d" % made.index(b"5 0 obj\nnull"), b"%010d" % made.index(b"5 0 obj"))


def _packed_as(coding: bytes, code: Callable[[bytes], bytes]) -> bytes:
    """A script in a packed stream of objects that is coded in another way than is usual."""
    made = _with_script_on_a_page(ObjectStreamMode.generate)
    stream = next(each for each in re.finditer(rb"<<[^<>]*/ObjStm[^<>]*>>\s*stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL))
    coded = code(zlib.decompress(stream[1]))
    head = re.sub(rb"/Filter */FlateDecode|/Length \d+", b"", stream[0][: stream[0].index(b">>")]) + coding + b"/Length %d>>" % len(coded)
    return made[: stream.start()] + head + b"stream\n" + coded + b"\nendstream" + made[stream.end() :]


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
        (_opening(b"null % <<>>stream\n", b"null % endstream"), "holds a script"),
        (_opening(b"(<<>>stream\n)", b"(endstream)"), "holds a script"),
        (_within_a_stream(), "holds a script"),
        (_packed_as(b"/Filter/ASCIIHexDecode", lambda objects: objects.hex().encode() + b">"), "holds a script"),
        (_packed_as(b"/Filter/Fl#61teDecode", zlib.compress), "holds a script"),
        (_packed_as(b"/Filter[/FlateDecode/FlateDecode]", lambda objects: zlib.compress(zlib.compress(objects))), "holds a script"),
        (of_objects(b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/GoToR/F(a.pdf)>>>>", _PAGES, _PAGE), "opens, starts or sends something"),
        (of_objects(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"), "is damaged"),
        (of_objects(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 7>>", _PAGE), "is damaged"),
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
