"""Generated models over generated populations: columns and reference agree on every row.

The usual size is small; `COLUMNS_EXAMPLES=5000 pytest tests/rules/columns/test_generated_models.py`
is the nightly one. What is refused is not wrong, but most must not be.
"""

import os
from contextlib import suppress

import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rules.columns.generated import EXPRESSIONS, TYPES, populations, tables
from tests.rules.columns.models import DECISION, assert_alike, one, program, xml
from yingshang.rules.backends.columns import NotCompilable
from yingshang.rules.ir import Program

EXAMPLES = int(os.environ.get("COLUMNS_EXAMPLES", "12"))
USUAL = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None
)


def agree_or_refuse(model: Program, rows: pa.Table) -> None:
    with suppress(NotCompilable):
        assert_alike(model, rows, TYPES)


@USUAL
@given(st.lists(EXPRESSIONS, min_size=3, max_size=3), populations())
def test_expressions_agree(texts: list[str], rows: pa.Table) -> None:
    for text in texts:
        agree_or_refuse(one(TYPES, text), rows)


@USUAL
@given(tables(), populations())
def test_tables_agree(logic: str, rows: pa.Table) -> None:
    agree_or_refuse(program(xml(TYPES, {DECISION: logic})), rows)
