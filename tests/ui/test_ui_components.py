"""The components say in words what they show, and never let markup through."""

import pytest
from django.test import RequestFactory
from pytest_django.asserts import assertInHTML

from yingshang.ui.charts import Bar
from yingshang.ui.components import (
    Cell,
    Event,
    Fact,
    Link,
    Member,
    NavItem,
    Paging,
    PromiseLine,
    Step,
)

HOSTILE = '"><script>alert(1)</script>'
ESCAPED = "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"


def line(**changes):
    fields = {
        "cells": (Cell("counted", used=True), Cell("rest"), Cell("future", today=True)),
        "start_text": "11月18日受理",
        "end_text": "最迟 11月26日办结",
        "heading": "还剩 2 个工作日",
    }
    return PromiseLine(**fields | changes)


def test_a_promise_line_hides_its_cells_from_the_ear_and_keeps_the_words(show):
    html = show("{% promise_line line %}", line=line(why_lines=("21、22 日是周末，不计。",)))
    assert '<ol class="cells" aria-hidden="true">' in html
    assertInHTML("<b>最迟 11月26日办结</b>", html)
    assertInHTML("<li>21、22 日是周末，不计。</li>", html)
    assert "为什么是这一天" in html


def test_a_promise_line_has_one_cell_a_day_with_its_kind(show):
    html = show("{% promise_line line %}", line=line())
    assert html.count("<li class=") == 3
    assert '<li class="counted used">' in html
    assert '<li class="future today">' in html


def test_a_promise_line_without_reasons_offers_no_empty_toggle(show):
    assert "<details" not in show("{% promise_line line %}", line=line())


def test_a_provisional_promise_says_so_in_words(show):
    assert "暂定" in show("{% promise_line line %}", line=line(provisional=True))
    assert "暂定" not in show("{% promise_line line %}", line=line())


def test_a_long_promise_line_is_drawn_dense(show):
    html = show("{% promise_line line %}", line=line(cells=(Cell("future"),) * 60))
    assert '<div class="promise act dense">' in html


def test_an_unknown_kind_of_day_is_an_error_and_not_a_silent_cell():
    with pytest.raises(ValueError, match="holiday"):
        Cell("holiday").classes  # noqa: B018  # reading the property is the act under test


@pytest.mark.parametrize(("percent", "shown"), [(-5, 0), (0, 0), (86.4, 86), (250, 100)])
def test_a_promise_bar_stays_between_nothing_and_full(show, percent, shown):
    html = show('{% promise_bar percent "soon" %}', percent=percent)
    assert f'value="{shown}"' in html
    assert f'aria-label="已用承诺时间的 {shown}%"' in html


def test_a_promise_bar_speaks_the_words_it_is_given(show):
    assert 'aria-label="逾期 1 天"' in show('{% promise_bar 100 "broken" "逾期 1 天" %}')


def test_a_state_that_has_no_colour_is_refused(show):
    assertInHTML(
        '<span class="tag soon">今天到期</span>', show('{% state_tag "soon" "今天到期" %}')
    )
    with pytest.raises(ValueError, match="purple"):
        show('{% state_tag "purple" "今天到期" %}')


def test_a_time_line_shows_who_did_what_with_its_entry_number(show):
    event = Event(
        "11-24 09:10",
        "评审意见。",
        iso="2026-11-24T09:10:00+08:00",
        who="示例局",
        act="签收",
        code="第 12 笔",
        link=Link("我的凭证", "/r/12"),
    )
    html = show("{% timeline events %}", events=[event])
    assertInHTML('<time datetime="2026-11-24T09:10:00+08:00">11-24 09:10</time>', html)
    assertInHTML("<b>签收</b>", html)
    assertInHTML("<code>第 12 笔</code>", html)
    assertInHTML('<a href="/r/12">我的凭证</a>', html)


def test_facts_may_be_plain_pairs_or_carry_a_link(show):
    pairs = [("申请人", "示例机电"), Fact("免交", "5 份", Link("哪些", "/which"))]
    html = show("{% facts pairs %}", pairs=pairs)
    assertInHTML("<dt>申请人</dt>", html)
    assertInHTML('<dd>5 份 <a href="/which">哪些</a></dd>', html)


def test_the_step_a_reader_is_on_is_said_and_marked(show):
    html = show("{% stepper steps 2 %}", steps=[Step("情形", "/1"), Step("主体", "/2"), "提交"])
    assert "第 2 步，共 3 步：主体" in html
    assertInHTML('<li class="current" aria-current="step"><span>主体</span></li>', html)
    assert 'href="/1"' in html
    assert 'href="/2"' not in html


