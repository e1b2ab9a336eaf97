"""The public list: every draw with its state, also the one that came to nothing."""

import pytest
from django.urls import reverse

from tests.core.draws.invented import announced
from yingshang.core.draws.models import Draw


def listed(visitor, **query) -> str:
    answer = visitor.get(reverse("draws"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_stranger_sees_all_draws_with_their_states(town, visitor):
    page = listed(visitor)
    for draw in (town.drawn, town.waiting, town.given_up):
        assert reverse("draw", args=[draw]) in page
    drawn = Draw.objects.get(pk=town.drawn)
    assert f"400 抽 {drawn.wanted}" in page


@pytest.mark.parametrize("state", list(Draw.State))
def test_a_state_can_be_asked_for(town, visitor, state):
    page = listed(visitor, state=state.value)
    shown = {one for one in Draw.objects.all() if reverse("draw", args=[one.pk]) in page}
    assert {one.state for one in shown} == {state.value}
    assert len(shown) == 1


def test_nonsense_for_a_state_shows_all(town, visitor):
    assert listed(visitor, state="x' OR 1").count("<tr>") == 4


def test_a_long_list_has_pages(db, visitor, now):
    for number in range(21):
        announced(now, code=f"draw-{number}")
    first, second = listed(visitor, state="announced"), listed(visitor, state="announced", page=2)
    assert "draw-20" in first
    assert "draw-0<" in second
    assert "state=announced" in first[first.index("pagination") :]


def test_an_empty_list_says_so(db, reader):
    assert "No such draw yet" in listed(reader)


def test_its_statements_do_not_grow(town, visitor, django_assert_num_queries, now):
    listed(visitor)
    with django_assert_num_queries(2):  # how many draws, and a page of them
        listed(visitor)
