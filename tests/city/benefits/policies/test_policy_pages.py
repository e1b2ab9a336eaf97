"""The library of policies and a policy's page, for whoever comes by."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, PLACE
from yingshang.city.benefits.policies.errors import NoSuchPolicy
from yingshang.city.benefits.policies.library import Wish, library
from yingshang.city.benefits.policies.reading import policies, policy
from yingshang.core.catalogue.rules import rule_path

pytestmark = pytest.mark.django_db
LIBRARY = "/benefits/policies/"
REFUND = f"{LIBRARY}job_retention_refund_2022/"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def _text(client, url: str, language: str = "zh-hans", status: int = 200) -> str:
    answer = client.get(url, headers={"accept-language": language})
    assert answer.status_code == status
    return answer.content.decode()


def _found(**asked: str) -> set[str]:
    wish = Wish.of(asked)
    return {one.code for one in library(PLACE, wish, on=NOW.date())}


def test_the_library_is_narrowed_by_words_mode_office_state_and_kind() -> None:
    assert len(_found()) == 11
    assert _found(q="稳岗") == {"job_retention_refund_2022"}
    assert _found(q="13号 小型") == {"small_profit_income_tax_2022"}
    assert _found(q="pledged PATENTS") == {"patent_pledge_subsidy"}
    assert _found(q="市场监督") == {"patent_pledge_subsidy"}
    assert _found(mode="without_application") == {
        "job_retention_refund_2022", "industrial_inclusion_award",
    }  # fmt: skip
    assert _found(office="science") == {"technology_loan_interest"}
    assert len(_found(kind="left")) == 5
    assert _found(kind="left", state="in_force") == {"small_profit_income_tax_2023"}
    assert _found(q="没有这样的政策") == set()


def test_what_holds_stands_first() -> None:
    found = [one.state.holds for one in library(PLACE, Wish(), on=NOW.date())]
    assert found == sorted(found, reverse=True)
    assert set(found) == {True, False}


def test_a_policy_is_found_under_either_spelling_and_an_unknown_one_names_the_known() -> None:
    listed = policy(PLACE, "job-retention-refund-2022", on=date(2022, 7, 31))
    assert (listed.code, listed.on) == ("job_retention_refund_2022", date(2022, 7, 31))
    for unknown in ("nothing", "no\x00thing", "x" * 500, ""):
        with pytest.raises(NoSuchPolicy, match="first_loan_award"):
            policy(PLACE, unknown)


def test_all_policies_of_a_place_are_one_statement() -> None:
    policies(PLACE, NOW.date())
    with CaptureQueriesContext(connection) as asked:
        found = policies(PLACE, NOW.date())
    assert (len(found), len(asked)) == (11, 1)


def test_the_library_page_answers_in_both_languages_and_in_part(client) -> None:
    page = _text(client, f"{LIBRARY}?q=首贷")
    assert "首贷奖补" in page
    assert "稳岗返还" not in page
    assert "Award for a first bank loan" in _text(client, f"{LIBRARY}?q=loan", "en")
    part = client.get(LIBRARY, headers={"hx-request": "true"}).content.decode()
    assert "<html" not in part
    nothing = _text(client, f"{LIBRARY}?q=没有的")
    assert "没有符合的政策" in nothing


def test_a_policy_s_page_shows_rule_papers_parameters_and_examples(client) -> None:
    page = _text(client, REFUND)
    for wanted in (
        "人社部发〔2022〕23号", "社会保险服务机构", "备付期限要超过 12 个月", "5 个工作日",
        "国家比例上限", "不小于2022-05-31且不大于2022-12-31",
        "裁员人数 &gt; 裁员率上限 * 裁员率基数",
        "湖南 2022 年的算法未查到", "辽宁", "应享 11,111.10", "一致", "已到期",
        policy(PLACE, "job_retention_refund_2022").rule.hash,
    ):  # fmt: skip
        assert wanted in page, wanted
    assert "不一致" not in page


def test_the_page_is_in_english_as_far_as_texts_go(client) -> None:
    page = _text(client, REFUND, "en")
    for wanted in (
        "Job-retention refund", "National limit of the rate", "Rate of refund",
        "at least 2022-05-31 and at most 2022-12-31", "Eligible 11,111.10", "Shanghai",
    ):  # fmt: skip
        assert wanted in page, wanted


def test_a_policy_without_a_paper_says_so(client) -> None:
    page = _text(client, f"{LIBRARY}technology_loan_interest/")
    assert "没有查到这条政策的文件" in page
    assert "专利权质押融资补助" in page
    assert "示意" in page


def test_a_policy_that_is_to_be_reviewed_or_was_not_says_so(client) -> None:
    with time_machine.travel(datetime(2028, 5, 2, tzinfo=UTC), tick=False):
        assert "待复审" in _text(client, f"{LIBRARY}first_loan_award/")
    with time_machine.travel(datetime(2028, 8, 2, tzinfo=UTC), tick=False):
        assert "已自动停止" in _text(client, f"{LIBRARY}first_loan_award/")


def test_the_rule_can_be_taken_away_as_it_decides(client) -> None:
    answer = client.get(f"{REFUND}rule.dmn")
    assert answer.content == rule_path("common/job_retention_refund").read_bytes()
    assert answer["Content-Disposition"] == 'attachment; filename="job_retention_refund.dmn"'


def test_an_unknown_policy_is_not_found(client) -> None:
    _text(client, f"{LIBRARY}nothing/", status=404)
    assert client.get(f"{LIBRARY}nothing/rule.dmn").status_code == 404


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("sector=工业&staff=250&revenue=40000", "小型"),
        ("sector=工业&staff=19&revenue=40000", "微型"),
        ("sector=建筑业&revenue=80000&assets=79999", "中型"),
        ("sector=工业&revenue=299", "微型"),
        ("sector=工业&revenue=40000", "还缺：从业人员"),
    ],
)
def test_the_size_class_follows_from_four_answers_or_fewer(client, asked, wanted) -> None:
    assert wanted in _text(client, f"{LIBRARY}size-class/?{asked}").split("规则</h2>")[0]


def test_a_wrong_answer_about_the_size_is_told_beside_the_field(client) -> None:
    page = _text(client, f"{LIBRARY}size-class/?sector=工业&staff=-1", status=422)
    assert "staff" in page
    assert "Wholesale" in _text(client, f"{LIBRARY}size-class/", "en")
    assert client.get(f"{LIBRARY}size-class/rule.dmn").status_code == 200


def test_the_api_tells_the_same(client) -> None:
    listed = client.get("/api/v1/benefits/policies?mode=self_declared&state=in_force").json()
    assert [one["code"] for one in listed] == ["small_profit_income_tax_2023"]
    one = client.get("/api/v1/benefits/policies/job-retention-refund-2022").json()
    assert one["rule_hash"] == policy(PLACE, one["code"]).rule.hash
    assert one["state"] == "expired"
    assert {"name": "裁员率算法", "is_unsure": True}.items() <= one["parameters"][2].items()
    english = client.get(
        "/api/v1/benefits/policies/first_loan_award", headers={"accept-language": "en"}
    )
    assert english.json()["title"] == "Award for a first bank loan"
    assert client.get("/api/v1/benefits/policies/nothing").status_code == 404
    assert client.get("/api/v1/benefits/policies?mode=gift").status_code == 422
