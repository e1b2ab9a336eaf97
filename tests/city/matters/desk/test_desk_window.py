"""From the queue ticket to the receipt: the clerk acts, the person applies."""

import io
import uuid

import pytest

from tests.cast import NOW
from tests.city.matters.desk.making import ID_NUMBER, LATER, PDF, in_days
from yingshang.city.matters.applications.doors import get_application_for
from yingshang.city.matters.applications.drafting import answer, fill
from yingshang.city.matters.applications.errors import ApplicationMissing
from yingshang.city.matters.applications.materials import upload
from yingshang.city.matters.applications.planning import planned
from yingshang.city.matters.applications.submission import submit
from yingshang.city.matters.models import Application, Paper
from yingshang.core.access.models import Post, Role
from yingshang.core.ids import new_id
from yingshang.core.ledger.queries import entries_of
from yingshang.core.models import Party, WindowService
from yingshang.core.parties.illustrative import illustrative_id_number

PERSON = {"name": "示例来客", "id_number": ID_NUMBER, "phone": "13800005678"}


@pytest.fixture
def colleague(cast):
    from tests.cast import login, serve

    return serve(login("clerk2", "二号窗口"), cast.office("service_centre"), Role.CLERK)


def take(client, code="company_opening", key=None):
    form = {"service": code, "submission_key": key or str(uuid.uuid4())}
    return client.post("/window/ticket/", form)


def called(cast, enter, client):
    """The clerk's browser with a person at the window."""
    take(client)
    browser = enter(cast.clerk)
    browser.post("/window/call/")
    return browser, WindowService.objects.get(clerk_id=cast.clerk.pk)


def post(browser, service, action, /, **form):
    response = browser.post(f"/window/{service.pk}/{action}/", form)
    service.refresh_from_db()
    return response


def test_anybody_takes_a_number_and_sees_who_waits_before(client):
    first = take(client)
    second = take(client)
    page = client.get(second["Location"]).content.decode()
    assert "A002 号" in page
    assert "前面还有 1 位" in page
    assert "下一位就是您" in client.get(first["Location"]).content.decode()


def test_the_same_press_gives_one_ticket(client):
    key = str(uuid.uuid4())
    assert take(client, key=key)["Location"] == take(client, key=key)["Location"]
    assert WindowService.objects.count() == 1


@pytest.mark.parametrize("code", ["", "no_such_service"])
def test_a_ticket_for_nothing_is_refused(client, code):
    page = take(client, code)
    assert page.status_code == 422
    assert WindowService.objects.count() == 0


def test_an_unknown_ticket_is_not_found(client):
    assert client.get(f"/window/ticket/{new_id()}/").status_code == 404


def test_numbers_are_called_in_order_each_once(cast, enter, client, colleague):
    take(client)
    take(client)
    assert (
        "请 A001 号到窗口" in enter(cast.clerk).post("/window/call/", follow=True).content.decode()
    )
    assert (
        "请 A002 号到窗口" in enter(colleague).post("/window/call/", follow=True).content.decode()
    )


def test_nobody_is_called_while_somebody_is_served_or_nobody_waits(cast, enter, client):
    browser = enter(cast.clerk)
    assert "现在没有人排队" in browser.post("/window/call/", follow=True).content.decode()
    browser, _service = called(cast, enter, client)
    take(client)
    page = browser.post("/window/call/", follow=True)
    assert "A001 号还没有办完" in page.content.decode()


def test_only_a_clerk_has_a_window(cast, enter, client):
    for user in (cast.approver, cast.stranger, cast.owner):
        assert enter(user).get("/window/").status_code == 403
        assert enter(user).post("/window/call/").status_code == 403
    assert client.get("/window/").status_code == 302


def test_a_colleague_cannot_act_in_anothers_service(cast, enter, client, colleague):
    _browser, service = called(cast, enter, client)
    for action in ("identify", "sign", "receipt", "end"):
        form = PERSON if action == "identify" else {}
        assert post(enter(colleague), service, action, **form).status_code == 404


@pytest.mark.parametrize(
    ("change", "wrong"),
    [({"name": ""}, "name"), ({"id_number": "430300199001010000"}, "id_number"),
     ({"phone": "123"}, "phone")],
)  # fmt: skip
def test_a_wrong_identity_names_the_field(cast, enter, client, change, wrong):
    browser, service = called(cast, enter, client)
    page = post(browser, service, "identify", **(PERSON | change))
    assert page.status_code == 422
    assert wrong in page.context["identify"].errors
    assert service.party_id is None


def test_the_person_is_registered_and_shown_masked(cast, enter, client):
    browser, service = called(cast, enter, client)
    assert post(browser, service, "identify", **PERSON).status_code == 302
    assert Party.objects.get(pk=service.party_id).name == "示例来客"
    page = browser.get("/window/").content.decode()
    assert "示例来客" in page
    assert ID_NUMBER not in page


