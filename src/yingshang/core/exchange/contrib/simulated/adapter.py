"""A simulated vertical system on the other side of the file-based reference.

Everything real is exercised: files, signatures, both directions. Only the answers are made up.
"""

from collections.abc import Iterator

from typing_extensions import override

from yingshang.core.exchange.contrib.files.adapter import Files
from yingshang.core.exchange.contrib.files.counterpart import Counterpart
from yingshang.core.exchange.contrib.simulated.results import result
from yingshang.core.exchange.types import Answer


class Simulated(Files):
    """Answers whatever waits in its folder whenever it is asked for answers."""

    name = "simulated"

    @override
    def answers(self) -> Iterator[Answer]:
        """First let the simulated system work, then read what it wrote."""
        counterpart = Counterpart(self.folder)
        for message in counterpart.messages():
            counterpart.answer(message, result(message))
            counterpart.take(message)
        yield from super().answers()
