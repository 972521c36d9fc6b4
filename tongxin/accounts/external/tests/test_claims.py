import pytest

from tongxin.accounts.external.oidc.claims import Expected, fault_of

NOW = 1_800_000_000.0
EXPECTED = Expected("https://idp.example", "tongxin", "n-1", NOW)
GOOD = {"iss": "https://idp.example", "aud": "tongxin", "sub": "s", "iat": NOW, "exp": NOW + 300, "nonce": "n-1"}


def test_good_claims_are_believed():
    assert fault_of(GOOD, EXPECTED) == ""


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"iss": "https://idp.example/"}, "issuer"),
        ({"iss": None}, "issuer"),
        ({"aud": "another"}, "audience"),
        ({"aud": []}, "audience"),
        ({"aud": ["tongxin", "another"]}, "audience"),
        ({"aud": ["tongxin", "another"], "azp": "another"}, "audience"),
        ({"azp": "another"}, "audience"),
        ({"aud": ["tongxin", "another"], "azp": "tongxin"}, ""),
        ({"exp": NOW - 59}, ""),
        ({"exp": NOW - 60}, "expired"),
        ({"exp": "tomorrow"}, "expired"),
        ({"exp": True}, "expired"),
        ({"iat": NOW + 60}, ""),
        ({"iat": NOW + 61}, "issued"),
        ({"iat": NOW - 601}, "issued"),
        ({"iat": None}, "issued"),
        ({"nbf": NOW + 61}, "not_yet"),
        ({"nbf": NOW}, ""),
        ({"nonce": "n-2"}, "nonce"),
        ({"nonce": None}, "nonce"),
        ({"sub": ""}, "subject"),
        ({"sub": 7}, "subject"),
        ({"sub": "x" * 256}, "subject"),
        ({"sub": "a\nb"}, "subject"),
    ],
)
def test_each_claim_is_looked_at(change, fault):
    assert fault_of(GOOD | change, EXPECTED) == fault


def test_a_sign_in_without_a_nonce_believes_nothing():
    assert fault_of(GOOD | {"nonce": ""}, Expected("https://idp.example", "tongxin", "", NOW)) == "nonce"
