"""Reading a receipt that somebody hands in: every member is there, of its kind, and no other."""

import json
import re
from collections.abc import Mapping

from yingshang.proofs.canonical import SAFE_INTEGER
from yingshang.proofs.log.commitment import SALT_BYTES, Algorithm
from yingshang.proofs.log.encoding import decode_base64
from yingshang.proofs.log.hashing import HASH_BYTES
from yingshang.proofs.log.note_errors import ReceiptMalformed, ReceiptVersionUnknown
from yingshang.proofs.log.receipt import FORMAT, Entry, Receipt

MAX_BYTES = 4_000_000
_MAX_PROOF = 63
_HEX = re.compile(r"[0-9a-f]{64}", re.ASCII)
_MEMBERS = {"format", "origin", "entry", "index", "proof", "checkpoint"}
_ENTRY_MEMBERS = {"body", "salt", "algorithm", "commitment"}


def read_receipt(document: bytes | str) -> Receipt:
    """The receipt in a document. *Errors*: `ReceiptMalformed`, naming the place;
    `ReceiptVersionUnknown`."""
    loaded = _loaded(document)
    if isinstance(loaded, dict) and loaded.get("format") != FORMAT:
        raise ReceiptVersionUnknown(found=str(loaded.get("format"))[:80], known=FORMAT)
    members = _members(loaded, _MEMBERS, "$")
    entry = _members(members["entry"], _ENTRY_MEMBERS, "$.entry")
    return Receipt(
        origin=_text(members["origin"], "$.origin"),
        entry=Entry(
            body=_text(entry["body"], "$.entry.body"),
            salt=_hex(entry["salt"], "$.entry.salt", length=SALT_BYTES),
            commitment=_hex(entry["commitment"], "$.entry.commitment", length=HASH_BYTES),
            algorithm=_algorithm(entry["algorithm"]),
        ),
        index=_index(members["index"]),
        proof=_proof(members["proof"]),
        checkpoint=_text(members["checkpoint"], "$.checkpoint"),
    )


def _loaded(document: bytes | str) -> object:
    if len(document) > MAX_BYTES:
        raise ReceiptMalformed(place="$")
    try:
        text = document if isinstance(document, str) else document.decode()
        return json.loads(text, object_pairs_hook=_once, parse_float=_refuse)
    except (ValueError, RecursionError):
        raise ReceiptMalformed(place="$") from None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ReceiptMalformed(place="$")
    return members


def _refuse(_number: str) -> object:
    raise ReceiptMalformed(place="$")


def _members(value: object, names: set[str], place: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise ReceiptMalformed(place=place)
    for name in sorted(names ^ value.keys()):
        raise ReceiptMalformed(place=f"{place}.{name[:80]}")
    return value


def _text(value: object, place: str) -> str:
    if not isinstance(value, str) or not value or not _is_utf8(value):
        raise ReceiptMalformed(place=place)
    return value


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _hex(value: object, place: str, *, length: int) -> bytes:
    if not isinstance(value, str) or len(value) != 2 * length or not _HEX.fullmatch(value):
        raise ReceiptMalformed(place=place)
    return bytes.fromhex(value)


def _algorithm(value: object) -> Algorithm:
    try:
        return Algorithm(value)  # type: ignore[arg-type]  # anything else is refused
    except ValueError:
        raise ReceiptMalformed(place="$.entry.algorithm") from None


def _index(value: object) -> int:
    if type(value) is not int or not 0 <= value <= SAFE_INTEGER:
        raise ReceiptMalformed(place="$.index")
    return value


def _proof(value: object) -> tuple[bytes, ...]:
    if not isinstance(value, list) or len(value) > _MAX_PROOF:
        raise ReceiptMalformed(place="$.proof")
    return tuple(_proof_hash(each, f"$.proof[{at}]") for at, each in enumerate(value))


def _proof_hash(value: object, place: str) -> bytes:
    data = decode_base64(value) if isinstance(value, str) else None
    if data is None or len(data) != HASH_BYTES:
        raise ReceiptMalformed(place=place)
    return data
