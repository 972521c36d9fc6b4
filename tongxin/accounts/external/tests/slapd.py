"""A real OpenLDAP server in a folder of its own, with a certificate that a CA of this run signed."""

import ipaddress
import shutil
import socket
import subprocess
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

SLAPD = shutil.which("slapd") or shutil.which("slapd", path="/usr/sbin:/usr/local/sbin:/usr/lib/openldap")
BASE, SERVICE, SECRET = "dc=corp,dc=example", "cn=service,dc=corp,dc=example", "service secret"
PASSWORD = "domain password"

CONFIG = """
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile {folder}/slapd.pid
TLSCACertificateFile {folder}/ca.pem
TLSCertificateFile {folder}/server.pem
TLSCertificateKeyFile {folder}/server.key
database mdb
suffix "{base}"
rootdn "{service}"
rootpw "{secret}"
directory {folder}/db
access to attrs=userPassword by anonymous auth by * none
access to * by * read
"""


def entry(dn, classes, **values):
    lines = [f"dn: {dn}", *(f"objectClass: {name}" for name in classes.split())]
    return "\n".join(lines + [f"{name}: {value}" for name, value in values.items()]) + "\n"


def person(uid, name, number, place, **more):
    given = {"uid": uid, "cn": name, "sn": name[:1], "userPassword": PASSWORD} | more
    if number:
        given["employeeNumber"] = number
    return entry(f"uid={uid},{place}", "inetOrgPerson", **given)


PRESS, HR = f"ou=press,ou=body,{BASE}", f"ou=hr,{BASE}"
TREE = [
    entry(BASE, "dcObject organization", dc="corp", o="corp"),
    entry(f"ou=body,{BASE}", "organizationalUnit", ou="body", description="D1"),
    entry(PRESS, "organizationalUnit", ou="press", description="D2"),
    entry(HR, "organizationalUnit", ou="hr", description="D3"),
    person("he", "He Xiaoman", "10001", PRESS, mobile="13812345678"),
    person("star", "Star", "90001", HR),
    person("nobody", "No Number", "", HR),
    person("twin", "Twin", "90002", HR),
    person("twin", "Twin", "90003", PRESS),
    entry(f"ou=elsewhere,{BASE}", "referral extensibleObject", ou="elsewhere", ref=f"ldap://127.0.0.1:9/{BASE}"),
]


class Slapd:
    """Starts the server, and says where it listens."""

    def __init__(self, folder: Path):
        self.folder = folder
        (folder / "db").mkdir()
        make_certificates(folder)
        self.plain, self.secure = free_port(), free_port()
        config = CONFIG.format(folder=folder, base=BASE, service=SERVICE, secret=SECRET)
        (folder / "slapd.conf").write_text(config)
        (folder / "tree.ldif").write_text("\n".join(TREE))
        subprocess.run(
            [SLAPD, "-T", "add", "-f", folder / "slapd.conf", "-l", folder / "tree.ldif"],
            check=True,
            capture_output=True,
        )
        self.process = subprocess.Popen(
            [SLAPD, "-f", folder / "slapd.conf", "-h", f"{self.url} {self.secure_url}", "-d", "0"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.wait()

    @property
    def url(self):
        return f"ldap://127.0.0.1:{self.plain}"

    @property
    def secure_url(self):
        return f"ldaps://127.0.0.1:{self.secure}"

    def wait(self):
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.secure)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError("slapd does not answer")

    def stop(self):
        self.process.terminate()
        self.process.wait(10)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def make_certificates(folder):
    """Write a CA, a certificate of the server by it, and a second CA that signed nothing."""
    ca_key, ca = authority("CA of this run")
    stranger = authority("another CA")[1]
    key = rsa.generate_private_key(65537, 2048)
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1")), x509.DNSName("localhost")])
    certificate = (
        builder("127.0.0.1", ca.subject, key).add_extension(here, critical=False).sign(ca_key, hashes.SHA256())
    )
    for name, made in (("ca", ca), ("stranger", stranger), ("server", certificate)):
        (folder / f"{name}.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "server.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
        )
    )


def authority(name):
    key = rsa.generate_private_key(65537, 2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = builder(name, subject, key).add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    return key, made.sign(key, hashes.SHA256())


def builder(name, issuer, key):
    now = datetime.fromtimestamp(time.time(), UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
    )
