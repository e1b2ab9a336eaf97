"""A bundle's rule is read with the bundle: its text becomes part of the row."""

from typing import Any

from yingshang.city.matters.listing.vocabulary import fill_from_vocabulary
from yingshang.core.catalogue.items import Items
from yingshang.core.catalogue.rules import RuleMissing, rule_path


def fill_bundle(data: dict[str, Any], items: Items) -> None:
    """The shared words, and the text of the rule that the bundle names, if there is one.

    A list never writes the text itself. A rule that is not there is told by the check.
    """
    fill_from_vocabulary(data, items)
    data.pop("guidance_text", None)
    name = data.get("guidance")
    if isinstance(name, str) and (text := _text_of(name)) is not None:
        data["guidance_text"] = text


def _text_of(name: str) -> str | None:
    try:
        return rule_path(name).read_text(encoding="utf-8")
    except (RuleMissing, OSError, UnicodeDecodeError):
        return None
