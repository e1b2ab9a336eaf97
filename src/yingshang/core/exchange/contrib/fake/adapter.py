"""An outside system in memory, for tests of those who use the exchange."""

from collections.abc import Callable, Iterator

from yingshang.core.exchange.contrib.files.counterpart import answer_to
from yingshang.core.exchange.envelope import verify
from yingshang.core.exchange.errors import SystemUnavailable
from yingshang.core.exchange.types import Answer, Outgoing, Status

Respond = Callable[[Outgoing], dict[str, object]]


def _echo(message: Outgoing) -> dict[str, object]:
    return {"outcome": "done", "key": message.key}


class Fake:
    """Answers each message once: at the first asking, or after `silent_asks` more.

    `failing_sends` of the next sends raise `SystemUnavailable`; `forgets` receives and loses them.
    """

    name = "fake"

    def __init__(
        self, place: str, system: str, *, respond: Respond = _echo, silent_asks: int = 0
    ) -> None:
        self.place, self.system = place, system
        self.respond, self.silent_asks = respond, silent_asks
        self.failing_sends = 0
        self.forgets = False
        self.sends: list[str] = []
        self.received: dict[str, Outgoing] = {}
        self.acknowledged: list[str] = []
        self.refused: dict[str, str] = {}
        self._offered: dict[str, Answer] = {}
        self._asks: dict[str, int] = {}

    def send(self, message: Outgoing) -> None:
        """Keep the message by its key."""
        self.sends.append(message.key)
        if self.failing_sends:
            self.failing_sends -= 1
            raise SystemUnavailable(system=self.system)
        verify(message, "out", "", message.signature)
        if not self.forgets:
            self.received.setdefault(message.key, message)

    def status(self, key: str) -> Status:
        """From memory."""
        if key in self.acknowledged or key in self._offered:
            return Status.ANSWERED
        if key in self.refused:
            return Status.REFUSED
        return Status.RECEIVED if key in self.received else Status.UNKNOWN

    def answers(self) -> Iterator[Answer]:
        """What is due by the number of askings, and not yet acknowledged or refused."""
        for key, message in self.received.items():
            self._asks[key] = self._asks.get(key, 0) + 1
            if self._asks[key] > self.silent_asks:
                self.offer(answer_to(message, self.respond(message)))
        yield from [a for a in self._offered.values() if not self._is_settled(a)]

    def offer(self, answer: Answer) -> None:
        """Say something, asked or not, well formed or not."""
        receipt = answer.receipt or answer.key
        self._offered.setdefault(
            receipt,
            Answer(
                answer.place,
                answer.system,
                answer.kind,
                answer.key,
                answer.in_reply_to,
                answer.body,
                answer.signature,
                receipt,
            ),
        )

    def acknowledge(self, answer: Answer) -> None:
        """Remember that it was stored."""
        self.acknowledged.append(answer.receipt)

    def refuse(self, answer: Answer, reason: str) -> None:
        """Remember why it was not accepted."""
        self.refused[answer.receipt] = reason

    def _is_settled(self, answer: Answer) -> bool:
        return answer.receipt in self.acknowledged or answer.receipt in self.refused
