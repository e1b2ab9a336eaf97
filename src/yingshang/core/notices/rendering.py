"""A template and its data become words in one language."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from uuid import UUID

from yingshang.core.notices.errors import MissingDatum, UnknownTemplate
from yingshang.core.notices.models import Notice
from yingshang.core.notices.templates import TEMPLATES, Template
from yingshang.core.notices.types import Telling
from yingshang.core.statements import fetch, uuids

OF_CASE = frozenset({"number", "title", "office"})
"""What a text says of a case and the case itself knows: it stands in no notice's row."""
Data = Mapping[str, object]


def check(telling: Telling) -> None:
    """Errors: `UnknownTemplate`; `MissingDatum` names every datum that is not there."""
    missing = needs_of(telling.template, of_case=telling.of_case) - telling.data.keys()
    if missing:
        raise MissingDatum(template=telling.template, names=", ".join(sorted(missing)))


@lru_cache(maxsize=512)
def needs_of(code: str, *, of_case: bool) -> frozenset[str]:
    """What whoever tells must give. Errors: `UnknownTemplate`."""
    return _template(code).needs - (OF_CASE if of_case else frozenset())


def whole_data(notices: Iterable[Notice]) -> dict[UUID, Data]:
    """The data of each notice, with what its case knows; one SQL statement for all of them."""
    notices = list(notices)
    about = {n.subject_id for n in notices if needs_of(n.template, of_case=False) - n.data.keys()}
    cases = {row[0]: row[1:] for row in fetch(_CASES, [uuids(about)])} if about else {}
    return {n.pk: {**_known(cases.get(n.subject_id)), **n.data} for n in notices}


def _known(case: tuple[str, str, str, str] | None) -> dict[str, object]:
    if case is None:
        return {}
    number, title, office, office_en = case
    return {"number": number, "title": title, "office": {"zh": office, "en": office_en}}


_CASES = """
SELECT c.id, c.number, coalesce(nullif(c.title, ''), i.body ->> 'name'), o.name, o.name_en
FROM core_case c JOIN core_item i ON i.id = c.item_id JOIN core_office o ON o.id = c.office_id
WHERE c.id = ANY (%s::uuid[])"""


def render(code: str, data: Data, language: str) -> tuple[str, str]:
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
