"""The refund as a decision graph of the zen-engine: one call a firm."""

import json
import time
from decimal import Decimal
from itertools import pairwise

import zen
from facts import firms, measure

RULES = [
    (">= 12", "false", "false", "<= limit", "'应享'"),
    ("< 12", "", "", "", "'缴费不足'"),
    ("", "true", "", "", "'除外情形'"),
    ("", "", "true", "", "'除外情形'"),
    ("", "", "", "> limit", "'裁员超限'"),
]
INPUTS = ("months", "zombie", "discredited", "rate")
FIRST = [
    ("layoffs", "method == '领金人数' ? recipients : max([0, before - after - natural])"),
    ("base", "method == '领金人数' ? average : before"),
    ("rate", "$.base == null ? null : $.layoffs / $.base"),
    ("limit", "average == null ? null : (average <= 30 ? 0.2 : 0.055)"),
    ("share", "size == '大型' ? 0.5 : 0.9"),
]
LAST = [("refund", "outcome == '应享' ? round(premiums * share, 2) : 0")]


def _expressions(name: str, pairs: list[tuple[str, str]]) -> dict[str, object]:
    rows = [{"id": f"{name}{i}", "key": key, "value": text} for i, (key, text) in enumerate(pairs)]
    content = {"expressions": rows, "passThrough": True}
    return {"id": name, "name": name, "type": "expressionNode", "content": content}


def _table() -> dict[str, object]:
    inputs = [{"id": n, "name": n, "field": n, "type": "expression"} for n in INPUTS]
    output = {"id": "outcome", "name": "outcome", "field": "outcome", "type": "expression"}
    rules = [
        dict(zip(("_id", *INPUTS, "outcome"), (f"r{i}", *cells), strict=True))
        for i, cells in enumerate(RULES)
    ]
    content = {"hitPolicy": "first", "inputs": inputs, "outputs": [output], "rules": rules,
               "passThrough": True}  # fmt: skip
    return {"id": "table", "name": "table", "type": "decisionTableNode", "content": content}


def graph() -> str:
    """The graph: input, expressions, table, expression, output."""
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"}, _expressions("first", FIRST), _table(),
        _expressions("last", LAST), {"id": "out", "name": "out", "type": "outputNode"},
    ]  # fmt: skip
    ids = [str(node["id"]) for node in nodes]
    edges = [
        {"id": f"e{i}", "sourceId": a, "targetId": b, "type": "edge"}
        for i, (a, b) in enumerate(pairwise(ids))
    ]
    return json.dumps({"nodes": nodes, "edges": edges})


def decide(path: str, rows: int) -> tuple[float, object]:
    """Seconds of deciding, and the total."""
    cases = firms(path, rows).to_dicts()
    for case in cases:
        case["average"] = None if case["average"] is None else float(case["average"])
        case["premiums"] = float(case["premiums"])
    decision = zen.ZenEngine().create_decision(graph())
    start = time.perf_counter()
    total = Decimal(0)
    for case in cases:
        total += Decimal(str(decision.evaluate(case)["result"]["refund"]))
    return time.perf_counter() - start, total


measure("zen-engine", decide)
