"""Paths of the archive."""

from django.urls import path

from yingshang.city.matters.archiving.pages import archive_list

urlpatterns = [path("desk/archive/", archive_list, name="archive_list")]
