"""The product without a proxy: forty phones that never finish what they send stop nobody."""

import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager

import pytest

from tests.deploy.shipped import free_port, wait_for

PHONES, ANSWERS = 40, 20
HEAD = "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    port, home = free_port(), tmp_path_factory.mktemp("home")
    named = {"PATH": os.environ["PATH"], "TONGXIN_HOME": str(home)}
    process = subprocess.Popen(
        [sys.executable, "-m", "tongxin", "serve", "--port", str(port), "--no-worker"], env=named
    )
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def slow_phones(port):
    """Forty phones that have said what they will send, and sent the beginning of it."""
    with ExitStack() as stack:
        phones = [stack.enter_context(socket.create_connection(("localhost", port), timeout=10)) for _ in range(PHONES)]
        for phone in phones:
            phone.sendall(f"{HEAD}Content-Length: 1000\r\n\r\nname=1".encode())
        time.sleep(1)
        yield phones


def ask(port, path="/sign-in"):
    connection = http.client.HTTPConnection("localhost", port, timeout=5)
    connection.request("GET", path)
    return connection.getresponse().status


def test_others_are_answered_beside_forty_slow_phones(port):
    with slow_phones(port):
        assert [ask(port) for _ in range(ANSWERS)] == [200] * ANSWERS


def test_a_slow_phone_is_answered_when_it_has_finished(port):
    with slow_phones(port) as phones:
        phones[0].sendall(b"x" * 994)
        assert phones[0].recv(100).startswith(b"HTTP/1.1 403 ")  # a form without a token


def test_what_is_larger_than_the_wall_is_refused_in_a_sentence_before_it_is_sent(port):
    with socket.create_connection(("localhost", port), timeout=10) as phone:
        phone.sendall(f"{HEAD}Content-Length: {66 * 1024 * 1024}\r\n\r\n".encode())
        answer = b""
        while piece := phone.recv(65536):
            answer += piece
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert "20 MB" in answer.decode()
