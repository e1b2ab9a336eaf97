"""Checking a published draw with the package: everything `verify_draw.py` checks, and the beacon's
signature besides. What differs is named by its place in the document.
"""

from dataclasses import dataclass

from yingshang.errors import DomainError, Sentence
from yingshang.proofs.draws.announcing import announce
from yingshang.proofs.draws.drawing import Drawn, draw
from yingshang.proofs.draws.errors import PublicationDiffers
from yingshang.proofs.draws.publishing import publish
from yingshang.proofs.draws.reading import announcement_from, parse, randomness_from
from yingshang.proofs.draws.shapes import Part, malformed

MEMBERS = {"announcement", "announcement_hash", "hash", "outcome", "randomness", "version"}
GOOD = Sentence(
    "相符：按公告、随机数和算法重新抽取，结果与发布的完全一致。",
    "Yes: drawn again from the announcement and the randomness, the outcome is the published one.",
)
GOOD_VOID = Sentence(
    "相符：该抽取作废，原因与记录一致。",
    "Yes: the draw is void, for the reason on record.",
)


@dataclass(frozen=True)
class Verdict:
    """Whether a published draw is right; `sentence` says so, or which part is wrong."""

    is_right: bool
    sentence: Sentence
    drawn: Drawn | None = None

    def text(self, language: str = "zh-hans") -> str:
        """The sentence in one language."""
        return self.sentence.text(language)


def verify(published: bytes, *, announcement_hash: bytes | None = None) -> Verdict:
    """Draw again and compare every byte.

    `announcement_hash` is the one seen before the draw: only it shows that the announcement was
    not written afterwards.
    """
    try:
        drawn = _drawn_again(published, announcement_hash)
    except DomainError as wrong:
        return Verdict(False, wrong.sentence)
    return Verdict(True, GOOD_VOID if drawn.is_void else GOOD, drawn)


def _drawn_again(published: bytes, expected_hash: bytes | None) -> Drawn:
    document = parse(published)
    part = Part(document, "$", needed=MEMBERS)
    if part.raw("version") != 1:
        raise malformed("$.version", "1", "1")
    announced = announce(announcement_from(part.raw("announcement"), "$.announcement"))
    if expected_hash is not None and announced.hash != expected_hash:
        raise PublicationDiffers(
            place="announcement_hash", published=expected_hash.hex(), computed=announced.hash.hex()
        )
    if part.raw("announcement_hash") != announced.hash.hex():
        raise _differs("$", document, {**document, "announcement_hash": announced.hash.hex()})
    drawn = draw(announced, randomness_from(part.raw("randomness"), "$.randomness"))
    again = publish(drawn)
    if again != published:
        raise _differs("$", document, parse(again))
    return drawn


def _differs(place: str, published: object, computed: object) -> PublicationDiffers:
    """The error that names the first place where two documents differ."""
    if published == computed:  # the same values, spelled otherwise
        return PublicationDiffers(
            place=place, published="other bytes", computed="the canonical form (RFC 8785)"
        )
    path, one, other = first_difference(place, published, computed)
    return PublicationDiffers(place=path, published=one, computed=other)


def first_difference(place: str, published: object, computed: object) -> tuple[str, str, str]:
    """Where two JSON values differ first, and both values there, shortened."""
    inner: list[tuple[str, object, object]] = []
    if isinstance(published, dict) and isinstance(computed, dict):
        names = sorted(published.keys() | computed.keys(), key=lambda name: (name == "hash", name))
        inner = [(f".{name}", published.get(name), computed.get(name)) for name in names]
    elif isinstance(published, list) and isinstance(computed, list):
        size = max(len(published), len(computed))
        longer = [[*values, *[None] * (size - len(values))] for values in (published, computed)]
        inner = [
            (f"[{at}]", one, other) for at, (one, other) in enumerate(zip(*longer, strict=True))
        ]
    for step, one, other in inner:
        if one != other:
            return first_difference(place + step, one, other)
    return place, f"{published!r:.80}", f"{computed!r:.80}"
