"""Paths of the capability's pages, package by package."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
