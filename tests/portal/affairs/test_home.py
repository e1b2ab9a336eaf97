"""The home page: what one can do here, and the year's figures with how they are counted."""

from django.core.cache import cache
from django.urls import reverse

from tests.city.matters.pages.applicant import text


def test_everybody_finds_the_bundles_with_what_they_take(cast, browse):
    shown = text(browse().get(reverse("home")))
    assert "企业开办" in shown
    assert "6 个事项" in shown
    assert "4 份材料" in shown
    assert "承诺 1.5 个工作日" in shown
    assert reverse("services") in shown


def test_figures_say_how_they_are_counted_and_over_how_many(bundle, cast, browse):
    cache.clear()
    shown = text(browse().get(reverse("home")))
    assert "“一件事”办件" in shown
    assert "本期 n = 1。" in shown
    assert 'href="#how-matters-bundle_cases"' in shown
    assert 'id="how-matters-bundle_cases"' in shown


def test_a_figure_without_rows_shows_no_hundred_percent(cast, browse):
    cache.clear()
    shown = text(browse().get(reverse("home")))
    assert "100.0%" not in shown
    assert "—" in shown


def test_the_home_page_asks_few_questions(cast, browse, django_assert_max_num_queries):
    client = browse()
    client.get(reverse("home"))
    with django_assert_max_num_queries(3):
        client.get(reverse("home"))
