"""How people reach the product: never by http from another machine, and only under its own names."""

import re
from io import BytesIO

import pytest

from tongxin.config import reached
from tongxin.config.cli.commands import run
from tongxin.config.environ import WrongSettingError
from tongxin.config.tls import trust_page
from tongxin.config.tls.certificates import authority, ensure_certificates, fingerprint_of, read_certificate

BAD, OK, MISSING = 400, 200, 404


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.1.2.3", "tongxin.lan"])
def test_http_to_another_machine_is_refused_with_a_way_out(host, capsys):
    assert run(["serve", "--host", host]) == 1
    told = capsys.readouterr().err
    assert host in told
    assert "--tls" in told


def test_http_is_refused_where_people_are_known_to_come_from_outside(capsys, settings):
    settings.ALLOWED_HOSTS, settings.HTTPS = ["localhost", "tongxin.lan"], False
    assert run(["serve"]) == 1
    assert "tongxin.lan" in capsys.readouterr().err


@pytest.mark.parametrize("host", ["0.0.0.0", "https://tongxin.lan", "tongxin.lan:8443", ""])
def test_https_needs_a_name_that_a_device_can_open(host, capsys):
    assert run(["serve", "--tls", "--host", host]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_key_of_another_certificate_is_refused(capsys, tmp_path):
    for name in ("one", "two"):
        ensure_certificates(tmp_path / name, ["localhost"])
    cert, key = authority(tmp_path / "one").certificate, authority(tmp_path / "two").key
    assert run(["serve", "--cert", str(cert), "--key", str(key)]) == 1
    told = capsys.readouterr().err
    assert str(cert) in told
    assert str(key) in told


@pytest.mark.parametrize("hosts", ["*", "https://tongxin.lan", "tongxin.lan:8443", ".lan", "0.0.0.0", "10.1.2"])
def test_the_setting_of_hosts_takes_names_and_addresses_only(monkeypatch, hosts):
    monkeypatch.setenv("TONGXIN_HOSTS", hosts)
    with pytest.raises(WrongSettingError, match="TONGXIN_HOSTS"):
        reached.allowed_hosts()


def test_https_makes_the_names_known_and_sets_the_address(monkeypatch):
    monkeypatch.setenv("TONGXIN_HOSTS", "tongxin.lan")
    for name in ("PORT", "TONGXIN_URL"):
        monkeypatch.delenv(name, raising=False)
    assert reached.settings_for(["serve", "--tls", "--host", "fd00::7", "--host", "10.1.2.3"]) == {
        "TONGXIN_TLS": "local",
        "TONGXIN_HOSTS": "tongxin.lan,[fd00::7],10.1.2.3,localhost,127.0.0.1",
        "PORT": "8443",
        "TONGXIN_URL": "https://[fd00::7]:8443",
    }
    assert reached.settings_for(["serve"]) == {}


def test_without_a_given_name_the_certificate_of_the_customer_says_the_names(tmp_path, monkeypatch):
    monkeypatch.delenv("TONGXIN_HOSTS", raising=False)
    ensure_certificates(tmp_path, ["tongxin.tonghui.cn", "10.1.2.3"])
    found = reached.settings_for(["serve", "--cert", str(tmp_path / "tls" / "server.pem"), "--key", "x"])
    assert (found["TONGXIN_TLS"], found["TONGXIN_HOSTS"]) == ("own", "tongxin.tonghui.cn,10.1.2.3,localhost,127.0.0.1")


def test_a_request_for_a_foreign_host_is_told_in_plain_words(client, db):
    answer = client.get("/sign-in", headers={"host": "evil.example"})
    assert answer.status_code == BAD
    assert "TONGXIN_HOSTS" in answer.content.decode()
    assert "evil.example" not in answer.content.decode()


def test_over_https_cookies_are_bound_to_the_host(client, db, settings):
    settings.CSRF_COOKIE_NAME, settings.CSRF_COOKIE_SECURE = "__Host-tongxin_csrf", True
    cookie = client.get("/sign-in", secure=True).cookies["__Host-tongxin_csrf"]
    assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")


def asked(path, method="GET", language="zh-CN"):
    """Ask the page of trust. Returns status, headers and body."""
    started = []
    environ = {
        "PATH_INFO": path, "REQUEST_METHOD": method, "HTTP_ACCEPT_LANGUAGE": language, "SERVER_NAME": "x",
        "SERVER_PORT": "1", "wsgi.input": BytesIO(),
    }  # fmt: skip
    body = b"".join(trust_page.application(environ, lambda *given: started.extend(given)))
    return int(started[0][:3]), dict(started[1]), body


@pytest.fixture
def trusted_home(settings, tmp_path):
    settings.HOME, settings.PUBLIC_URL = tmp_path, "https://10.1.2.3:8443"
    ensure_certificates(tmp_path, ["10.1.2.3"])
    return tmp_path


def test_the_page_before_trust_shows_the_fingerprint_and_hands_out_the_certificate(trusted_home):
    ours = authority(trusted_home).certificate
    status, headers, body = asked("/ca")
    assert status == OK
    shown = re.sub("</?span>", "", body.decode())  # broken between pairs only
    assert fingerprint_of(read_certificate(ours)) in shown
    assert "信任这台服务器" in body.decode()
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert asked("/tongxin-ca.crt")[2] == ours.read_bytes()
    assert "Trust this server" in asked("/ca", language="en")[2].decode()


@pytest.mark.parametrize(
    "path", ["/", "/sign-in", "/authority.key", "/ca/", "/../ca", "/healthz", "/static/ui/base.css"]
)
def test_nothing_else_is_served_before_trust(trusted_home, path):
    assert asked(path)[0] == MISSING


def test_the_page_before_trust_takes_nothing_in(trusted_home):
    assert asked("/ca", "POST")[0] == MISSING
