"""Paths of the search."""

from django.urls import URLPattern, path

from yingshang.portal.search.pages import search_page

urlpatterns: list[URLPattern] = [path("search/", search_page, name="search")]
