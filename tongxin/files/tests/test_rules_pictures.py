import io
import time

import pytest
from PIL import Image

from tongxin.files.rules.content import clean_content
from tongxin.files.rules.pictures import LONGEST_SIDE, THUMB_SIDE
from tongxin.files.rules.refusal import RefusedError
from tongxin.files.tests import samples


def refusal_of(data):
    with pytest.raises(RefusedError) as refused:
        clean_content(data)
    return refused.value.code


def test_a_photo_forgets_where_when_and_with_what_it_was_taken():
    sent = samples.photo()
    assert samples.CAMERA.encode() in sent
    content = clean_content(sent)
    for data in (content.data, content.thumb):
        for trace in (b"Exif", samples.CAMERA.encode(), samples.COMMENT, b"xmpmeta"):
            assert trace not in data
        assert not Image.open(io.BytesIO(data)).getexif()


def test_a_photo_taken_sideways_stands_upright():
    content = clean_content(samples.photo(400, 200, orientation=6))
    assert (content.width, content.height) == (200, 400)
    assert Image.open(io.BytesIO(content.data)).size == (200, 400)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_drawing_keeps_its_kind_and_its_transparency_and_loses_its_metadata(kind):
    exif = Image.Exif()
    exif[0x0110] = samples.CAMERA
    content = clean_content(samples.drawing(kind, exif=exif))
    image = Image.open(io.BytesIO(content.data))
    assert (image.format, image.mode) == (kind, "RGBA")
    assert samples.CAMERA.encode() not in content.data


def test_of_a_moving_picture_the_first_is_kept_as_png():
    frames = [Image.new("P", (20, 10), colour) for colour in (1, 2, 3)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    content = clean_content(out.getvalue())
    assert content.kind.mime == "image/png"
    assert Image.open(io.BytesIO(content.data)).n_frames == 1


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK"])
def test_a_photo_of_an_unusual_colour_mode_is_taken_in(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert clean_content(samples.drawing(kind, mode=mode)).width == 40


def test_a_large_photo_is_made_smaller_and_has_a_small_one():
    content = clean_content(samples.photo(5000, 2500, orientation=1))
    assert (content.width, content.height) == (LONGEST_SIDE, LONGEST_SIDE // 2)
    assert max(Image.open(io.BytesIO(content.thumb)).size) == THUMB_SIDE


def test_a_picture_made_to_fill_the_memory_is_refused_before_it_is_unpacked():
    bomb = samples.pixel_bomb()
    started = time.process_time()
    assert refusal_of(bomb) == "too_many_pixels"
    assert time.process_time() - started < 0.2


def test_what_rides_at_the_end_of_a_picture_is_left_behind():
    rider = samples.office()
    content = clean_content(samples.photo() + rider)
    assert content.kind.mime == "image/jpeg"
    assert b"PK\x03\x04" not in content.data


@pytest.mark.parametrize("cut", [3, 20, 200, 600])
def test_half_a_picture_is_refused_as_damaged(cut):
    assert refusal_of(samples.photo()[:cut]) == "damaged"


def test_a_picture_that_lies_about_its_kind_is_refused_as_damaged():
    assert refusal_of(b"\xff\xd8\xff" + samples.drawing("PNG")) == "damaged"
