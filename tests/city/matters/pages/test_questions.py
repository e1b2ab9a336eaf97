"""The scenario questions: what they save is shown first, and kept only when sent."""

from tests.city.matters.pages import applicant as page
from yingshang.city.matters.models import Application


def begun(cast, browse):
    owner = browse(cast["owner"])
    return owner, page.start(owner, cast["owner"].person)


def test_what_the_answers_save_is_shown_and_nothing_is_kept(cast, browse):
    owner, pk = begun(cast, browse)
    data = {**page.ANSWERS, "preview": "1"}
    shown = page.text(page.send(owner, "apply_questions", pk, data=data))
    assert "办 3 个事项" in shown
    assert Application.objects.get(pk=pk).answers == {}


def test_htmx_gets_the_part_alone(cast, browse):
    owner, pk = begun(cast, browse)
    data = {**page.ANSWERS, "preview": "1"}
    answer = page.send(owner, "apply_questions", pk, data=data, headers={"HX-Request": "true"})
    assert page.text(answer).lstrip().startswith("<section")
    assert "<html" not in page.text(answer)


def test_the_answers_decide_which_pages_follow(cast, browse):
    owner, pk = begun(cast, browse)
    answer = page.send(owner, "apply_questions", pk, data=page.ANSWERS)
    assert answer.url == page.address("apply_page", pk, "company")
    assert owner.get(page.address("apply_page", pk, "staff")).status_code == 404


def test_an_answer_that_is_no_choice_is_told_beside_its_question(cast, browse):
    owner, pk = begun(cast, browse)
    data = {**page.ANSWERS, "question-premises": "on_the_moon"}
    answer = page.send(owner, "apply_questions", pk, data=data)
    assert answer.status_code == 422
    assert any("只能从所列各项中选择" in text for text in page.errors(answer))
    assert Application.objects.get(pk=pk).answers == {}


def test_answers_from_an_old_page_are_not_kept(cast, browse):
    owner, pk = begun(cast, browse)
    answer = page.send(owner, "apply_questions", pk, data={**page.ANSWERS, "version": 99})
    assert answer.status_code == 409
    assert Application.objects.get(pk=pk).answers == {}
