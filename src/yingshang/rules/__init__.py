"""DMN and FEEL: parse, check, explain, run one, run all. No Django.

`load` a model, `decide` one case; `check` finds what is wrong before anything runs. Whole
populations are decided by `yingshang.rules.backends.columns`.
"""

from yingshang.rules.checking import check
from yingshang.rules.decided import Decided
from yingshang.rules.model import Model, decide, load

__all__ = ["Decided", "Model", "check", "decide", "load"]
