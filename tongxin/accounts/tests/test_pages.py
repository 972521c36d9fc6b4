import hashlib
import html

import pytest
from django.core import signing
from django.urls import reverse

from tests.town import MAKER, PASSWORD
from tongxin.accounts.public import close_account, set_password
from tongxin.accounts.web.again import opened
from tongxin.accounts.web.urls import urlpatterns
from tongxin.casework.models import Case
from tongxin.casework.tests.stories import RAISER, WORDS
from tongxin.core.belonging import form_mark
from tongxin.core.models import DoneAct
from tongxin.journal.public import newest_entries


@pytest.fixture
def number(town):
    return town.people[RAISER].staff_no


def sign_in(client, name, password=PASSWORD, **more):
    return client.post("/sign-in", {"name": name, "password": password} | more)


def text_of(response):
    return html.unescape(response.content.decode())


TESTED_IN_KEYS = {"keys", "all-keys", "take-back-key"}
TESTED_IN_NOTICE = {"notice"}
TESTED_IN_TEXTED = {"text"}  # beside the people who have numbers: organisation/tests/test_texted.py
TESTED_HERE = {"sign-in", "sign-out", "password", "end-codes"}
TESTED_IN_SECOND_FACTOR = {
    "second", "passkey", "own", "add-app", "add-passkey", "recovery", "end-others", "remove-factor", "vouching",
}  # fmt: skip


def test_the_addresses_are_those_tested_here():
    tested = TESTED_HERE | TESTED_IN_KEYS | TESTED_IN_SECOND_FACTOR | TESTED_IN_NOTICE | TESTED_IN_TEXTED
    assert {pattern.name for pattern in urlpatterns} == tested


def test_a_good_sign_in_leads_home_and_is_noted(client, number):
    assert sign_in(client, number)["Location"] == "/"
    assert client.get("/").status_code == 200
    assert newest_entries(kind="accounts.signed_in")[0].object.startswith("accounts.user:")


def test_a_wrong_password_keeps_the_name_and_says_the_same_as_an_unknown_name(client, number):
    wrong, unknown = sign_in(client, number, "wrong"), sign_in(client, "nobody", "wrong")
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert number in text_of(wrong)
    assert wrong.context["form"].errors == unknown.context["form"].errors
    assert len(newest_entries(kind="accounts.sign_in_failed")) == 2


def test_the_password_never_comes_back_in_the_page(client, number):
    assert "wrong-but-mine" not in text_of(sign_in(client, number, "wrong-but-mine"))


def test_after_five_failures_the_page_says_how_long_to_wait(client, number):
    for _ in range(5):
        sign_in(client, number, "wrong")
    response = sign_in(client, number)
    assert response.status_code == 429
    assert "15" in text_of(response)


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/my-cases", "/my-cases"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_the_sign_in_leads_on_within_the_product_only(client, number, wanted, led_to):
    assert sign_in(client, number, next=wanted)["Location"] == led_to


def test_who_must_change_the_password_is_led_there(client, town, number):
    set_password(actor=MAKER, user=town.people[RAISER].user, password="first password given", must_change=True)
    assert sign_in(client, number, "first password given")["Location"] == reverse("accounts:password")


def test_signing_in_makes_a_new_session(client, number):
    client.get("/sign-in")
    sign_in(client, number)
    first = client.session.session_key
    client.post("/sign-out")
    sign_in(client, number)
    assert client.session.session_key != first


def test_signing_out_ends_the_session_and_empties_the_browser_s_cache(client, number):
    sign_in(client, number)
    response = client.post("/sign-out")
    assert response["Clear-Site-Data"] == '"cache"'
    assert client.get("/")["Location"].startswith("/sign-in")
    assert len(newest_entries(kind="accounts.signed_out")) == 1


def test_signing_out_by_a_link_is_not_possible(client, number):
    sign_in(client, number)
    assert client.get("/sign-out").status_code == 405


def test_a_closed_account_is_out_with_the_next_request(client, town, number):
    sign_in(client, number)
    assert client.get("/").status_code == 200
    close_account(actor=MAKER, user=town.people[RAISER].user)
    assert client.get("/")["Location"].startswith("/sign-in")


def test_what_is_kept_of_a_form_for_a_month_tells_no_password(client, number):
    sign_in(client, number)
    client.post("/me/password", {"_key": "k9", "old": PASSWORD, "password": "quite another sentence"})
    done = DoneAct.objects.get(key__startswith="k9:")
    sent = repr(("/me/password", [("_key", ["k9"]), ("old", [PASSWORD]), ("password", ["quite another sentence"])], []))
    assert hashlib.sha256(sent.encode()).hexdigest()[:20] not in done.key


def test_strangers_have_no_password_to_change(client, db):
    assert client.get("/me/password")["Location"] == "/sign-in?next=%2Fme%2Fpassword"


