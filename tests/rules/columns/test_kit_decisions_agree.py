"""The kit's decisions that need no input and compile: DuckDB and the reference agree.

Takes a minute: only at the nightly size (`COLUMNS_EXAMPLES` of 100 or more).
"""

import os
from pathlib import Path

import pyarrow as pa
import pytest

from tests.rules.columns.models import duckdb, feel, plain
from yingshang.rules.backends.columns import NotCompilable, to_columns
from yingshang.rules.backends.reference import Evaluator
from yingshang.rules.lowering import load

KIT = Path(os.environ.get("DMN_TCK_DIR", Path(__file__).parents[4] / "shared/data/dmn-tck"))
MODELS = sorted(KIT.rglob("*.dmn"))


@pytest.mark.skipif(
    int(os.environ.get("COLUMNS_EXAMPLES", "0")) < 100 or not MODELS,
    reason="only at the nightly size, and where the conformance kit is",
)
def test_decisions_without_inputs_have_the_value_of_the_reference() -> None:
    agreeing = 0
    for path in MODELS:
        agreeing += _agreeing(path)
    assert agreeing > 1000


def _agreeing(path: Path) -> int:
    model = load(path)
    reference, found = Evaluator(model), 0
    with duckdb() as connection:
        table = connection.create_table("t", pa.table({"k": [1]}))
        for key, decision in model.decisions.items():
            try:
                columns = to_columns(model, key, table=table)
            except NotCompilable:
                continue
            if not columns.inputs:
                (answer,) = columns.table.to_pyarrow()[columns.name].to_pylist()
                wanted = plain(reference.decide(key, {}).value)
                assert feel(answer) == wanted, (path.name, decision.name)
                found += 1
    return found
