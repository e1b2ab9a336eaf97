"""Builds offices, items, people, posts and cases, each with one call."""

from datetime import datetime, timedelta

from yingshang.core.access.models import Post, Substitution, User
from yingshang.core.cases.models import Case
from yingshang.core.catalogue.models import Edition, Item
from yingshang.core.ids import new_id
from yingshang.core.parties.models import Mandate, Office, Party

HOME, ELSEWHERE = "430302", "430304"


class Town:
    """Two places with offices `market` and `tax`; everything starts a year before `at`."""

    def __init__(self, *, at: datetime, day: timedelta) -> None:
        self.at, self.day = at, day
        self.begun = at - 365 * day
        edition = Edition.objects.create(place=HOME, content_hash="0" * 64, rows=0, loaded_at=at)
        self.offices = {
            (place, code): Office.objects.create(
                place=place, code=code, name=code, name_en=code, kind="office"
            )
            for place in (HOME, ELSEWHERE)
            for code in ("market", "tax")
        }
        self.items = {
            code: Item.objects.create(
                place=HOME, kind="matter", code=code, content_hash=code[:1] * 64, body={},
                source="illustrative", file="x.yaml", edition=edition, is_current=True,
            )
            for code in ("bundle", "registration", "seal")
        }  # fmt: skip

    def office(self, code="market", place=HOME) -> Office:
        return self.offices[place, code]

    def person(self, name="示例甲") -> Party:
        return Party.objects.create(kind="person", name=name)

    def enterprise(self, name="示例企业") -> Party:
        return Party.objects.create(kind="enterprise", name=name)

    def user(self, person=None, **more) -> User:
        return User.objects.create(
            username=f"u{new_id()}", display_name="示例用户", person=person, **more
        )

    def post(self, user, role, *, office=None, items=(), begun=None, ended=None) -> Post:
        return Post.objects.create(
            user=user, office=office or self.office(), role=role, items=list(items),
            valid_from=begun or self.begun, valid_until=ended,
        )  # fmt: skip

    def officer(self, role, **where) -> User:
        user = self.user()
        self.post(user, role, **where)
        return user

    def substitute(self, post, user, *, begun=None, ended=None) -> Substitution:
        return Substitution.objects.create(
            post=post, substitute=user, valid_from=begun or self.begun,
            valid_until=ended or self.at + self.day, reason="休假",
        )  # fmt: skip

    def mandate(self, principal, holder, *, scope=(), begun=None, ended=None, revoked=None):
        return Mandate.objects.create(
            kind="agent", principal=principal, holder=holder, scope=list(scope),
            valid_from=begun or self.begun, valid_until=ended or self.at + self.day,
            revoked_at=revoked,
        )  # fmt: skip

    def case(self, party, *, office=None, item="registration", parent=None) -> Case:
        where = office or self.office()
        case_id = new_id()
        return Case.objects.create(
            id=case_id, place=where.place, number=str(case_id), kind="matters.case",
            state="received", party=party, office=where, item=self.items[item], parent=parent,
            opened_at=self.at - self.day,
        )  # fmt: skip
