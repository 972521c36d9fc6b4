import base64
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tongxin.exchange.rules.sending import is_to_be_paused, pause_after, tell_at
from tongxin.exchange.rules.signing import headers_of, secret_of, signature

HERE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 16, 10, 0, tzinfo=HERE)


def test_the_signature_is_the_one_of_the_published_example():
    # The test vector of the Standard Webhooks specification's reference libraries.
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = b'{"test": 2432232314}'
    told = signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert told == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_message_bears_a_signature_by_each_secret_the_newest_first():
    new, old = secret_of(b"n" * 32), secret_of(b"o" * 32)
    headers = headers_of([new, old], "7", 1, b"{}")
    assert headers["webhook-signature"] == f"{signature(new, '7', 1, b'{}')} {signature(old, '7', 1, b'{}')}"
    assert (headers["webhook-id"], headers["webhook-timestamp"]) == ("7", "1")


def test_a_secret_is_handed_over_with_its_prefix():
    assert base64.b64decode(secret_of(b"k" * 32).removeprefix("whsec_")) == b"k" * 32


@pytest.mark.parametrize(("tries", "minutes"), [(1, 2), (2, 10), (3, 30), (4, 120), (5, 480)])
def test_pauses_grow(tries, minutes):
    assert pause_after(tries) == timedelta(minutes=minutes)


@pytest.mark.parametrize("tries", [0, 6, 7])
def test_after_the_last_pause_it_is_given_up(tries):
    assert pause_after(tries) is None


@pytest.mark.parametrize(
    ("since", "paused"), [(None, False), (timedelta(hours=23, minutes=59), False), (timedelta(days=1), True)]
)
def test_an_endpoint_that_failed_for_a_day_is_left_alone(since, paused):
    assert is_to_be_paused(since and NOW - since, NOW) is paused


def test_what_was_said_without_a_name_waits_for_the_end_of_the_day():
    assert tell_at(NOW, nameless=False) == NOW
    assert tell_at(NOW, nameless=True) == datetime(2026, 3, 17, tzinfo=HERE)
