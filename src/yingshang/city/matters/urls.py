"""Paths of the capability."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