def test_the_password_is_changed_and_the_session_goes_on(client, number):
    sign_in(client, number)
    assert client.get("/me/password").status_code == 200
    assert client.post("/me/password", {"old": PASSWORD, "password": "quite another sentence"})["Location"] == "/"
    assert client.get("/").status_code == 200
    client.post("/sign-out")
    assert sign_in(client, number).status_code == 422
    assert sign_in(client, number, "quite another sentence").status_code == 302


@pytest.mark.parametrize(
    ("old", "password", "field"),
    [("wrong", "quite another sentence", "old"), (PASSWORD, "short", "password"), (PASSWORD, "", "password")],
)
def test_a_refused_password_names_the_field_and_changes_nothing(client, number, old, password, field):
    sign_in(client, number)
    response = client.post("/me/password", {"old": old, "password": password})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    client.post("/sign-out")
    assert sign_in(client, number).status_code == 302


@pytest.fixture
def form(town):
    mark = form_mark(town.people[RAISER].user_id)
    return {"body": WORDS, "place": town.units["模修班"].key, "mode": "named", "_key": "k1", "_for": mark}


def test_a_form_sent_without_a_session_is_kept_shown_again_and_sent_on(client, number, form):
    lost = client.post("/say", form)
    assert lost.status_code == 401
    assert not Case.objects.exists()
    resumed = sign_in(client, number, kept=lost.context["kept"])
    assert resumed.status_code == 200
    assert WORDS in text_of(resumed)
    assert resumed.context["to"] == "/say"
    assert client.post(resumed.context["to"], dict(resumed.context["fields"])).status_code == 302
    assert Case.objects.get().words.body == WORDS


def test_a_kept_form_lives_on_through_a_mistyped_password(client, number, form):
    kept = client.post("/say", form).context["kept"]
    again = sign_in(client, number, "wrong", kept=kept)
    assert again.status_code == 422
    assert again.context["kept"] == kept


def test_a_kept_form_that_was_tampered_with_is_dropped(client, number, form):
    kept = client.post("/say", form).context["kept"]
    assert sign_in(client, number, kept=kept[:-2] + "xx")["Location"] == "/"


def test_a_kept_form_never_carries_a_password(client, town):
    lost = client.post("/me/password", {"old": "my old secret", "password": "my new secret"})
    assert lost.status_code == 401
    assert opened(lost.context["kept"])["fields"] == []


def test_a_kept_form_is_dropped_with_a_sentence_when_somebody_else_signs_in(client, town, form):
    kept = client.post("/say", form).context["kept"]
    response = client.post(
        "/sign-in", {"name": town.people["魏东来"].staff_no, "password": PASSWORD, "kept": kept}, follow=True
    )
    assert "有别人没交的内容，已经丢弃" in text_of(response)
    assert WORDS not in text_of(response)


@pytest.mark.parametrize("mark", ["", "0123456789abcdef"])
def test_a_kept_form_that_names_nobody_or_a_made_up_owner_goes_to_nobody(client, number, form, mark):
    kept = client.post("/say", form | {"_for": mark}).context["kept"]
    assert sign_in(client, number, kept=kept)["Location"] == "/"


def test_a_kept_form_cannot_be_read_in_the_source_of_the_sign_in_page(client, form):
    kept = client.post("/say", form).context["kept"]
    inside = signing.loads(kept, salt="accounts.kept_form")
    assert inside.startswith("a1:")
    assert WORDS not in inside


def test_a_kept_form_says_that_files_must_be_chosen_again(client, town, form, tmp_path):
    (tmp_path / "a.txt").write_text("x")
    with (tmp_path / "a.txt").open("rb") as upload:
        assert client.post("/say", form | {"attachments": upload}).context["had_files"] is True


def test_a_password_that_somebody_else_set_opens_its_change_and_nothing_else(client, town, number):
    town.people[RAISER].user.refresh_from_db()
    set_password(actor=MAKER, user=town.people[RAISER].user, password="another sentence", must_change=True)
    assert sign_in(client, number, "another sentence")["Location"] == "/me/password"
    for address in ("/", "/my-cases", "/say", "/inbox"):
        assert client.get(address)["Location"] == "/me/password"
        assert client.get(address, headers={"HX-Request": "true"})["HX-Redirect"] == "/me/password"
    client.post("/say", {"body": WORDS, "mode": "named"})
    assert not Case.objects.exists()
    client.post("/me/password", {"old": "another sentence", "password": "my very own words"})
    assert client.get("/").status_code == 200


def test_no_device_keeps_a_page(client, number):
    for address in ("/sign-in", "/me/password"):
        assert client.get(address)["Cache-Control"] == "private, no-store"
    sign_in(client, number)
    for address in ("/", "/my-cases", "/say", "/no-such-page"):
        assert client.get(address)["Cache-Control"] == "private, no-store"
