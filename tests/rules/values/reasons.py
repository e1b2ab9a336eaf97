"""Calling what may be undefined, and checking that its reason can be told."""

from collections.abc import Callable
from string import Formatter

from yingshang.rules.messages import SENTENCES
from yingshang.rules.values import Undefined, Value


def value_or_reason(compute: Callable[[], Value]) -> Value | Undefined:
    """The value, or the reason for which there is none."""
    try:
        return compute()
    except Undefined as why:
        return why


def can_be_told(why: Undefined) -> bool:
    """Whether there is a sentence for it, and data for every place in the sentence."""
    if why.code not in SENTENCES:
        return False
    wanted = {name for _, name, _, _ in Formatter().parse(SENTENCES[why.code][1]) if name}
    return wanted <= why.data.keys()
