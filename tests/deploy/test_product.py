"""The product itself behind nginx as shipped: what people get, what they cannot reach, and what they see in between."""

import html
import json
import os
import re
import subprocess
import sys
from contextlib import contextmanager

import pytest
from django.conf import settings

from tests.deploy.shipped import NAME, ask, free_port, needs_nginx, nginx_before, wait_for

PASSWORD = "a sentence for tests"
MEGABYTE = 1024 * 1024
FORM = "application/x-www-form-urlencoded"
pytestmark = needs_nginx


class Product:
    """``tongxin serve`` on a port of its own, with a data folder of its own."""

    def __init__(self, home):
        self.port, self.home = free_port(), home
        self.environment = {
            "PATH": os.environ["PATH"], "TONGXIN_HOME": str(home), "TONGXIN_HTTPS": "1", "TONGXIN_HOSTS": NAME,
            "DJANGO_SETTINGS_MODULE": "tongxin.config.settings.base",
        }  # fmt: skip

    def run(self, *arguments):
        command = [sys.executable, "-m", "tongxin", *arguments]
        return subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True).stdout

    @contextmanager
    def serving(self):
        command = [sys.executable, "-m", "tongxin", "serve", "--port", str(self.port), "--no-worker"]
        process = subprocess.Popen(command, env=self.environment)
        try:
            wait_for(self.port)
            yield
        finally:
            process.terminate()
            process.wait(30)


@pytest.fixture(scope="module")
def product(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    made = Product(home)
    (home / "password").write_text(PASSWORD, encoding="utf-8")
    (home / "units.csv").write_text("code,name,parent,type\nTH,同辉集团,,集团\n", encoding="utf-8")
    made.run("import", "units", str(home / "units.csv"))
    made.run("user", "add", "10001", "--name", "何小满", "--password-file", str(home / "password"))
    return made


@pytest.fixture(scope="module")
def nginx(product, tmp_path_factory):
    product.run("static")
    with nginx_before(product.port, tmp_path_factory.mktemp("nginx"), settings.BUILD / "static") as running:
        yield running


@pytest.fixture(scope="module")
def site(product, nginx):
    with product.serving():
        yield nginx


def cookies_of(headers):
    return "; ".join(value.partition(";")[0] for value in headers.get_all("Set-Cookie", []))


def sign_in(site, password=PASSWORD, **headers):
    """Sign in as a browser does. Returns status, headers and body of the answer."""
    _status, first, page = ask(site, "/sign-in")
    token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1].decode()
    sent = {"Content-Type": FORM, "Cookie": cookies_of(first), "Origin": f"https://{NAME}", **headers}
    body = f"csrfmiddlewaretoken={token}&name=10001&password={password.replace(' ', '+')}"
    return ask(site, "/sign-in", sent.items(), body.encode())


def test_somebody_signs_in_and_sees_pages(site):
    status, headers, _body = sign_in(site)
    assert status == 302
    session = [value for value in headers.get_all("Set-Cookie") if value.startswith("__Host-tongxin_session=")]
    assert "Secure" in session[0]
    cookie = [("Cookie", cookies_of(headers))]
    first = ask(site, headers["Location"], cookie)  # the first sign-in asks for a password of one's own
    own = ask(site, first[1]["Location"], cookie) if first[0] == 302 else first
    assert own[0] == 200
    assert "退出" in own[2].decode() or "密码" in own[2].decode()


def test_pages_say_that_the_site_is_reached_by_https_alone(site):
    headers = ask(site, "/sign-in")[1]
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "default-src" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert "no-store" in headers["Cache-Control"]


def test_files_of_the_front_end_come_packed_from_nginx_and_are_kept(site):
    page = ask(site, "/sign-in")[2].decode()
    address = re.search(r'href="(/static/[^"]+\.css)"', page)[1]
    status, headers, body = ask(site, address, [("Accept-Encoding", "gzip")])
    assert (status, headers["Content-Encoding"], body[:2]) == (200, "gzip", b"\x1f\x8b")
    assert "immutable" in headers["Cache-Control"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Strict-Transport-Security"].startswith("max-age=")
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_what_a_client_says_about_its_way_changes_nothing(site):
    lies = {"X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.example", "X-Forwarded-For": "1.2.3.4"}
    status, headers, page = ask(site, "/me", lies.items())
    assert (status, headers["Location"].startswith("/sign-in?")) == (302, True)
    assert "evil" not in str(headers) + page.decode()
    assert ask(site, "/sign-in", [("Host", "evil.example")])[0] == 400


def test_tries_at_a_password_are_counted_whatever_address_a_client_claims(site):
    answers = [sign_in(site, f"wrong {number}", **{"X-Forwarded-For": f"10.0.0.{number}"}) for number in range(12)]
    assert [status for status, _headers, _body in answers][-1] == 429
    assert sign_in(site, **{"X-Forwarded-For": "10.9.9.9"})[0] == 429


@pytest.mark.parametrize(
    "address",
    [
        "/keys/master", "/var/keys/master", "/static/../../var/keys/master", "/static/..%2f..%2fvar/keys/master",
        "/static../pyproject.toml", "/static/%2e%2e/%2e%2e/pyproject.toml", "/static/", "/.git/config",
        "/files/none", "/files/../db.sqlite3", "/pages/away.html", "/away.html", "/too-large.html",
    ],
)  # fmt: skip
def test_nothing_private_is_reached(site, product, address):
    status, _headers, body = ask(site, address)
    assert status in (302, 400, 403, 404), address
    assert (product.home / "keys" / "master").read_bytes() not in body
    assert b"build-system" not in body


def test_what_is_larger_than_the_wall_is_refused_in_a_sentence(site):
    status, headers, body = ask(site, "/say", [("Content-Type", FORM)], b"x" * 66 * MEGABYTE)
    assert status == 413
    assert "20 MB" in body.decode()
    assert headers["Content-Type"].startswith("text/html")


def test_a_product_that_is_away_is_told_and_comes_back(product, tmp_path):
    later = Product(product.home)
    with nginx_before(later.port, tmp_path, settings.BUILD / "static") as nginx:
        status, headers, body = ask(nginx, "/sign-in")
        assert (status, headers["Retry-After"]) == (503, "5")
        assert "没有任何内容丢失" in html.unescape(body.decode())
        assert headers["Strict-Transport-Security"].startswith("max-age=")
        with later.serving():
            assert ask(nginx, "/sign-in")[0] == 200
            assert json.loads(ask(nginx, "/api/v1/openapi.json")[2])["openapi"]
        assert ask(nginx, "/sign-in")[0] == 503
