"""nginx as shipped, before a backend that tells what reached it; skipped, saying so, where there is no nginx."""

import http.client
import http.server
import json
import socket
import ssl
import threading

import pytest

from tests.deploy.shipped import NAME, ask, needs_nginx, nginx_before, tls

TOO_LARGE, MOVED = 413, 301
MEGABYTE = 1024 * 1024
pytestmark = needs_nginx


class Backend(http.server.BaseHTTPRequestHandler):
    """Answers the headers that arrived, and how many bytes."""

    protocol_version = "HTTP/1.1"
    arrived = 0

    def do_GET(self):
        type(self).arrived += 1
        size = len(self.rfile.read(int(self.headers.get("Content-Length", "0"))))
        told = json.dumps({"headers": {name.lower(): value for name, value in self.headers.items()}, "size": size})
        self.send_response(200)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told.encode())

    do_POST = do_GET

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def nginx(tmp_path_factory):
    """The shipped file before the backend."""
    folder, backend = tmp_path_factory.mktemp("nginx"), http.server.ThreadingHTTPServer(("127.0.0.1", 0), Backend)
    threading.Thread(target=backend.serve_forever, daemon=True).start()
    (folder / "static").mkdir()
    (folder / "static" / "one.css").write_text("a{}", encoding="ascii")
    with nginx_before(backend.server_port, folder, folder / "static") as running:
        yield running
    backend.shutdown()


def test_what_a_client_says_about_its_way_is_dropped(nginx):
    lies = {"X-Forwarded-Proto": "http", "X-Forwarded-For": "1.2.3.4", "X-Forwarded-Host": "evil.example",
            "Forwarded": "for=1.2.3.4", "X-Real-IP": "1.2.3.4"}  # fmt: skip
    seen = json.loads(ask(nginx, headers=lies.items())[2])["headers"]
    assert (seen["x-forwarded-proto"], seen["x-forwarded-for"], seen["host"]) == ("https", "127.0.0.1", NAME)
    assert not {"x-forwarded-host", "forwarded", "x-real-ip"} & seen.keys()


def test_http_leads_to_https_under_our_name_whatever_the_client_calls_us(nginx):
    connection = http.client.HTTPConnection("127.0.0.1", nginx[0], timeout=10)
    connection.request("GET", "/cases", headers={"Host": "evil.example"})
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Location"]) == (MOVED, f"https://{NAME}/cases")


@pytest.mark.parametrize("path", ["/api/v1/units", "/scim/v2/Users", "/api"])
def test_a_program_that_asks_by_http_is_refused_and_not_led_on(nginx, path):
    connection = http.client.HTTPConnection("127.0.0.1", nginx[0], timeout=10)
    connection.request("GET", path, headers={"Authorization": "Bearer secret"})
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Location"]) == (403, None)


def test_an_upload_of_the_largest_size_arrives_and_a_larger_one_does_not(nginx):
    assert json.loads(ask(nginx, body=b"x" * 61 * MEGABYTE)[2])["size"] == 61 * MEGABYTE
    assert ask(nginx, body=b"x" * 67 * MEGABYTE)[0] == TOO_LARGE


def test_a_slow_body_reaches_the_product_only_when_it_is_whole(nginx):
    before = Backend.arrived
    with tls(nginx) as phone:
        phone.sendall(f"POST / HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 4\r\n\r\nab".encode())
        assert json.loads(ask(nginx)[2])["size"] == 0
        assert Backend.arrived == before + 1
        phone.sendall(b"cd")
        assert b" 200 " in phone.recv(4096)
    assert Backend.arrived == before + 2


def test_files_of_the_front_end_are_kept_for_a_year_and_do_not_reach_the_product(nginx):
    before = Backend.arrived
    status, headers, body = ask(nginx, "/static/one.css")
    assert (status, body) == (200, b"a{}")
    assert "immutable" in headers["Cache-Control"]
    assert Backend.arrived == before


def test_what_nginx_hands_out_itself_keeps_devices_to_https_too(nginx):
    headers = ask(nginx, "/static/one.css")[1]
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_only_ciphers_with_forward_secrecy_and_authentication_are_spoken(nginx):
    secure = nginx[1]
    with tls(nginx) as spoken:
        assert spoken.version() == "TLSv1.3"
    weak = ssl.create_default_context(cafile=None)
    weak.check_hostname, weak.verify_mode = False, ssl.CERT_NONE
    weak.maximum_version = ssl.TLSVersion.TLSv1_2
    weak.set_ciphers("AES128-SHA:AES256-SHA:ECDHE-ECDSA-AES128-SHA:ECDHE-RSA-AES128-SHA:@SECLEVEL=0")
    with pytest.raises(ssl.SSLError), socket.create_connection(("127.0.0.1", secure), timeout=10) as link:
        weak.wrap_socket(link, server_hostname=NAME)
