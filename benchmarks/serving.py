"""The web server of the product in a process of its own, and clients that keep their connections."""

import os
import re
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tongxin.config.static_files import collect_if_changed

HOST = "127.0.0.1"
CSRF_COOKIE, SESSION_COOKIE = "tongxin_csrf", "tongxin_session"
START = "from tongxin.config.web_server import serve_web; serve_web({host!r}, {port})"
SETUP = "import django; django.setup(); "
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
BOUNDARY = "----tongxin"


def free_port() -> int:
    """Return a port that nobody uses; BENCH_PORT names one."""
    if "BENCH_PORT" in os.environ:
        return int(os.environ["BENCH_PORT"])
    with socket.socket() as trial:
        trial.bind((HOST, 0))
        return int(trial.getsockname()[1])


@contextmanager
def running(code: str) -> Iterator[None]:
    """Run some code of the product in a process of its own."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
    process = subprocess.Popen([sys.executable, "-c", SETUP + code], env=environment)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def serving() -> Iterator[int]:
    """Serve as ``tongxin serve`` does, with the bare view beside. Gives the port."""
    port = free_port()
    collect_if_changed()
    with running(START.format(host=HOST, port=port)):
        for _ in range(300):
            try:
                socket.create_connection((HOST, port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port


@dataclass
class Browser:
    """One signed-in client with one connection."""

    port: int
    session: str
    csrf: str = ""
    token: str = ""
    link: socket.socket | None = None
    left: bytes = field(default=b"")

    def get(self, path: str) -> tuple[int, bytes, dict[str, str]]:
        """Fetch a page. Returns status, body as it came, and headers."""
        return self._ask("GET", path, b"", "")

    def open_form(self, path: str) -> None:
        """Fetch a form and keep its token."""
        self.link = None
        status, body, headers = self._ask("GET", path, b"", "", packed=False)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
        token = TOKEN.search(body)
        cookie = re.search(rf"{CSRF_COOKIE}=([^;]+)", headers.get("set-cookie", ""))
        if token is None or cookie is None:
            raise RuntimeError(f"{path} shows no form")
        self.token, self.csrf = token[1].decode(), cookie[1]

    def post(self, path: str, fields: dict[str, str]) -> tuple[int, bytes, dict[str, str]]:
        """Send a form as a browser does that holds the page: its token, and a key of its own."""
        sent = {"csrfmiddlewaretoken": self.token, "_key": secrets.token_urlsafe(16), **fields}
        parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in sent.items()]
        body = ("".join(parts) + f"--{BOUNDARY}--\r\n").encode()
        return self._ask("POST", path, body, f"multipart/form-data; boundary={BOUNDARY}")

    def _ask(
        self, method: str, path: str, body: bytes, kind: str, *, packed: bool = True
    ) -> tuple[int, bytes, dict[str, str]]:
        cookies = f"{SESSION_COOKIE}={self.session}" + (f"; {CSRF_COOKIE}={self.csrf}" if self.csrf else "")
        lines = [f"{method} {path} HTTP/1.1", f"Host: localhost:{self.port}", f"Cookie: {cookies}"]
        lines += ["Accept-Encoding: gzip"] * packed + ["Accept-Language: zh-CN,zh;q=0.9"]
        if method == "POST":
            lines += [f"Content-Type: {kind}", f"Content-Length: {len(body)}", f"Origin: http://localhost:{self.port}"]
        if self.link is None:
            self.link = socket.create_connection((HOST, self.port), timeout=60)
        self.link.sendall("\r\n".join([*lines, "", ""]).encode() + body)
        return self._answer()

    def _answer(self) -> tuple[int, bytes, dict[str, str]]:
        while b"\r\n\r\n" not in self.left:
            self.left += self._more()
        head, _, self.left = self.left.partition(b"\r\n\r\n")
        first, *rest = head.decode("latin-1").split("\r\n")
        headers: dict[str, str] = {}
        for name, _, value in (line.partition(": ") for line in rest):
            headers[name.lower()] = f"{headers.get(name.lower(), '')} {value}".strip()
        length = int(headers.get("content-length", "0"))
        while len(self.left) < length:
            self.left += self._more()
        body, self.left = self.left[:length], self.left[length:]
        return int(first.split()[1]), body, headers

    def _more(self) -> bytes:
        assert self.link is not None
        found = self.link.recv(65536)
        if not found:
            raise RuntimeError("The server hung up.")
        return found


@dataclass(frozen=True)
class Load:
    """What came of a run: seconds of each answered request, how long all took, and what was not as it should be."""

    seconds: list[float]
    whole: float
    faults: list[str]

    @property
    def rate(self) -> float:
        """Return requests a second."""
        return len(self.seconds) / self.whole


def all_at_once(browsers: list[Browser], ask: Callable[[Browser], int], seconds: float, want: int) -> Load:
    """Let all clients ask without a pause for some seconds; an answer with another status than ``want`` is a fault."""
    taken: list[float] = []
    faults: list[str] = []
    start = threading.Barrier(len(browsers) + 1)
    limit = [0.0]

    def work(browser: Browser) -> None:
        start.wait()
        while (began := time.perf_counter()) < limit[0]:
            status = ask(browser)
            taken.append(time.perf_counter() - began)
            if status != want:
                faults.append(str(status))

    threads = [threading.Thread(target=work, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    limit[0] = time.perf_counter() + seconds
    began = time.perf_counter()
    start.wait()
    for thread in threads:
        thread.join()
    return Load(taken, time.perf_counter() - began, faults)
