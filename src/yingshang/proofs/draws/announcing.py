"""Announcing: the checked announcement, its canonical bytes, and the hash published beforehand."""

import hashlib
from dataclasses import dataclass, field

from yingshang.proofs.canonical import encode
from yingshang.proofs.draws.errors import WordsMissing
from yingshang.proofs.draws.ids import check_names
from yingshang.proofs.draws.joint import Teams
from yingshang.proofs.draws.pools import Layer, layers
from yingshang.proofs.draws.strata import quotas
from yingshang.proofs.draws.types import ALGORITHM, Announcement, Count, Inspectors, Ratio, Words
from yingshang.proofs.randomness.moments import written

ANNOUNCEMENT_TAG = b"yingshang/draw/announcement/1\x00"


@dataclass(frozen=True)
class Announced:
    """An announcement that can be drawn.

    `body` are its canonical bytes (what is published), `hash` names the draw from now on.
    """

    announcement: Announcement
    body: bytes = field(repr=False)
    hash: bytes
    layers: list[Layer] = field(repr=False)
    quotas: list[int]
    teams: Teams | None = field(repr=False)


def announce(announcement: Announcement) -> Announced:
    """Check everything that can be wrong before the randomness exists, and freeze it.

    Errors: those of `errors` and of the randomness's source; each names its place and remedy.
    """
    check_names([announcement.draw_id], place="draw_id")
    check_names([announcement.place], place="place")
    _check_words(announcement)
    written(announcement.announced_at)  # refuses a time without its zone
    announcement.source.check(announcement.announced_at)
    pool = layers(announcement)
    numbers = quotas(pool, total=announcement.total)
    teams = None
    if announcement.inspectors is not None:
        teams = Teams(announcement.inspectors, pool)
        teams.check(pool)
    body = encode(document(announcement, pool))
    return Announced(announcement, body, announcement_hash(body), pool, numbers, teams)


def announcement_hash(body: bytes) -> bytes:
    """SHA-256(tag, canonical bytes): the draw's identity, to be published before the draw."""
    return hashlib.sha256(ANNOUNCEMENT_TAG + body).digest()


def _check_words(announcement: Announcement) -> None:
    said = {"purpose": announcement.purpose}
    said |= {f"exclusions[{one.entry}].reason": one.reason for one in announcement.exclusions}
    for place, words in said.items():
        if not (words.zh.strip() and words.en.strip()):
            raise WordsMissing(place=place)


def document(announcement: Announcement, pool: list[Layer]) -> dict[str, object]:
    """The announcement as it is published; what has no order of its own is sorted."""
    parts: dict[str, object] = {
        "algorithm": ALGORITHM,
        "announced_at": written(announcement.announced_at),
        "draw_id": announcement.draw_id,
        "exclusions": [
            {"entry": one.entry, "reason": _words(one.reason)}
            for one in sorted(announcement.exclusions, key=lambda one: one.entry)
        ],
        "place": announcement.place,
        "purpose": _words(announcement.purpose),
        "randomness": announcement.source.document(),
        "strata": [_stratum(layer) for layer in pool],
    }
    if announcement.inspectors is not None:
        parts["inspectors"] = _inspectors(announcement.inspectors)
    if announcement.total is not None:
        parts["total"] = announcement.total
    return parts


def _words(words: Words) -> dict[str, str]:
    return {"en": words.en, "zh": words.zh}


def _stratum(layer: Layer) -> dict[str, object]:
    stratum = layer.stratum
    parts: dict[str, object] = {
        "entries": layer.entries,
        "name": stratum.name,
        "share": _share(stratum.share),
        "substitutes": stratum.substitutes,
    }
    if layer.weights is not None:
        parts["weights"] = layer.weights
    return parts


def _share(share: Count | Ratio) -> dict[str, object]:
    if isinstance(share, Count):
        return {"count": share.count}
    return {
        "denominator": share.denominator,
        "numerator": share.numerator,
        "rounding": share.rounding.value,
    }


def _inspectors(inspectors: Inspectors) -> dict[str, object]:
    return {
        "conflicts": [
            {"entry": entry, "inspector": who} for entry, who in sorted(inspectors.conflicts)
        ],
        "each": inspectors.each,
        "needs": [
            {"entry": entry, "expertise": sorted(needs)}
            for entry, needs in sorted(inspectors.needs.items())
        ],
        "people": [
            {"expertise": sorted(one.expertise), "id": one.id}
            for one in sorted(inspectors.people, key=lambda one: one.id)
        ],
    }
