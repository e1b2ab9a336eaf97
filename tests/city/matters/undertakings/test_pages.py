"""The pages of promises: read and ticked in the form, checked at the desk, seen in public."""

import os
import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from yingshang.city.matters.models import Application
from yingshang.city.matters.undertakings.aftercheck.steps import CheckStep, take_check_step
from yingshang.city.matters.undertakings.models import BadCredit, Kind, Undertaking
from yingshang.core.models import Case
from yingshang.simulation.files import illustrative_pdf

pytestmark = pytest.mark.django_db
FOOD = "food_business_licence"


@pytest.fixture(autouse=True)
def _pages(settings, tmp_path):
    settings.FILES_FOLDER = tmp_path / "files"
    settings.DEMO_MODE = True


@pytest.fixture
def browse(kitchen, time_machine):
    """A browser of somebody; the clock stands where the story does."""

    def open_(who=None):
        time_machine.move_to(kitchen.now, tick=False)
        client = Client()
        if who:
            user = kitchen.cast[who]
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return open_


def text(answer, status=200):
    shown = answer.content.decode()
    assert answer.status_code == status, shown
    return shown


def post(client, url, status=302, **data):
    answer = client.post(url, data)
    shown = answer.content.decode()
    assert answer.status_code == status, re.findall(r'class="error".*?</p>', shown) or shown[:3000]
    return answer


def version_of(shown):
    return re.search(r'name="version" value="(\d+)"', shown)[1]


def promises_page(client, draft):
    url = reverse("apply_promises", args=[draft.pk])
    shown = text(client.get(url))
    texts = dict(re.findall(r'name="(text\.[a-z_.]+)" value="([0-9a-f]{64})"', shown))
    return url, shown, {"version": version_of(shown), **texts}


def pdf():
    return SimpleUploadedFile("l.pdf", illustrative_pdf("l"), content_type="application/pdf")


def test_a_promise_is_read_ticked_changed_and_taken_back_in_the_form(kitchen, browse):
    draft, client = kitchen.draft(), browse("client")
    assert reverse("apply_promises", args=[draft.pk]) in text(
        client.get(reverse("apply_materials", args=[draft.pk]))
    )
    url, shown, data = promises_page(client, draft)
    assert "平面布局图”由承诺代替" in shown
    chosen = {**data, f"promise.{FOOD}": "commitment", f"publish.{FOOD}.commitment": "on"}
    assert "勾选" in text(post(client, url, 422, **chosen), 422)
    chosen[f"agree.{FOOD}.commitment"] = "on"
    assert post(client, url, **chosen).url.endswith("/materials/")
    assert draft.choices.get().is_published
    materials = text(client.get(reverse("apply_materials", args=[draft.pk])))
    assert "material.lease_contract" in materials
    assert "material.floor_plan" not in materials
    assert "stale" not in text(post(client, url, 409, **chosen), 409)
    url, shown, data = promises_page(client, draft)
    late = {**data, f"promise.{FOOD}": "conditional", f"agree.{FOOD}.conditional": "on"}
    assert "至少选一份" in text(post(client, url, 422, **late), 422)
    post(client, url, **late, **{f"late.{FOOD}": "lease_contract"})
    assert draft.choices.get().kind == "conditional"
    url, _shown, data = promises_page(client, draft)
    post(client, url, **data, **{f"promise.{FOOD}": "normal"})
    assert not draft.choices.exists()
    stranger = browse("citizen").get(url)
    assert stranger.status_code == 404


def test_words_that_changed_are_to_be_read_again_before_submission(kitchen, browse):
    draft, client = kitchen.draft(), browse("client")
    kitchen.choose(draft, Kind.COMMITMENT)
    kitchen.upload(draft)
    draft.choices.update(text_hash="0" * 64)
    review = reverse("apply_review", args=[draft.pk])
    shown = text(client.get(review))
    assert f"/promises/?from=review#promise.{FOOD}" in shown
    url, _shown, data = promises_page(client, draft)
    again = {**data, f"promise.{FOOD}": "commitment", f"agree.{FOOD}.commitment": "on"}
    assert post(client, f"{url}?from=review", **again).url == review
    shown = text(client.get(review))
    post(client, review, version=version_of(shown), submission_key=str(uuid4()), is_true="on")
    assert Application.objects.get(pk=draft.pk).case is not None


def check_step(client, case, step, status=302, **data):
    page = reverse("desk_aftercheck", args=[case.pk])
    version = version_of(text(client.get(page)))
    url = reverse("desk_aftercheck_step", args=[case.pk])
    return post(client, url, status, version=version, step=step, **data)


