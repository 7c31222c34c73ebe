"""The address guard's policy: which addresses are public, in whatever form they come."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.handlers.addresses import REFUSED_IPV4, AddressPolicy

PUBLIC = ("1.1.1.1", "8.8.8.8", "9.255.255.255", "172.15.0.1", "172.32.0.1", "192.167.0.1", "223.255.255.255")
PUBLIC_IPV6 = (
    "2606:4700::1111",
    "2001:4860:4860::8888",
    "2001:200::1",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2606:4700::5efe:808:808",
)
REFUSED = (
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "169.254.169.254",
    "168.63.129.16",
    "172.16.0.1",
    "192.0.0.192",
    "192.168.1.1",
    "198.18.0.1",
    "203.0.113.1",
    "224.0.0.1",
    "255.255.255.255",
)
REFUSED_IPV6 = (
    "::",
    "::1",
    "::8.8.8.8",
    "::ffff:0:8.8.8.8",
    "64:ff9b:1::808:808",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:808:808::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "2606:4700::1111%eth0",
    "fec0::1",
    "ff02::1",
)

POLICY = AddressPolicy()


@pytest.mark.parametrize("address", PUBLIC + PUBLIC_IPV6)
def test_public_addresses_may_be_contacted(address: str) -> None:
    assert POLICY.permits(address)


@pytest.mark.parametrize("address", REFUSED + REFUSED_IPV6)
def test_all_others_may_not(address: str) -> None:
    assert not POLICY.permits(address)


@st.composite
def refused_ipv4(draw: st.DrawFn) -> IPv4Address:
    network = draw(st.sampled_from(REFUSED_IPV4))
    return network[draw(st.integers(0, network.num_addresses - 1))]


@given(refused_ipv4())
def test_no_ipv6_form_makes_a_refused_address_a_public_one(hidden: IPv4Address) -> None:
    low = int(hidden)
    forms = (
        low,  # IPv4-compatible
        0xFFFF << 32 | low,  # IPv4-mapped
        0xFFFF << 48 | low,  # IPv4-translated
        0x64FF9B << 96 | low,  # NAT64
        0x2002 << 112 | low << 80 | 1,  # 6to4
        0x20010000 << 96 | low ^ 0xFFFFFFFF,  # Teredo
        0x2606_4700 << 96 | 0x5EFE << 32 | low,  # ISATAP
        0x2606_4700 << 96 | 0x0200_5EFE << 32 | low,
    )
    assert [str(IPv6Address(form)) for form in forms if POLICY.permits(str(IPv6Address(form)))] == []


def test_networks_that_are_allowed_are_let_through_and_nothing_else_is() -> None:
    policy = AddressPolicy((ip_network("127.0.0.1/32"), ip_network("::1/128")))
    asked = ("127.0.0.1", "::1", "::ffff:127.0.0.1", "127.0.0.2", "10.0.0.1", "::2")
    assert [address for address in asked if policy.permits(address)] == ["127.0.0.1", "::1", "::ffff:127.0.0.1"]
