"""Moments as they stand in published draws: UTC, microseconds, `Z`, so that they sort as text."""

from datetime import UTC, datetime

from yingshang.proofs.randomness.errors import MomentInvalid

FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"


def written(at: datetime) -> str:
    """The moment as text. Errors: `MomentInvalid` for a time without its zone."""
    if at.tzinfo is None:
        raise MomentInvalid(moment=at.isoformat())
    return at.astimezone(UTC).strftime(FORMAT)


def moment(text: str) -> datetime:
    """The moment that `text` writes. Errors: `MomentInvalid` for any other spelling."""
    try:
        at = datetime.strptime(text, FORMAT).replace(tzinfo=UTC)
    except ValueError:
        raise MomentInvalid(moment=text) from None
    if written(at) != text:
        raise MomentInvalid(moment=text)
    return at
