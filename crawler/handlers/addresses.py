"""Which addresses a fetch may be connected to, asked for the very address that a connection is about to be made to.

Deciding by the URL would let DNS rebinding, redirects and odd spellings through. Refused is all that is not public: the
special-purpose registries of IANA (RFC 6890), multicast, the metadata addresses of clouds, and IPv6 forms that carry an
IPv4 address which is not public. The tables are our own, for `ipaddress.is_global` differs between versions of Python.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

REFUSED_IPV4: tuple[IPv4Network, ...] = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by a provider's customers (RFC 6598); a cloud's metadata
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # a cloud's control plane, at a public address
        "169.254.0.0/16",  # link-local; metadata of most clouds
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments; a cloud's metadata
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # automatic multicast tunnelling
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)

GLOBAL_IPV6 = IPv6Network("2000::/3")
"""All the global unicast addresses there are so far (RFC 4291, 2.4); the rest of the space is refused as a whole."""

REFUSED_IPV6: tuple[IPv6Network, ...] = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments: Teredo, benchmarks, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, given up by RFC 7526
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)

CARRYING_IPV4: tuple[IPv6Network, ...] = (
    IPv6Network("::ffff:0:0/96"),  # IPv4-mapped: the connection is an IPv4 one
    IPv6Network("64:ff9b::/96"),  # NAT64 (RFC 6052): how a network without IPv4 reaches the old internet
)
"""Forms that are as good as the IPv4 address in their last 32 bits."""

ISATAP = 0x00005EFE
ISATAP_BITS = 0xFCFFFFFF
"""The upper half of an interface identifier that carries an IPv4 address (RFC 5214, 6.1), and which bits count."""


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """Which addresses may be contacted: the public ones, and those in the networks that a person let through."""

    allowed: tuple[Network, ...] = ()

    def permits(self, address: str) -> bool:
        """Whether a connection to this address (of `sockaddr`, an IPv6 scope allowed) may be made."""
        ip = ip_address(address.partition("%")[0])
        carried = _carried(ip)
        if _within(ip, self.allowed) or (carried is not None and _within(carried, self.allowed)):
            return True
        if "%" in address:  # a scope means this link
            return False
        if carried is not None and not _public_ipv4(carried):
            return False
        if isinstance(ip, IPv4Address):
            return _public_ipv4(ip)
        if _within(ip, CARRYING_IPV4):
            return True
        return ip in GLOBAL_IPV6 and not _within(ip, REFUSED_IPV6)


def _public_ipv4(ip: IPv4Address) -> bool:
    return not _within(ip, REFUSED_IPV4)


def _within(ip: Address, networks: Iterable[Network]) -> bool:
    return any(ip.version == network.version and ip in network for network in networks)


def _carried(ip: Address) -> IPv4Address | None:
    """The IPv4 address that the last 32 bits of an IPv6 address stand for, None where they stand for none."""
    if isinstance(ip, IPv4Address):
        return None
    upper = int(ip) >> 32 & 0xFFFFFFFF
    if _within(ip, CARRYING_IPV4) or upper & ISATAP_BITS == ISATAP:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return None
