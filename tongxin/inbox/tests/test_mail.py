"""Mail against a real server on this machine, and each way in which one can fail."""

from dataclasses import replace
from email import message_from_bytes, policy

import pytest

from tongxin.config.outside import Mail
from tongxin.inbox.channels.mail import open_mail
from tongxin.inbox.channels.message import to_do_message
from tongxin.inbox.channels.trouble import NotDeliveredError, Trouble
from tongxin.inbox.tests.servers import (
    HOST,
    PASSWORD,
    USER,
    certificate,
    free_port,
    mail_server,
    with_password,
)

TO = "xiaoman@example.cn"
PLAIN = Mail(host=HOST, tls="none", sender="tongxin@example.cn", timeout=5)


@pytest.fixture(autouse=True)
def _address(settings):
    settings.PUBLIC_URL = "https://tongxin.example.cn"


@pytest.fixture(scope="module")
def secured(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("tls"))


def send(settings, mail, language="zh-hans", to=TO, count=1):
    settings.MAIL = mail
    with open_mail() as mailer:
        mailer.send(to, to_do_message(count, language=language, id="the-same-name"))


def trouble_of(settings, mail, **more):
    with pytest.raises(NotDeliveredError) as caught:
        send(settings, mail, **more)
    return caught.value.trouble


@pytest.mark.parametrize(
    ("language", "count", "title"),
    [
        ("zh-hans", 1, "您有1件待办"),
        ("zh-hans", 3, "您有3件待办"),
        ("zh-hant", 1, "您有1件待辦"),
        ("en", 1, "You have 1 thing to do"),
        ("en", 2, "You have 2 things to do"),
    ],
)
def test_a_mail_says_how_many_things_wait_and_where_and_nothing_else(settings, language, count, title):
    with mail_server() as box:
        send(settings, replace(PLAIN, port=box.port), language, count=count)
    ((recipients, content),) = box.mails
    mail = message_from_bytes(content, policy=policy.default)
    assert recipients == [TO]
    assert mail["Subject"] == title
    assert mail.get_content().split() == f"{title}\nhttps://tongxin.example.cn/inbox".split()
    assert (mail["To"], mail["From"]) == (TO, "tongxin@example.cn")
    assert mail["Message-ID"] == "<the-same-name@example.cn>"
    assert mail["Auto-Submitted"] == "auto-generated"


def test_several_mails_go_over_one_connection(settings):
    with mail_server() as box:
        settings.MAIL = replace(PLAIN, port=box.port)
        with open_mail() as mailer:
            for _ in range(3):
                mailer.send(TO, to_do_message(1, language="en"))
            assert mailer._server is not None
    assert len(box.mails) == 3


def test_a_password_goes_only_over_an_encrypted_line(settings, secured):
    file, context = secured
    with mail_server(tls_context=context, require_starttls=True, **with_password()) as box:
        mail = replace(PLAIN, port=box.port, tls="starttls", ca=str(file), user=USER, password=PASSWORD)
        send(settings, mail)
        assert trouble_of(settings, replace(mail, password="another")) == Trouble.LOGIN
    assert len(box.mails) == 1


def test_a_server_that_does_not_encrypt_gets_nothing(settings):
    with mail_server() as box:
        assert trouble_of(settings, replace(PLAIN, port=box.port, tls="starttls")) == Trouble.NO_TLS
    assert box.mails == []


def test_a_certificate_that_nobody_vouches_for_gets_nothing(settings, secured):
    _file, context = secured
    with mail_server(tls_context=context) as box:
        assert trouble_of(settings, replace(PLAIN, port=box.port, tls="starttls")) == Trouble.UNTRUSTED
    assert box.mails == []


def test_a_line_that_is_encrypted_from_the_first_byte_works_too(settings, secured):
    file, context = secured
    with mail_server(ssl_context=context) as box:
        send(settings, replace(PLAIN, port=box.port, tls="tls", ca=str(file)))
    assert len(box.mails) == 1


def test_an_encrypted_line_to_a_server_without_encryption_is_named_as_such(settings):
    with mail_server() as box:
        assert trouble_of(settings, replace(PLAIN, port=box.port, tls="tls")) == Trouble.NO_TLS


def test_a_recipient_that_is_refused_for_good_is_final_and_no_fault_of_the_server(settings):
    with mail_server() as box:
        box.refuse = {TO: "550 no such user"}
        with pytest.raises(NotDeliveredError) as caught:
            send(settings, replace(PLAIN, port=box.port))
    assert caught.value.trouble == Trouble.RECIPIENT
    assert (caught.value.is_final, caught.value.is_of_the_way) == (True, False)


def test_a_recipient_that_is_refused_for_now_is_tried_again(settings):
    with mail_server() as box:
        box.refuse = {TO: "451 greylisted"}
        with pytest.raises(NotDeliveredError) as caught:
            send(settings, replace(PLAIN, port=box.port))
    assert caught.value.trouble == Trouble.RECIPIENT_LATER
    assert not caught.value.is_final


@pytest.mark.parametrize(
    ("told", "trouble"),
    [({"refuse_sender": "550 who are you"}, Trouble.SENDER), ({"refuse_content": "554 spam"}, Trouble.REFUSED)],
)
def test_what_the_server_refuses_is_told_by_its_name(settings, told, trouble):
    with mail_server() as box:
        vars(box).update(told)
        assert trouble_of(settings, replace(PLAIN, port=box.port)) == trouble


def test_a_server_that_is_down_does_not_answer(settings):
    assert trouble_of(settings, replace(PLAIN, port=free_port())) == Trouble.DOWN


def test_a_server_that_is_slow_is_left_after_the_time_that_was_set(settings):
    with mail_server() as box:
        box.seconds = 2.5
        assert trouble_of(settings, replace(PLAIN, port=box.port, timeout=1)) == Trouble.SLOW


def test_the_next_mail_goes_over_a_new_connection_after_one_broke(settings):
    with mail_server() as box:
        settings.MAIL = replace(PLAIN, port=box.port)
        box.refuse_content = "554 spam"
        with open_mail() as mailer:
            with pytest.raises(NotDeliveredError):
                mailer.send(TO, to_do_message(1, language="en"))
            box.refuse_content = ""
            mailer.send(TO, to_do_message(1, language="en"))
    assert len(box.mails) == 1


def test_without_a_server_mail_lies_in_a_folder_as_it_would_have_left(settings, tmp_path):
    send(settings, Mail(folder=str(tmp_path / "mail"), sender="tongxin@example.cn"))
    (file,) = (tmp_path / "mail").iterdir()
    assert message_from_bytes(file.read_bytes(), policy=policy.default)["Subject"] == "您有1件待办"


def test_a_folder_that_cannot_be_written_to_is_told(settings, tmp_path):
    (tmp_path / "file").touch()
    assert trouble_of(settings, Mail(folder=str(tmp_path / "file"), sender="t@example.cn")) == Trouble.FOLDER
