"""Where the product may reach out to: the hosts that the installation lists, and no private address unless listed."""

from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
NAT64 = ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
COMPATIBLE = ip_network("::/96")  # RFC 4291, out of use: the same
SPECIAL = ip_network("192.0.0.0/24")  # RFC 6890; Python counts only parts of it as private
LAST_32 = 0xFFFFFFFF


@dataclass(frozen=True)
class Allowed:
    """The list of the installation: names of hosts, and networks of its own."""

    hosts: frozenset[str]
    networks: tuple[IPv4Network | IPv6Network, ...]

    def names(self, host: str) -> bool:
        """Return whether a host is listed by name."""
        return host.lower().rstrip(".") in self.hosts

    def is_own(self, address: str) -> bool:
        """Return whether an address lies in a listed network, an IPv4 address also where it is written as IPv6."""
        found = ip_address(address)
        plain = found.ipv4_mapped if isinstance(found, IPv6Address) else None
        return self._lists(found) or (plain is not None and self._lists(plain))

    def admits(self, address: str) -> bool:
        """Return whether an address may be spoken to: a public one, or one in a listed network.

        An IPv6 address in which an IPv4 address is hidden is judged by that one, whatever leads to it.
        """
        found = ip_address(address)
        if self.is_own(address):
            return True
        hidden = _hidden_in(found)
        if hidden:
            return all(self._lists(one) or _is_public(one) for one in hidden)
        return _is_public(found)

    def _lists(self, address: Address) -> bool:
        return any(address in network for network in self.networks)


def _is_public(address: Address) -> bool:
    local = address.is_link_local or (isinstance(address, IPv6Address) and address.is_site_local)
    return address.is_global and not (address.is_multicast or address.is_reserved or local or address in SPECIAL)


def _hidden_in(address: Address) -> list[IPv4Address]:
    """Return the IPv4 addresses to which an IPv6 address may lead: mapped, 6to4, Teredo, NAT64, compatible."""
    if isinstance(address, IPv4Address):
        return []
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in NAT64 or address in COMPATIBLE:
        found.append(IPv4Address(int(address) & LAST_32))
    return [one for one in found if one is not None]


def allowed_of(entries: Collection[str]) -> Allowed:
    """Return the list from its entries: ``open.feishu.cn``, ``10.1.2.0/24``. Raises ValueError for a broken network."""
    networks = {entry for entry in entries if "/" in entry}
    hosts = frozenset(entry.lower().rstrip(".") for entry in entries if entry not in networks)
    return Allowed(hosts, tuple(ip_network(entry) for entry in sorted(networks)))
