"""One case, fast: a program becomes closures once, and runs as often as one likes."""

from yingshang.rules.backends.compiled.program import Compiled, Given

__all__ = ["Compiled", "Given"]
