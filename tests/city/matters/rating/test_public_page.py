"""The public summary: rates with what they are a part of, services, outcomes, and no identity."""

import pytest

from tests.cast import NOW
from yingshang.core.ratings.followups import take_followup_step
from yingshang.core.ratings.opinions import Opinion
from yingshang.core.ratings.queries import FEWEST
from yingshang.core.ratings.rating import rate

pytestmark = pytest.mark.django_db


def page(response):
    return response.content.decode()


def test_with_no_ratings_it_says_so_and_shows_no_percentage(town, client):
    shown = page(client.get("/ratings/"))
    assert "这段时间还没有评价" in shown
    assert "%" not in shown.split("<main", 1)[1].split("<details", 1)[0]


def test_anybody_reads_rates_and_outcomes_and_nobody_who_rated(town, client):
    for grade in (5, 5, 4, 3, 1)[:FEWEST]:
        opinion = Opinion(grade, ("slow",) if grade == 1 else (), "张三说不公开")
        row = rate(town.case().pk, opinion, user=town.owner, at=NOW)
    for step in ("verify", "explain", "call_back"):
        take_followup_step(
            row.followup_case_id, step, user=town.caller, at=NOW, reason="示例业主知道了"
        )
    shown = page(client.get("/ratings/", {"period": "2026-11"}))
    assert "好评率（4 / 5）" in shown
    assert "80.0%" in shown
    assert "企业设立登记" in shown
    assert "已解释" in shown
    for secret in ("示例业主", "张三", "示例食品", str(row.subject_id), str(row.pk)):
        assert secret not in shown


def test_a_single_rating_names_no_service(town, client):
    rate(town.case().pk, Opinion(1), user=town.owner, at=NOW)
    shown = page(client.get("/ratings/"))
    assert "企业设立登记" not in shown
    assert "其他事项" in shown


def test_a_period_that_is_none_is_told_beside_its_field(town, client):
    answer = client.get("/ratings/", {"period": "<b>去年"})
    assert answer.status_code == 422
    assert "不是统计时段" in page(answer)
    assert "<b>去年" not in page(answer)


def test_the_page_is_read_only(town, client):
    assert client.post("/ratings/").status_code == 405
