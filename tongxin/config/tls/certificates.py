"""A certificate authority of this installation, and the server's certificate that it issues (decision 0019).

The authority may vouch for the names given at its birth and for addresses and names inside a company, for nothing else:
who steals its key cannot pose as a bank before the phones that trust it.
"""

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.core.errors import RuleBrokenError

FOLDER = "tls"
AUTHORITY_YEARS = timedelta(days=3650)
# Phones refuse a server's certificate of more than 398 days.
SERVER_DAYS = timedelta(days=397)
RENEWED_BEFORE_END = timedelta(days=30)
CLOCK_SLACK = timedelta(hours=1)
INSIDE_NETWORKS = (
    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8",
    "fc00::/7", "fe80::/10", "::1/128",
)  # fmt: skip
INSIDE_NAMES = ("localhost", "local", "lan", "internal", "intranet", "home.arpa")


@dataclass(frozen=True)
class Pair:
    """A certificate and its key, as files."""

    certificate: Path
    key: Path


def authority(home: Path) -> Pair:
    """Return where the authority's certificate and key lie."""
    return Pair(home / FOLDER / "authority.pem", home / FOLDER / "authority.key")


def server_pair(home: Path) -> Pair:
    """Return where the server's certificate and key lie."""
    return Pair(home / FOLDER / "server.pem", home / FOLDER / "server.key")


def ensure_certificates(home: Path, names: Sequence[str]) -> bool:
    """Make the authority once, and a server's certificate when there is none for these names or it ends in 30 days.

    Returns whether the server's certificate is new. Raises RuleBrokenError for a name outside the authority's reach.
    """
    ours, server = authority(home), server_pair(home)
    if not ours.certificate.exists():
        _make_authority(ours, names)
    issuer = read_certificate(ours.certificate)
    _require_covered(home, issuer, names)
    if server.certificate.exists() and _still_good(read_certificate(server.certificate), issuer, names):
        return False
    _issue(server, issuer, _read_key(ours.key), names)
    return True


def read_certificate(file: Path) -> x509.Certificate:
    """Return the first certificate of a file in PEM."""
    return x509.load_pem_x509_certificate(file.read_bytes())


def fingerprint_of(certificate: x509.Certificate) -> str:
    """Return the SHA-256 of a certificate as devices show it: pairs of signs."""
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def _make_authority(pair: Pair, names: Sequence[str]) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Tongxin {secrets.token_hex(3)}")])
    permitted = [_general(host) for host in names if not _inside(host)]
    permitted += [x509.DNSName(name) for name in INSIDE_NAMES]
    permitted += [x509.IPAddress(ip_network(network)) for network in INSIDE_NETWORKS]
    now = _now()
    certificate = (
        _begun(name, name, key.public_key(), now, AUTHORITY_YEARS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(permitted_subtrees=permitted, excluded_subtrees=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    _write(pair, certificate, key)


def _issue(pair: Pair, issuer: x509.Certificate, issuer_key: ec.EllipticCurvePrivateKey, names: Sequence[str]) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:64])])
    certificate = (
        _begun(name, issuer.subject, key.public_key(), _now(), SERVER_DAYS)
        .add_extension(x509.SubjectAlternativeName([_alternative(host) for host in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()),
            critical=False,
        )
        .sign(issuer_key, hashes.SHA256())
    )
    _write(pair, certificate, key)


def _begun(
    name: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime, life: timedelta
) -> x509.CertificateBuilder:
    begin = now - CLOCK_SLACK
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(issuer).public_key(key)
    return builder.serial_number(x509.random_serial_number()).not_valid_before(begin).not_valid_after(begin + life)


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates, key_cert_sign=signs_certificates, crl_sign=signs_certificates,
        content_commitment=False, key_encipherment=False, data_encipherment=False, key_agreement=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _still_good(certificate: x509.Certificate, issuer: x509.Certificate, names: Sequence[str]) -> bool:
    found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return (
        certificate.issuer == issuer.subject
        and set(found) == {_alternative(host) for host in names}
        and certificate.not_valid_after_utc - _now() > RENEWED_BEFORE_END
    )


def _require_covered(home: Path, issuer: x509.Certificate, names: Sequence[str]) -> None:
    allowed = issuer.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    for host in names:
        if not (_inside(host) or _general(host) in allowed):
            raise RuleBrokenError(
                _(
                    "The certificate authority in %(folder)s was made for other names and may not vouch for %(host)s. "
                    "To have a new one, move the folder away; every device must then trust the new one."
                )
                % {"folder": home / FOLDER, "host": host}
            )


def _inside(host: str) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        return any(host == name or host.endswith(f".{name}") for name in INSIDE_NAMES)
    networks = map(ip_network, INSIDE_NETWORKS)
    return any(address in network for network in networks if network.version == address.version)


def _general(host: str) -> x509.GeneralName:
    """Return a name as a constraint writes it: an address is a network of one."""
    try:
        return x509.IPAddress(ip_network(host))
    except ValueError:
        return x509.DNSName(host)


def _alternative(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _now() -> datetime:
    return clock.now().replace(microsecond=0)


def _read_key(file: Path) -> ec.EllipticCurvePrivateKey:
    key = load_pem_private_key(file.read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise RuleBrokenError(_("%(file)s is not the key of this installation's authority.") % {"file": file})
    return key


def _write(pair: Pair, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> None:
    """Write the key first: whoever looks for the pair looks for the certificate."""
    pair.key.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _replace(pair.key, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), 0o400)
    _replace(pair.certificate, certificate.public_bytes(Encoding.PEM), 0o444)


def _replace(file: Path, content: bytes, mode: int) -> None:
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    draft.write_bytes(content)
    draft.chmod(mode)
    draft.replace(file)
