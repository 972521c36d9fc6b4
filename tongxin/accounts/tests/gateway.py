"""A gateway of text messages on this machine, which keeps what it was sent and answers as told."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Gateway:
    """What was asked: headers and body as they came."""

    def __init__(self):
        self.asked = []
        self.status = 200
        self.answer = {"code": 0}
        self.port = 0

    @property
    def url(self):
        return f"http://localhost:{self.port}/send"

    @property
    def texts(self):
        return [json.loads(body) for _headers, body in self.asked]


@contextmanager
def running_gateway():
    gateway = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            gateway.asked.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(gateway.status)
            self.end_headers()
            self.wfile.write(json.dumps(gateway.answer).encode())

        def log_message(self, *parts):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    gateway.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield gateway
    finally:
        server.shutdown()
        server.server_close()
