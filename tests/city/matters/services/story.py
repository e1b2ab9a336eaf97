"""Steps of the main job that many tests need, each through the services."""

import io
from datetime import timedelta
from uuid import uuid4

from tests.cast import NOW, PLACE
from tests.scenes import scene
from yingshang.city.matters.applications import drafting, materials, submission
from yingshang.city.matters.applications.planning import planned
from yingshang.city.matters.desk import DeskStep, take_step
from yingshang.city.matters.models import Application
from yingshang.core.access.models import User
from yingshang.core.exchange.services import turn
from yingshang.core.models import Case
from yingshang.simulation.cast import DemoCast, ensure_cast
from yingshang.simulation.files import illustrative_pdf
from yingshang.simulation.opening import ANSWERS, values

COMPANY = "湘潭测试示例科技有限公司"


class Town:
    """The demo cast at a moment that the test moves on."""

    def __init__(self) -> None:
        self.now = NOW
        self.cast: DemoCast = ensure_cast(PLACE, at=NOW - timedelta(days=30))

    def later(self, **more: int):
        self.now += timedelta(**(more or {"minutes": 5}))
        return self.now

    def draft(self, who: str = "owner", *, answers=None, **more) -> Application:
        draft = drafting.start_draft(
            PLACE, "company_opening", user=self.cast[who], at=self.now, **more
        )
        return drafting.answer(draft.pk, answers or ANSWERS, user=self.cast[who], at=self.now)

    def filled(self, who: str = "owner", *, company: str = COMPANY, **more) -> Application:
        draft = self.draft(who, **more)
        plan = planned(draft, at=self.now).plan
        wanted = {field.meaning for field in plan.fields}
        given = {name: value for name, value in values(company).items() if name in wanted}
        drafting.fill(draft.pk, given, user=self.cast[who], at=self.now)
        for material in plan.materials:
            self.upload(draft, material.code, who=who)
        draft.refresh_from_db()
        return draft

    def upload(self, draft: Application, material: str, *, who: str = "owner"):
        file = io.BytesIO(illustrative_pdf(material))
        return materials.upload(
            draft.pk, material, file, name=f"{material}.pdf", user=self.cast[who], at=self.now
        )

    def submitted(self, who: str = "owner", **more) -> Application:
        draft = self.filled(who, **more)
        return submission.submit(draft.pk, user=self.cast[who], key=uuid4(), at=self.later())

    def signed(self, who: str = "owner", **more) -> Case:
        application = self.submitted(who, **more)
        for signature in application.signatures.filter(state="pending"):
            submission.decide_signature(
                application.pk,
                user=User.objects.get(person=signature.signer_id),
                content=signature.content_hash,
                at=self.later(),
                agrees=True,
            )
        application.refresh_from_db()
        assert application.case is not None
        return application.case

    def member(self, bundle: Case, code: str) -> Case:
        return Case.objects.select_related("item", "office").get(parent=bundle, item__code=code)

    def step(self, case: Case, name: str, who: str, **more) -> None:
        take_step(DeskStep(case.pk, name, **more), user=self.cast[who], at=self.later(minutes=1))

    def granted(self, case: Case, clerk: str, officer: str) -> None:
        for name, who in (("accept", clerk), ("handle", officer), ("grant", officer)):
            self.step(case, name, who)

    def exchange(self) -> None:
        turn(self.later(minutes=1))

    def states(self, bundle: Case) -> dict[str, str]:
        return dict(Case.objects.filter(parent=bundle).values_list("item__code", "state"))


@scene()
def town_cast() -> None:
    """The demo cast as every town has it."""
    Town()
