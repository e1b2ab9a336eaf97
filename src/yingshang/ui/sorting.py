"""Which column a table is sorted by: `?sort=due` ascending, `?sort=-due` descending."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class Sorting:
    """A column's public name and its direction."""

    column: str
    is_descending: bool = False

    @classmethod
    def parse(cls, text: str) -> "Sorting":
        """Read the value of `?sort=`."""
        return cls(text.removeprefix("-"), text.startswith("-"))

    def toggled(self, column: str) -> str:
        """The value of `?sort=` that a press on `column` asks for."""
        return f"-{column}" if self == Sorting(column) else column


def order_of(request: HttpRequest, columns: Mapping[str, str], *, default: str) -> tuple[str, ...]:
    """The `order_by` arguments for a request; a column not in `columns` falls back to `default`.

    `columns` maps the public name to the model's field; `pk` follows so that pages do not overlap.
    """
    asked = Sorting.parse(request.GET.get("sort", default))
    if asked.column not in columns:
        asked = Sorting.parse(default)
    field = columns[asked.column]
    return (f"-{field}" if asked.is_descending else field, "pk")
