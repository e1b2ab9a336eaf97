"""Charts: drawn from data, readable without the drawing."""

import pytest
from pytest_django.asserts import assertInHTML

from yingshang.ui.charts import Bar, bar_chart


def test_a_chart_has_its_finding_its_values_and_a_table():
    html = bar_chart([Bar("甲", 2, "2 天"), Bar("乙", 8, "8 天")], title="乙最长", unit="天")
    assertInHTML("<figcaption>乙最长</figcaption>", html)
    assert '<svg role="img"' in html
    assert "<title>乙最长</title>" in html
    assertInHTML('<tr><th scope="row">甲</th><td class="num">2 天</td></tr>', html)


def test_the_longest_bar_fills_the_width_and_the_others_keep_proportion():
    html = bar_chart([Bar("甲", 2), Bar("乙", 8)], title="t")
    assert 'width="25.00%"' in html
    assert 'width="100.00%"' in html


def test_bars_may_be_drawn_against_a_given_whole():
    assert 'width="50.00%"' in bar_chart([Bar("甲", 50)], title="t", max_value=100)


def test_no_bars_and_only_zeros_draw_without_dividing_by_nothing():
    assert 'height="0.0em"' in bar_chart([], title="t")
    assert 'width="0.00%"' in bar_chart([Bar("甲", 0)], title="t")


def test_a_negative_value_is_refused():
    with pytest.raises(ValueError, match="negative"):
        bar_chart([Bar("甲", -1)], title="t")


def test_a_long_label_is_cut_in_the_drawing_and_whole_in_the_table():
    label = "一" * 40
    html = bar_chart([Bar(label, 1)], title="t")
    assert html.count(label) == 1
    assert "一" * 17 + "…" in html
