"""The one way in which a pure function of values says that there is no value."""

from typing_extensions import override


class Undefined(Exception):
    """There is no value; FEEL makes it null. `code` names the sentence that says why.

    Not a `DomainError`: nobody outside sees it. The evaluator catches it at the expression that
    raised it and turns it into a `EvaluationWarning` with the place.
    """

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code)
        self.code = code
        self.data = data

    @override
    def __str__(self) -> str:
        told = ", ".join(f"{key}={value!r}" for key, value in self.data.items())
        return f"{self.code}({told})"
