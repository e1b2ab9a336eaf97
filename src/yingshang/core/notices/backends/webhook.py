"""Webhook: a signed POST to an address that a party gave us, and so an address to be careful with.

No redirect is followed, no proxy used, no body read; the whole call ends after `TOTAL_SECONDS`.
"""

import hmac
import http.client
import json
import socket
import ssl
import threading
from contextlib import suppress
from urllib.parse import SplitResult
from uuid import UUID

from django.conf import settings
from typing_extensions import override

from yingshang.core.exchange.envelope import derived_key
from yingshang.core.ledger.canonical import instant
from yingshang.core.notices.backends.addresses import checked_ip, checked_url
from yingshang.core.notices.errors import ReceiverUnavailable
from yingshang.core.notices.types import Parcel

STEP_SECONDS = 5.0
TOTAL_SECONDS = 15.0


class Webhook:
    """One POST of JSON; any answer of 200 to 299 means received."""

    def send(self, parcel: Parcel) -> None:
        """Post it. Errors: `AddressRefused`, `ReceiverUnavailable`."""
        is_demo = settings.DEMO_MODE
        parts = checked_url(parcel.address, is_demo=is_demo)
        connection = _connection(parts, checked_ip(parts, is_demo=is_demo))
        body = _body(parcel)
        watchdog = threading.Timer(TOTAL_SECONDS, _cut, [connection])
        watchdog.start()
        try:
            connection.request("POST", _path(parts), body, _headers(parcel, body))
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            raise ReceiverUnavailable(problem=type(error).__name__) from error
        finally:
            watchdog.cancel()
            connection.close()
        if not 200 <= status <= 299:
            raise ReceiverUnavailable(problem=f"HTTP {status}")


def secret_of(recipient_id: UUID) -> bytes:
    """The 32 bytes by which a recipient checks `X-Yingshang-Signature`; shown to it, in hex."""
    return derived_key(f"yingshang/webhook/v1/{recipient_id}")


def _body(parcel: Parcel) -> bytes:
    form = {
        "key": parcel.key,
        "place": parcel.place,
        "template": parcel.template,
        "title": parcel.title,
        "text": parcel.text,
        "subject": {"kind": parcel.subject_kind, "id": str(parcel.subject_id)},
        "at": instant(parcel.created_at),
    }
    return json.dumps(form, ensure_ascii=False).encode()


def _headers(parcel: Parcel, body: bytes) -> dict[str, str]:
    signature = hmac.digest(secret_of(parcel.recipient_id), body, "sha256").hex()
    return {
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": parcel.key,
        "X-Yingshang-Signature": f"sha256={signature}",
        "User-Agent": "Yingshang",
    }


def _path(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _connection(parts: SplitResult, ip: str) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    if parts.scheme == "https":
        return _PinnedHttps(host, parts.port, ip)
    return _PinnedHttp(host, parts.port, ip)


class _PinnedHttp(http.client.HTTPConnection):
    """Speaks to `host` at the IP address that was checked."""

    def __init__(self, host: str, port: int | None, ip: str) -> None:
        super().__init__(host, port, timeout=STEP_SECONDS)
        self.ip = ip

    @override
    def connect(self) -> None:
        self.sock = socket.create_connection((self.ip, self.port), self.timeout)


class _PinnedHttps(_PinnedHttp):
    """The same with TLS; the certificate must be the host's."""

    default_port = http.client.HTTPS_PORT

    @override
    def connect(self) -> None:
        super().connect()
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(self.sock, server_hostname=self.host)


def _cut(connection: http.client.HTTPConnection) -> None:
    """End a call whose other side keeps it open by a byte now and then."""
    if connection.sock is not None:
        with suppress(OSError):  # ended by itself in the same moment
            connection.sock.shutdown(socket.SHUT_RDWR)
