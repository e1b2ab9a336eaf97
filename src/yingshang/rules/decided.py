"""What `decide` answers: the value, why, and by which rules, to be kept and repeated."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from yingshang.rules.explaining import encoding, rendering
from yingshang.rules.explaining.conditions import plainly
from yingshang.rules.explaining.encoding import Json
from yingshang.rules.explaining.structure import Explanation
from yingshang.rules.messages import sentence
from yingshang.rules.problems import EvaluationWarning
from yingshang.rules.source import Place, Span
from yingshang.rules.values import Value


@dataclass(frozen=True)
class Decided:
    """The answer to one case.

    `is_known` is false where the answer hangs on inputs that were not given: `missing` names those
    that matter, and `value` is then None and means nothing. `inputs` are what was given, as FEEL
    values; with `model_hash` they pin the decision, so that it can be repeated.
    """

    decision: str
    value: Value
    is_known: bool
    missing: tuple[str, ...]
    warnings: tuple[EvaluationWarning, ...]
    explanation: Explanation | None
    inputs: Mapping[str, Value]
    model_hash: str
    is_known_anyway: bool = False
    """Known, although something is missing that was looked at."""
    input_names: Mapping[str, str] = field(default_factory=dict)
    """The names of inputs by key, for sentences."""

    def of(
        self, value: Value, warnings: tuple[EvaluationWarning, ...], inputs: Mapping[str, Value]
    ) -> "Decided":
        """The same question's answer in another case: as `dataclasses.replace`, but quickly."""
        found = object.__new__(Decided)
        fields = found.__dict__
        fields.update(self.__dict__)
        fields["value"], fields["warnings"], fields["inputs"] = value, warnings, inputs
        return found

    def text(self, language: str = "zh") -> str:
        """The answer and its reasons in plain sentences."""
        lines = [self._head(language)]
        if self.explanation is not None:
            lines.append(rendering.text(self.explanation, language, self.input_names))
        for warning in self.warnings:
            data = {"sentence": warning.text(language)}
            lines.append(sentence("null_because", data, language))
        return "\n".join(line for line in lines if line)

    def tree(self, language: str = "zh") -> tuple[rendering.Branch, ...]:
        """The reasons as sentences, each with those that support it."""
        if self.explanation is None:
            return ()
        return rendering.tree(self.explanation, language, self.input_names)

    def _head(self, language: str) -> str:
        if not self.is_known:
            missing = ", ".join(self.missing)
            return sentence("decision_open", {"name": self.decision, "missing": missing}, language)
        data = {"name": self.decision, "value": plainly(self.value, language)}
        code = "decision_known_anyway" if self.is_known_anyway else "decision_made"
        return sentence(code, data, language)

    def to_json(self) -> dict[str, Json]:
        """The answer as JSON, without binary fractions; `from_json` reads it back.

        *Errors*: `ResultTooLarge`.
        """
        explanation = self.explanation
        return {
            "decision": self.decision,
            "value": encoding.encoded(self.value),
            "is_known": self.is_known,
            "is_known_anyway": self.is_known_anyway,
            "missing": list(self.missing),
            "warnings": [_warning(warning) for warning in self.warnings],
            "explanation": None if explanation is None
            else encoding.encoded_explanation(explanation),
            "inputs": {name: encoding.encoded(value) for name, value in self.inputs.items()},
            "input_names": dict(self.input_names),
            "model_hash": self.model_hash,
        }  # fmt: skip

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> "Decided":
        """The answer that was kept. *Errors*: KeyError, ValueError for what is none."""
        explanation = found["explanation"]
        return cls(
            decision=found["decision"],
            value=_value(found["value"]),
            is_known=found["is_known"],
            is_known_anyway=found["is_known_anyway"],
            missing=tuple(found["missing"]),
            warnings=tuple(map(_warning_back, found["warnings"])),
            explanation=None if explanation is None else encoding.decoded_explanation(explanation),
            inputs={name: _value(value) for name, value in found["inputs"].items()},
            input_names=dict(found["input_names"]),
            model_hash=found["model_hash"],
        )


def _value(found: Any) -> Value:
    return cast(Value, encoding.decoded(found))


def _warning(warning: EvaluationWarning) -> Json:
    place = warning.place
    return {
        "code": warning.code, "data": encoding.encoded_data(warning.data),
        "file": place.file, "line": place.line, "element": place.element, "cell": place.cell,
        "text": place.text, "span": [warning.span.start, warning.span.end],
    }  # fmt: skip


def _warning_back(found: Mapping[str, Any]) -> EvaluationWarning:
    place = Place(**{name: found[name] for name in ("file", "line", "element", "cell", "text")})
    data = encoding.decoded_data(found["data"])
    return EvaluationWarning(found["code"], place, Span(*found["span"]), data)
