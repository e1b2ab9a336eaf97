"""The JSON of one message in a file: the envelope's members and the signature in hex."""

import json
from typing import Any, ClassVar

from yingshang.core.exchange.types import Answer, Outgoing
from yingshang.errors import Invalid

_TEXTS = ("place", "system", "direction", "kind", "key", "in_reply_to", "signature")


class MalformedFile(Invalid):
    """A file in the inbox is no message."""

    code: ClassVar[str] = "exchange.malformed_file"
    zh: ClassVar[str] = "文件不是有效的消息：{problem}。"
    en: ClassVar[str] = "The file is no message: {problem}."


def outgoing_json(message: Outgoing) -> bytes:
    """The file of a message of ours."""
    return _json(message, "out", "")


def answer_json(answer: Answer) -> bytes:
    """The file of an answer, as an outside system writes it."""
    return _json(answer, "in", answer.in_reply_to)


def _json(message: Outgoing | Answer, direction: str, in_reply_to: str) -> bytes:
    form = {
        "v": 1,
        "place": message.place,
        "system": message.system,
        "direction": direction,
        "kind": message.kind,
        "key": message.key,
        "in_reply_to": in_reply_to,
        "body": message.body,
        "signature": message.signature.hex(),
    }
    return json.dumps(form, ensure_ascii=False, indent=1, sort_keys=True).encode()


def read_outgoing(content: bytes) -> Outgoing:
    """Our message as the outside system reads it. Errors: `MalformedFile`."""
    form = _members(content, "out")
    return Outgoing(
        form["place"],
        form["system"],
        form["kind"],
        form["key"],
        form["body"],
        _signature(form["signature"]),
    )


def read_answer(content: bytes, receipt: str) -> Answer:
    """An answer, of the right form but unverified. Errors: `MalformedFile`."""
    form = _members(content, "in")
    return Answer(
        form["place"],
        form["system"],
        form["kind"],
        form["key"],
        form["in_reply_to"],
        form["body"],
        _signature(form["signature"]),
        receipt,
    )


def _members(content: bytes, direction: str) -> dict[str, Any]:
    try:
        form = json.loads(content.decode("utf-8"), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise MalformedFile(problem=str(error)) from error
    if not isinstance(form, dict) or form.get("v") != 1:
        raise MalformedFile(problem='expected an object with "v": 1')
    wrong = [name for name in _TEXTS if not isinstance(form.get(name), str)]
    if not isinstance(form.get("body"), dict):
        wrong.append("body")
    if wrong:
        raise MalformedFile(problem=f"missing or of a wrong type: {', '.join(wrong)}")
    if form["direction"] != direction:
        raise MalformedFile(problem=f'"direction" must be "{direction}"')
    return form


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose names stand once: twice would leave open which one was signed."""
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member stands twice in one object")
    return members


def _signature(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError as error:
        raise MalformedFile(problem="signature is not hex") from error
