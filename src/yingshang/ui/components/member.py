"""One member of a list of parts that make a whole."""

from dataclasses import dataclass
from enum import StrEnum

from yingshang.ui.components.state import State


class Dot(StrEnum):
    """How far a part is: done, under way, waiting, or stopped."""

    KEPT = "kept"
    NOW = "now"
    WAIT = "wait"
    BROKEN = "broken"


@dataclass(frozen=True)
class Member:
    """A part: its title, one line of detail, the dot before it and the tag after it."""

    title: str
    detail: str = ""
    dot: Dot | str = Dot.WAIT
    tag: str = ""
    state: State | str = State.ACT
    url: str = ""

    @property
    def dot_class(self) -> str:
        """The CSS class of the dot."""
        return Dot(self.dot).value
