"""The authority of an installation: for whom it vouches, for how long, and who may read its key."""

import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from tongxin.config.tls.certificates import authority, ensure_certificates, read_certificate, server_pair
from tongxin.core import clock
from tongxin.core.errors import RuleBrokenError

NAMES = ["10.1.2.3", "tongxin.tonghui.cn", "localhost"]
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
OWNER_ONLY = 0o400


@pytest.fixture
def home(tmp_path):
    with clock.at(NOW):
        assert ensure_certificates(tmp_path, NAMES)
    return tmp_path


def verified(home, name, day=NOW):
    """Let a strict verifier look at the server's certificate as a device that trusts the authority."""
    store = Store([read_certificate(authority(home).certificate)])
    verifier = PolicyBuilder().store(store).time(day).build_server_verifier(x509.DNSName(name))
    return verifier.verify(read_certificate(server_pair(home).certificate), [])


def test_a_device_that_trusts_the_authority_accepts_the_server(home):
    assert verified(home, "tongxin.tonghui.cn")
    with pytest.raises(VerificationError):
        verified(home, "bank.example")


def test_the_keys_are_for_their_owner_only_and_belong_to_their_certificates(home):
    for pair in (authority(home), server_pair(home)):
        assert pair.key.stat().st_mode & 0o777 == OWNER_ONLY
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(pair.certificate, pair.key)


def test_the_authority_lasts_ten_years_and_the_server_no_longer_than_phones_accept(home):
    ours, server = (read_certificate(pair(home).certificate) for pair in (authority, server_pair))
    assert ours.not_valid_after_utc - ours.not_valid_before_utc == timedelta(days=3650)
    assert server.not_valid_after_utc - server.not_valid_before_utc == timedelta(days=397)


def test_the_authority_refuses_a_name_for_which_it_was_not_made(home):
    with pytest.raises(RuleBrokenError) as refused:
        ensure_certificates(home, [*NAMES, "bank.example"])
    assert "bank.example" in str(refused.value.message)


def test_another_address_inside_the_company_needs_no_new_authority(home):
    before = authority(home).certificate.read_bytes()
    with clock.at(NOW):
        assert ensure_certificates(home, ["192.168.7.8"])
    assert authority(home).certificate.read_bytes() == before


@pytest.mark.parametrize(("days_left", "renewed"), [(31, False), (29, True)])
def test_the_server_certificate_is_renewed_in_its_last_thirty_days(home, days_left, renewed):
    ends = read_certificate(server_pair(home).certificate).not_valid_after_utc
    with clock.at(ends - timedelta(days=days_left)):
        assert ensure_certificates(home, NAMES) is renewed
        if renewed:
            assert verified(home, "tongxin.tonghui.cn", clock.now())
