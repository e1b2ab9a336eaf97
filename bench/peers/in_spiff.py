"""The outcome table of the refund in SpiffWorkflow's DMN engine; the arithmetic is plain Python."""

import time
from decimal import ROUND_HALF_UP, Decimal
from types import SimpleNamespace
from xml.sax.saxutils import escape

from facts import firms, measure
from lxml import etree
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.dmn.engine.DMNEngine import DMNEngine
from SpiffWorkflow.dmn.parser.BpmnDmnParser import BpmnDmnParser

RULES = [
    (">= 12", "False", "False", "<= limit", '"应享"'),
    ("< 12", "", "", "", '"缴费不足"'),
    ("", "True", "", "", '"除外情形"'),
    ("", "", "True", "", '"除外情形"'),
    ("", "", "", "> limit", '"裁员超限"'),
]
INPUTS = ("months", "zombie", "discredited", "rate")
NEVER, FEN = Decimal(10**6), Decimal("0.01")


def _document() -> bytes:
    inputs = "".join(
        f'<input id="{name}" label="{name}"><inputExpression id="e_{name}"><text>{name}</text>'
        "</inputExpression></input>"
        for name in INPUTS
    )
    rules = "".join(
        f'<rule id="r{i}">'
        + "".join(
            f'<inputEntry id="r{i}_{j}"><text>{escape(cell)}</text></inputEntry>'
            for j, cell in enumerate(cells[:-1])
        )
        + f'<outputEntry id="r{i}_o"><text>{escape(cells[-1])}</text></outputEntry></rule>'
        for i, cells in enumerate(RULES)
    )
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="m" '
        'namespace="urn:m"><decision id="d" name="d"><decisionTable id="t" hitPolicy="FIRST">'
        f'{inputs}<output id="o" name="outcome"/>{rules}</decisionTable></decision></definitions>'
    ).encode()


def _engine() -> DMNEngine:
    parser = BpmnDmnParser()
    parser.add_dmn_xml(etree.fromstring(_document()), filename="m.dmn")
    found = parser.dmn_parsers["d"]
    found.parse()
    return DMNEngine(found.decision.decisionTables[0])


def _facts(firm: dict[str, object]) -> dict[str, object]:
    by_recipients = firm["method"] == "领金人数"
    lost = max(0, firm["before"] - firm["after"] - firm["natural"])
    layoffs = firm["recipients"] if by_recipients else lost
    base = firm["average"] if by_recipients else firm["before"]
    average = firm["average"]
    limit = None if average is None else Decimal("0.2") if average <= 30 else Decimal("0.055")
    is_known = bool(base) and limit is not None
    rate = Decimal(layoffs) / Decimal(base) if is_known else NEVER
    return {**firm, "rate": rate, "limit": limit if is_known else NEVER}


def decide(path: str, rows: int) -> tuple[float, object]:
    """Seconds of deciding, and the total."""
    cases = firms(path, rows).to_dicts()
    engine = _engine()
    workflow = SimpleNamespace(script_engine=PythonScriptEngine())
    start = time.perf_counter()
    total = Decimal(0)
    for firm in cases:
        data = _facts(firm)
        is_unknown = data["rate"] is NEVER
        task = SimpleNamespace(data=data, workflow=workflow)
        if engine.result(task).get("outcome") == "应享" and not is_unknown:
            share = Decimal("0.5") if firm["size"] == "大型" else Decimal("0.9")
            total += (firm["premiums"] * share).quantize(FEN, ROUND_HALF_UP)
    return time.perf_counter() - start, total


measure("SpiffWorkflow", decide)
