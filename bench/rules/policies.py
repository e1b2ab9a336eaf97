"""A hundred policies over one file of firms: one model, one query.

    python -m bench.rules.policies FIRMS.parquet REPEAT [POLICIES]

Each policy is a decision table of its own: size, staff and months of premiums against thresholds
that differ give a rate; its grant is that share of the premiums, to the fen. source: illustrative
"""

import json
import statistics
import sys
import time
from xml.sax.saxutils import escape

import ibis
import pyarrow.parquet as pq

from bench.rules.populations import connected
from yingshang.rules.backends.columns import to_columns
from yingshang.rules.lowering import lower
from yingshang.rules.syntax.dmn import read

NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"
INPUTS = {"企业规模": "string", "平均参保人数": "number", "缴费月数": "number",
          "上年缴纳失业保险费": "number"}  # fmt: skip


def document(policies: int) -> bytes:
    """The model: the policies, and one decision that holds the grants of all."""
    data = "".join(
        f'<inputData id="in_{i}" name="{name}"><variable name="{name}" typeRef="{type_}"/>'
        "</inputData>"
        for i, (name, type_) in enumerate(INPUTS.items())
    )
    needs = "".join(
        f'<informationRequirement><requiredInput href="#in_{i}"/></informationRequirement>'
        for i in range(len(INPUTS))
    )
    made = "".join(_policy(number, needs) for number in range(policies))
    wanted = "".join(
        f'<informationRequirement><requiredDecision href="#p{n}"/></informationRequirement>'
        for n in range(policies)
    )
    entries = ", ".join(f"p{n}: policy {n}" for n in range(policies))
    return (
        f'<definitions xmlns="{NAMESPACE}" name="policies" namespace="urn:policies">{data}{made}'
        f'<decision id="all" name="all"><variable name="all"/>{wanted}'
        f"<literalExpression><text>{{{entries}}}</text></literalExpression></decision>"
        "</definitions>"
    ).encode()


def _policy(number: int, needs: str) -> str:
    staff, months = 5 + number * 3 % 97, 6 + number % 7
    rules = [
        ('"大型"', f"> {staff * 10}", f">= {months}", f"0.0{number % 9 + 1}"),
        ('"中型"', f"> {staff}", f">= {months}", f"0.0{number % 7 + 2}"),
        ('"小型","微型"', f"<= {staff}", f">= {months}", f"0.0{number % 5 + 3}"),
        ("-", "-", f"< {months}", "0"),
    ]
    names = list(INPUTS)[:3]
    clauses = "".join(
        f"<input><inputExpression><text>{name}</text></inputExpression></input>" for name in names
    )
    rows = "".join(_rule(cells) for cells in rules)
    return (
        f'<decision id="r{number}" name="rate {number}"><variable name="rate {number}" '
        f'typeRef="number"/>{needs}<decisionTable hitPolicy="FIRST">{clauses}'
        f'<output typeRef="number"/>{rows}</decisionTable></decision>'
        f'<decision id="p{number}" name="policy {number}"><variable name="policy {number}" '
        f'typeRef="number"/>{needs}<informationRequirement><requiredDecision href="#r{number}"/>'
        "</informationRequirement><literalExpression>"
        f"<text>round half up(上年缴纳失业保险费 * rate {number}, 2)</text>"
        "</literalExpression></decision>"
    )


def _rule(cells: tuple[str, ...]) -> str:
    *conditions, rate = cells
    entries = "".join(f"<inputEntry><text>{escape(c)}</text></inputEntry>" for c in conditions)
    return f"<rule>{entries}<outputEntry><text>{rate}</text></outputEntry></rule>"


def main() -> None:
    """Measure and print."""
    path, repeat = sys.argv[1], int(sys.argv[2])
    policies = int(sys.argv[3]) if len(sys.argv) > 3 else 100
    start = time.perf_counter()
    model = lower(read(document(policies), file="policies.dmn"), {})
    schema = ibis.Schema.from_pyarrow(pq.read_schema(path))
    wanted = [f"policy {number}" for number in range(policies)]
    columns = to_columns(model, wanted, table=ibis.table(schema, name="firms"))
    sums = {name: columns.table[name].sum() for name in wanted}
    query = ibis.to_sql(columns.table.aggregate(**sums), dialect="duckdb")
    compiling = time.perf_counter() - start
    connection = connected(path)
    times, worked = [], []
    totals: tuple[object, ...] = ()
    for _ in range(repeat):
        start, before = time.perf_counter(), time.process_time()
        totals = connection.execute(query).fetchone() or ()
        times.append(time.perf_counter() - start)
        worked.append(time.process_time() - before)
    assert len(totals) == policies
    result = {"seconds": statistics.median(times), "cpu": statistics.median(worked)}
    print(
        json.dumps(
            {
                **result,
                "compiling": compiling,
                "granted": sum(total is not None for total in totals),
            }
        )
    )


if __name__ == "__main__":
    main()
