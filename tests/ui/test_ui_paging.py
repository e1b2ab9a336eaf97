"""Long lists: pages with a capped count, sorting only by columns that the view names."""

import pytest
from django.test import RequestFactory

from yingshang.ui.components import Paging
from yingshang.ui.paging import CappedPaginator, page_of
from yingshang.ui.sorting import order_of


def get(**query):
    return RequestFactory().get("/", query)


def test_a_list_below_the_cap_is_counted_exactly():
    paginator = CappedPaginator(range(1000))
    assert (paginator.count, paginator.is_capped) == (1000, False)


def test_counting_stops_at_the_cap():
    paginator = CappedPaginator(range(1_000_000))
    assert (paginator.count, paginator.is_capped) == (1000, True)
    assert Paging.of(paginator.get_page(1)).total_text == "1,000+"


@pytest.mark.parametrize(("asked", "number"), [("2", 2), ("x", 1), ("-4", 20), ("999999", 20)])
def test_any_page_number_gets_a_page(asked, number):
    assert page_of(get(page=asked), range(5000)).number == number


def test_an_empty_list_has_one_empty_page():
    paging = Paging.of(page_of(get(), []))
    assert (paging.total, paging.previous, paging.following) == (0, None, None)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("due", ("due_at", "pk")),
        ("-name", ("-title", "pk")),
        ("password", ("due_at", "pk")),
        ("-", ("due_at", "pk")),
    ],
)
def test_only_named_columns_sort(sort, order):
    columns = {"due": "due_at", "name": "title"}
    assert order_of(get(sort=sort), columns, default="due") == order
