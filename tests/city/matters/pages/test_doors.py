"""Whose pages these are: strangers learn nothing, and nobody comes in without a log-in."""

from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from tests.city.matters.pages.applicant import text
from yingshang.city.matters.models import Licence, Paper

NOBODYS = UUID(int=7)
DRAFT_PAGES = [
    ("apply_resume", ()),
    ("apply_questions", ()),
    ("apply_page", ("company",)),
    ("apply_materials", ()),
    ("apply_review", ()),
    ("apply_done", ()),
]
CASE_PAGES = ["case_page", "case_ledger", "case_withdraw", "case_correct"]
POSTS = ["apply_discard", "apply_take_back"]


@pytest.mark.parametrize(("name", "more"), DRAFT_PAGES)
def test_a_stranger_and_a_wrong_number_get_the_same_page(name, more, draft, cast, browse):
    stranger = browse(cast["citizen"])
    hidden = stranger.get(reverse(name, args=[draft, *more]))
    missing = stranger.get(reverse(name, args=[uuid4(), *more]))
    assert hidden.status_code == missing.status_code == 404
    assert _without_address(hidden) == _without_address(missing)


@pytest.mark.parametrize("name", CASE_PAGES)
def test_a_strangers_case_is_as_if_it_did_not_exist(name, bundle, cast, browse):
    stranger = browse(cast["citizen"])
    hidden = stranger.get(reverse(name, args=[bundle.pk]))
    missing = stranger.get(reverse(name, args=[uuid4()]))
    assert hidden.status_code == missing.status_code == 404
    assert _without_address(hidden) == _without_address(missing)


@pytest.mark.parametrize("name", POSTS)
def test_a_stranger_cannot_give_up_or_take_back(name, draft, cast, browse):
    assert browse(cast["citizen"]).post(reverse(name, args=[draft])).status_code == 404


@pytest.mark.parametrize("name", CASE_PAGES[2:])
def test_a_stranger_cannot_act_on_a_case(name, bundle, cast, browse):
    data = {"version": bundle.version}
    assert browse(cast["citizen"]).post(reverse(name, args=[bundle.pk]), data).status_code == 404
    bundle.refresh_from_db()
    assert bundle.state == "running"


def test_who_is_not_asked_to_sign_sees_nothing(waiting, cast, browse):
    stranger = browse(cast["citizen"])
    assert stranger.get(reverse("sign_application", args=[waiting])).status_code == 404
    data = {"decision": "agree", "content": "0" * 64}
    assert stranger.post(reverse("sign_application", args=[waiting]), data).status_code == 404


def test_an_officer_who_sees_a_case_can_neither_withdraw_nor_correct_it(bundle, cast, browse):
    clerk = browse(cast["clerk"])
    assert clerk.get(reverse("case_page", args=[bundle.pk])).status_code == 200
    for name in ("case_withdraw", "case_correct"):
        assert clerk.get(reverse(name, args=[bundle.pk])).status_code == 404


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("apply_start", ["company_opening"]),
        ("apply_review", [NOBODYS]),
        ("case_page", [NOBODYS]),
        ("to_sign", []),
        ("document", [NOBODYS]),
    ],
)
def test_without_a_log_in_one_is_asked_for_it(name, args, db, browse):
    answer = browse().get(reverse(name, args=args))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("login"))


def test_a_log_in_of_staff_cannot_apply_for_itself(cast, browse):
    answer = browse(cast["clerk"]).get(reverse("apply_start", args=["company_opening"]))
    assert answer.status_code == 403
    assert "没有绑定个人身份" in text(answer)


def test_papers_and_licences_open_for_the_party_only(bundle, cast, browse):
    paper = Paper.objects.filter(case=bundle).first()
    assert paper is not None
    url = reverse("paper", args=[paper.pk])
    assert browse(cast["citizen"]).get(url).status_code == 404
    answer = browse(cast["owner"]).get(url)
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    assert not Licence.objects.filter(case__parent=bundle).exists()
    assert browse(cast["owner"]).get(reverse("licence", args=[uuid4()])).status_code == 404


def _without_address(answer):
    """The page without what carries the address asked for, and the random token."""
    lines = text(answer).splitlines()
    return [line for line in lines if "csrfmiddlewaretoken" not in line]
