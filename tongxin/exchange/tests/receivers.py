"""A real receiver on this machine that checks signatures as docs/api.md tells, and can be told to misbehave."""

import base64
import hashlib
import hmac
import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tongxin.exchange.models import Delivery, Endpoint
from tongxin.exchange.writes.endpoints import make_endpoint
from tongxin.exchange.writes.sending import send_due
from tongxin.journal.public import catch_up

ADMIN = "周守一"
OWN = ["localhost", "127.0.0.0/8", "::1/128"]
KINDS = ["casework.case_accepted", "casework.case_raised"]


class Receiver:
    def __init__(self):
        self.got = []  # headers, body
        self.status = 204
        self.headers = {}
        self.answer = b""
        self.seconds = 0.0
        self.port = 0
        self.refuse = ""  # a type of event that is answered 400

    @property
    def url(self):
        return f"http://localhost:{self.port}/hooks?token=a-secret-token"

    @property
    def events(self):
        return [json.loads(body) for _headers, body in self.got]


@contextmanager
def receiver():
    made = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            made.got.append((dict(self.headers), body))
            time.sleep(made.seconds)
            refused = made.refuse and made.refuse in body.decode()
            self.send_response(400 if refused else made.status)
            for name, value in made.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(made.answer)

        def log_message(self, *parts):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()


def is_genuine(secret, headers, body):
    """Check a message as the example in docs/api.md does, with nothing of the product."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    right = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(right, one) for one in headers["webhook-signature"].split(" "))


def made(town, url, kinds=tuple(KINDS), name="数据仓库"):
    catch_up()
    return make_endpoint(actor=town.actor(ADMIN), name=name, url=url, kinds=list(kinds))


def told():
    """Let the follower read, and the job send. Returns how many were taken."""
    catch_up()
    return send_due()


def rows(endpoint=None, **more):
    found = Delivery.objects.filter(**more).order_by("number", "pk")
    return list(found.filter(endpoint=endpoint) if endpoint else found)


def afresh(endpoint):
    return Endpoint.objects.get(pk=endpoint.pk)
