"""Where the answers of tests can change: values, cut at the constants they are compared with.

Between two neighbouring constants every value passes the same tests, so that one sample speaks for
all of them. Static checks, fast tables and the question whether a missing datum matters rest on it.
Nothing here knows a hit policy or a decision.
"""

from yingshang.rules.regions.constants import constant_of
from yingshang.rules.regions.cuts import cuts_of, cuts_of_tests
from yingshang.rules.regions.lines import Line
from yingshang.rules.regions.partition import Atom, Partition, Uncuttable, is_cuttable
from yingshang.rules.regions.walking import parts, walk

__all__ = [
    "Atom",
    "Line",
    "Partition",
    "Uncuttable",
    "constant_of",
    "cuts_of",
    "cuts_of_tests",
    "is_cuttable",
    "parts",
    "walk",
]
