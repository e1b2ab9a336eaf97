"""From the words of a business scope to the permits they call for; pure."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from yingshang.city.matters.permits.listing import ScopePermit

_PHRASES = re.compile(r"[；;。\n]+")


class Called(NamedTuple):
    """A permit that is called for, and the phrases of the scope that call for it."""

    permit: ScopePermit
    phrases: tuple[str, ...]


def permits_in(scope: str, permits: Iterable[ScopePermit]) -> list[Called]:
    """Which permits a scope calls for, each with its phrases, in the order of the list."""
    phrases = [phrase.strip() for phrase in _PHRASES.split(scope) if phrase.strip()]
    found = [Called(permit, tuple(_calling(permit, phrases))) for permit in permits]
    return [called for called in found if called.phrases]


def _calling(permit: ScopePermit, phrases: Sequence[str]) -> list[str]:
    return [
        phrase
        for phrase in phrases
        if any(word in phrase for word in permit.words)
        and not any(word in phrase for word in permit.unless)
    ]
