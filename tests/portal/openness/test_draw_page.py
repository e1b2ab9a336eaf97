"""The page of a draw explains it to a firm's owner, in Chinese and in English."""

import hashlib

import pytest
from django.urls import reverse

from yingshang.core.draws.models import Draw
from yingshang.core.draws.queries import record_of
from yingshang.core.ids import new_id


def page(visitor, draw_id) -> str:
    answer = visitor.get(reverse("draw", args=[draw_id]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_names_everybody_who_was_drawn_with_the_inspectors(town, visitor):
    shown = page(visitor, town.drawn)
    outcome = record_of(town.drawn).outcome
    for stratum in outcome["strata"]:
        for entry in (*stratum["selected"], *stratum["substitutes"]):
            assert f">{entry}<" in shown
    assert "、".join(outcome["teams"][0]["inspectors"]) in shown


def test_it_tells_the_story_and_never_calls_a_hash_a_promise(town, visitor):
    shown = page(visitor, town.drawn)
    assert (
        shown.index("<b>公告</b>") < shown.index("<b>随机数承诺</b>") < shown.index("<b>揭示</b>")
    )
    assert shown.index("<b>揭示</b>") < shown.index("<b>抽取</b>")
    assert "<b>承诺</b>" not in shown
    assert "已封存为日志第 " in shown


def test_the_command_on_it_is_the_one_that_checks_the_draw(town, visitor):
    shown = page(visitor, town.drawn)
    digest = bytes(Draw.objects.get(pk=town.drawn).announcement_hash).hex()
    command = f"python3 -I verify_draw.py draw.json --announcement-hash {digest}"
    assert command in shown
    checker = visitor.get(reverse("draw_checker"))
    assert hashlib.sha256(checker.content).hexdigest() in shown


def test_an_open_draw_names_nobody_and_says_when_chance_comes(town, reader):
    shown = page(reader, town.waiting)
    assert "Nobody knows the outcome before" in shown
    assert "api.drand.sh" in shown
    assert reverse("draw_published", args=[town.waiting]) not in shown
    assert "Who was drawn" not in shown
    assert "simulated" in shown


def test_a_draw_that_was_given_up_says_why(town, visitor, reader):
    assert "The pool is wrong" in page(reader, town.given_up)
    del reader.defaults["HTTP_ACCEPT_LANGUAGE"]
    shown = page(visitor, town.given_up)
    assert "名录有误" in shown
    assert "随机数可能已为人所知" not in shown
    assert "simulated" not in shown


def test_giving_up_after_the_randomness_is_told(town, visitor, now):
    from tests.core.draws.invented import ACTOR, HOUR, announced
    from yingshang.core.draws.services import void
    from yingshang.proofs.draws import Words

    draw = announced(now, code="late")
    void(draw.pk, Words("不想要", "Unwanted"), actor=ACTOR, at=now + 1.5 * HOUR)
    assert "随机数可能已为人所知" in page(visitor, draw.pk)


def test_a_draw_that_is_overdue_says_so(town, visitor, now):
    from tests.core.draws.invented import by_beacon

    assert "结果还没有发布" in page(visitor, by_beacon().pk)


def test_there_is_no_page_of_an_invented_number(town, visitor):
    assert visitor.get(reverse("draw", args=[new_id()])).status_code == 404


@pytest.mark.parametrize("which", ["drawn", "waiting", "given_up"])
def test_its_statements_are_fixed(town, visitor, which, django_assert_num_queries):
    draw = getattr(town, which)
    page(visitor, draw)
    with django_assert_num_queries(3):
        page(visitor, draw)
