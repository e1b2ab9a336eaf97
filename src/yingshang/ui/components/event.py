"""One line of a time line, in the style of a ledger."""

from dataclasses import dataclass

from yingshang.ui.components.link import Link


@dataclass(frozen=True)
class Event:
    """Who did what, when: `who` in plain type, `act` in bold, then `text`.

    `time_text` is what is read, `iso` the same moment for machines (ISO 8601); `lines` stand below
    in small type; `code` is the entry's number or hash, with `link` beside it.
    """

    time_text: str
    text: str = ""
    iso: str = ""
    who: str = ""
    act: str = ""
    lines: tuple[str, ...] = ()
    code: str = ""
    link: Link | None = None
