"""The search page: an officer finds the cases of her posts, everybody else their own."""

from dataclasses import dataclass

import pytest
import time_machine
from django.test import Client

from tests.cast import NOW, PLACE, Cast
from tests.core.cases.factory import opening
from tests.core.search.placing import place_all
from yingshang.core.cases.opening import open_cases
from yingshang.core.search.indexing import index_new

pytestmark = pytest.mark.django_db


@dataclass
class Desk:
    """A browser for each of the cast."""

    cast: Cast

    def get(self, who: str, path: str):
        client = Client()
        client.force_login(
            getattr(self.cast, who), backend="django.contrib.auth.backends.ModelBackend"
        )
        return client.get(path)


@pytest.fixture
def desk(settings) -> Desk:
    settings.DEMO_MODE = True
    with time_machine.travel(NOW, tick=False):
        cast = Cast()
        open_cases([opening(cast, title=f"企业设立登记：示例{n}") for n in range(52)])
        place_all()
        index_new(PLACE)
        yield Desk(cast)


def test_an_officer_finds_and_turns_to_older_ones(desk):
    first = desk.get("approver", "/search/?text=示例")
    assert len(first.context["rows"]) == 50
    assert "/desk/cases/" in first.context["rows"][0].url
    second = desk.get("approver", first.context["older"])
    assert len(second.context["rows"]) == 2
    assert second.context["older"] == ""
    assert "没有更早的了" in second.content.decode()
    assert "回到最新" in second.content.decode()


def test_an_applicant_finds_her_own_cases_on_her_side(desk):
    page = desk.get("owner", "/search/?text=qysl")
    assert page.context["rows"][0].url.startswith("/cases/")
    assert "全部单位" not in page.content.decode()
    assert "/exports/" not in page.content.decode()


def test_what_one_may_not_see_does_not_count(desk):
    for who in ("tax_approver", "stranger", "leader"):
        page = desk.get(who, "/search/?text=示例")
        assert page.context["rows"] == []
        assert "没有查到" in page.content.decode()


@pytest.mark.parametrize(
    "query",
    ["", "text=", "text=%00", "after=-1&text=示例", "after=x&text=示例", "item=../&office=1",
     "text=" + "示" * 200],
)  # fmt: skip
def test_nonsense_is_answered_without_an_error(desk, query):
    assert desk.get("approver", f"/search/?{query}").status_code == 200


def test_the_list_leads_to_its_export_with_the_same_question(desk):
    page = desk.get("approver", "/search/?text=示例&item=company_registration")
    assert page.context["export_url"] == (
        "/exports/new/core.search/?text=%E7%A4%BA%E4%BE%8B&item=company_registration"
    )


def test_the_api_finds_what_the_page_finds(desk):
    first = desk.get("approver", "/api/v1/search?text=示例&limit=40").json()
    second = desk.get("approver", f"/api/v1/search?text=示例&after={first['next']}").json()
    assert (len(first["items"]), len(second["items"]), second["next"]) == (40, 12, None)
    assert first["items"][0]["title"] == "企业设立登记：示例51"
    assert desk.get("stranger", "/api/v1/search?text=示例").json() == {"items": [], "next": None}
    assert desk.get("approver", "/api/v1/search?text=" + "示" * 81).status_code == 422
