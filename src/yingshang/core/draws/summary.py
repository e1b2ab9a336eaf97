"""The numbers of an announcement that pages show, made once when it is announced."""

from collections import Counter

from yingshang.proofs.draws import Announced, Count, Inspectors, Ratio
from yingshang.proofs.draws.pools import Layer


def summary_of(announced: Announced) -> dict[str, object]:
    """Strata, exclusions by reason, inspectors and source, as JSON without any id of the pool."""
    stated = announced.announcement
    reasons = Counter((one.reason.zh, one.reason.en) for one in stated.exclusions)
    return {
        "strata": [
            _stratum(layer, number)
            for layer, number in zip(announced.layers, announced.quotas, strict=True)
        ],
        "exclusions": [{"zh": zh, "en": en, "n": n} for (zh, en), n in sorted(reasons.items())],
        "inspectors": _inspectors(stated.inspectors),
        "source": stated.source.document(),
    }


def _stratum(layer: Layer, number: int) -> dict[str, object]:
    return {
        "name": layer.stratum.name,
        "entries": len(layer.entries),
        "eligible": len(layer.eligible),
        "share": _share(layer.stratum.share),
        "number": number,
        "substitutes": layer.stratum.substitutes,
        "is_weighted": layer.weights is not None,
    }


def _share(share: Count | Ratio) -> str:
    """`3/100` for a ratio; nothing for a count, which is the number itself."""
    return f"{share.numerator}/{share.denominator}" if isinstance(share, Ratio) else ""


def _inspectors(inspectors: Inspectors | None) -> dict[str, int] | None:
    if inspectors is None:
        return None
    return {
        "people": len(inspectors.people),
        "each": inspectors.each,
        "conflicts": len(inspectors.conflicts),
    }
