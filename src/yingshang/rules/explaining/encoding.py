"""Values and explanations as JSON and back, exactly: texts, integers, true, false and null only.

A number stands as `{"number": "12.50"}`, so that no reader makes a binary fraction of it.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, cast

from yingshang.rules.errors import ResultTooLarge
from yingshang.rules.explaining.conditions import Phrase
from yingshang.rules.explaining.structure import (
    Datum,
    DecisionStep,
    Explanation,
    Known,
    Outcome,
    RuleStep,
    TableStep,
    Unknown,
)
from yingshang.rules.values import (
    Date,
    DateTime,
    Days,
    Kind,
    Months,
    Range,
    Time,
    Value,
    number_of,
    show,
)
from yingshang.rules.values.limits import is_larger
from yingshang.rules.values.parsing import (
    parse_date,
    parse_date_time,
    parse_duration,
    parse_time,
)

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]

_TAGS: Mapping[type, str] = {
    Decimal: "number", Date: "date", Time: "time", DateTime: "date and time",
    Days: "duration", Months: "duration",
}  # fmt: skip
_READERS: Mapping[str, Callable[[str], Value]] = {
    "number": number_of, "date": parse_date, "time": parse_time,
    "date and time": parse_date_time, "duration": parse_duration,
}  # fmt: skip


MOST_ENCODED = 1_000_000
"""Parts of a value that is written as JSON."""


def encoded(value: Known) -> Json:
    """The value as JSON. A function is shown, and cannot be read back.

    *Errors*: `ResultTooLarge`.
    """
    if is_larger(value, MOST_ENCODED):
        raise ResultTooLarge(limit=MOST_ENCODED)
    return _encoded(value)


def _encoded(value: Known) -> Json:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, Unknown):
        return {"unknown": [*sorted(value.keys)]}
    tag = _TAGS.get(type(value))
    if tag is not None:
        return {tag: str(value)}
    if isinstance(value, tuple):
        return [_encoded(element) for element in value]
    if isinstance(value, Mapping):
        return {"context": {name: _encoded(entry) for name, entry in value.items()}}
    if isinstance(value, Range):
        ends = [_encoded(value.low), _encoded(value.high)]
        return {"range": [*ends, value.includes_low, value.includes_high, value.unary]}
    return {"function": show(value)}


def decoded(found: Any) -> Known:
    """The value of its JSON. *Errors*: ValueError where it is none."""
    if found is None or isinstance(found, bool | str):
        return found
    if isinstance(found, list):
        return tuple(cast(Value, decoded(element)) for element in found)
    if not isinstance(found, dict) or len(found) != 1:
        raise ValueError(f"{found!r} is no encoded value")
    ((tag, content),) = found.items()
    if tag in _READERS:
        return _READERS[tag](content)
    match tag:
        case "context":
            return {name: cast(Value, decoded(entry)) for name, entry in content.items()}
        case "range":
            low, high = (cast(Value, decoded(end)) for end in content[:2])
            return Range(low, high, *content[2:])
        case "unknown":
            return Unknown(frozenset(content))
        case _:
            raise ValueError(f"a {tag} cannot be read back")


def encoded_data(data: Mapping[str, object]) -> Json:
    """What fills a sentence."""
    return {name: _encoded_datum(value) for name, value in data.items()}


def _encoded_datum(value: object) -> Json:
    if isinstance(value, Kind):
        return {"kind": value.value}
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return {"number": str(value)}
    return str(value)


def decoded_data(found: Mapping[str, Any]) -> dict[str, object]:
    """What fills a sentence, read back."""
    return {name: _decoded_datum(value) for name, value in found.items()}


def _decoded_datum(found: Any) -> object:
    if isinstance(found, dict):
        return Kind(found["kind"]) if "kind" in found else number_of(found["number"])
    return found


def encoded_explanation(explanation: Explanation) -> Json:
    """The explanation as JSON."""
    return {
        "decisions": [_decision(step) for step in explanation.decisions],
        "left_out": explanation.left_out,
    }


def decoded_explanation(found: Mapping[str, Any]) -> Explanation:
    """The explanation of its JSON."""
    steps = tuple(_decision_back(step) for step in found["decisions"])
    return Explanation(steps, found["left_out"])


def _data(data: tuple[Datum, ...]) -> Json:
    return [{"name": datum.name, "value": encoded(datum.value)} for datum in data]


def _data_back(found: Any) -> tuple[Datum, ...]:
    return tuple(Datum(datum["name"], decoded(datum["value"])) for datum in found)


def _decision(step: DecisionStep) -> Json:
    return {
        "key": step.key, "name": step.name, "value": encoded(step.value),
        "parts": _data(step.parts), "tables": [_table(table) for table in step.tables],
    }  # fmt: skip


def _decision_back(found: Any) -> DecisionStep:
    tables = tuple(_table_back(table) for table in found["tables"])
    return DecisionStep(found["key"], found["name"], decoded(found["value"]),
                        _data_back(found["parts"]), tables)  # fmt: skip


def _table(step: TableStep) -> Json:
    return {
        "name": step.name, "hit_policy": step.hit_policy, "inputs": _data(step.inputs),
        "rules": [_rule(rule) for rule in step.rules], "value": encoded(step.value),
    }  # fmt: skip


def _table_back(found: Any) -> TableStep:
    rules = tuple(_rule_back(rule) for rule in found["rules"])
    return TableStep(found["name"], found["hit_policy"], _data_back(found["inputs"]), rules,
                     decoded(found["value"]))  # fmt: skip


def _rule(step: RuleStep) -> Json:
    made: dict[str, Json] = {"number": step.number, "outcome": step.outcome.value}
    if step.cell is not None:
        cell: Json = {"text": step.cell.text, "zh": step.cell.zh, "en": step.cell.en}
        made |= {"column": step.column, "cell": cell}
    return made


def _rule_back(found: Any) -> RuleStep:
    cell = Phrase(**found["cell"]) if "cell" in found else None
    return RuleStep(found["number"], Outcome(found["outcome"]), found.get("column", -1), cell)
