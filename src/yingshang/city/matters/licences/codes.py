"""What a licence carries for its check: the link behind its QR code, and a short check code.

Who holds the paper can check it; who guesses numbers cannot. The token has 192 random bits; the
code is 40 bits of its hash, so that it need not be stored, and wrong guesses are counted.
"""

import base64
import hashlib
import hmac
import re

from django.conf import settings

PATH = "/check/"
TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")
_CODE_LETTERS = 8
_PURPOSE = b"yingshang licence check code\0"


def check_url(token: str) -> str:
    """The address in the QR code. Printed on paper, so it must go on working."""
    return f"{settings.BASE_URL.rstrip('/')}{PATH}{token}"


def check_code(token: str) -> str:
    """The code beside the QR code, such as `K7QX-2M5A`: base 32, no 0, 1, 8 or 9."""
    digest = hashlib.sha256(_PURPOSE + token.encode()).digest()
    letters = base64.b32encode(digest).decode()[:_CODE_LETTERS]
    return f"{letters[:4]}-{letters[4:]}"


def is_check_code(typed: str, token: str) -> bool:
    """Whether a reader typed this token's code; case, spaces and dashes do not matter."""
    plain = re.sub(r"[\s\-‐–—－]", "", typed).upper()
    expected = check_code(token).replace("-", "")
    return hmac.compare_digest(plain.encode(), expected.encode())


def token_in(typed: str) -> str | None:
    """The token, if a reader typed a whole token or pasted the link behind the QR code."""
    last = typed.strip().rstrip("/").rsplit("/", 1)[-1]
    return last if TOKEN.fullmatch(last) else None
