"""The scanner of attachments: a real clamd with one signature of ours, and servers that answer oddly."""

import hashlib
import shutil
import socket
import subprocess
import threading
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tongxin.core.errors import BadInputError
from tongxin.files.cleaning import clean_files
from tongxin.files.scanner import ScannerAwayError, answers

HARMFUL = "这段文字在测试用的特征库里。".encode()
CLAMD = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")


def sent(data, name="说明.txt"):
    return clean_files([SimpleUploadedFile(name, data)])


def refusal(data):
    with pytest.raises(BadInputError) as caught:
        sent(data)
    return str(caught.value.message)


@pytest.fixture(scope="module")
def clamd(tmp_path_factory):
    if not CLAMD:
        pytest.skip("there is no clamd: apt-get install clamav-daemon")
    folder = tmp_path_factory.mktemp("c")
    (folder / "ours.hdb").write_text(f"{hashlib.md5(HARMFUL).hexdigest()}:{len(HARMFUL)}:Ours.Test\n")
    (folder / "clamd.conf").write_text(
        f"LocalSocket {folder}/s\nDatabaseDirectory {folder}\nForeground yes\nStreamMaxLength 10M\n"
        f"TemporaryDirectory {folder}\n"
    )
    process = subprocess.Popen([CLAMD, "-c", folder / "clamd.conf"], stdout=subprocess.DEVNULL)
    for _try in range(100):
        if (folder / "s").exists():
            break
        time.sleep(0.1)
    yield str(folder / "s")
    process.terminate()
    process.wait(10)


@pytest.fixture
def odd(settings):
    """A scanner that answers every request with the same bytes."""
    listening = socket.create_server(("127.0.0.1", 0))
    settings.SCANNER = f"127.0.0.1:{listening.getsockname()[1]}"
    said = {}

    def serve():
        while True:
            try:
                line, _address = listening.accept()
            except OSError:
                return
            with line:
                while not line.recv(65536).endswith(bytes(4)):
                    pass
                line.sendall(said["answer"])

    threading.Thread(target=serve, daemon=True).start()
    yield said
    listening.close()


def test_what_the_scanner_knows_is_refused_by_name_and_what_it_does_not_know_is_taken(clamd, settings):
    settings.SCANNER = clamd
    assert "病毒扫描" in refusal(HARMFUL)
    assert "说明.txt" in refusal(HARMFUL)
    assert sent("晚班更衣室没有热水。".encode())[0].name == "说明.txt"
    assert answers().startswith("ClamAV")


def test_a_file_of_several_pieces_arrives_whole(clamd, settings):
    settings.SCANNER = clamd
    assert sent("更衣室没有热水。\n".encode() * 20_000)


@pytest.mark.parametrize("answer", [b"", b"stream: ", b"INSTREAM size limit exceeded. ERROR\0", b"stream: what?\0"])
def test_where_the_scanner_gives_no_verdict_the_file_is_not_taken_in(odd, answer):
    odd["answer"] = answer
    assert "暂时无法查毒" in refusal("晚班更衣室没有热水。".encode())


def test_where_the_scanner_is_away_the_file_is_not_taken_in(settings, tmp_path):
    settings.SCANNER = str(tmp_path / "nobody")
    assert "暂时无法查毒" in refusal("晚班更衣室没有热水。".encode())
    with pytest.raises(ScannerAwayError):
        answers()


def test_without_a_scanner_nobody_is_asked(settings):
    settings.SCANNER = ""
    assert sent(HARMFUL)