def test_paging_keeps_the_filters_and_says_when_it_stopped_counting(show):
    request = RequestFactory().get("/", {"q": "甲", "page": "2"})
    page = Paging(2, 20, 1000, is_capped=True)
    html = show("{% pagination page %}", page=page, request=request)
    assert "?q=%E7%94%B2&amp;page=1" in html
    assert "?q=%E7%94%B2&amp;page=3" in html
    assert "1,000+" in html


def test_the_only_page_has_no_way_back_or_on(show):
    html = show("{% pagination page %}", page=Paging(1, 1, 3))
    assert "<a " not in html
    assert "3 条" in html


@pytest.mark.parametrize(
    ("query", "order", "following"),
    [
        ({}, 'aria-sort="ascending"', "sort=-due"),
        ({"sort": "-due"}, 'aria-sort="descending"', "sort=due"),
        ({"sort": "name"}, None, "sort=due"),
    ],
)
def test_a_sortable_head_says_its_order_and_offers_the_other(show, query, order, following):
    request = RequestFactory().get("/", query | {"page": "7"})
    html = show('{% sort_header "due" "到期" default="due" %}', request=request)
    assert f'href="?{following}"' in html
    assert (order in html) if order else ("aria-sort" not in html)


def test_tabs_mark_the_present_view(show):
    items = [NavItem("待办", "/a", current=True), NavItem("已办", "/b")]
    html = show('{% tabs items "列表" %}', items=items)
    assertInHTML('<a href="/a" aria-current="page">待办</a>', html)
    assertInHTML('<a href="/b">已办</a>', html)


def test_a_post_button_carries_the_token(show):
    html = show('{% post_button "/go" "签收" name="step" value="claim" %}', csrf_token="t0k3n")
    assert 'name="csrfmiddlewaretoken" value="t0k3n"' in html
    assertInHTML('<button class="btn" name="step" value="claim">签收</button>', html)


def test_a_block_keeps_the_markup_of_its_template_and_escapes_its_data(show):
    html = show('{% notice "soon" t %}<p>{{ t }}</p>{% endnotice %}', t=HOSTILE)
    assert "<script>" not in html
    assert f"<p>{ESCAPED}</p>" in html
    assert f"<b>{ESCAPED}</b>" in html


@pytest.mark.parametrize(
    "snippet",
    [
        '{% state_tag "act" t %}',
        '{% promise_bar 10 "act" t %}',
        "{% progress 1 2 t %}",
        "{% figure t t url=t link=t %}",
        "{% empty_state t t url=t link=t %}",
        "{% post_button t t kind=t name=t value=t %}",
        "{% stepper steps 1 %}",
        "{% facts pairs %}",
        "{% members members %}",
        "{% timeline events %}",
        "{% promise_line line %}",
        "{% trail links t %}",
        "{% tabs nav t %}",
        "{% sort_header t t %}",
        "{% confirm t t %}x{% endconfirm %}",
        "{% chart bars t description=t unit=t %}",
    ],
)
def test_hostile_text_stays_text_in_every_component(show, snippet):
    context = {
        "t": HOSTILE,
        "steps": [HOSTILE, HOSTILE],
        "pairs": [(HOSTILE, HOSTILE), Fact(HOSTILE, HOSTILE, Link(HOSTILE, HOSTILE))],
        "members": [Member(HOSTILE, HOSTILE, tag=HOSTILE, url=HOSTILE)],
        "events": [
            Event(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, (HOSTILE,), HOSTILE),
            Event(HOSTILE, link=Link(HOSTILE, HOSTILE)),
        ],
        "line": line(
            start_text=HOSTILE,
            end_text=HOSTILE,
            today_text=HOSTILE,
            heading=HOSTILE,
            why_lines=(HOSTILE,),
        ),
        "links": [Link(HOSTILE, HOSTILE)],
        "nav": [NavItem(HOSTILE, HOSTILE)],
        "bars": [Bar(HOSTILE, 1, HOSTILE)],
    }
    html = show(snippet, **context)
    assert "script" in html
    assert "<script" not in html
    assert HOSTILE not in html


def test_no_component_carries_a_style_attribute(show):
    snippet = '{% promise_line line %}{% promise_bar 40 "soon" %}{% progress 1 2 "x" %}'
    assert "style=" not in show(snippet, line=line())
