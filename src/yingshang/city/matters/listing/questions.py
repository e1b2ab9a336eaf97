"""Conditions and questions: equality tables only; real rules are DMN files, see `guidance`."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from yingshang.core.catalogue.items import ListModel
from yingshang.core.catalogue.schemas import Code, Text


def _as_tuple(value: Any) -> Any:
    """One answer may stand without brackets."""
    if isinstance(value, str):
        return (value,)
    return tuple(value) if isinstance(value, list) else value


AnswerValue = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
When = dict[
    Code, Annotated[tuple[AnswerValue, ...], BeforeValidator(_as_tuple), Field(min_length=1)]
]
"""Question -> the answers for which something is needed; every question named must agree."""


class Choice(ListModel):
    """One possible answer."""

    value: AnswerValue
    label: Text
    label_en: Text


class Question(ListModel):
    """A scenario question whose answer shrinks what is asked; `default` is the usual answer."""

    code: Code
    text: Text
    text_en: Text
    hint: Text | None = None
    hint_en: Text | None = None
    choices: Annotated[tuple[Choice, ...], Field(min_length=2)]
    default: AnswerValue | None = None

    @property
    def values(self) -> tuple[str, ...]:
        """The values one may answer."""
        return tuple(choice.value for choice in self.choices)
