"""A place in a pattern, going forward."""

from dataclasses import dataclass

from yingshang.rules.values.undefined import Undefined


@dataclass(slots=True)
class Reader:
    """Reads a pattern sign by sign. *Errors*: `Undefined` with the position, counted from 1."""

    text: str
    position: int = 0

    @property
    def is_at_end(self) -> bool:
        """Whether nothing is left."""
        return self.position >= len(self.text)

    def peek(self) -> str:
        """The next sign, without taking it; empty at the end."""
        return self.text[self.position : self.position + 1]

    def next(self) -> str:
        """The next sign."""
        if self.is_at_end:
            raise self.wrong()
        self.position += 1
        return self.text[self.position - 1]

    def take(self, sign: str) -> bool:
        """Whether the next sign is this one; takes it if so."""
        if self.text.startswith(sign, self.position):
            self.position += len(sign)
            return True
        return False

    def expect(self, sign: str) -> None:
        """Takes this sign."""
        if not self.take(sign):
            raise self.wrong()

    def number(self) -> int:
        """A number of at most nine digits."""
        start = self.position
        while (sign := self.peek()).isascii() and sign.isdigit():
            self.position += 1
        if not 0 < self.position - start < 10:
            raise self.wrong()
        return int(self.text[start : self.position])

    def wrong(self, *, back: int = 0) -> Undefined:
        """What to raise when the pattern is wrong here, or so many signs before."""
        return Undefined("wrong_pattern", pattern=self.text, position=self.position - back + 1)
