"""How often one address may try: enough for a bank's counter, too few to guess codes.

Counts lie in Django's cache, by process unless the cache is shared. Addresses are kept hashed and
for ten minutes. Behind a proxy the server must pass on the client's address as REMOTE_ADDR.
"""

import hashlib
from datetime import datetime
from typing import ClassVar

from django.core.cache import cache

from yingshang.errors import Denied

ATTEMPTS = 30
WINDOW_SECONDS = 600


class TooManyAttempts(Denied):
    """This address has tried too often in these ten minutes."""

    code: ClassVar[str] = "matters.too_many_checks"
    zh: ClassVar[str] = "查验次数过多。请过 {minutes} 分钟再试，或者直接扫文书上的二维码。"
    en: ClassVar[str] = (
        "Too many checks. Try again in {minutes} minutes, or scan the QR code on the paper."
    )


def count_attempt(address: str, *, at: datetime) -> None:
    """Count one attempt. Errors: `TooManyAttempts` from the 31st in ten minutes on."""
    window = int(at.timestamp()) // WINDOW_SECONDS
    who = hashlib.sha256(address.encode()).hexdigest()[:32]
    key = f"matters.check.{who}.{window}"
    cache.add(key, 0, timeout=WINDOW_SECONDS)
    if cache.incr(key) > ATTEMPTS:
        raise TooManyAttempts(minutes=WINDOW_SECONDS // 60)
