"""Base 64 with one spelling for each value: what decodes here encodes back to the same text."""

import base64
import binascii


def encode_base64(data: bytes) -> str:
    """Standard Base 64 with padding. *Source*: RFC 4648 section 4."""
    return base64.b64encode(data).decode("ascii")


def decode_base64(text: str) -> bytes | None:
    """The bytes, or nothing when this is not how `encode_base64` would write them."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if encode_base64(data) == text else None
