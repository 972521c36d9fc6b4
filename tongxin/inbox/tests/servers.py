"""Real servers on this machine: one that takes mail, one that answers robots. Each can be told to misbehave."""

import json
import socket
import ssl
import threading
import time
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tongxin.core import clock

HOST = "localhost"
USER, PASSWORD = "tongxin", "a sentence for the server"


class Box:
    """Takes mail and keeps it; refuses and dawdles as told."""

    def __init__(self):
        self.mails = []
        self.refuse = {}  # address: reply
        self.refuse_sender = ""
        self.refuse_content = ""
        self.seconds = 0.0

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.refuse_sender:
            return self.refuse_sender
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.seconds:
            time.sleep(self.seconds)
        if self.refuse_content:
            return self.refuse_content
        self.mails.append((list(envelope.rcpt_tos), envelope.content))
        return "250 OK"


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


@contextmanager
def mail_server(**options):
    box = Box()
    server = Controller(box, hostname="127.0.0.1", port=free_port(), ready_timeout=10, **options)
    server.start()
    try:
        box.port = server.port
        yield box
    finally:
        server.stop()


def with_password():
    def check(server, session, envelope, mechanism, data):
        return AuthResult(handled=False, success=(data.login, data.password) == (USER.encode(), PASSWORD.encode()))

    return {"authenticator": check, "auth_required": True}


def certificate(folder):
    """Make a certificate for this machine. Returns its file and the context of a server that shows it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = clock.now()
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=400))
        .not_valid_after(now + timedelta(days=4000))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    shut = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + shut)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return file, context


class Room:
    """What a robot's server was asked, and what it answers."""

    def __init__(self):
        self.asked = []  # path, body
        self.status = 200
        self.answer = {"errcode": 0, "errmsg": "ok"}
        self.headers = {}
        self.seconds = 0.0
        self.port = 0

    @property
    def url(self):
        return f"http://{HOST}:{self.port}/send?key=a-secret-key"


@contextmanager
def robot_server():
    room = Room()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            room.asked.append((self.path, json.loads(body)))
            time.sleep(room.seconds)
            self.send_response(room.status)
            for name, value in room.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(room.answer if isinstance(room.answer, bytes) else json.dumps(room.answer).encode())

        def do_GET(self):
            room.asked.append((self.path, None))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *parts):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    room.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield room
    finally:
        server.shutdown()
        server.server_close()
