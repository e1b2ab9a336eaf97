"""A restaurant's food licence had on a promise: what many tests begin with. All of it invented."""

import io
from datetime import datetime, timedelta
from uuid import uuid4

from tests.cast import NOW, PLACE
from tests.scenes import scene
from yingshang.city.matters.applications import drafting, materials, submission
from yingshang.city.matters.applications.planning import planned
from yingshang.city.matters.desk import DeskStep, take_step
from yingshang.city.matters.models import Application
from yingshang.city.matters.undertakings.choices import Choosing, choose, ways_in
from yingshang.city.matters.undertakings.models import Kind, Undertaking
from yingshang.city.matters.undertakings.offers import way_for
from yingshang.core.models import Case, Party
from yingshang.simulation.cast import ensure_cast
from yingshang.simulation.files import illustrative_pdf

FOOD = "food_business_licence"
FIRM = "湘潭示例机电有限公司"
VALUES = {
    "company_name": FIRM,
    "legal_representative": {"name": "周示例", "id_number": "", "phone": "13800000004"},
    "contact_phone": "13800000004",
    "shop_address": "湘潭市岳塘区示例路 1 号",
    "shop_area": "120",
    "food_business": "hot_food",
    "food_safety_officer": {"name": "周示例", "id_number": "", "phone": "13800000004"},
}


class Kitchen:
    """The demo's firm applies for its food licence; the clock moves when somebody acts."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now
        self.cast = ensure_cast(PLACE, at=now - timedelta(days=30))
        self.firm = Party.objects.get(name=FIRM)
        self.owner = self.cast["client"]

    def later(self, **more: int):
        self.now += timedelta(**(more or {"minutes": 5}))
        return self.now

    def draft(self, who: str = "client", *, premises: str = "rented") -> Application:
        user = self.cast[who]
        draft = drafting.start_draft(PLACE, FOOD, user=user, at=self.now, enterprise=self.firm)
        drafting.answer(draft.pk, {"premises": premises}, user=user, at=self.now)
        draft.refresh_from_db()
        fields = {f.meaning for f in planned(draft, at=self.now).plan.fields}
        given = {name: value for name, value in VALUES.items() if name in fields}
        drafting.fill(draft.pk, _numbered(given), user=user, at=self.now)
        draft.refresh_from_db()
        return draft

    def ways(self, draft: Application, who: str = "client"):
        return ways_in(planned(draft, at=self.now), at=self.now, user=self.cast[who])

    def choose(self, draft: Application, kind: Kind, *, who: str = "client", lacking=(), **more):
        way = way_for(self.ways(draft, who), FOOD, kind)
        words = way.words_for(lacking or way.materials)
        choosing = Choosing(FOOD, kind, words.hash, tuple(lacking), **more)
        choice = choose(draft.pk, choosing, user=self.cast[who], at=self.later())
        draft.refresh_from_db()
        return choice

    def upload(self, draft: Application, *, who: str = "client") -> list[str]:
        """Everything that is still required."""
        wanted = [m.code for m in planned(draft, at=self.now).plan.materials if m.required]
        for code in wanted:
            file = io.BytesIO(illustrative_pdf(code))
            materials.upload(
                draft.pk, code, file, name=f"{code}.pdf", user=self.cast[who], at=self.now
            )
        return wanted

    def submitted(self, draft: Application, *, who: str = "client") -> Case:
        self.upload(draft, who=who)
        user = self.cast[who]
        application = submission.submit(draft.pk, user=user, key=uuid4(), at=self.later())
        return Case.objects.select_related("item", "office", "party").get(parent=application.case)

    def promised(self, kind: Kind = Kind.COMMITMENT, **more) -> Case:
        """A case that was submitted on a promise of this kind."""
        draft = self.draft()
        self.choose(draft, kind, **more)
        return self.submitted(draft)

    def step(self, case: Case, name: str, who: str = "approver", **more) -> None:
        take_step(DeskStep(case.pk, name, **more), user=self.cast[who], at=self.later())
        case.refresh_from_db()

    def undertaking(self, case: Case) -> Undertaking:
        return Undertaking.objects.get(case=case)

    def aftercheck(self, case: Case) -> Case:
        return Case.objects.get(checked_undertaking__case=case)


def _numbered(values):
    from yingshang.core.parties.illustrative import illustrative_id_number

    return {
        name: {**value, "id_number": illustrative_id_number(4)}
        if isinstance(value, dict)
        else value
        for name, value in values.items()
    }


@scene()
def kitchen_cast() -> None:
    """The demo cast as every kitchen has it."""
    Kitchen()
