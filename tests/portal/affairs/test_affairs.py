"""My affairs: drafts, signatures, what is under way and done; an agent sees each client apart."""

from django.urls import reverse

from tests.city.matters.pages import applicant as page
from yingshang.core.models import Party


def affairs(browser, **query):
    return page.text(browser.get(reverse("my_affairs"), query))


def test_a_draft_is_found_again(draft, cast, browse):
    shown = affairs(browse(cast["owner"]))
    assert page.COMPANY in shown
    assert "草稿" in shown
    assert page.address("apply_resume", draft) in shown


def test_what_i_am_to_sign_stands_on_top(waiting, cast, browse):
    assert page.address("sign_application", waiting) in affairs(browse(cast["partner"]))
    assert "等签名" in affairs(browse(cast["owner"]))


def test_a_running_bundle_shows_how_far_it_is_and_when_it_is_due(bundle, cast, browse):
    shown = affairs(browse(cast["owner"]))
    assert bundle.number in shown
    assert "已办结 0/3" in shown
    assert "最迟 " in shown


def test_a_finished_one_stands_below(bundle, cast, browse):
    owner = browse(cast["owner"])
    owner.post(page.address("case_withdraw", bundle.pk), {"version": bundle.version})
    shown = affairs(owner)
    assert shown.index("办完的") < shown.index(bundle.number)


def test_a_stranger_sees_none_of_it(bundle, draft, cast, browse):
    shown = affairs(browse(cast["citizen"]))
    assert bundle.number not in shown
    assert page.COMPANY not in shown


def test_an_agent_sees_each_client_apart(cast, browse):
    agent = browse(cast["agent"])
    client, firm = (Party.objects.get(name=n) for n in ("周示例", "湘潭示例机电有限公司"))
    mine = page.start(agent, client)
    theirs = page.start(agent, firm, code="staff_hiring")
    both = affairs(agent)
    assert page.address("apply_resume", mine) in both
    assert page.address("apply_resume", theirs) in both
    one = affairs(agent, client=str(firm.pk))
    assert page.address("apply_resume", theirs) in one
    assert page.address("apply_resume", mine) not in one


def test_a_client_of_somebody_else_filters_nothing_in(draft, cast, browse):
    shown = affairs(browse(cast["agent"]), client=str(cast["owner"].person_id))
    assert page.address("apply_resume", draft) not in shown


def test_an_agent_may_choose_for_whom_to_apply_within_the_mandate(cast, browse):
    shown = page.text(browse(cast["agent"]).get(reverse("apply_start", args=["staff_hiring"])))
    assert "周示例" in shown
    assert "湘潭示例机电有限公司" in shown
    opening = browse(cast["agent"]).get(reverse("apply_start", args=["company_opening"]))
    assert "湘潭示例机电有限公司" not in page.text(opening)


def test_nobody_begins_for_a_party_that_gave_no_mandate(cast, browse):
    data = {"party": str(cast["owner"].person_id)}
    answer = browse(cast["agent"]).post(reverse("apply_start", args=["company_opening"]), data)
    assert answer.status_code == 422


def test_my_affairs_need_a_log_in(db, browse):
    answer = browse().get(reverse("my_affairs"))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("login"))
