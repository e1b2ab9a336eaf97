"""A template and its data become words in one language."""

from collections.abc import Mapping

from yingshang.core.notices.errors import MissingDatum, UnknownTemplate
from yingshang.core.notices.templates import TEMPLATES, Template


def check(code: str, data: Mapping[str, object]) -> None:
    """Errors: `UnknownTemplate`; `MissingDatum` names every datum that is not there."""
    missing = sorted(_template(code).needs - data.keys())
    if missing:
        raise MissingDatum(template=code, names=", ".join(missing))


def render(code: str, data: Mapping[str, object], language: str) -> tuple[str, str]:
    """Title and text; anything that is not English reads Chinese. The title is one line."""
    template = _template(code)
    is_english = language.startswith("en")
    values = {name: _shown(value, is_english) for name, value in data.items()}
    title = template.title_en if is_english else template.title_zh
    text = template.text_en if is_english else template.text_zh
    return " ".join(title.format(**values).split()), text.format(**values)


def _template(code: str) -> Template:
    if code not in TEMPLATES:
        raise UnknownTemplate(template=code)
    return TEMPLATES[code]


def _shown(value: object, is_english: bool) -> str:
    if isinstance(value, Mapping) and {"zh", "en"} <= value.keys():
        value = value["en" if is_english else "zh"]
    return str(value)
