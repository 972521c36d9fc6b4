"""nginx as shipped, with other ports and folders: what the tests of this folder start and ask."""

import http.client
import shutil
import socket
import ssl
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from tongxin.config.tls.certificates import authority, ensure_certificates, server_pair

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
NAME = "tongxin.example.cn"


def find_nginx():
    return shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")


needs_nginx = pytest.mark.skipif(find_nginx() is None, reason="nginx is not installed")


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


@contextmanager
def nginx_before(backend, folder, static):
    """Run nginx before a port. Gives the ports of http and https, and who trusts the second."""
    ensure_certificates(folder, [NAME])
    plain, secure = free_port(), free_port()
    _configure(folder, backend, plain, secure, static)
    process = subprocess.Popen([find_nginx(), "-p", folder, "-c", folder / "nginx.conf", "-g", "daemon off;"])
    try:
        wait_for(secure)
        yield plain, secure, ssl.create_default_context(cafile=authority(folder).certificate)
    finally:
        process.terminate()
        process.wait(10)


def _configure(folder, backend, plain, secure, static):
    text, changes = (DEPLOY / "nginx.conf").read_text(encoding="utf-8"), {
        "127.0.0.1:8000": f"127.0.0.1:{backend}",
        "listen 80 default_server": f"listen 127.0.0.1:{plain} default_server",
        "listen 443": f"listen 127.0.0.1:{secure}",
        "/etc/tongxin/chain.pem": str(server_pair(folder).certificate),
        "/etc/tongxin/key.pem": str(server_pair(folder).key),
        "/opt/tongxin/deploy/pages": f"{DEPLOY}/pages",
        "/opt/tongxin/build/static/": f"{static}/",
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


def wait_for(port):
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("nobody listens")


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
