"""One pair of a definition list."""

from dataclasses import dataclass

from yingshang.ui.components.link import Link


@dataclass(frozen=True)
class Fact:
    """A label and its value, with a link to what stands behind it if there is one."""

    label: str
    value: object
    link: Link | None = None

    @classmethod
    def of(cls, pair: "Fact | tuple[object, object]") -> "Fact":
        """Accept a plain pair where no link is needed."""
        return pair if isinstance(pair, Fact) else cls(str(pair[0]), pair[1])
