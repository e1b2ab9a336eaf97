"""Two places in one database: Xiangtan receives, Heihe decides; each with its own people."""

import io
from datetime import timedelta
from functools import cached_property

from tests.cast import NOW
from tests.city.matters.services.story import Town, town_cast
from tests.scenes import scene
from yingshang.city.matters.crossregion.attaching import Given
from yingshang.city.matters.crossregion.models import CrossFile, Handover
from yingshang.city.matters.crossregion.opening import Wanted
from yingshang.city.matters.crossregion.receiving import Checked, forward, receive
from yingshang.core.access.models import Role
from yingshang.core.catalogue.services import load_place
from yingshang.core.exchange.services import turn
from yingshang.core.models import Case, User
from yingshang.core.parties.illustrative import illustrative_id_number
from yingshang.core.parties.persons import PersonDetails
from yingshang.simulation.elsewhere import ensure_elsewhere
from yingshang.simulation.files import illustrative_pdf

XIANGTAN, HEIHE = "430300", "231100"
FOOD = "heihe_food_business_licence"
OWNER = PersonDetails("李示例", illustrative_id_number(1), "13800005678")
VALUES = {
    "company_name": "黑河示例食品店",
    "contact_phone": "13800005678",
    "shop_address": "黑河市爱辉区示例街 1 号",
}


@scene(on=town_cast)
def two_places(_: None) -> None:
    """Xiangtan with its cast, and Heihe with a window and a licensing officer."""
    load_place("heihe")
    ensure_elsewhere(at=NOW - timedelta(days=30))


class Places(Town):
    """The town beside the other place."""

    @cached_property
    def heihe_clerk(self) -> User:
        return User.objects.get(username="heihe_clerk")

    @cached_property
    def heihe_officer(self) -> User:
        return User.objects.get(username="heihe_officer")

    def heihe_officer_of(self, office: str) -> User:
        return User.objects.get(posts__office__code=office, posts__office__place=HEIHE,
                                posts__role=Role.APPROVER)  # fmt: skip

    def received(self, code: str = FOOD, **more) -> CrossFile:
        """What the clerk in Xiangtan took from the owner."""
        wanted = Wanted(code, more.pop("values", VALUES), more.pop("given", materials()))
        return receive(self.cast["clerk"], OWNER, wanted, place=XIANGTAN, at=self.later())

    def forwarded(self, code: str = FOOD, **more) -> CrossFile:
        """Checked and on its way."""
        file = self.received(code, **more)
        checked = Checked(identity=True, form=True)
        return forward(file.case_id, checked, user=self.cast["clerk"], at=self.later())

    def post(self, turns: int = 2) -> None:
        """Let the worker carry letters and receipts."""
        for _ in range(turns):
            turn(self.later(minutes=1))

    def home(self, file: CrossFile) -> CrossFile:
        """The file of the dossier in Heihe."""
        rows = CrossFile.objects.select_related("case__item", "case__office", "case__party")
        return rows.get(dossier=file.dossier, role="home")

    def fresh(self, file: CrossFile) -> CrossFile:
        """The file with its case, as they are now."""
        return CrossFile.objects.select_related("case").get(pk=file.pk)

    def days(self, count: int) -> None:
        """Let days pass."""
        self.now += timedelta(days=count)

    def heihe(self, case: Case, step: str, who: User, **more) -> None:
        """A step at the desk in Heihe."""
        from yingshang.city.matters.desk import DeskStep, take_step

        take_step(DeskStep(case.pk, step, **more), user=who, at=self.later(minutes=1))


def materials() -> list[Given]:
    return [
        Given(code, io.BytesIO(illustrative_pdf(code)), f"{code}.pdf")
        for code in ("floor_plan", "food_safety_rules")
    ]


def log(file: CrossFile) -> list[tuple[str, str, str]]:
    """The responsibility log: place, act, who holds it then."""
    rows = Handover.objects.filter(file=file).order_by("at", "id")
    return [(row.place, row.act, row.holder) for row in rows]
