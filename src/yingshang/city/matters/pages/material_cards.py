"""What a page of uploads shows for each material: what is given, what is held, what went wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from yingshang.city.matters.models import ApplicationMaterial
from yingshang.city.matters.pages import words
from yingshang.city.matters.pages.readers import Draft
from yingshang.city.matters.shrinking import PlannedMaterial
from yingshang.core.documents.formats import Format, listed
from yingshang.core.documents.services import held_by
from yingshang.core.models import Document
from yingshang.ui.form_errors import FormError

FIELD = "material."
SPELLINGS = {"jpg": "jpeg", "txt": "text", "tif": "tiff"}


@dataclass
class MaterialCard:
    """A material with the documents given for it and those that could be used again."""

    material: PlannedMaterial
    given: list[ApplicationMaterial]
    held: list[Document]
    problems: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of its upload control; the id is the same."""
        return FIELD + self.material.code

    @property
    def accepted(self) -> str:
        """What the browser's file chooser offers: endings of file names."""
        formats = formats_of(self.material.formats)
        return ",".join(ending for f in formats for ending in f.endings)

    @property
    def formats_text(self) -> str:
        """The formats that are taken, in words."""
        return formats_text(self.material.formats)

    @property
    def errors(self) -> list[FormError]:
        """Its problems, each with the control that mends it."""
        return [FormError(text, self.name) for text in self.problems]


def formats_text(allowed: Sequence[str]) -> str:
    """The formats that are taken, in words."""
    return listed(formats_of(allowed)).text(words.language())


def formats_of(allowed: Sequence[str]) -> list[Format]:
    """The formats that a list allows, as the platform names them."""
    known = {f.value for f in Format}
    codes = [SPELLINGS.get(code, code) for code in allowed]
    return [Format(code) for code in dict.fromkeys(codes) if code in known]


def cards_of(draft: Draft, problems: Mapping[str, Sequence[str]]) -> list[MaterialCard]:
    """A card a material, in the plan's order. Two SQL statements."""
    wanted = draft.plan.materials
    owner = draft.application.enterprise or draft.application.applicant
    given: dict[str, list[ApplicationMaterial]] = {}
    rows = draft.application.materials.select_related("document__blob").order_by("pk")
    for row in rows:
        given.setdefault(row.material, []).append(row)
    seen = {(code, row.document.blob_id) for code, rows in given.items() for row in rows}
    held: dict[str, list[Document]] = {}
    for document in held_by(owner, [m.code for m in wanted], at=draft.at):
        if (document.kind, document.blob_id) not in seen:
            seen.add((document.kind, document.blob_id))
            held.setdefault(document.kind, []).append(document)
    return [
        MaterialCard(m, given.get(m.code, []), held.get(m.code, []), list(problems.get(m.code, ())))
        for m in wanted
    ]
