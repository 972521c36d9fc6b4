"""Keys for other systems: who makes one, what it says, when it ends, and who takes it back."""

import html
from datetime import timedelta

import pytest
from django.urls import reverse

from tongxin.accounts.models import Token
from tongxin.accounts.public import close_account, good_token, issue_token, revoke_token, set_password
from tongxin.core import clock
from tongxin.core.acts import with_key
from tongxin.core.errors import BadInputError, ConflictError, ForbiddenError, NotFoundError
from tongxin.core.policy import system_actor
from tongxin.journal.models import Content, Entry

MAKER = system_actor("tests")
MAY = {"李桐", "秦朗", "程思源", "白露", "沈知夏", "周守一", "郑明察"}  # handlers, officer, two administrators
OWNER, OTHER, STRANGER, SECURITY = "沈知夏", "李桐", "何小满", "吴静言"
WANTED = {"label": "人事系统", "scopes": ["units:read"], "last_on": "2026-06-01"}


def issue(town, name=OWNER, **more):
    actor, user = town.actor(name), town.people[name].user
    values = {"label": "人事系统", "scopes": ["units:read"], "last_on": clock.today() + timedelta(days=30)}
    return issue_token(actor=actor, user=user, **(values | more))


def kinds():
    return list(Entry.objects.filter(kind__contains="token").order_by("number").values_list("kind", flat=True))


def text_of(response):
    return html.unescape(response.content.decode())


def test_only_those_who_may_make_keys(town):
    def makes(name):
        try:
            return bool(issue(town, name))
        except ForbiddenError:
            return False

    assert {name for name in town.people if makes(name)} == MAY


def test_nobody_makes_a_key_in_the_name_of_another(town):
    with pytest.raises(ForbiddenError):
        issue_token(
            actor=town.actor(OWNER),
            user=town.people[OTHER].user,
            label="x",
            scopes=["units:read"],
            last_on=clock.today(),
        )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("label", " "),
        ("label", "x" * 81),
        ("scopes", []),
        ("scopes", ["units:read", "everything"]),
        ("last_on", timedelta(days=-1)),
        ("last_on", timedelta(days=366)),
    ],
)
def test_a_key_needs_a_label_known_scopes_and_a_day_within_a_year(town, field, value):
    if field == "last_on":
        value = clock.today() + value
    with pytest.raises(BadInputError) as refused:
        issue(town, **{field: value})
    assert refused.value.field == field
    assert not Token.objects.exists()


@pytest.mark.parametrize("days", [0, 365])
def test_a_key_may_last_from_today_to_a_year(town, days):
    assert good_token(issue(town, last_on=clock.today() + timedelta(days=days)))


def test_a_key_is_kept_as_a_digest_only_and_recorded_without_it(town):
    text = issue(town)
    assert text not in repr(list(Token.objects.values())) + repr(list(Content.objects.values()))
    assert kinds() == ["accounts.token_issued"]
    assert good_token(text).user == town.people[OWNER].user
    assert good_token(text + "x") is None
    assert good_token("") is None


def test_a_form_that_is_sent_twice_shows_no_key_that_opens_nothing(town):
    with with_key("one form"):
        first = issue(town)
        with pytest.raises(ConflictError):
            issue(town)
    assert Token.objects.count() == 1
    assert good_token(first)


@pytest.mark.parametrize("name", [OWNER, SECURITY])
def test_owner_and_security_administrator_take_a_key_back(town, name):
    text = issue(town)
    revoke_token(actor=town.actor(name), token_id=Token.objects.get().pk)
    assert good_token(text) is None
    revoke_token(actor=town.actor(name), token_id=Token.objects.get().pk)
    assert kinds() == ["accounts.token_issued", "accounts.token_revoked"]


def test_for_anybody_else_the_key_does_not_exist(town):
    text = issue(town)
    for name in set(town.people) - {OWNER, SECURITY}:
        with pytest.raises(NotFoundError):
            revoke_token(actor=town.actor(name), token_id=Token.objects.get().pk)
    assert good_token(text)


def test_keys_end_with_the_account_and_with_a_password_set_by_another_but_not_by_oneself(town):
    user = town.people[OWNER].user
    text = issue(town)
    set_password(actor=town.actor(OWNER), user=user, password="another good sentence")
    assert good_token(text)
    set_password(actor=town.actor("周守一"), user=user, password="one more good sentence")
    assert good_token(text) is None
    text = issue(town)
    close_account(actor=MAKER, user=user)
    assert good_token(text) is None
    assert kinds().count("accounts.token_revoked") == 2


def test_the_page_makes_a_key_and_shows_it_this_once(client, town):
    town.enter(client, OWNER)
    made = client.post(reverse("accounts:keys"), WANTED)
    text = next(word for word in text_of(made).replace("<", " ").replace(">", " ").split() if word.startswith("tx_"))
    assert good_token(text).scopes == ["units:read"]
    shown = text_of(client.get(reverse("accounts:keys")))
    assert text not in shown
    assert "人事系统" in shown


def test_the_page_keeps_what_was_typed_and_says_what_is_missing(client, town):
    town.enter(client, OWNER)
    answer = client.post(reverse("accounts:keys"), WANTED | {"scopes": []})
    assert answer.status_code == 422
    assert "人事系统" in text_of(answer)
    assert not Token.objects.exists()


def test_the_security_administrator_sees_and_takes_back_all_keys_and_makes_none(client, town):
    issue(town, label="数据仓库")
    town.enter(client, SECURITY)
    assert "数据仓库" in text_of(client.get(reverse("accounts:all-keys")))
    assert "make" not in client.get(reverse("accounts:keys")).context
    client.post(reverse("accounts:take-back-key", args=[Token.objects.get().pk]))
    assert "数据仓库" not in text_of(client.get(reverse("accounts:all-keys")))
    assert client.post(reverse("accounts:keys"), WANTED).status_code == 403


@pytest.mark.parametrize(("name", "offers"), [(OWNER, True), (SECURITY, True), (STRANGER, False)])
def test_the_page_of_oneself_leads_there_whoever_may(client, town, name, offers):
    assert ('keys">' in text_of(town.enter(client, name).get("/me"))) == offers
    assert client.get("/me/keys").status_code == (200 if offers else 403)
