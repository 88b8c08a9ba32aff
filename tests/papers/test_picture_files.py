from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from desktop.errors import KnownTrouble
from desktop.papers.picture_files import LARGEST_FILE, checked, media_type, size_of, without_past
from tests.papers.made_pictures import CAMERA, PLACE, huge_png, photograph, png


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1", "I;16", "CMYK"])
def test_a_picture_of_any_colours_is_kept_in_plain_ones(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (40, 30)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    kept = checked(out.getvalue(), "map.png")
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.mode in ("RGB", "L")
        assert picture.size == size_of(kept) == (40, 30)


def test_what_lets_through_stands_on_white() -> None:
    with Image.open(io.BytesIO(checked(png(mode="RGBA"), "logo.png"))) as picture:
        assert picture.getpixel((0, 0)) == (255, 255, 255)
        assert picture.getpixel((100, 50)) == (0, 0, 255)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_a_shade_that_is_named_as_clear_stands_on_white(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (9, 9)).save(out, "PNG", transparency=(0, 0, 0) if mode == "RGB" else 0)
    assert Image.open(io.BytesIO(checked(out.getvalue(), "logo.png"))).convert("L").getpixel((0, 0)) == 255


def test_shades_of_16_bits_are_scaled_and_not_cut_off() -> None:
    out = io.BytesIO()
    Image.new("I;16", (4, 4), 0x8080).save(out, "PNG")
    with Image.open(io.BytesIO(checked(out.getvalue(), "scan.png"))) as picture:
        assert picture.getpixel((0, 0)) == 0x80


def test_a_photograph_stands_upright_and_says_nothing_of_where_or_by_what_it_was_taken() -> None:
    given = photograph(turned=6)
    assert CAMERA.encode() in given
    assert PLACE.encode() in given
    kept = checked(given, "street.jpg")
    assert size_of(kept) == (200, 300)
    assert media_type(kept) == "image/jpeg"
    assert CAMERA.encode() not in kept
    assert PLACE.encode() not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert not picture.getexif()
        pixel = picture.getpixel((190, 10))
        assert isinstance(pixel, tuple)
        assert pixel[0] > 200
        assert pixel[1] < 60


_SPOILT = st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), min_size=1, max_size=8)


@given(spoilt=_SPOILT, given_picture=st.sampled_from((png(60, 40), png(60, 40, "RGBA"), photograph(60, 40))))
def test_a_spoilt_file_is_taken_or_told_in_a_sentence(spoilt: list[tuple[int, int]], given_picture: bytes) -> None:
    contents = bytearray(given_picture)
    for place, value in spoilt:
        contents[place % len(contents)] = value
    said, kept = "", given_picture
    try:
        kept = checked(bytes(contents), "map.png")
    except KnownTrouble as trouble:
        said = str(trouble)
    assert said.startswith("map.png ") or (CAMERA.encode() not in kept and max(size_of(kept)) <= 2000)


def test_what_is_kept_is_kept_again_as_it_is() -> None:
    kept = checked(png(), "map.png")
    assert checked(kept, "map.png") == kept


def test_a_large_picture_is_kept_at_what_a_page_shows() -> None:
    assert size_of(checked(png(5000, 2500), "map.png")) == (2000, 1000)


@pytest.mark.parametrize(
    ("contents", "says"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "neither a PNG nor a JPEG"),
        (b"", "neither a PNG nor a JPEG"),
        (b"GIF89a" + bytes(100), "neither a PNG nor a JPEG"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (png()[:200], "damaged"),
        (photograph()[:900], "damaged"),
        (huge_png(40, 30), "damaged"),
        (huge_png(10_000, 10_000), "more than 40 million pixels"),
        (huge_png(100_000, 100_000), "more than 40 million pixels"),
        (b"\xff\xd8\xff" + bytes(LARGEST_FILE), "larger than 20 MB"),
    ],
)  # fmt: skip
def test_what_is_not_taken_is_told_in_a_sentence(contents: bytes, says: str) -> None:
    with pytest.raises(KnownTrouble, match=says) as told:
        checked(contents, "map.png")
    assert str(told.value).startswith("map.png ")


def _png_with_past() -> bytes:
    told, out = PngInfo(), io.BytesIO()
    told.add_text("Author", CAMERA)
    told.add_itxt("Place", PLACE)
    with Image.open(io.BytesIO(photograph())) as photo, Image.open(io.BytesIO(png(mode="RGBA"))) as drawing:
        drawing.save(out, "PNG", pnginfo=told, exif=photo.getexif())
    return out.getvalue()


@pytest.mark.parametrize("contents", [photograph(), _png_with_past(), png()])
def test_what_a_picture_says_of_its_past_goes_and_every_dot_stays(contents: bytes) -> None:
    bare = without_past(contents)
    assert PLACE.encode() not in bare
    assert CAMERA.encode() not in bare
    assert without_past(bare) == bare
    with Image.open(io.BytesIO(contents)) as one, Image.open(io.BytesIO(bare)) as other:
        assert (one.mode, one.tobytes()) == (other.mode, other.tobytes())
        assert not other.getexif()


@given(st.sampled_from([photograph(), _png_with_past()]), st.integers(0, 4000))
def test_of_a_file_that_is_cut_off_no_more_is_read_than_there_is(contents: bytes, end: int) -> None:
    assert len(without_past(contents[:end])) <= end + 8
