"""What the letters between places say: their kinds, and the shape of each body.

Bodies are read strictly, at once, when a letter comes. Texts, whole numbers, lists and objects
only; what is personal stands in `sealed`.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

APPLICATION = "cross.application"
SUPPLEMENT = "cross.supplement"
WITHDRAWAL = "cross.withdrawal"
HANDED_OVER = "cross.handed_over"
STATE = "cross.state"
REJECTED = "cross.rejected"
QUESTION = "cross.question"
REPLY = "cross.reply"

Text = Annotated[str, Field(max_length=2000)]


class Shape(BaseModel):
    """Base of all bodies: nothing that is not in the form."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def body(self) -> dict[str, object]:
        """As it goes into a letter."""
        return self.model_dump(mode="json", exclude_none=True)


class Name(Shape):
    """What something is called in both languages."""

    zh: Text
    en: Text


class Line(Shape):
    """A line of the responsibility log."""

    key: Text
    at: Text
    place: Text
    holder: Text
    office: Name
    act: Text
    note: Text = ""


class Attachment(Shape):
    """A material: with its file in base64, or by post with its tracking number."""

    code: Text
    name: Text
    way: Text
    tracking: Text = ""
    file_name: Text = ""
    sha256: Text = ""
    content: str = ""


class Application(Shape):
    """The first letter: who wants what, what was checked, and when it was handed in."""

    matter: Text
    service: Text
    mode: Text
    number: Text
    office: Name
    handed_in_at: Text
    applicant: Text
    sealed: str
    fields: dict[str, str | int] = Field(default_factory=dict)
    materials: tuple[Attachment, ...] = ()
    checks: dict[str, str] = Field(default_factory=dict)
    log: tuple[Line, ...] = ()


class Rejected(Shape):
    """The home could not open a case of an application: why, in both languages."""

    reason: Name


class Supplement(Shape):
    """What the home asked for, in answer to its correction notice."""

    round: int
    note: Text = ""
    materials: tuple[Attachment, ...] = ()
    log: tuple[Line, ...] = ()


class Withdrawal(Shape):
    """The applicant asks to end it; the home says in its next state whether that came in time."""

    reason: Text = ""
    log: tuple[Line, ...] = ()


class HandedOver(Shape):
    """The window gave the result to the applicant."""

    received_by: Text
    at: Text
    log: tuple[Line, ...] = ()


class Result(Shape):
    """A licence or other result, and where anybody can check it."""

    name: Name
    number: Text
    check_url: Text = ""


class State(Shape):
    """The home's case as it stands: a whole picture each time, by its version."""

    version: int
    number: Text
    office: Name
    state: Text
    state_name: Name
    is_final: int
    received_at: Text
    accepted_at: Text = ""
    promised_due: Text = ""
    statutory_due: Text = ""
    decided_at: Text = ""
    reason: Text = ""
    results: tuple[Result, ...] = ()
    log: tuple[Line, ...] = ()


class Question(Shape):
    """The home asks another place."""

    inquiry: Text
    question: Text
    number: Text
    office: Name
    log: tuple[Line, ...] = ()


class Reply(Shape):
    """And is answered."""

    inquiry: Text
    answer: Text
    office: Name
    at: Text
    log: tuple[Line, ...] = ()
