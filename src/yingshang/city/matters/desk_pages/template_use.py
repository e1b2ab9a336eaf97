"""A reply template in a step's form: offered as links, filled into the field it is for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from yingshang.city.matters.tools.models import ReplyTemplate
from yingshang.city.matters.tools.placeholders import filled
from yingshang.city.matters.tools.templates import STEPS, templates_for
from yingshang.core.models import Case
from yingshang.ui.components import Link

FIELDS: Mapping[str, str] = {
    "ask_correction": "others",
    "refuse_acceptance": "reason",
    "send_back": "reason",
    "refuse": "reason",
    "transfer": "reason",
}
"""Where a step's template goes; at the other steps it is the opinion."""


@dataclass(frozen=True)
class Used:
    """A template that is in use in a form."""

    template: ReplyTemplate
    field: str
    text: str

    def data(self) -> dict[str, object]:
        """What the step's entry keeps of it."""
        return {"template": str(self.template.code), "template_version": self.template.version}


def template_links(case: Case, step: str) -> list[Link]:
    """The templates that the case's office has for a step, as links to the filled form."""
    if step not in STEPS:
        return []
    url = reverse("desk_step", args=[case.pk, step])
    return [Link(t.name, f"{url}?template={t.pk}") for t in templates_for(case, step)]


def used_template(case: Case, step: str, asked: str, *, at: datetime) -> Used | None:
    """The template that is asked for, if the case's office has it for this step."""
    try:
        template_id = UUID(asked)
    except ValueError:
        return None
    template = templates_for(case, step).filter(pk=template_id).first()
    if template is None:
        return None
    return Used(template, FIELDS.get(step, "opinion"), filled(template.text, case, at=at))
