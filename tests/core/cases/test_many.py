"""A large batch is judged over what its rows share, and every row as if it came alone."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from tests.cast import NOW, Cast, login, mandate, person, serve
from tests.core.cases.factory import move, opening
from yingshang.city.matters.guards import HAS_RESULT
from yingshang.core.access.models import Post, Role, Substitution
from yingshang.core.cases.advancing import advance, step_on
from yingshang.core.cases.guards import MANY
from yingshang.core.cases.judging import judge
from yingshang.core.cases.models import Case
from yingshang.core.cases.opening import open_cases
from yingshang.core.ids import new_id

pytestmark = pytest.mark.django_db
MINUTES = (0, 5, 20)
BEFORE = {"accept": "received", "handle": "accepted", "grant": "reviewed", "withdraw": "received"}


@pytest.fixture
def cast():
    return Cast()


def everybody(cast):
    """Officers who may, may not, may for a while, stand in, or would decide about their own."""
    office = cast.office("market_regulation")
    leaving = serve(login("leaving", "离任"), office, Role.HANDLER, Role.APPROVER)
    Post.objects.filter(user=leaving).update(valid_until=NOW + timedelta(minutes=10))
    tied = serve(login("tied", "当事", party=person("当事")), office, Role.HANDLER, Role.APPROVER)
    mandate(cast.company, tied.person, kind="agent", valid_until=NOW + timedelta(days=1))
    stand_in = login("stand_in", "代班")
    Substitution.objects.create(
        post=Post.objects.get(user=cast.approver, role=Role.APPROVER), substitute=stand_in,
        valid_from=NOW + timedelta(minutes=3), valid_until=NOW + timedelta(minutes=30),
    )  # fmt: skip
    narrow = serve(login("narrow", "专岗"), office, Role.APPROVER, items=("none_of_these",))
    gone = serve(login("gone", "停用"), office, Role.APPROVER)
    gone.is_active = False
    gone.save()
    return [cast.clerk, cast.approver, cast.tax_approver, leaving, tied, stand_in, narrow, gone,
            cast.owner, cast.stranger, None]  # fmt: skip


def told(moves, judged, refused):
    """Step or refusal by row."""
    found = {row.move.case_id: row.step.name for row in judged}
    found |= {row.case_id: row.code for row in refused}
    return [found[one.case_id] for one in moves]


def test_each_row_of_a_large_batch_is_judged_as_if_it_came_alone(cast):
    people = everybody(cast)
    asked = list(product(people, BEFORE, MINUTES))
    codes = ("company_registration", "invoice_first_issue")
    rows = [
        opening(cast, code=codes[n // 3 % 2], state=BEFORE[step])
        for n, (_, step, _) in enumerate(asked)
    ]
    open_cases(rows)
    moves = [
        move(row.case_id, step, who, at=NOW + timedelta(minutes=later))
        for row, (who, step, later) in zip(rows, asked, strict=True)
    ]
    assert len(moves) > MANY
    alone = [told([one], *judge([one], 0))[0] for one in moves]
    assert told(moves, *judge(moves, 0)) == alone
    assert {"accept", "grant", "withdraw", "cases.own", "cases.not_yours"} <= set(alone)


def test_what_follows_by_itself_is_not_judged_again_and_nothing_else_follows(cast):
    row = replace(opening(cast), case_id=new_id())
    open_cases([row])
    (moved,) = advance([move(row.case_id, "accept", cast.clerk)]).moved
    with pytest.raises(ValueError, match="deliver does not follow"):
        step_on([(moved.standing, move(row.case_id, "deliver"))], proven={HAS_RESULT.code})
    with pytest.raises(ValueError, match="handle does not follow"):
        step_on([(moved.standing, move(row.case_id, "handle", cast.approver))])
    granted = moved.standing._replace(state="granted")
    with pytest.raises(ValueError, match="deliver does not follow"):
        step_on([(granted, move(row.case_id, "deliver"))])
    (after,) = step_on([(granted, move(row.case_id, "deliver"))], proven={HAS_RESULT.code})
    case = Case.objects.get(pk=row.case_id)
    assert (case.state, case.version, case.closed_at) == ("delivered", after.version, NOW)
