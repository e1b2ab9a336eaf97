"""The pages: the offer, the window, the home's view, the applicant's own; and their doors."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.city.matters.crossregion.places import FOOD, OWNER, VALUES, Places
from yingshang.city.matters.crossregion.models import CrossFile, Inquiry
from yingshang.core.models import Case, User
from yingshang.simulation.files import illustrative_pdf

pytestmark = pytest.mark.django_db
LEASE = {"tracking_lease_contract": "SF0001"}
SHOP = {"shop_name": "示例小店", "shop_address": "黑河市示例路", "contact_phone": "13800005678"}
PERSON = {"name": OWNER.name, "id_number": OWNER.id_number, "phone": OWNER.phone}


class Visitors:
    """People at their browsers, at the moment that the places have reached."""

    def __init__(self, places: Places) -> None:
        self.places = places

    def send(self, user: User, path: str, data: dict | None = None, **headers: str):
        client = Client(headers=headers)
        client.force_login(user)
        with time_machine.travel(self.places.later(), tick=False):
            return client.get(path) if data is None else client.post(path, data)


@pytest.fixture
def visit(places):
    return Visitors(places).send


def pdf(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{name}.pdf", illustrative_pdf(name), "application/pdf")


def received_by_page(places, visit) -> CrossFile:
    path = f"/desk/cross-region/receive/{FOOD}/"
    sent = {
        **PERSON, **VALUES, "material_floor_plan": pdf("floor_plan"),
        "material_food_safety_rules": pdf("food_safety_rules"),
    }  # fmt: skip
    clerk = places.cast["clerk"]
    assert "公民身份号码" in visit(clerk, path).content.decode()
    wrong = visit(clerk, path, {**PERSON, **VALUES, "id_number": "1"})
    assert wrong.status_code == 422
    answer = visit(clerk, path, sent)
    file = CrossFile.objects.select_related("case").get()
    assert answer["Location"] == f"/desk/cross-region/cases/{file.case_id}/"
    return file


def test_a_matter_goes_from_window_to_window_by_pages(places, visit):
    file = received_by_page(places, visit)
    clerk, owner, officer = places.cast["clerk"], places.cast["owner"], places.heihe_officer
    url = f"/desk/cross-region/cases/{file.case_id}/"
    page = visit(clerk, url).content.decode()
    assert "已核对申请人身份" in page
    assert "138****5678" in page
    assert visit(clerk, url + "forward/", {"version": 1, "identity": "on"}).status_code == 422
    assert visit(clerk, url + "forward/", {"version": 1, "identity": "on", "form": "on"})
    places.post()
    home = places.home(file)
    there = f"/desk/cross-region/cases/{home.case_id}/"
    assert f'href="/desk/cases/{home.case_id}/"' in visit(officer, there).content.decode()
    assert home.case.number in visit(officer, "/desk/").content.decode()
    assert visit(officer, f"/desk/cases/{home.case_id}/").status_code == 200
    places.heihe(home.case, "accept", officer)
    places.post()
    mine = visit(owner, f"/cross-region/cases/{file.case_id}/").content.decode()
    for text in (
        "交件（不计入期限）",
        "业务属地受理",
        "期限自次日起算",
        "法定最迟",
        home.case.number,
    ):
        assert text in mine
    for step in ("handle", "grant"):
        places.heihe(home.case, step, officer)
    places.post()
    page = visit(clerk, url).content.decode()
    assert home.case.licences.get().number in page
    visit(clerk, url + "hand_over/", {"received_by": "李示例"})
    assert places.fresh(file).case.state == "delivered"
    listed = visit(owner, "/cross-region/").content.decode()
    assert file.case.number in listed


def test_a_question_is_asked_and_answered_by_pages(places, visit):
    file = places.forwarded("heihe_individual_business", values=SHOP, given=_lease())
    places.post()
    home, officer, clerk = places.home(file), places.heihe_officer, places.cast["clerk"]
    places.heihe(home.case, "accept", officer)
    there = f"/desk/cross-region/cases/{home.case_id}/"
    assert visit(officer, there + "ask/", {"question": ""}).status_code == 422
    assert visit(officer, there + "ask/", {"question": "有无同名商户？"}).status_code == 302
    places.post()
    here = f"/desk/cross-region/cases/{file.case_id}/"
    assert "有无同名商户？" in visit(clerk, here).content.decode()
    assert visit(clerk, here + "reply/", {"answer": "没有"}).status_code == 302
    places.post()
    assert Inquiry.objects.filter(answer="没有").count() == 2
    assert visit(officer, there + "nonsense/", {}).status_code == 404


def _lease():
    from yingshang.city.matters.crossregion.attaching import Given

    return [Given("lease_contract", tracking="SF0001")]


def test_online_the_applicant_does_it_herself(places, visit):
    owner = places.cast["owner"]
    path = "/cross-region/heihe_housing_fund_transfer/"
    assert visit(owner, path, {"contact_phone": "12"}).status_code == 422
    answer = visit(owner, path, {"contact_phone": "13800005678", "company_name": "黑河示例公司"})
    case = Case.objects.get(kind="received_elsewhere")
    assert answer["Location"] == f"/cross-region/cases/{case.pk}/"
    assert "请到窗口办理" in visit(owner, f"/cross-region/{FOOD}/").content.decode()
    places.post()
    withdrawn = visit(owner, f"/cross-region/cases/{case.pk}/withdraw/", {"reason": "不办了"})
    assert withdrawn.status_code == 302
    places.post(4)
    case.refresh_from_db()
    assert case.state == "withdrawn"


def test_a_correction_is_handed_in_online(places, visit):
    file = places.forwarded()
    places.post()
    case = places.home(file).case
    places.heihe(case, "ask_correction", places.heihe_officer, points=("平面图不清楚",))
    places.post()
    url = f"/cross-region/cases/{file.case_id}/"
    owner = places.cast["owner"]
    assert "平面图不清楚" in visit(owner, url).content.decode()
    done = visit(owner, url + "supplement/", {"material_floor_plan": pdf("plan"), "text": "重拍"})
    assert done.status_code == 302
    places.post()
    case.refresh_from_db()
    assert case.state == "received"


def test_hidden_and_missing_answer_alike_on_both_sides(places, visit):
    file = places.forwarded()
    places.post()
    home = places.home(file)
    strangers = ["citizen", "approver"]
    for case_id, users in (
        (file.case_id, [*(places.cast[name] for name in strangers), places.heihe_officer]),
        (home.case_id, [*(places.cast[name] for name in (*strangers, "clerk", "owner"))]),
        (home.case.item_id, [places.cast["clerk"], places.heihe_clerk, places.cast["owner"]]),
    ):
        for user in users:
            for path in ("/desk/cross-region/cases/{}/", "/cross-region/cases/{}/"):
                answer = visit(user, path.format(case_id))
                assert answer.status_code in {403, 404}, (user.username, path)
    assert visit(places.heihe_clerk, f"/desk/cross-region/receive/{FOOD}/").status_code == 404
    assert visit(places.cast["approver"], f"/desk/cross-region/receive/{FOOD}/").status_code == 403
    assert (
        visit(places.cast["clerk"], "/cross-region/heihe_housing_fund_transfer/").status_code == 404
    )
    heihe = visit(places.heihe_clerk, "/desk/cross-region/").content.decode()
    assert "户外招牌设置（湘潭）" in heihe
    assert "/desk/cross-region/receive/xiangtan_signboard/" in heihe
    assert (
        visit(places.heihe_clerk, "/desk/cross-region/receive/xiangtan_signboard/").status_code
        == 200
    )


def test_the_same_by_api(places, visit):
    file = places.received()
    clerk, officer, url = places.cast["clerk"], places.heihe_officer, "/api/v1/cross-region/cases/"

    def act(user: User, case_id: object, **body: object):
        client = Client()
        client.force_login(user)
        with time_machine.travel(places.later(), tick=False):
            path = f"{url}{case_id}/acts"
            return client.post(path, body, content_type="application/json")

    refused = act(clerk, file.case_id, act="forward", identity=True, form=False)
    assert (refused.status_code, refused.json()["code"]) == (422, "matters.cross_not_checked")
    done = act(clerk, file.case_id, act="forward", identity=True, form=True, version=1)
    assert done.json()["log"][-1]["act"] == "forwarded"
    stale = act(clerk, file.case_id, act="give_back", text="x", version=1)
    assert stale.status_code == 409
    places.post()
    home = places.home(file)
    places.heihe(home.case, "accept", officer)
    assert act(officer, home.case_id, act="ask").json()["code"] == "matters.question_needed"
    assert act(officer, home.case_id, act="ask", text="有无？").status_code == 200
    assert act(clerk, home.case_id, act="ask", text="有无？").status_code == 404
    places.post()
    assert act(clerk, file.case_id, act="reply", text="没有").status_code == 200
    assert act(clerk, file.case_id, act="reply", text="没有").status_code == 404
    told = visit(places.cast["owner"], f"{url}{file.case_id}").json()
    assert (told["state"], told["counts_from"]) == ("accepted", "2026-11-24")
    assert visit(places.cast["citizen"], f"{url}{file.case_id}").status_code == 404
    listed = Client().get("/api/v1/cross-region/services").json()["items"]
    assert {row["mode"] for row in listed} == {"online", "received_here", "joint"}


@pytest.mark.browser
def test_no_page_has_a_fault_narrow_wide_or_in_english(places, visit, still):
    file = places.forwarded()
    places.post()
    home, officer, clerk = places.home(file), places.heihe_officer, places.cast["clerk"]
    owner = places.cast["owner"]
    places.heihe(home.case, "ask_correction", officer, points=("平面图不清楚",))
    places.post()
    here, own = f"/desk/cross-region/cases/{file.case_id}/", f"/cross-region/cases/{file.case_id}/"
    english = {"accept-language": "en"}
    pages = {
        "services": visit(owner, "/cross-region/"),
        "apply": visit(owner, "/cross-region/heihe_housing_fund_transfer/"),
        "own": visit(owner, own),
        "desk": visit(clerk, "/desk/cross-region/", **english),
        "receive-errors": visit(clerk, f"/desk/cross-region/receive/{FOOD}/", {"name": ""}),
        "desk-case": visit(clerk, here),
        "home": visit(officer, f"/desk/cross-region/cases/{home.case_id}/", **english),
    }
    narrow, wide = still("dark", 360), still("light", 1280)
    for name, answer in pages.items():
        assert answer.status_code in {200, 422}, name
        look = wide if name in {"own", "desk"} else narrow
        assert look.faults(answer.content.decode(), picture=f"cross-{name}") == [], name
