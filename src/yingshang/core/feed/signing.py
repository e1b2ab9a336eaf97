"""The signature over a page: the log's own key, for a purpose of its own.

Subscribers know the key already: it is published with the log. What is signed begins with a line
that no checkpoint begins with, so that neither passes for the other.
"""

import base64

from yingshang.core.ledger.sealing.keys import keys_of
from yingshang.proofs.log.keys import Ed25519Verifier

HEADER = "Yingshang-Signature"
PURPOSE = b"yingshang/feed/v1\n"


def signature_header(place: str, text: bytes) -> str:
    """`<key id in hex> <signature in base64>`. Errors: those of `keys_of`."""
    signer = keys_of(place).signers[0]
    return f"{signer.key_id.hex()} {base64.b64encode(signer.sign(PURPOSE + text)).decode()}"


def holds(text: bytes, header: str, verifier: Ed25519Verifier) -> bool:
    """Whether the header is the key's signature over the page: what a subscriber checks."""
    stated, _, signature = header.partition(" ")
    try:
        raw = base64.b64decode(signature, validate=True)
    except ValueError:
        return False
    return stated == verifier.key_id.hex() and verifier.verify(PURPOSE + text, raw)
