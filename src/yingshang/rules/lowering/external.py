"""Functions of other languages: refused by name, for a rule must mean the same wherever it runs."""

from yingshang.rules.ir import Node
from yingshang.rules.lowering.spot import Spot
from yingshang.rules.syntax.dmn import boxes
from yingshang.rules.syntax.feel import Scope


def external_function(box: boxes.FunctionDefinition, scope: Scope, spot: Spot) -> Node:
    """The node of a Java or PMML function: broken, with the class or document it asks for."""
    return spot.broken("boxed_external_function", kind=box.kind, called=_called(box.body))


def _called(body: boxes.Expression | None) -> str:
    if not isinstance(body, boxes.Context):
        return "…"
    texts = [
        entry.value.text.text.strip().strip('"')
        for entry in body.entries
        if isinstance(entry.value, boxes.Literal) and entry.value.text
    ]
    return ", ".join(texts) or "…"
