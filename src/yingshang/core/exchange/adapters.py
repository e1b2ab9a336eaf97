"""What an adapter to an outside system can do, and which one serves which system."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable

from django.conf import settings
from django.utils.module_loading import import_string

from yingshang.core.exchange.errors import UnknownAdapter
from yingshang.core.exchange.places.letter import PREFIX
from yingshang.core.exchange.types import Answer, Outgoing, Status

SIMULATED = "yingshang.core.exchange.contrib.simulated.adapter.Simulated"
FILES = "yingshang.core.exchange.contrib.files.adapter.Files"
PLACES = "yingshang.core.exchange.places.adapter.Places"


class Adapter(Protocol):
    """One outside system of one place. The contract tests say what each method must keep.

    Any method may raise; the exchange writes the error down and comes back later. Every call ends
    by itself: an adapter sets its own time-outs.
    """

    @property
    def name(self) -> str:
        """What operators read in logs."""

    def send(self, message: Outgoing) -> None:
        """Hand the message over. Sending the same key again must not make a second one."""

    def status(self, key: str) -> Status:
        """How far the system has got with our message."""

    def answers(self) -> Iterable[Answer]:
        """All that the system has said and that was neither acknowledged nor refused yet."""

    def acknowledge(self, answer: Answer) -> None:
        """The answer is stored for good; do not offer it again."""

    def refuse(self, answer: Answer, reason: str) -> None:
        """The answer cannot be accepted; keep it aside with the reason, do not offer it again."""


@runtime_checkable
class InBatches(Adapter, Protocol):
    """An adapter that can do more: send and acknowledge many at once, or none of them.

    Whatever fails as a batch is done again one by one, so that one message stops no other.
    """

    def send_all(self, messages: Sequence[Outgoing]) -> None:
        """As `send`, for all."""

    def acknowledge_all(self, answers: Sequence[Answer], at: datetime) -> None:
        """As `acknowledge`, for all; `at` is the moment of collecting."""


Factory = Callable[[str, str], Adapter]


def adapter_for(place: str, system: str) -> Adapter:
    """The adapter that the settings name for the system of the place.

    `EXCHANGE_ADAPTERS` maps `place/system`, `system` or `*` to a factory or its dotted path; the
    most exact entry counts. Without one: simulated in demo mode, files in production; another
    place is reached by letters in both.
    """
    default = SIMULATED if settings.DEMO_MODE else FILES
    if system.startswith(PREFIX):
        default = PLACES
    table = _table()
    chosen = next((table[n] for n in (f"{place}/{system}", system, "*") if n in table), default)
    try:
        factory: Factory = import_string(chosen) if isinstance(chosen, str) else chosen
    except ImportError as error:
        raise UnknownAdapter(place=place, system=system, problem=str(error)) from error
    return factory(place, system)


def configured_pairs() -> list[tuple[str, str]]:
    """The (place, system) pairs that the settings name exactly."""
    pairs = (name.partition("/") for name in _table() if "/" in name)
    return [(place, system) for place, _, system in pairs]


def _table() -> Mapping[str, str | Factory]:
    table: Mapping[str, str | Factory] = getattr(settings, "EXCHANGE_ADAPTERS", {})
    return table