def test_a_false_promise_is_found_decided_shown_and_repaired_on_pages(kitchen, browse):
    case = kitchen.promised(Kind.COMMITMENT, is_published=True)
    officer, client = browse("approver"), browse("client")
    page = text(officer.get(reverse("desk_case", args=[case.pk])))
    assert "申请人的承诺" in page
    assert "告知承诺，当场决定" in page
    kitchen.step(case, "decide_on_undertaking")
    check = kitchen.aftercheck(case)
    assert check.number in text(officer.get(reverse("desk_afterchecks")))
    for who in ("tax", "clerk", "client"):
        answer = browse(who).get(reverse("desk_aftercheck", args=[check.pk]))
        assert answer.status_code in {403, 404}
    assert "两名" in text(check_step(officer, check, "start_check", 422, mode="site"), 422)
    check_step(officer, check, "start_check", mode="online")
    check_step(officer, check, "find", 422, finding="不符", reason="x", suspends="on")
    check_step(officer, check, "find", finding="虚假", reason="平面图与现场不一致（示例）")
    check_step(officer, check, "confirm_false", 422, reason="属虚假")
    check_step(officer, check, "confirm_false", reason="属虚假", legal_basis="示例依据")
    assert "虚假承诺，已撤销" in text(officer.get(reverse("desk_afterchecks") + "?all=1"))
    row = Undertaking.objects.get(case=case)
    shown = text(client.get(reverse("undertaking_page", args=[row.pk])))
    assert "文本与签署时的指纹一致" in shown
    assert "已撤销" in text(client.get(reverse("case_page", args=[case.pk])))
    assert "与承诺不符" in text(client.get(reverse("case_correction", args=[check.pk])))
    anybody = browse()
    assert "已撤销" in text(anybody.get(reverse("undertakings") + "?q=示例机电"))
    assert "没有找到" in text(anybody.get(reverse("undertakings") + "?q=没有"))
    assert "周示例" not in text(anybody.get(reverse("published_undertaking", args=[row.pk])))
    assert "虚假承诺" in text(client.get(reverse("my_credit")))
    record = BadCredit.objects.get()
    post(client, reverse("my_credit"), 422, record=record.pk, words="")
    post(client, reverse("my_credit"), record=record.pk, words="已改正")
    assert "准予修复" in text(officer.get(reverse("desk_credit")))
    post(
        officer, reverse("desk_credit_decide", args=[record.pk]), words="已核实", decision="repair"
    )
    record.refresh_from_db()
    assert record.repaired_at is not None


def test_a_correction_is_reported_and_looked_at_again_on_pages(kitchen, browse):
    case = kitchen.promised(Kind.COMMITMENT)
    kitchen.step(case, "decide_on_undertaking")
    check, officer, client = kitchen.aftercheck(case), browse("approver"), browse("client")
    check_step(officer, check, "start_check", mode="online")
    check_step(officer, check, "find", finding="不符", reason="少一个洗手池（示例）")
    assert "去补交" not in text(client.get(reverse("case_page", args=[case.pk])))
    url = reverse("case_correction", args=[check.pk])
    shown = text(client.get(url))
    assert "少一个洗手池" in shown
    assert url in text(client.get(reverse("case_page", args=[case.pk])))
    post(client, url, 422, version=version_of(shown), words="")
    post(client, url, version=version_of(shown), words="已加装")
    check_step(officer, check, "pass_correction", reason="已加装，合格")
    check.refresh_from_db()
    assert check.state == "passed"


def test_a_gap_is_filled_on_its_page_and_passed_at_the_desk(kitchen, browse):
    case = kitchen.promised(Kind.CONDITIONAL, lacking=("lease_contract",))
    kitchen.step(case, "accept_conditionally", "clerk")
    client, officer = browse("client"), browse("approver")
    gap = reverse("case_gap", args=[case.pk])
    assert gap in text(client.get(reverse("case_page", args=[case.pk])))
    version = version_of(text(client.get(gap)))
    assert "还缺" in text(post(client, gap, 422, version=version), 422)
    post(client, gap, version=version, **{"material.lease_contract": pdf()})
    assert "等经办人核对" in text(client.get(gap))
    step = reverse("desk_step", args=[case.pk, "pass_gap"])
    shown = text(officer.get(step))
    key = re.search(r'name="submission_key" value="([^"]+)"', shown)[1]
    post(officer, step, version=version_of(shown), submission_key=key)
    assert client.get(gap).status_code == 302
    assert kitchen.undertaking(case).state == "kept"


