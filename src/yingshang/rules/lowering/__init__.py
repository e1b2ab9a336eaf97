"""DMN's elements to the intermediate representation: names resolved, texts parsed, types made."""

from yingshang.rules.lowering.inputs import by_key
from yingshang.rules.lowering.loading import load
from yingshang.rules.lowering.program import lower

__all__ = ["by_key", "load", "lower"]
