from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from joserfc.jwk import RSAKey

from tongxin.accounts.external.oidc.tokens import LONGEST
from tongxin.accounts.external.tests.conftest import is_in, newest, values_of
from tongxin.accounts.external.tests.provider import CLIENT, KEY
from tongxin.core import clock


def change(name, value):
    return lambda provider: setattr(provider, name, value)


def more(**claims):
    return change("more", claims)


HOSTILE = {
    "a nonce of another sign-in": (more(nonce="another"), "nonce"),
    "no nonce": (more(nonce=None), "nonce"),
    "a token for another client": (more(aud="another"), "audience"),
    "a token for several, made for another": (more(aud=[CLIENT, "x"], azp="x"), "audience"),
    "another issuer in the token": (more(iss="https://evil.example"), "issuer"),
    "an expired token": (more(exp=1), "expired"),
    "a token from the future": (more(iat=9_999_999_999), "issued"),
    "a token of long ago that never ends": (more(iat=1, exp=9_999_999_999), "issued"),
    "no subject": (more(sub=None), "subject"),
    "a subject that is no text": (more(sub={"$ne": ""}), "subject"),
    "a token without a signature": (lambda one: setattr(one, "sign", one.unsigned), "algorithm"),
    "a token signed with the public key": (lambda one: setattr(one, "sign", one.signed_by_public_key), "algorithm"),
    "a token signed by a stranger": (lambda one: setattr(one, "sign", one.signed_by_stranger), "signature"),
    "a key that nobody published": (change("header", {"kid": "k9"}), "unknown_key"),
    "a key in the token itself": (change("header", {"kid": "k9", "jwk": KEY.as_dict(private=False)}), "unknown_key"),
    "a header that must be understood": (lambda one: setattr(one, "sign", one.signed_with_a_must), "critical"),
    "a published key for encryption": (
        change("keys", [KEY.as_dict(private=False) | {"use": "enc"}]),
        "unknown_key",
    ),
    "two keys of one name": (change("keys", [KEY.as_dict(private=False)] * 2), "unknown_key"),
    "a huge token": (more(fill="x" * LONGEST), "huge_token"),
    "a token that is none": (change("sign", lambda _claims: "not a token"), "not_a_token"),
    "no token": (change("sign", lambda _claims: None), "no_token"),
    "keys at a foreign host": (change("about_more", {"jwks_uri": "https://evil.example/keys"}), "foreign_address"),
    "a token end point inside": (
        change("about_more", {"token_endpoint": "http://169.254.169.254/"}),
        "foreign_address",
    ),
    "another issuer published": (change("about_more", {"issuer": "https://evil.example"}), "other_issuer"),
    "no PKCE": (change("about_more", {"code_challenge_methods_supported": ["plain"]}), "no_pkce"),
}


@pytest.mark.parametrize("lie", HOSTILE)
def test_a_hostile_provider_is_refused_with_a_plain_page_and_noted(bound, provider, lie):
    code, state = bound.go()
    bend, reason = HOSTILE[lie]
    bend(provider)
    cache.clear()
    refused = bound.back(code, state)
    assert refused.status_code == 403
    assert "Traceback" not in refused.content.decode()
    assert not is_in(bound.client)
    assert newest("accounts.external_refused").data == {"way": "oidc", "reason": reason}


def test_a_wrong_or_missing_state_is_refused(bound):
    code, _state = bound.go()
    for state in ("another", ""):
        assert bound.back(code, state).status_code == 403
        assert newest("accounts.external_refused").data["reason"] == "state"
    assert not is_in(bound.client)


def test_an_answer_is_taken_once(bound):
    code, state = bound.go()
    assert bound.back(code, state).status_code == 302
    bound.client.post("/sign-out")
    assert bound.back(code, state).status_code == 403


def test_a_code_that_was_used_is_refused_by_the_provider(bound):
    code, state = bound.go()
    bound.back(code, state)
    bound.client.post("/sign-out")
    _new, fresh = bound.go()
    assert bound.back(code, fresh).status_code == 403
    assert newest("accounts.external_refused").data["reason"] == "status_400"


def test_a_code_that_was_begun_in_another_browser_is_refused(bound, provider):
    code, _state = bound.go()
    thief = type(bound)(Client(), provider)
    _own, state = thief.go()
    assert thief.back(code, state).status_code == 403
    assert newest("accounts.external_refused").data["reason"] == "status_400", "the verifier is another"


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"iss": "https://evil.example"}, "mixed_issuers"),
        ({"error": "access_denied"}, "cancelled"),
        ({"code": "x" * 3000}, "no_code"),
        ({"code": ["a", "b"]}, "twice"),
    ],
)
def test_a_bent_return_is_refused(bound, more, reason):
    code, state = bound.go()
    assert bound.client.get("/sign-in/oidc/back", {"code": code, "state": state} | more).status_code == 403
    assert newest("accounts.external_refused").data["reason"] == reason


def test_a_provider_that_names_itself_must_do_so(bound, provider):
    provider.about_more = {"authorization_response_iss_parameter_supported": True}
    cache.clear()
    assert bound.come().status_code == 403
    code, state = bound.go()
    assert bound.back(code, state, iss=provider.issuer).status_code == 302


def test_a_sign_in_that_took_too_long_is_over(bound, frozen):
    code, state = bound.go()
    with clock.at(frozen + timedelta(minutes=11)):
        assert bound.back(code, state).status_code == 403
    assert newest("accounts.external_refused").data["reason"] == "late"


def test_a_redirect_of_the_provider_is_not_followed(bound, provider):
    code, state = bound.go()
    provider.exchange = lambda _form: (302, "http://127.0.0.1:1/elsewhere")
    assert bound.back(code, state).status_code in {403, 502}
    assert not is_in(bound.client)


def test_a_new_key_is_found_by_asking_again_once(bound, provider):
    new = RSAKey.generate_key(2048, {"kid": "k2"})
    provider.keys = [*provider.keys, new.as_dict(private=False)]
    provider.header = {"kid": "k2"}
    provider.sign = lambda claims: provider.signed(claims, new)
    assert bound.come()["Location"] == "/"
    provider.header = {"kid": "k3"}
    before = len(provider.asked)
    for _ in range(3):
        assert bound.come().status_code == 403
    assert [path for path, *_ in provider.asked[before:]].count("/keys") == 0


def test_a_provider_that_is_away_is_told_in_a_sentence(client, town, settings):
    settings.EXTERNAL = {"oidc": values_of("http://127.0.0.1:9")}
    cache.clear()
    away = client.get("/sign-in/oidc", headers={"Accept-Language": "en"})
    assert away.status_code == 502
    assert "does not answer" in away.content.decode()
