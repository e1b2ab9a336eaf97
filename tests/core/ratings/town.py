"""Finished services of the cast to rate, and who works at the call-back desk."""

from datetime import timedelta
from functools import cached_property

from tests.cast import NOW, PLACE, Cast, login, serve
from yingshang.core.access.models import Role, User
from yingshang.core.cases.models import Case
from yingshang.core.catalogue.models import Item
from yingshang.core.ids import new_id
from yingshang.core.parties.models import Party
from yingshang.core.ratings.models import WindowService

ENDED = NOW - timedelta(days=1)
COMMENT = "跑了两趟才办好"


class Town(Cast):
    @cached_property
    def caller(self) -> User:
        return serve(login("caller", "回访员"), self.office("service_centre"), Role.CALLBACK)

    @cached_property
    def rated_officer(self) -> User:
        """Serves at the office whose service is rated, in every role there is but call-back."""
        roles = [role for role in Role if role not in (Role.CALLBACK, Role.CLERK, Role.DELIVERY)]
        return serve(login("rated", "登记人员"), self.office("market_regulation"), *roles)

    def case(
        self,
        party: Party | None = None,
        *,
        ended=ENDED,
        item="company_registration",
        office="market_regulation",
        kind="matter",
    ) -> Case:
        return Case.objects.create(
            id=new_id(),
            place=PLACE,
            number=f"示例 {new_id()}"[:40],
            kind=kind,
            state="delivered",
            party=party or self.company,
            office=self.office(office),
            item=Item.objects.get(place=PLACE, code=item, is_current=True),
            opened_at=NOW - timedelta(days=3),
            closed_at=ended,
        )

    def window(self, *, office="service_centre", ended=ENDED, **more) -> WindowService:
        return WindowService.objects.create(
            place=PLACE,
            office=self.office(office),
            ticket=str(new_id())[-12:],
            day=ENDED.date(),
            taken_at=ENDED,
            ended_at=ended,
            **more,
        )
