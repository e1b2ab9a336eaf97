"""A file that somebody holds, compared byte by byte with what this platform issued."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from yingshang.city.matters.licences.checking import Checked, check_by_hash, check_by_token
from yingshang.city.matters.licences.traces import tokens_in


class Verdict(StrEnum):
    """Identical to ours; ours but changed (or saved anew); or unknown."""

    IDENTICAL = "identical"
    CHANGED = "changed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The verdict on a file, and the licence that it is or claims to be, if there is one."""

    verdict: Verdict
    licence: Checked | None = None


def compare(content: bytes, *, at: datetime) -> Comparison:
    """Judge a file by its bytes alone. Nothing of it is kept.

    A file that carries the link of a licence but not its bytes is *changed*: opened and saved,
    edited, or a forgery around a genuine QR code.
    """
    same = check_by_hash(hashlib.sha256(content).hexdigest(), at=at)
    if same is not None:
        return Comparison(Verdict.IDENTICAL, same)
    for token in tokens_in(content):
        claimed = check_by_token(token, at=at)
        if claimed is not None:
            return Comparison(Verdict.CHANGED, claimed)
    return Comparison(Verdict.UNKNOWN)
