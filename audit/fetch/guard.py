"""Which addresses may be asked at all. Pure: names and numbers in, a reason to refuse out."""

import re
import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

# IANA's special-purpose registries (RFC 6890 and later); Python's own lists differ by version.
_REFUSED_4 = {
    "0.0.0.0/8": "address of this network",
    "10.0.0.0/8": "private address",
    "100.64.0.0/10": "shared address",
    "127.0.0.0/8": "loopback address",
    "169.254.0.0/16": "link-local or metadata address",
    "168.63.129.16/32": "metadata address",  # Azure's, in the midst of public ones
    "172.16.0.0/12": "private address",
    "192.0.0.0/24": "private address",
    "192.0.2.0/24": "address for documentation",
    "192.88.99.0/24": "6to4 relay",
    "192.168.0.0/16": "private address",
    "198.18.0.0/15": "address for benchmarks",
    "198.51.100.0/24": "address for documentation",
    "203.0.113.0/24": "address for documentation",
    "224.0.0.0/4": "multicast address",
    "240.0.0.0/4": "reserved address",
}
_REFUSED_6 = {
    "::1/128": "loopback address",
    "2001::/23": "special-purpose address",
    "2001:db8::/32": "address for documentation",
    "3fff::/20": "address for documentation",
    "fc00::/7": "private address",
    "fe80::/10": "link-local address",
    "ff00::/8": "multicast address",
}
_NETWORKS_4 = tuple((IPv4Network(network), why) for network, why in _REFUSED_4.items())
_NETWORKS_6 = tuple((IPv6Network(network), why) for network, why in _REFUSED_6.items())
_GLOBAL_6 = IPv6Network("2000::/3")
_EMBEDDING = (
    (IPv6Network("::ffff:0:0/96"), 0),  # IPv4-mapped, RFC 4291
    (IPv6Network("::/96"), 0),  # IPv4-compatible, RFC 4291 (deprecated)
    (IPv6Network("64:ff9b::/96"), 0),  # NAT64, RFC 6052
    (IPv6Network("2002::/16"), 80),  # 6to4, RFC 3056
)
_NUMERIC_HOST = re.compile(r"(0[xX][0-9a-fA-F]*|\d+)(\.(0[xX][0-9a-fA-F]*|\d+)){0,3}")
_LOCAL_NAMES = ("localhost", "local", "internal", "home.arpa", "lan", "intranet", "localdomain")


def refusal(address: str) -> str:
    """Why the numeric ``address`` must not be connected to, or ``""`` when it may be.

    Refused is all that is not globally reachable: private, loopback, link-local (cloud metadata
    among them), shared, multicast, reserved, and IPv6 forms with such an IPv4 address inside.
    """
    number = ip_address(address.partition("%")[0])
    if isinstance(number, IPv6Address):
        return _refusal_of_6(number)
    return _refusal_of_4(number)


def refusal_of_name(host: str) -> str:
    """Why a host must not be asked for through a proxy, which resolves it out of our sight.

    Numbers are judged as such, in every spelling that C libraries accept (``127.1``,
    ``0x7f000001``); names that only mean something on a local network are refused.
    """
    bare = host.strip("[]").rstrip(".").lower()
    try:
        return refusal(bare)
    except ValueError:
        pass
    if _NUMERIC_HOST.fullmatch(bare):
        try:
            return refusal(socket.inet_ntoa(socket.inet_aton(bare)))
        except (OSError, ValueError):
            return "not an address"
    if "." not in bare or any(bare == name or bare.endswith("." + name) for name in _LOCAL_NAMES):
        return "a name of the local network"
    return ""


def _refusal_of_4(number: IPv4Address) -> str:
    return next((why for network, why in _NETWORKS_4 if number in network), "")


def _refusal_of_6(number: IPv6Address) -> str:
    for refused, why in _NETWORKS_6:
        if number in refused:
            return why
    for network, shift in _EMBEDDING:
        if number in network:
            return _refusal_of_4(IPv4Address((int(number) >> shift) & 0xFFFFFFFF))
    return "" if number in _GLOBAL_6 else "special-purpose address"
