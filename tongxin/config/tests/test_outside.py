"""Settings of what leaves the product: a wrong one stops the process with a sentence."""

import pytest

from tongxin.config import outside
from tongxin.config.cli.commands import run
from tongxin.config.environ import WrongSettingError
from tongxin.config.outside import Mail
from tongxin.inbox.tests.servers import HOST, free_port, mail_server

FROM = "tongxin@example.cn"


@pytest.fixture
def given(monkeypatch):
    """Set some of the settings and none of the others."""

    def set_to(**values):
        for name in ("HOST", "PORT", "TLS", "USER", "PASSWORD", "FROM", "CA", "TIMEOUT", "FOLDER"):
            monkeypatch.delenv(f"TONGXIN_MAIL_{name}", raising=False)
        for name, value in values.items():
            monkeypatch.setenv(f"TONGXIN_{name}", value)

    return set_to


def test_without_settings_no_mail_leaves(given):
    given()
    assert (outside.mail().host, outside.mail().folder) == ("", "")


@pytest.mark.parametrize(("tls", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_the_port_follows_the_way_of_encryption(given, tls, port):
    given(MAIL_HOST="mail.example.cn", MAIL_FROM=FROM, MAIL_TLS=tls)
    assert outside.mail().port == port


def test_the_password_may_lie_in_a_file(given, tmp_path, monkeypatch):
    file = tmp_path / "password"
    file.write_text("from the file\n", encoding="utf-8")
    given(MAIL_HOST="mail.example.cn", MAIL_FROM=FROM, MAIL_USER="tongxin", MAIL_PASSWORD_FILE=str(file))
    assert outside.mail().password == "from the file"


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"MAIL_TLS": "ssl"}, "TONGXIN_MAIL_TLS"),
        ({"MAIL_HOST": "mail.example.cn"}, "TONGXIN_MAIL_FROM"),
        ({"MAIL_FOLDER": "mail"}, "TONGXIN_MAIL_FROM"),
        ({"MAIL_HOST": "m", "MAIL_FROM": FROM, "MAIL_TLS": "none", "MAIL_USER": "tongxin"}, "TONGXIN_MAIL_USER"),
    ],
)
def test_a_wrong_setting_is_refused_by_name(given, values, named):
    given(**values)
    with pytest.raises(WrongSettingError, match=named):
        outside.mail()


def test_hosts_and_networks_are_taken_and_a_broken_network_is_refused(given):
    given(EGRESS="open.feishu.cn, 10.1.0.0/16")
    assert outside.egress() == ["open.feishu.cn", "10.1.0.0/16"]
    given(EGRESS="10.1.2.3/8")
    with pytest.raises(WrongSettingError, match="TONGXIN_EGRESS"):
        outside.egress()


def test_the_address_of_the_product_needs_its_beginning(given):
    given(URL="https://tongxin.example.cn/")
    assert outside.public_url("") == "https://tongxin.example.cn"
    given(URL="tongxin.example.cn")
    with pytest.raises(WrongSettingError, match="TONGXIN_URL"):
        outside.public_url("")


def test_the_console_sends_a_test(settings, capsys, db):
    with mail_server() as box:
        settings.MAIL = Mail(host=HOST, port=box.port, tls="none", sender=FROM, timeout=5)
        assert run(["mail", "test", "somebody@example.cn"]) == 0
    assert box.mails[0][0] == ["somebody@example.cn"]
    assert "somebody@example.cn" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("mail", "words"),
    [
        (Mail(), "TONGXIN_MAIL_HOST"),
        (Mail(host=HOST, port=free_port(), tls="none", sender=FROM, timeout=2), "没有应答"),
    ],
)
def test_the_console_says_in_a_sentence_what_is_wrong(settings, capsys, db, mail, words):
    settings.MAIL = mail
    assert run(["mail", "test", "somebody@example.cn"]) == 1
    printed = capsys.readouterr()
    assert words in printed.err
    assert "Traceback" not in printed.err


def test_the_console_refuses_what_is_no_address(settings, capsys, db):
    settings.MAIL = Mail(host=HOST, sender=FROM)
    assert run(["mail", "test", "somebody"]) == 1
    assert "name@example.cn" in capsys.readouterr().err
