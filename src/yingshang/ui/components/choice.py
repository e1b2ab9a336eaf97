"""A choice with a hint, for radio buttons and checkboxes shown as cards."""

from dataclasses import dataclass

from typing_extensions import override


@dataclass(frozen=True)
class Choice:
    """Stands where a form field's choice has its label: `("post", Choice("邮寄", "到付"))`."""

    label: str
    hint: str = ""

    @override
    def __str__(self) -> str:
        return str(self.label)
