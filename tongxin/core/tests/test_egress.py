"""The guard of what leaves, against real servers on this machine; what robots meet stands in inbox."""

import re
import socket
import threading
import time
from contextlib import contextmanager

import pytest

from tongxin.core import egress
from tongxin.core.egress import LONGEST, Barred, BarredError, post
from tongxin.inbox.tests.servers import certificate, free_port, robot_server

JSON = {"Content-Type": "application/json"}


@pytest.fixture(autouse=True)
def _own(settings):
    settings.EGRESS = ["localhost", "other.example.cn", "127.0.0.0/8", "::1/128"]
    settings.EGRESS_TIMEOUT, settings.EGRESS_CA = 2, ""


@pytest.fixture
def room():
    with robot_server() as room:
        yield room


def why(url):
    with pytest.raises(BarredError) as caught:
        post(url, b"{}", JSON)
    return caught.value.why


def whole(line):
    """Read a request to its end: who hangs up on unread bytes resets the line, and the answer with it."""
    read = line.recv(4096)
    length = re.search(rb"Content-Length: (\d+)", read)
    while length and len(read.partition(b"\r\n\r\n")[2]) < int(length[1]):
        read += line.recv(4096)
    return read


@contextmanager
def server(answer, context=None):
    """Serve one connection: ``answer`` gets it after the first lines of the request were read."""
    listening = socket.create_server(("127.0.0.1", 0))
    got = {}

    def serve():
        line, _address = listening.accept()
        try:
            if context:
                context.sni_callback = lambda _line, name, _context: got.update(name=name)
                line = context.wrap_socket(line, server_side=True)
            got["head"] = whole(line)
            answer(line)
        except OSError as error:
            got["error"] = error
        finally:
            line.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1], got
    finally:
        listening.close()
        thread.join(5)


def ok(line):
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")


def test_what_comes_back_is_given_with_its_status(room):
    room.status, room.answer = 503, b"busy"
    answer = post(room.url, b"{}", JSON)
    assert (answer.status, answer.content) == (503, b"busy")


def test_no_more_of_a_huge_answer_is_read_than_is_needed(room):
    room.answer = b"x" * (LONGEST * 40)
    assert len(post(room.url, b"{}", JSON).content) == LONGEST


def test_a_server_that_drips_is_cut_off_when_the_time_is_over(settings):
    settings.EGRESS_TIMEOUT = 0.5

    def drip(line):
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _byte in range(50):  # each byte comes in good time, all of them would take ten seconds
            line.sendall(b"x")
            time.sleep(0.2)

    with server(drip) as (port, _got):
        started = time.monotonic()
        assert why(f"http://localhost:{port}/") == Barred.SLOW
        assert time.monotonic() - started < 2


def test_headers_that_drip_are_cut_off_too(settings):
    settings.EGRESS_TIMEOUT = 0.5

    def drip(line):
        for byte in b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 30:
            line.sendall(bytes([byte]))
            time.sleep(0.2)

    with server(drip) as (port, _got):
        assert why(f"http://localhost:{port}/") == Barred.SLOW


def test_an_answer_that_is_no_http_is_no_answer():
    with server(lambda line: line.sendall(b"SSH-2.0-OpenSSH_9.0\r\n")) as (port, _got):
        assert why(f"http://localhost:{port}/") == Barred.DOWN


def test_over_tls_the_listed_name_is_asked_for_at_the_checked_address(settings, tmp_path, monkeypatch):
    file, context = certificate(tmp_path)
    settings.EGRESS_CA = str(file)
    monkeypatch.setattr(egress, "look_up", lambda _host, _port: ["127.0.0.1"])
    with server(ok, context) as (port, got):
        assert post(f"https://localhost:{port}/in", b"{}", JSON).status == 200
    assert got["name"] == "localhost"
    assert f"Host: localhost:{port}".encode() in got["head"]


def test_a_certificate_of_another_name_is_not_trusted(settings, tmp_path, monkeypatch):
    file, context = certificate(tmp_path)
    settings.EGRESS_CA = str(file)
    monkeypatch.setattr(egress, "look_up", lambda _host, _port: ["127.0.0.1"])
    with server(ok, context) as (port, got):
        assert why(f"https://other.example.cn:{port}/") == Barred.UNTRUSTED
    assert "head" not in got


def test_a_certificate_of_an_unknown_authority_is_not_trusted(tmp_path):
    _file, context = certificate(tmp_path)
    with server(ok, context) as (port, got):
        assert why(f"https://localhost:{port}/") == Barred.UNTRUSTED
    assert "head" not in got


def test_a_proxy_of_the_environment_is_not_asked(room, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{free_port()}")
    assert post(room.url, b"{}", JSON).status == 200


@pytest.mark.parametrize(
    "address",
    ["169.254.169.254", "169.254.0.1", "::ffff:169.254.169.254", "::ffff:a00:1", "10.0.0.1", "0.0.0.0", "fe80::1%lo"],
)
def test_a_listed_name_that_leads_inside_is_never_spoken_to(settings, monkeypatch, address):
    settings.EGRESS = ["other.example.cn"]
    monkeypatch.setattr(egress, "look_up", lambda _host, _port: ["1.1.1.1", address])
    assert why("https://other.example.cn/") == Barred.PRIVATE


def test_a_name_is_looked_up_once_whatever_it_would_lead_to_the_second_time(room, monkeypatch):
    asked, real = [], socket.getaddrinfo

    def rebind(host, *rest, **more):
        asked.append(host)
        return real("127.0.0.1" if len(asked) == 1 else "192.0.2.1", *rest, **more)

    settings_host = room.url.replace("localhost", "other.example.cn")
    monkeypatch.setattr(egress, "look_up", lambda host, port: [rebind(host, port)[0][4][0]])
    assert post(settings_host, b"{}", JSON).status == 200
    assert asked == ["other.example.cn"]


@pytest.mark.parametrize("url", ["http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://[::ffff:7f00:1]/"])
def test_an_address_in_disguise_is_not_listed(url):
    assert why(url) == Barred.NOT_LISTED


@pytest.mark.parametrize("path", ["/收件", "/a b", "/a\r\nX-Evil: 1", "/?q=密"])
def test_a_path_cannot_add_a_line_to_the_request(room, path):
    room.answer = b"{}"
    assert post(room.url.partition("/send")[0] + path, b"{}", JSON).status == 200
    assert len(room.asked) == 1
