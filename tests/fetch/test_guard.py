from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.fetch.guard import refusal, refusal_of_name

PRIVATE = (
    *("127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "0.0.0.0"),
    *("100.100.100.200", "192.0.0.192", "168.63.129.16", "224.0.0.251", "239.1.2.3"),
    *("255.255.255.255", "240.0.0.1", "198.18.0.1", "203.0.113.9"),
)
PRIVATE_6 = (
    *("::1", "::", "fe80::1", "fe80::1%eth0", "fd00:ec2::254", "fc00::1", "ff02::1", "fec0::1"),
    *("2001:db8::1", "64:ff9b:1::1", "2001:0:53aa:64c::1", "100::1", "5f00::1"),
)
PUBLIC = (
    *("93.184.216.34", "1.1.1.1", "207.241.224.2", "172.32.0.1", "100.128.0.1"),
    *("2606:4700::1111", "2a00:1450:4001::1"),
)


@pytest.mark.parametrize("address", PRIVATE + PRIVATE_6)
def test_local_addresses_are_refused(address: str) -> None:
    assert refusal(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_pass(address: str) -> None:
    assert refusal(address) == ""


@given(st.sampled_from(PRIVATE), st.integers(0, 2**80 - 1))
def test_private_address_inside_ipv6_is_refused(address: str, rest: int) -> None:
    number = int(IPv4Address(address))
    for prefix in (0xFFFF << 32, 0, 0x64FF9B << 96):
        assert refusal(str(IPv6Address(prefix | number)))
    assert refusal(str(IPv6Address(0x2002 << 112 | number << 80 | rest)))


@given(st.sampled_from(["93.184.216.34", "1.1.1.1"]))
def test_public_address_inside_ipv6_passes(address: str) -> None:
    number = int(IPv4Address(address))
    assert refusal(str(IPv6Address((0xFFFF << 32) | number))) == ""
    assert refusal(str(IPv6Address((0x64FF9B << 96) | number))) == ""


@pytest.mark.parametrize(
    "name",
    [
        *PRIVATE,
        "[::1]",
        "localhost",
        "LOCALHOST.",
        "a.localhost",
        "printer.local",
        "metadata.google.internal",
        "intranet",
        "127.1",
        "0x7f.1",
        "2130706433",
        "0177.0.0.1",
        "017700000001",
    ],
)
def test_local_names_are_refused_through_a_proxy(name: str) -> None:
    assert refusal_of_name(name)


@pytest.mark.parametrize("name", ["example.org", "www.bbc.co.uk", "1.1.1.1", "local.example.org"])
def test_public_names_pass_through_a_proxy(name: str) -> None:
    assert refusal_of_name(name) == ""
