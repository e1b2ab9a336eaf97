"""Paths of the statistics."""

from django.urls import URLPattern, path

from yingshang.city.matters.statistics import pages

urlpatterns: list[URLPattern] = [
    path("statistics/", pages.statistics, name="statistics"),
    path("statistics/file.csv", pages.statistics_file, name="statistics_file"),
    path("statistics/cases/", pages.statistics_cases, name="statistics_cases"),
]
