"""Reading an announcement and its randomness back from published JSON."""

import json
from typing import Any

from yingshang.proofs.draws.announcing import Announced, announce
from yingshang.proofs.draws.drawing import Randomness
from yingshang.proofs.draws.errors import PublicationDiffers, VersionUnknown
from yingshang.proofs.draws.shapes import Part, malformed
from yingshang.proofs.draws.types import (
    ALGORITHM,
    Announcement,
    Count,
    Exclusion,
    Inspector,
    Inspectors,
    Ratio,
    Rounding,
    Source,
    Stratum,
    Words,
)
from yingshang.proofs.randomness.beacon import QUICKNET, BeaconRound, BeaconSource
from yingshang.proofs.randomness.commit_reveal import Commit, CommitReveal, Reveal, Revealed

ANNOUNCEMENT = {
    "algorithm", "announced_at", "draw_id", "exclusions", "place", "purpose", "randomness", "strata"
}  # fmt: skip  # a list of names reads best in one line


def parse(text: bytes) -> Any:
    """The JSON value, without floats, constants or repeated members. Errors: DocumentMalformed."""
    try:
        return json.loads(
            text, parse_float=_refuse, parse_constant=_refuse, object_pairs_hook=_object
        )
    except (ValueError, RecursionError) as wrong:
        raise malformed("$", f"JSON ({wrong})", f"JSON（{wrong}）") from None


def _refuse(text: str) -> object:
    raise ValueError(f"{text[:20]} is no whole number")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a member stands twice")
    return members


def read_announcement(text: bytes) -> Announced:
    """A published announcement, checked as when it was made.

    Errors: `DocumentMalformed`, `VersionUnknown`, those of `announce`, and `PublicationDiffers`
    when the bytes are not the announcement's canonical ones.
    """
    announced = announce(announcement_from(parse(text), "$"))
    if announced.body != text:
        raise PublicationDiffers(
            place="announcement", published="other bytes", computed="the canonical form (RFC 8785)"
        )
    return announced


def announcement_from(value: object, place: str) -> Announcement:
    """The announcement in a parsed document. Errors: `DocumentMalformed`, `VersionUnknown`."""
    version = value.get("algorithm") if isinstance(value, dict) else None
    if isinstance(version, str) and version != ALGORITHM:
        raise VersionUnknown(version=version[:40], known=ALGORITHM)
    part = Part(value, place, needed=ANNOUNCEMENT, optional=frozenset({"inspectors", "total"}))
    return Announcement(
        place=part.text("place"),
        draw_id=part.text("draw_id"),
        purpose=_words(part.raw("purpose"), f"{place}.purpose"),
        announced_at=part.moment("announced_at"),
        strata=part.each("strata", _stratum),
        source=_source(part.raw("randomness"), f"{place}.randomness"),
        exclusions=part.each("exclusions", _exclusion),
        inspectors=_inspectors(part) if "inspectors" in part else None,
        total=part.number("total") if "total" in part else None,
    )


def _words(value: object, place: str) -> Words:
    part = Part(value, place, needed={"en", "zh"})
    return Words(zh=part.text("zh"), en=part.text("en"))


def _exclusion(value: object, place: str) -> Exclusion:
    part = Part(value, place, needed={"entry", "reason"})
    return Exclusion(part.text("entry"), _words(part.raw("reason"), f"{place}.reason"))


def _stratum(value: object, place: str) -> Stratum:
    part = Part(
        value,
        place,
        needed={"entries", "name", "share", "substitutes"},
        optional=frozenset({"weights"}),
    )
    entries = part.texts("entries")
    weights = None
    if "weights" in part:
        numbers = part.numbers("weights")
        if len(numbers) != len(entries):
            raise malformed(f"{place}.weights", "one weight for each entry", "每个对象一个权重")
        weights = dict(zip(entries, numbers, strict=True))
    return Stratum(
        name=part.text("name"),
        entries=entries,
        share=_share(part.raw("share"), f"{place}.share"),
        substitutes=part.number("substitutes"),
        weights=weights,
    )


def _share(value: object, place: str) -> Count | Ratio:
    if isinstance(value, dict) and "count" in value:
        return Count(Part(value, place, needed={"count"}).number("count"))
    part = Part(value, place, needed={"denominator", "numerator", "rounding"})
    rounding = part.text("rounding")
    if rounding not in set(Rounding):
        raise malformed(f"{place}.rounding", " / ".join(Rounding), " / ".join(Rounding))
    return Ratio(part.number("numerator"), part.number("denominator"), Rounding(rounding))


def _source(value: object, place: str) -> Source:
    kind = _kind(value, place)
    if kind == BeaconSource.kind:
        part = Part(value, place, needed={"chain", "kind", "round"})
        if part.text("chain") != QUICKNET.hash:
            raise malformed(f"{place}.chain", QUICKNET.hash, QUICKNET.hash)
        return BeaconSource(part.number("round"))
    part = Part(value, place, needed={"commit_until", "kind", "parties", "reveal_until"})
    return CommitReveal(
        part.texts("parties"), part.moment("commit_until"), part.moment("reveal_until")
    )


def _kind(value: object, place: str) -> object:
    kind = value.get("kind") if isinstance(value, dict) else None
    known = (BeaconSource.kind, CommitReveal.kind)
    if kind not in known:
        raise malformed(f"{place}.kind", " / ".join(known), " / ".join(known))
    return kind


def _inspectors(announcement: Part) -> Inspectors:
    part = Part(
        announcement.raw("inspectors"),
        f"{announcement.place}.inspectors",
        needed={"conflicts", "each", "needs", "people"},
    )
    needs = part.each("needs", _need)
    if len(dict(needs)) < len(needs):
        raise malformed(f"{part.place}.needs", "each entry once", "每个对象一次")
    return Inspectors(
        people=part.each("people", _inspector),
        each=part.number("each"),
        conflicts=part.each("conflicts", _conflict),
        needs=dict(needs),
    )


def _inspector(value: object, place: str) -> Inspector:
    part = Part(value, place, needed={"expertise", "id"})
    return Inspector(part.text("id"), part.texts("expertise"))


def _conflict(value: object, place: str) -> tuple[str, str]:
    part = Part(value, place, needed={"entry", "inspector"})
    return part.text("entry"), part.text("inspector")


def _need(value: object, place: str) -> tuple[str, tuple[str, ...]]:
    part = Part(value, place, needed={"entry", "expertise"})
    return part.text("entry"), part.texts("expertise")


def randomness_from(value: object, place: str) -> Randomness:
    """The randomness of a published draw. Errors: `DocumentMalformed`."""
    if _kind(value, place) == BeaconSource.kind:
        part = Part(value, place, needed={"kind", "randomness", "round", "signature"})
        return BeaconRound(part.number("round"), part.bytes("signature"))
    part = Part(
        value,
        place,
        needed={"closed_at", "commits", "kind", "reveals"},
        optional=frozenset({"randomness"}),
    )
    return Revealed(
        part.each("commits", _commit), part.each("reveals", _reveal), part.moment("closed_at")
    )


def _commit(value: object, place: str) -> Commit:
    part = Part(value, place, needed={"at", "hash", "party"})
    return Commit(part.text("party"), part.bytes("hash"), part.moment("at"))


def _reveal(value: object, place: str) -> Reveal:
    part = Part(value, place, needed={"at", "party", "secret"})
    return Reveal(part.text("party"), part.bytes("secret"), part.moment("at"))
