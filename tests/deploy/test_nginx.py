"""nginx as shipped, before a backend that tells what reached it; skipped, saying so, where there is no nginx."""

import http.client
import http.server
import json
import shutil
import socket
import ssl
import subprocess
import threading
import time
from pathlib import Path

import pytest

from tongxin.config.tls.certificates import authority, ensure_certificates, server_pair

SHIPPED = Path(__file__).resolve().parents[2] / "deploy" / "nginx.conf"
NAME = "tongxin.example.cn"
TOO_LARGE, MOVED = 413, 301
MEGABYTE = 1024 * 1024


def find_nginx():
    return shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")


pytestmark = pytest.mark.skipif(find_nginx() is None, reason="nginx is not installed")


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


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
    """The shipped file with other ports and folders. Gives the ports of http and https, and who trusts the second."""
    folder, backend = tmp_path_factory.mktemp("nginx"), http.server.ThreadingHTTPServer(("127.0.0.1", 0), Backend)
    threading.Thread(target=backend.serve_forever, daemon=True).start()
    ensure_certificates(folder, [NAME])
    (folder / "static").mkdir()
    (folder / "static" / "one.css").write_text("a{}", encoding="ascii")
    plain, secure = free_port(), free_port()
    _configure(folder, backend.server_port, plain, secure)
    process = subprocess.Popen([find_nginx(), "-p", folder, "-c", folder / "nginx.conf", "-g", "daemon off;"])
    try:
        _wait_for(secure)
        yield plain, secure, ssl.create_default_context(cafile=authority(folder).certificate)
    finally:
        process.terminate()
        process.wait(10)
        backend.shutdown()


def _configure(folder, backend, plain, secure):
    text, changes = SHIPPED.read_text(encoding="utf-8"), {
        "127.0.0.1:8000": f"127.0.0.1:{backend}",
        "listen 80 default_server": f"listen 127.0.0.1:{plain} default_server",
        "listen 443": f"listen 127.0.0.1:{secure}",
        "/etc/tongxin/chain.pem": str(server_pair(folder).certificate),
        "/etc/tongxin/key.pem": str(server_pair(folder).key),
        "/opt/tongxin/build/static/": f"{folder}/static/",
    }  # fmt: skip
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    (folder / "tongxin.conf").write_text(text, encoding="utf-8")
    kept = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    owner = "user root;" if folder.owner() == "root" else ""
    (folder / "nginx.conf").write_text(
        f"{owner} worker_processes 1; pid {folder}/pid; error_log {folder}/errors; events {{}} "
        f"http {{ access_log off; {kept} include {folder}/tongxin.conf; }}",
        encoding="utf-8",
    )


def _wait_for(port):
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("nginx did not start")


def tls(nginx):
    _plain, secure, trust = nginx
    return trust.wrap_socket(socket.create_connection(("127.0.0.1", secure), timeout=10), server_hostname=NAME)


def ask(nginx, path="/", headers=(), body=None):
    """Ask by https. Returns status, headers and body."""
    connection = http.client.HTTPSConnection(NAME, timeout=10)
    connection.sock = tls(nginx)
    connection.request("POST" if body else "GET", path, body, dict(headers))
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read()


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


def test_an_upload_of_the_largest_size_arrives_and_a_larger_one_does_not(nginx):
    assert json.loads(ask(nginx, body=b"x" * 21 * MEGABYTE)[2])["size"] == 21 * MEGABYTE
    assert ask(nginx, body=b"x" * 26 * MEGABYTE)[0] == TOO_LARGE


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
