"""Reading JSON strictly: every value where it belongs and nothing else, or the place that is wrong.

A reader of draws must not guess: an unknown member might be what changes the outcome.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from yingshang.errors import DomainError
from yingshang.proofs.draws.errors import DocumentMalformed
from yingshang.proofs.randomness.moments import moment

T = TypeVar("T")


def malformed(place: str, expected: str, expected_zh: str) -> DocumentMalformed:
    """The error for `place`, to be raised."""
    return DocumentMalformed(place=place, expected=expected, expected_zh=expected_zh)


class Part:
    """An object of the document, with its place; each member is asked for by its kind.

    Errors: `DocumentMalformed` from the constructor (members missing or unknown) and each reader.
    """

    def __init__(
        self, value: object, place: str, *, needed: set[str], optional: frozenset[str] = frozenset()
    ) -> None:
        if not isinstance(value, dict):
            raise malformed(place, "an object", "对象")
        for name in sorted(needed - value.keys()):
            raise malformed(f"{place}.{name}", "a value", "有值")
        for name in sorted(value.keys() - needed - optional):
            raise malformed(f"{place}.{name[:40]}", "no such member", "没有此项")
        self._value = value
        self.place = place

    def __contains__(self, name: str) -> bool:
        return name in self._value

    def raw(self, name: str) -> object:
        """The member as it is."""
        return self._value[name]

    def text(self, name: str) -> str:
        """A string."""
        value = self._value[name]
        if not isinstance(value, str):
            raise malformed(f"{self.place}.{name}", "text", "文字")
        return value

    def number(self, name: str) -> int:
        """An integer; true and false are none."""
        value = self._value[name]
        if type(value) is not int:
            raise malformed(f"{self.place}.{name}", "a whole number", "整数")
        return value

    def moment(self, name: str) -> datetime:
        """A moment in UTC."""
        try:
            return moment(self.text(name))
        except DomainError as wrong:
            raise malformed(
                f"{self.place}.{name}", wrong.text("en"), wrong.text("zh-hans")
            ) from None

    def bytes(self, name: str) -> bytes:
        """Bytes in lower-case hexadecimal."""
        text = self.text(name)
        try:
            value = bytes.fromhex(text)
        except ValueError:
            value = b""
        if value.hex() != text:
            raise malformed(f"{self.place}.{name}", "lower-case hexadecimal", "小写十六进制")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of strings."""
        return tuple(self._all(name, str, "a list of texts", "文字列表"))

    def numbers(self, name: str) -> list[int]:
        """A list of integers."""
        return self._all(name, int, "a list of whole numbers", "整数列表")

    def _all(self, name: str, kind: type[T], expected: str, expected_zh: str) -> list[T]:
        values = self._value[name]
        if not isinstance(values, list) or not set(map(type, values)) <= {kind}:
            raise malformed(f"{self.place}.{name}", expected, expected_zh)
        return values

    def each(self, name: str, read: Callable[[object, str], T]) -> tuple[T, ...]:
        """A list of parts, each read at its place."""
        values = self._value[name]
        if not isinstance(values, list):
            raise malformed(f"{self.place}.{name}", "a list", "列表")
        return tuple(read(one, f"{self.place}.{name}[{index}]") for index, one in enumerate(values))
