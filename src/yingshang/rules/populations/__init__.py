"""A decision for a whole population: facts in a Parquet file, answers in another.

The answers are those of the single case, row by row; what has no exact counterpart in columns is
refused with its reason. The output is whole or not there.
"""

from yingshang.rules.populations.errors import (
    ColumnsMissing,
    EngineMissing,
    FactsUnreadable,
    NameTaken,
    OutputNotWritable,
)
from yingshang.rules.populations.running import Progress, Ran, run_population

__all__ = [
    "ColumnsMissing",
    "EngineMissing",
    "FactsUnreadable",
    "NameTaken",
    "OutputNotWritable",
    "Progress",
    "Ran",
    "run_population",
]
