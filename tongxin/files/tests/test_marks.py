"""A mark of secrecy wherever a file can carry one: refused in a plain sentence, journalled without content."""

import io
import random
import time

import pytest
from django.utils.translation import override
from PIL import Image
from PIL.ExifTags import IFD, Base
from PIL.PngImagePlugin import PngInfo

from tongxin.core.acts import act
from tongxin.core.errors import BadInputError
from tongxin.core.policy import NOBODY
from tongxin.files import pdf_words
from tongxin.files.cleaning import clean_files
from tongxin.files.facts import MARK_REFUSED
from tongxin.files.marks import SecretError, refuse_marked
from tongxin.files.models import StoredFile
from tongxin.files.tests.samples import AUTHOR, PDF, drawing, office, paper, pdf_with, photo, sent
from tongxin.journal.models import Entry

MARK = "机密★10年"
TITLE = f"<dc:title>{MARK}</dc:title>".encode()


def jpeg_with(tag, value, *, inside=False):
    exif = Image.Exif()
    (exif.get_ifd(IFD.Exif) if inside else exif)[tag] = value
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def png_with(key, value):
    notes = PngInfo()
    notes.add_itxt(key, value)
    return drawing("PNG", pnginfo=notes)


CARRIERS = {
    "name": (f"{MARK}.pdf", PDF),
    "text": ("a.txt", f"{MARK}\n关于台账的通知".encode()),
    "text of another encoding": ("a.txt", f"{MARK}\n关于台账的通知".encode("gb18030")),
    "Word": ("a.docx", paper(MARK, "关于台账的通知")),
    "Word, a grade alone at its head": ("a.docx", paper("机 密", "关于台账的通知")),
    "Word header": ("a.docx", office(**{"word__header1.xml": f"<w:p><w:t>{MARK}</w:t></w:p>".encode()})),
    "Excel": ("a.xlsx", office("xl/workbook.xml", **{"xl__sharedStrings.xml": f"<si><t>{MARK}</t></si>".encode()})),
    "PowerPoint": (
        "a.pptx",
        office("ppt/presentation.xml", **{"ppt__slides__slide1.xml": f"<a:p>{MARK}</a:p>".encode()}),
    ),
    "properties of Word": ("a.docx", office(**{"docProps__custom.xml": TITLE})),
    "PDF": ("a.pdf", pdf_with(MARK)),
    "properties of a PDF": ("a.pdf", pdf_with("", title=MARK)),
    "description of a photo": ("a.jpg", jpeg_with(Base.ImageDescription, MARK.encode())),
    "comment of a photo": ("a.jpg", jpeg_with(Base.UserComment, b"UNICODE\0" + MARK.encode("utf-16-le"), inside=True)),
    "title of a photo, as Windows writes it": ("a.jpg", jpeg_with(Base.XPTitle, MARK.encode("utf-16-le"))),
    "words of a PNG": ("a.png", png_with("Title", MARK)),
}


@pytest.mark.django_db
@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_marked_file_is_refused_with_what_where_and_what_now(carrier):
    name, data = CARRIERS[carrier]
    with override("zh-hans"), pytest.raises(BadInputError) as refused:
        clean_files([sent(name, data)])
    (sentence,) = refused.value.data["sentences"]
    assert "机密" in sentence
    assert "没有保存" in sentence
    assert "保密" in sentence
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_the_refusal_is_journalled_without_name_words_or_sender():
    with pytest.raises(BadInputError):
        clean_files([sent(f"{AUTHOR}.docx", paper(MARK, "关于台账的通知"))])
    entry = Entry.objects.select_related("content").get()
    assert (entry.kind, entry.content.actor, entry.content.object) == (MARK_REFUSED, NOBODY.label, "")
    assert entry.content.data == {"mark": "state", "place": "marked_text"}


@pytest.mark.django_db(transaction=True)
def test_a_refusal_inside_an_act_is_journalled_though_the_act_is_undone():
    @act
    def say_it(*, actor):
        StoredFile.objects.create(owner="x:1", name="a", kind="a", size=1, sha256="a")
        refuse_marked(MARK, "text")

    with pytest.raises(SecretError):
        say_it(actor=NOBODY)
    assert not StoredFile.objects.exists()
    assert Entry.objects.get().content.data == {"mark": "state", "place": "text_field"}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("保守秘密.docx", paper("保守国家秘密", "请大家保守秘密")),
        ("商业秘密培训.pdf", pdf_with("商业秘密培训")),
        ("photo.jpg", photo()),
        ("photo.jpg", jpeg_with(Base.ImageDescription, "车间漏水".encode())),
        ("a.txt", "员工不得泄露公司的技术秘密".encode()),
    ],
)
def test_ordinary_files_pass_without_a_question(name, data):
    assert clean_files([sent(name, data)])[0].suspected == ""


def test_a_suspected_mark_is_kept_as_a_question():
    with override("en"):
        (clean,) = clean_files([sent("机密文件管理办法.docx", paper("第一条"))])
    assert clean.suspected == "“机密文件管理办法.docx” has “机密”, which may be a mark of secrecy."


def test_a_pdf_reader_that_hangs_or_dies_costs_no_upload(tmp_path, monkeypatch):
    for program in ("import time; time.sleep(60)", "import os; os.abort()", "print('no json')"):
        (tmp_path / "reader.py").write_text(program)
        monkeypatch.setattr(pdf_words, "PROGRAM", tmp_path / "reader.py")
        monkeypatch.setattr(pdf_words, "SECONDS", 0.3)
        assert clean_files([sent("a.pdf", PDF)])[0].name == "a.pdf"


def test_a_paper_full_of_brackets_that_never_close_is_read_in_little_time():
    chance = random.Random(7)
    noise = b"".join(b"<%x" % chance.getrandbits(32) for _ in range(300_000))
    started = time.process_time()
    assert clean_files([sent("a.docx", office(**{"word__header1.xml": noise}))])[0].suspected == ""
    assert time.process_time() - started < 2
