"""Files by the API: sent first, attached when something is said, with the guards of the pages."""

from datetime import timedelta

import pytest

from tongxin.casework.models import Case, Message
from tongxin.casework.tests.stories import HANDLER, RAISER, WORDS, accepted
from tongxin.core import clock
from tongxin.files import drafts
from tongxin.files.models import StoredFile
from tongxin.files.public import files_of
from tongxin.files.tests.samples import PROGRAM, paper, photo, sent

SCOPES = ("cases:read", "cases:write", "files:read", "files:write")
MARK = "机密★10年"
QUOTED = "公文上应当标注“机密★10年”这样的标志，放在左上角第一行，我们车间没有"


@pytest.fixture
def call(client, town):
    keys = {}

    def send(name, path, body=None, **headers):
        key = keys.setdefault(name, town.key(name, *SCOPES)) | headers
        if body is None:
            return client.get(f"/api/v1/{path}", headers=key)
        return client.post(f"/api/v1/{path}", body, "application/json", headers=key)

    def upload(name, file, **fields):
        key = keys.setdefault(name, town.key(name, *SCOPES)) | fields.pop("headers", {})
        return client.post("/api/v1/files", {"file": file, **fields}, headers=key)

    send.upload = upload
    return send


def sent_by(call, name=RAISER, file="IMG_何小满.jpg"):
    made = call.upload(name, sent(file, photo()))
    assert made.status_code == 201, made.content
    return made.json()["key"]


def test_a_file_is_sent_then_raised_with_the_case_under_another_key_and_name(call, town):
    key = sent_by(call)
    made = call(RAISER, "cases", {"body": WORDS, "mode": "named", "files": [key]})
    assert made.status_code == 201, made.content
    (hung,) = files_of(Case.objects.get().label)
    assert hung.key != key
    assert (hung.stored_by, "何小满" in hung.name) == ("", False)
    (seen,) = call(HANDLER, f"cases/{made.json()['key']}").json()["files"]
    assert call(HANDLER, f"files/{seen['key']}")["Content-Type"] == "image/jpeg"


def test_files_hang_on_what_is_said_and_on_the_answer(call, town):
    case = accepted(town)
    said = call(RAISER, f"cases/{case.key}/say", {"text": "照片", "files": [sent_by(call)]})
    assert said.status_code == 200, said.content
    seen = call(HANDLER, f"cases/{case.key}")
    answer = {"text": "换好了", "files": [sent_by(call, HANDLER)]}
    done = call(HANDLER, f"cases/{case.key}/answer", answer, **{"If-Match": seen["ETag"]})
    assert done.status_code == 200, done.content
    assert [len(files_of(message.label)) for message in Message.objects.exclude(kind="step").order_by("pk")] == [1, 1]


def test_a_waiting_file_is_its_senders_alone(call, town):
    key = sent_by(call)
    assert call(RAISER, f"files/{key}").status_code == 200
    assert call(HANDLER, f"files/{key}").content == call(HANDLER, "files/none").content
    stolen = call(HANDLER, "cases", {"body": WORDS, "mode": "named", "files": [key]})
    assert (stolen.status_code, stolen.json()["field"]) == (422, "files")
    assert not Case.objects.exists()


def test_the_same_file_twice_and_ten_files_are_refused(call, town):
    key = sent_by(call)
    for files in ([key, key], [key] * 10, ["none"]):
        assert call(RAISER, "cases", {"body": WORDS, "mode": "named", "files": files}).status_code == 422
    assert not Case.objects.exists()


def test_the_guards_are_those_of_the_pages(call, town):
    refused = call.upload(RAISER, sent("photo.jpg", PROGRAM))
    assert (refused.status_code, refused.json()["field"]) == (422, "files")
    assert call.upload(RAISER, sent("a.docx", paper(MARK, "通知"))).status_code == 422
    assert not StoredFile.objects.exists()


def test_what_may_be_a_mark_is_asked_about_in_files_and_in_words(call, town):
    doubtful = sent("机密文件管理办法.docx", paper("第一条"))
    asked = call.upload(RAISER, doubtful)
    assert (asked.status_code, asked.json()["code"]) == (422, "maybe_secret")
    doubtful.seek(0)
    assert call.upload(RAISER, doubtful, not_secret="true").status_code == 201
    matter = {"body": QUOTED, "mode": "named"}
    assert call(RAISER, "cases", matter).json()["code"] == "maybe_secret"
    assert call(RAISER, "cases", matter | {"not_secret": True}).status_code == 201
    marked = {"body": f"{MARK}\n通知", "mode": "named", "not_secret": True}
    assert call(RAISER, "cases", marked).json()["code"] == "secret"


def test_a_file_sent_again_with_its_key_is_kept_once(call, town):
    once = {"Idempotency-Key": "abc"}
    first, again = (call.upload(RAISER, sent("a.jpg", photo()), headers=once) for _ in range(2))
    assert first.json() == again.json()
    assert StoredFile.objects.count() == 1


def test_the_same_request_sent_again_raises_one_case_with_its_files(call, town):
    body = {"body": WORDS, "mode": "named", "files": [sent_by(call)]}
    first, again = (call(RAISER, "cases", body, **{"Idempotency-Key": "k"}) for _ in range(2))
    assert first.json()["key"] == again.json()["key"]
    assert len(files_of(Case.objects.get().label)) == 1


def test_what_waits_in_vain_is_thrown_away_and_nobody_fills_the_disk(call, town, monkeypatch):
    sent_by(call)
    monkeypatch.setattr(drafts, "MOST_WAITING", 1)
    assert call.upload(RAISER, sent("a.jpg", photo())).status_code == 429
    assert drafts.forget_drafts() == 0
    later = clock.now() + timedelta(days=1, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert drafts.forget_drafts() == 1
    assert not StoredFile.objects.exists()


FORM = "multipart/form-data; boundary=x"
BROKEN_FORMS = [
    (b"", FORM),
    (b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nno file\r\n--x--\r\n', FORM),
    (b"--x\r\nContent-Disp", FORM),
    (b"--x", "multipart/form-data"),
    (b"\xff", "multipart/form-data; boundary=\xe4"),
    (b"{}", "application/json"),
]


@pytest.mark.parametrize(("body", "kind"), BROKEN_FORMS)
def test_a_form_that_cannot_be_read_is_refused(client, town, body, kind):
    answer = client.generic("POST", "/api/v1/files", body, kind, headers=town.key(RAISER, *SCOPES))
    assert answer.status_code in (400, 422), answer.content
    assert set(answer.json()) == {"code", "message", "field"}
