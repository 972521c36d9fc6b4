"""``tongxin serve`` as a process: it comes up, stops when asked, and leaves nobody on the port."""

import http.client
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import click
import pytest

from tongxin.config import processes, web_server
from tongxin.config.cli import serving
from tongxin.config.tls.certificates import Pair

SECONDS_TO_START, SECONDS_TO_STOP = 40, 8
OK = 200


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def status(port, path="/readyz"):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def until(condition, seconds):
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if condition():
            return True
        time.sleep(0.1)
    return False


def children_of(pid):
    return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()}


@pytest.fixture
def served(tmp_path):
    """A running installation of its own, and its port."""
    port = free_port()
    environment = {**os.environ, "TONGXIN_HOME": str(tmp_path), "DATABASE_URL": "", "REDIS_URL": ""}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "tongxin", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        assert until(lambda: status(port) == OK, SECONDS_TO_START)
        yield process, port
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def served_by_https(tmp_path):
    """The same by https for this machine alone, and its port; the page of trust is one port further."""
    port = free_port()
    environment = {**os.environ, "TONGXIN_HOME": str(tmp_path), "DATABASE_URL": "", "REDIS_URL": ""}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "tongxin", "serve", "--tls", "--host", "localhost", "--port", str(port)]
    process = subprocess.Popen([*command, "--ca-port", "0"], env=environment, stdout=subprocess.DEVNULL)
    trust = ssl.create_default_context()
    try:
        assert until(lambda: (tmp_path / "tls" / "server.pem").exists(), SECONDS_TO_START)
        trust.load_verify_locations(tmp_path / "tls" / "authority.pem")
        assert until(lambda: answers(port, trust), SECONDS_TO_START)
        yield port, trust
    finally:
        process.kill()
        process.wait()


def answers(port, trust):
    """Return the answer to the sign-in page by https; nothing while nobody answers."""
    connection = http.client.HTTPSConnection("localhost", port, timeout=5, context=trust)
    try:
        connection.request("GET", "/sign-in")
        return connection.getresponse()
    except ConnectionError:
        return None
    finally:
        connection.close()


def test_by_https_a_device_that_trusts_the_authority_gets_bound_cookies(served_by_https):
    answer = answers(*served_by_https)
    assert answer.status == OK
    assert answer.headers["Set-Cookie"].strip().startswith("__Host-tongxin_csrf=")
    assert "Strict-Transport-Security" not in answer.headers


def test_old_protocols_and_plain_http_get_no_answer(served_by_https):
    port, trust = served_by_https
    assert status(port) == 0
    trust.set_ciphers("DEFAULT:@SECLEVEL=0")  # else this side would refuse, not the server
    trust.minimum_version, trust.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    with pytest.raises(ssl.SSLError):
        answers(port, trust)


def test_a_certificate_that_was_replaced_is_taken_up(tmp_path, monkeypatch):
    pair, told = Pair(tmp_path / "cert", tmp_path / "key"), []
    pair.certificate.touch()
    rounds = iter([lambda: None, lambda: os.utime(pair.certificate, (1, 1)), lambda: None])

    def renew():
        next(rounds, lambda: 1 / 0)()

    monkeypatch.setattr(web_server.os, "kill", lambda _pid, number: told.append(number))
    with pytest.raises(ZeroDivisionError):
        web_server.take_up_new(pair, renew, every=0)
    assert told == [signal.SIGHUP]


def test_it_stops_when_asked_and_frees_the_port(served):
    process, port = served
    process.send_signal(signal.SIGTERM)
    assert process.wait(SECONDS_TO_STOP) == 0
    assert status(port) == 0


def test_if_it_is_killed_nobody_is_left_on_the_port(served):
    process, port = served
    process.kill()
    process.wait()
    assert until(lambda: status(port) == 0, SECONDS_TO_STOP)


def test_a_port_that_is_let_go_a_moment_later_is_waited_for(monkeypatch):
    monkeypatch.setattr(serving, "PORT_PATIENCE", 5.0)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        threading.Timer(0.3, other.close).start()
        serving.require_free("127.0.0.1", port)
        assert other.fileno() == -1


def test_a_port_that_another_program_keeps_is_refused(monkeypatch):
    monkeypatch.setattr(serving, "PORT_PATIENCE", 0.1)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(click.UsageError, match=str(other.getsockname()[1])):
            serving.require_free("127.0.0.1", other.getsockname()[1])


def test_a_child_whose_parent_died_before_the_kernel_knew_ends_at_once(monkeypatch):
    ended = []
    monkeypatch.setattr(processes.ctypes, "CDLL", lambda _: SimpleNamespace(prctl=lambda *_: 0))
    monkeypatch.setattr(processes.os, "kill", lambda *told: ended.append(told))
    for parent in (os.getppid(), -1):
        known = SimpleNamespace(pid=parent)
        monkeypatch.setattr(processes.multiprocessing, "parent_process", lambda known=known: known)
        processes.end_with_parent()
    assert ended == [(os.getpid(), signal.SIGKILL)]


def test_a_child_that_dies_is_started_again_and_all_end_together(served):
    process, port = served
    first = children_of(process.pid)
    for child in first:
        os.kill(child, signal.SIGKILL)
    assert until(lambda: children_of(process.pid) and not first & children_of(process.pid), SECONDS_TO_START)
    assert until(lambda: status(port) == OK, SECONDS_TO_START)
    second = children_of(process.pid)
    process.terminate()
    process.wait(SECONDS_TO_STOP)
    assert not any(Path(f"/proc/{child}").exists() for child in second)


def test_however_often_a_process_dies_it_is_started_again_within_two_seconds(monkeypatch):
    now, begun = [100.0], []
    monkeypatch.setattr(processes.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(processes, "_started", lambda *_: begun.append(now[0]) or Dead())
    child = processes._Child("web", lambda: None)
    for _ in range(200):
        child.look_after()
        now[0] += 0.2
    assert max(later - earlier for earlier, later in pairwise(begun)) <= 2.0 + 2 * 0.2


class Dead:
    exitcode = -9

    def is_alive(self):
        return False
