"""Which hosts a webhook may reach: the public internet, never the platform's own surroundings."""

import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit

from yingshang.core.notices.errors import AddressRefused, ReceiverUnavailable

_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


def checked_url(url: str, *, is_demo: bool) -> SplitResult:
    """The parts of a usable address. Errors: `AddressRefused`."""
    try:
        parts = urlsplit(url)
        port_is_fine = parts.port != 0
    except ValueError as error:
        raise AddressRefused(problem="not a URL") from error
    allowed = {"https", "http"} if is_demo else {"https"}
    if parts.scheme not in allowed or not parts.hostname or not port_is_fine:
        raise AddressRefused(problem="must begin with https:// and name a host")
    if parts.username is not None or parts.password is not None:
        raise AddressRefused(problem="must not hold a user name or password")
    if any(c.isspace() or ord(c) < 32 or not c.isascii() for c in url):
        raise AddressRefused(problem="must hold plain characters only")
    return parts


def checked_ip(parts: SplitResult, *, is_demo: bool) -> str:
    """The IP address to connect to: looked up once, so that a second look-up cannot change it."""
    host = parts.hostname or ""
    try:
        found = socket.getaddrinfo(host, parts.port or None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ReceiverUnavailable(problem=f"{host} is not found") from error
    ips = [str(entry[4][0]) for entry in found]
    if not is_demo and not all(is_public(ip) for ip in ips):
        raise AddressRefused(problem="the host is not on the public internet")
    return ips[0]


def is_public(text: str) -> bool:
    """Whether an IP address, and any address it wraps, is on the public internet."""
    ip = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _TRANSLATED:
            return False
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        wrapped = [ip.sixtofour, *(ip.teredo or ())]
        if any(inner is not None and not is_public(str(inner)) for inner in wrapped):
            return False
    return ip.is_global and not ip.is_multicast
