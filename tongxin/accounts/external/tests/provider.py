"""A provider that can lie: it keeps the protocol (PKCE, codes that are worth one answer) and bends one thing a test."""

import base64
import hashlib
import hmac
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "tongxin", "a secret of the client"
KEY = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig"})
STRANGER = RSAKey.generate_key(2048, {"kid": "k1"})


class Provider:
    """What the provider says now; a test changes it."""

    def __init__(self, address, now):
        self.issuer, self.now = address, now
        self.subject, self.more, self.header = "subject-1", {}, {}
        self.about_more, self.keys = {}, [KEY.as_dict(private=False)]
        self.nonce, self.challenges, self.used = "", {}, set()
        self.sign, self.token_more, self.asked = self.signed, {}, []

    def about(self):
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/end",
            "code_challenge_methods_supported": ["S256"],
        } | self.about_more

    def claims(self):
        now = int(self.now())
        said = {"iss": self.issuer, "aud": CLIENT, "sub": self.subject, "iat": now, "exp": now + 300}
        return {name: value for name, value in (said | {"nonce": self.nonce} | self.more).items() if value is not None}

    def signed(self, claims, key=KEY, alg="RS256"):
        return jwt.encode({"alg": alg, "kid": "k1"} | self.header, claims, key, algorithms=[alg])

    def unsigned(self, claims):
        return f"{part({'alg': 'none'})}.{part(claims)}."

    def signed_by_public_key(self, claims):
        text = f"{part({'alg': 'HS256', 'kid': 'k1'})}.{part(claims)}"
        digest = hmac.digest(KEY.as_pem(private=False), text.encode(), "sha256")
        return f"{text}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"

    def signed_with_a_must(self, claims):
        text = f"{part({'alg': 'RS256', 'kid': 'k1', 'crit': ['exp']})}.{part(claims)}"
        signature = KEY.private_key.sign(text.encode(), PKCS1v15(), SHA256())
        return f"{text}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"

    def signed_by_stranger(self, claims):
        return self.signed(claims, STRANGER)

    def code_for(self, address):
        """Return the code with which the browser goes back, after somebody signed in at the given address."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.nonce = asked["nonce"]
        code = f"code-{len(self.challenges)}"
        self.challenges[code] = asked["code_challenge"]
        return code, asked["state"]

    def exchange(self, form):
        """Answer a code: 400 for one that was used, or whose verifier is not the one of the challenge."""
        code = form.get("code", "")
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proven = self.challenges.get(code) == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if not proven or code in self.used:
            return 400, {"error": "invalid_grant"}
        self.used.add(code)
        return 200, {
            "token_type": "Bearer",
            "access_token": "x",
            "id_token": self.sign(self.claims()),
        } | self.token_more

    def answer(self, path, form):
        if path.startswith("/.well-known/"):
            return 200, self.about()
        return (200, {"keys": self.keys}) if path == "/keys" else self.exchange(form)


def part(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


@contextmanager
def provider_on(port, now):
    """Run a provider on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.reply({})

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.reply({name: values[0] for name, values in parse_qs(body).items()})

        def reply(self, form):
            made.asked.append((self.path, form, self.headers.get("Authorization", "")))
            status, value = made.answer(self.path, form)
            self.send_response(status, "told")
            if status == 302:
                self.send_header("Location", value)
            self.end_headers()
            self.wfile.write(json.dumps(value).encode())

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    made = Provider(f"http://127.0.0.1:{server.server_port}", now)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
