"""Where an input is null, a rule says nothing that a value of that input could overturn.

The values tried are those of the suite. Of several refusals each is true by itself, so which one is
named first may depend on what is known; whether it is a refusal may not.
"""

import pytest

from tests.rules.city.models import FILES, Asked, asked, compiled, model
from yingshang.rules.values import Value, show

MOST = 20

FAVOURABLE = {
    "可用结论": "可用",
    "检查结论": "可以检查",
    "返还结论": "应享",
    "纳统结论": "应享",
    "贴息结论": "应享",
    "质押补助结论": "应享",
    "首贷结论": "应享",
    "减免结论": "应享",
    "处理结论": "可以处理",
    "校验结果": "通过",
    "入企结论": "可以入企",
    "兑现检查": "符合",
}
"""The one outcome of a decision whose other outcomes are all refusals, each with its reason."""


@pytest.mark.parametrize("name", FILES)
def test_a_null_input_gives_nothing_that_a_value_overturns(name: str) -> None:
    cases = list(asked(name))
    values = {key: _values(cases, key) for key in model(name).program.names}
    for one in cases:
        for key in model(name).inputs_of(one.decision):
            _check(name, one, key, values[key])


def _check(name: str, one: Asked, key: str, values: list[Value]) -> None:
    known = values and not isinstance(one.inputs.get(key), tuple)

    def seen(value: Value) -> object:
        found = compiled(name).decide(one.decision, {**one.inputs, key: value}).value
        return _meaning(one.decision, found)

    if known and (answer := seen(None)) is not None:
        overturned = [value for value in values if seen(value) != answer]
        assert overturned == [], (one.case, one.decision, key, answer)


def _meaning(decision: str, value: Value) -> object:
    """Nothing where some part is null; for a decision with reasons, whether it is favourable."""
    if value is None or (isinstance(value, dict) and None in value.values()):
        return None
    return value == FAVOURABLE[decision] if decision in FAVOURABLE else show(value)


def _values(cases: list[Asked], key: str) -> list[Value]:
    """What the suite gives for an input, without null: about `MOST` of it, spread."""
    found = {show(v): v for one in cases if (v := one.inputs.get(key)) is not None}
    return list(found.values())[:: 1 + len(found) // MOST]