def test_at_a_correction_some_may_be_promised_on_a_page(kitchen, browse):
    case = kitchen.submitted(kitchen.draft(premises="owned"))
    Application.objects.filter(case=case.parent).update(answers={"premises": "rented"})
    kitchen.step(case, "ask_correction", "clerk", points=("缺租赁合同",))
    client, late = browse("client"), reverse("case_late", args=[case.pk])
    assert late in text(client.get(reverse("case_correct", args=[case.pk])))
    shown = text(client.get(late))
    data = {"version": version_of(shown), "text": re.search(r'"text" value="(\w+)"', shown)[1]}
    assert "勾选" in text(post(client, late, 422, late="lease_contract", **data), 422)
    post(client, late, late="lease_contract", agree="on", **data)
    case.refresh_from_db()
    assert case.state == "received"
    assert client.get(late).status_code == 302


@pytest.mark.browser
def test_every_page_is_whole_in_english_fits_a_phone_and_has_no_axe_finding(
    kitchen, browse, request
):
    case = kitchen.promised(Kind.COMMITMENT, is_published=True)
    kitchen.step(case, "decide_on_undertaking")
    row, check = Undertaking.objects.get(), kitchen.aftercheck(case)
    draft = kitchen.draft()
    kitchen.choose(draft, Kind.COMMITMENT)
    gap = kitchen.promised(Kind.CONDITIONAL, lacking=("lease_contract",))
    kitchen.step(gap, "accept_conditionally", "clerk")
    late = kitchen.submitted(kitchen.draft(premises="owned"))
    Application.objects.filter(case=late.parent).update(answers={"premises": "rented"})
    kitchen.step(late, "ask_correction", "clerk", points=("x",))
    short = found_short(kitchen)
    pages = {
        "client": [reverse("apply_promises", args=[draft.pk]), reverse("my_credit"),
                   reverse("undertaking_page", args=[row.pk]), reverse("case_gap", args=[gap.pk]),
                   reverse("case_late", args=[late.pk]), reverse("case_page", args=[gap.pk]),
                   reverse("case_correction", args=[short.pk])],
        "approver": [reverse("desk_afterchecks"), reverse("desk_credit"),
                     reverse("desk_aftercheck", args=[check.pk]),
                     reverse("desk_aftercheck", args=[short.pk])],
        None: [reverse("undertakings"), reverse("published_undertaking", args=[row.pk])],
    }  # fmt: skip
    rendered = {
        f"promises-{who}-{number}-{language}": text(
            browse(who).get(url, headers={"accept-language": language})
        )
        for who, urls in pages.items()
        for number, url in enumerate(urls)
        for language in (("en", "zh-hans") if "YINGSHANG_PICTURES" in os.environ else ("en",))
    }
    still = request.getfixturevalue("still")  # last: the database is not read beside its loop
    phone, screen = still("dark", 360), still("light", 1280)
    for name, shown in rendered.items():
        if name.endswith("en"):
            left = chinese_in(shown)
            assert left <= NAMES, (name, left - NAMES)
            assert phone.faults(shown, picture=name) == []
        else:
            screen.faults(shown, picture=name)


def chinese_in(shown: str) -> set[str]:
    """The Chinese words of a page's main part, but for numbers of cases and papers."""
    main = re.search(r"<main.*</main>", shown, re.DOTALL)[0]
    words = re.sub(r"<[^>]+>", " ", main)
    return set(re.findall(r"[\u4e00-\u9fff]{2,}", re.sub(r"\S+ \d{4}-\d\d-\d{6}", "", words)))


def found_short(kitchen) -> Case:
    """The check of a promise that was not kept in full."""
    case = kitchen.promised(Kind.COMMITMENT)
    kitchen.step(case, "decide_on_undertaking")
    check = kitchen.aftercheck(case)
    for step, more in (("start_check", {"mode": "online"}), ("find_short", {"reason": "x"})):
        row = CheckStep(check.pk, step, **more)
        take_check_step(row, user=kitchen.cast["approver"], at=kitchen.later())
    return check


NAMES = {"湘潭示例机电有限公司", "周示例", "登记核准员", "登记机关负责人", "潭核", "单项件"}
"""Proper names and numbers stay as they are."""


def test_the_draw_of_what_is_checked_is_announced_by_the_office(kitchen, browse):
    officer = browse("approver")
    url = reverse("desk_check_draw")
    assert (
        officer.post(url, {"office": "market_regulation", "item": "signboard"}).status_code == 302
    )
    assert browse("tax").post(url, {"office": "market_regulation"}).status_code == 404
    assert not Case.objects.filter(kind="aftercheck").exists()
