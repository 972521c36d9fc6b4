import io
import time
import zipfile

import pytest

from tongxin.files.rules.content import clean_content
from tongxin.files.rules.refusal import RefusedError
from tongxin.files.tests import samples


def refusal_of(data):
    with pytest.raises(RefusedError) as refused:
        clean_content(data)
    return refused.value.code


@pytest.mark.parametrize(
    ("part", "suffix"),
    [("word/document.xml", ".docx"), ("xl/workbook.xml", ".xlsx"), ("ppt/presentation.xml", ".pptx")],
)
def test_an_office_file_is_told_by_what_is_in_it_and_loses_its_author(part, suffix):
    content = clean_content(samples.office(part))
    assert content.kind.suffixes == (suffix,)
    with zipfile.ZipFile(io.BytesIO(content.data)) as archive:
        assert archive.read(part) == b"<document>hot water</document>"
        assert samples.AUTHOR.encode() not in b"".join(archive.read(name) for name in archive.namelist())


def test_what_stands_beside_the_entries_of_a_zip_is_left_behind():
    assert b"<script>" not in clean_content(samples.office() + b"<script>alert(1)</script>").data


@pytest.mark.parametrize(
    "data",
    [
        samples.office(**{"word__vbaProject.bin": b"Sub AutoOpen()"}),
        samples.office(**{samples.CONTENT_TYPES: b'<Types ContentType="application/vnd.ms-word.macroEnabled.12"/>'}),
    ],
)
def test_macros_are_refused(data):
    assert refusal_of(data) == "macros"


def test_an_office_file_that_unpacks_to_far_too_much_is_refused_before_it_is_unpacked():
    bomb = samples.office(**{"word__media.bin": b"\0" * 60_000_000})
    started = time.process_time()
    assert refusal_of(bomb) == "bomb"
    assert time.process_time() - started < 0.2


def test_entries_that_share_their_bytes_are_refused():
    assert refusal_of(samples.overlapped_office()) == "bomb"


def test_a_zip_with_too_many_entries_is_refused():
    assert refusal_of(samples.office(**{f"word__{number}": b"" for number in range(5001)})) == "bomb"


def test_an_entry_that_leaves_its_folder_is_refused():
    assert refusal_of(samples.office(**{"..__..__etc__passwd": b"x"})) == "damaged"


def test_an_office_file_with_an_encrypted_entry_is_refused():
    data = bytearray(samples.office())
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    assert refusal_of(bytes(data)) == "protected"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (samples.PROGRAM, "unknown"),
        (samples.HEIC, "heic"),
        (samples.OLD_WORD, "old_office"),
        (samples.office("just/a.zip"), "unknown"),
        (samples.office()[:-40], "damaged"),
        (samples.PDF[:20], "damaged"),
        (samples.PDF + samples.office() + b"%%EOF", "unknown"),
        (b"<html><script>alert(1)</script>" + samples.PDF, "unknown"),
        (b'<?xml version="1.0"?><svg onload="alert(1)"/>', "unknown"),
        (b" \n<!DOCTYPE html>", "unknown"),
        (b"\x7fELF\x02\x01\x01", "unknown"),
        (b"Rar!\x1a\x07\x01\x00", "unknown"),
    ],
)
def test_what_is_not_on_the_list_is_refused_whatever_its_name(data, code):
    assert refusal_of(data) == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_plain_text_is_taken_as_it_is_in_the_usual_encodings(encoding):
    data = "更衣室没有热水\r\n1 < 2".encode(encoding)
    assert clean_content(data).data == data


def test_a_pdf_is_taken_as_it_is():
    assert clean_content(samples.PDF).kind.mime == "application/pdf"