def test_an_application_begins_on_behalf_of_the_person_and_goes_on_in_her_form(cast, enter, client):
    browser, service = called(cast, enter, client)
    post(browser, service, "identify", **PERSON)
    response = post(browser, service, "start", service="company_opening")
    draft = Application.objects.get()
    assert response["Location"] == f"/applications/{draft.pk}/"
    assert draft.started_by == cast.clerk
    assert draft.applicant_id == service.party_id
    (entry,) = entries_of([draft.pk])
    assert (entry.actor_id, entry.on_behalf_of) == (cast.clerk.pk, service.party_id)
    assert browser.get(response["Location"], follow=True).status_code == 200
    again = post(browser, service, "start", service="company_opening")
    assert again["Location"] == response["Location"]
    assert Application.objects.count() == 1


def test_before_identifying_nothing_can_be_started(cast, enter, client):
    browser, service = called(cast, enter, client)
    assert post(browser, service, "start", service="company_opening").status_code == 422
    assert Application.objects.count() == 0


def test_the_clerk_opens_only_what_she_began_today(cast, enter, client, colleague):
    draft, _service = begun(cast, enter, client)
    assert get_application_for(cast.clerk, draft.pk, at=LATER) == draft
    for user, at in ((colleague, LATER), (cast.approver, LATER), (cast.clerk, in_days(1))):
        with pytest.raises(ApplicationMissing):
            get_application_for(user, draft.pk, at=at)
    Post.objects.filter(user=cast.clerk).update(valid_until=NOW)
    with pytest.raises(ApplicationMissing):
        get_application_for(cast.clerk, draft.pk, at=LATER)


def test_from_the_ticket_to_the_receipt(cast, enter, client):
    draft, service = begun(cast, enter, client)
    browser = enter(cast.clerk)
    assert (
        "申请还没有收件"
        in browser.post(f"/window/{service.pk}/receipt/", follow=True).content.decode()
    )
    fill_in(draft, cast.clerk)
    submit(draft.pk, user=cast.clerk, key=uuid.uuid4(), at=LATER)
    draft.refresh_from_db()
    assert draft.state == "signing"
    assert "当面签名" in browser.get("/window/").content.decode()
    post(browser, service, "sign")
    draft.refresh_from_db()
    assert draft.state == "submitted"
    post(browser, service, "receipt")
    post(browser, service, "receipt")
    paper = Paper.objects.get(kind="receipt")
    assert paper.number.startswith("潭收 ")
    assert paper.body["materials"]
    assert paper.number in browser.get("/window/").content.decode()
    assert (
        "企业设立登记" in enter(cast.approver).get(f"/desk/cases/{draft.case_id}/").content.decode()
    )
    post(browser, service, "end")
    assert service.ended_at is not None
    assert service.case_id == draft.case_id
    acts = [entry.action for entry in entries_of([service.pk])]
    assert acts == ["window.take", "window.call", "window.identify", "window.end"]
    assert "已经结束" in client.get(f"/window/ticket/{service.pk}/").content.decode()


def test_a_signature_in_presence_is_for_the_person_at_the_window_only(cast, enter, client):
    draft, service = begun(cast, enter, client)
    other = {**PERSON, "name": "另一位", "id_number": illustrative_id_number(9)}
    fill_in(draft, cast.clerk, shareholders=[other])
    submit(draft.pk, user=cast.clerk, key=uuid.uuid4(), at=LATER)
    browser = enter(cast.clerk)
    post(browser, service, "sign")
    draft.refresh_from_db()
    assert draft.state == "signing"
    assert post(browser, service, "sign").status_code == 404


def begun(cast, enter, client):
    browser, service = called(cast, enter, client)
    post(browser, service, "identify", **PERSON)
    post(browser, service, "start", service="company_opening")
    return Application.objects.get(), service


def fill_in(draft, clerk, **more):
    """Everything that the plan asks, with the person in every role."""
    draft = answer(
        draft.pk,
        {"shareholding": "one", "premises": "owned", "staff_now": "later",
         "account_now": "later"},
        user=clerk, at=LATER,
    )  # fmt: skip
    values = {}
    for field in planned(draft, at=LATER).plan.fields:
        values[field.meaning] = {
            "person": PERSON, "persons": [PERSON], "phone": "13800005678", "number": "3",
            "money_fen": "100000", "date": "2026-12-01", "boolean": "yes",
            "choice": field.choices[0].value if field.choices else "",
            "address": "湘潭市雨湖区示例路 1 号",
        }.get(field.type, "示例内容")  # fmt: skip
    values |= {"company_name": "湘潭窗口示例有限公司", **more}
    fill(draft.pk, values, user=clerk, at=LATER)
    for material in planned(draft, at=LATER).plan.materials:
        if material.required:
            upload(draft.pk, material.code, io.BytesIO(PDF), name=f"{material.code}.pdf",
                   user=clerk, at=LATER)  # fmt: skip
