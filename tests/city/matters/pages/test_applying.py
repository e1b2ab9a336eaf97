"""The main line: a woman applies for a bundle in the browser, from the first page to the case."""

from uuid import uuid4

from tests.city.matters.pages import applicant as page
from yingshang.city.matters.models import Application
from yingshang.core.models import Case


def test_an_application_is_submitted_and_waits_for_the_partner(draft, cast, browse):
    owner = browse(cast["owner"])
    answer = page.submit(owner, draft)
    assert answer.status_code == 302, page.errors(answer)
    assert answer.url == page.address("apply_done", draft)
    done = page.text(owner.get(answer.url))
    assert "等所有人签名" in done
    assert "王示例" in done
    assert not Case.objects.filter(kind="bundle").exists()


def test_with_the_last_signature_it_is_received_as_one_case(waiting, cast, browse):
    partner = browse(cast["partner"])
    answer = page.sign(partner, waiting)
    assert answer.status_code == 302
    application = Application.objects.get(pk=waiting)
    assert application.state == "submitted"
    owner = browse(cast["owner"])
    assert application.case.number in page.text(owner.get(page.address("apply_done", waiting)))
    assert page.COMPANY in page.text(owner.get(page.address("case_page", application.case_id)))


def test_the_same_submit_twice_is_done_once(draft, cast, browse):
    owner, key = browse(cast["owner"]), uuid4()
    first = page.submit(owner, draft, key)
    second = page.submit(owner, draft, key)
    assert first.url == second.url == page.address("apply_done", draft)
    assert Application.objects.filter(submission_key=key).count() == 1
