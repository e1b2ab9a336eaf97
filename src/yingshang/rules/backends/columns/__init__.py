"""Whole populations: a decision as columns over a table, through Ibis, exactly as for one case.

Decimals never become floats, nulls mean what they mean in FEEL, and what has no exact counterpart
is refused with its place and the reason. DuckDB runs it on one machine, Spark on many.
"""

from yingshang.rules.backends.columns.api import Columns, to_columns
from yingshang.rules.backends.columns.inputs import Child
from yingshang.rules.backends.columns.refusals import NotCompilable, NotOnThisEngine, Refusal
from yingshang.rules.backends.columns.share import Share, share_compiled

__all__ = [
    "Child",
    "Columns",
    "NotCompilable",
    "NotOnThisEngine",
    "Refusal",
    "Share",
    "share_compiled",
    "to_columns",
]
