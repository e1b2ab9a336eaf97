"""The statistics pages: whose numbers, which days, and the cases behind each."""

import csv
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from tests.cast import NOW, PLACE, Cast, login, serve
from tests.city.matters.desk.making import received, step
from tests.core.search.placing import place_all
from yingshang.city.matters.statistics.keeping import keep
from yingshang.core.access.models import Role
from yingshang.core.exports.models import Export
from yingshang.core.exports.services import Order, ask
from yingshang.core.exports.writing import write_export
from yingshang.core.measures.period import Period
from yingshang.core.measures.registry import measure
from yingshang.core.models import Office

pytestmark = pytest.mark.django_db
LAST_MONTH = NOW - timedelta(days=30)


@pytest.fixture
def cast(settings, tmp_path) -> Cast:
    settings.DEMO_MODE = True
    settings.FILES_FOLDER = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield Cast()


@pytest.fixture
def town(cast) -> Cast:
    """Three registrations: one decided late, one decided today, one of last month still open."""
    late, quick, _old = (*received(cast, count=2), *received(cast, at=LAST_MONTH))
    for case in (late, quick):
        step(case, "accept", cast.clerk)
    late.commitments.filter(clock="promised").update(due_at=NOW - timedelta(hours=1))
    for case in (late, quick):
        step(case, "handle", cast.approver)
        step(case, "grant", cast.approver)
    place_all()
    keep(PLACE)
    return cast


def browser(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def head_of(code: str):
    return serve(
        login(f"head-{code}", "负责人"), Office.objects.get(place=PLACE, code=code), Role.HEAD
    )


def figures(page) -> dict[str, str]:
    table = page.context["table"]
    return dict(zip(table.heads, (cell.text for cell in table.total.cells), strict=True))


def test_a_supervisor_sees_the_numbers_of_this_month_and_goes_down_to_the_cases(town):
    client = browser(town.supervisor)
    page = client.get("/statistics/")
    found = figures(page)
    assert [found[name] for name in ("收件", "受理", "办结", "超期办结")] == ["2", "2", "2", "1"]
    assert (found["超期率"], found["按期办结率"], found["即办率"]) == ("50.0%", "50.0%", "100.0%")
    assert "超期最多的是湘潭市市场监督管理局：1 件" in page.content.decode()
    overdue = page.context["table"].total.cells[3]
    cases = client.get(overdue.url)
    assert len(cases.context["rows"]) == overdue.n == 1
    for row in (*page.context["table"].rows, page.context["table"].total):
        for cell in row.cells[:4]:
            if cell.url:
                assert len(client.get(cell.url).context["rows"]) == cell.n


def test_other_days_are_chosen_and_nonsense_reads_this_month(town):
    client = browser(town.leader)
    whole = client.get("/statistics/?first=2026-10-01&last=2026-11-24&by=month")
    assert [row.name for row in whole.context["table"].rows] == ["2026-10", "2026-11"]
    assert figures(whole)["收件"] == "3"
    for wrong in ("first=2026-11-30&last=2026-11-01", "first=rubbish", "by=no&kind=x", "office=7"):
        assert figures(client.get(f"/statistics/?{wrong}"))["收件"] == "2"


def test_a_head_sees_her_own_office_only(town):
    own, other = head_of("market_regulation"), head_of("tax")
    assert figures(browser(own).get("/statistics/"))["收件"] == "2"
    empty = browser(other).get("/statistics/")
    assert "没有统计数" in empty.content.decode()
    asked = f"/statistics/?office={town.office('market_regulation').pk}"
    assert "没有统计数" in browser(other).get(asked).content.decode()
    cases = f"/statistics/cases/?drill=decided&office={town.office('market_regulation').pk}"
    assert len(browser(own).get(cases).context["rows"]) == 2
    assert len(browser(other).get(cases).context["rows"]) == 0


def test_a_leader_sees_numbers_and_no_cases_and_others_see_neither(town):
    page = browser(town.leader).get("/statistics/")
    assert figures(page)["收件"] == "2"
    assert "/statistics/cases/" not in page.content.decode()
    assert browser(town.leader).get("/statistics/cases/").status_code == 403
    for user in (town.clerk, town.approver, town.stranger):
        assert browser(user).get("/statistics/").status_code == 403


def test_the_file_holds_the_table_as_shown(town):
    client = browser(town.leader)
    answer = client.get("/statistics/file.csv?by=item")
    rows = list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))
    assert rows[0][1:5] == ["收件", "受理", "办结", "超期办结"]
    assert [row[0] for row in rows[1:]] == ["企业设立登记", "合计"]
    assert rows[1][1:5] == ["2", "2", "2", "1"]


def test_the_way_leads_from_an_office_to_its_services_and_days(town):
    client = browser(town.supervisor)
    (office,) = client.get("/statistics/").context["table"].rows
    (item,) = client.get(office.url).context["table"].rows
    days = client.get(item.url).context["table"].rows
    assert (item.name, [row.name for row in days]) == ("企业设立登记", ["2026-11-24"])


def test_the_cases_behind_a_number_are_exported(town):
    order = Order("matters.statistics", {"drill": "overdue", "first": "2026-11-01"})
    export = ask(order, user=town.supervisor, at=NOW)
    write_export(export.pk)
    assert Export.objects.get().row_count == 1
    refused = ask(order, user=town.approver, at=NOW)
    write_export(refused.pk)
    refused.refresh_from_db()
    assert (refused.state, refused.problem) == ("failed", "matters.statistics_only")


def test_the_measures_count_the_same_and_name_their_cases(town):
    late = measure("matters.overdue_rate")
    value = late.compute(PLACE, Period.parse("2026-11"))
    assert (value.value, value.n, len(value.parts)) == (0.5, 2, 1)
    assert late.cases(PLACE, Period.parse("2026-11")).count() == 1
    nothing = late.compute(PLACE, Period.parse("2025"))
    assert (nothing.value, nothing.n) == (None, 0)


def test_the_api_answers_sums_and_rates(town):
    client = browser(town.supervisor)
    answer = client.get("/api/v1/statistics?first=2026-11-01&last=2026-11-24&by=item").json()
    assert answer["total"]["sums"]["decided"] == 2
    rates = {rate["id"]: (rate["value"], rate["n"]) for rate in answer["items"][0]["rates"]}
    assert rates["overdue_rate"] == (0.5, 2)
    denied = browser(town.approver).get("/api/v1/statistics?first=2026-11-01&last=2026-11-24")
    assert denied.status_code == 403


def test_the_pages_take_a_fixed_number_of_statements(town, django_assert_max_num_queries):
    client = browser(town.supervisor)
    client.get("/statistics/")
    with django_assert_max_num_queries(14):
        client.get("/statistics/")
