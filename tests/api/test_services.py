"""The public guide by API."""

import pytest

from tests.api.callers import Caller

pytestmark = pytest.mark.django_db
ANYBODY = Caller


def test_services_come_in_pages_that_miss_none() -> None:
    whole = [one["code"] for one in ANYBODY().get("/services?limit=200")["items"]]
    found: list[str] = []
    page = ANYBODY().get("/services?limit=5")
    while page["next"]:
        found += [one["code"] for one in page["items"]]
        page = ANYBODY().get(f"/services?limit=5&after={page['next']}")
    assert found + [one["code"] for one in page["items"]] == whole
    assert whole[0] in {"company_opening", "restaurant_opening", "staff_hiring"}


def test_the_guide_says_what_who_how_long_and_what_it_took_before() -> None:
    guide = ANYBODY(**{"Accept-Language": "en"}).get("/services/company_opening")
    assert guide["service"]["name"] == "Opening a company"
    assert guide["before"]["materials"] > guide["plan"]["effort"]["materials"]
    registration = guide["matters"][0]
    assert registration["promised_limit"]["text"]
    assert registration["fee_fen"] == 0


def test_answers_shrink_the_plan_and_nothing_is_kept() -> None:
    path = "/services/company_opening/plan"
    several = ANYBODY().post(path, {"answers": {"shareholding": "several", "staff_now": "now"}})
    single = ANYBODY().post(path, {"answers": {"shareholding": "one", "staff_now": "later"}})
    assert single["counts"]["fields_after"] < several["counts"]["fields_after"]
    assert "social_insurance_enrolment" in single["deferred"]


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"shareholding": "thousand"}, "matters.answer_unknown"),
        ({"weather": "rain"}, "matters.question_unknown"),
    ],
)
def test_an_unknown_answer_or_question_is_named(answers: dict[str, str], code: str) -> None:
    refused = ANYBODY().post("/services/company_opening/plan", {"answers": answers}, status=422)
    assert refused["code"] == code
    assert refused["field"] in answers


def test_a_service_that_is_not_offered_is_missing() -> None:
    assert ANYBODY().get("/services/gold_mining", status=404)["code"] == "matters.no_such_service"
    ANYBODY().post("/services/gold_mining/plan", {}, status=404)
