"""Paths of the permits told after registration."""

from django.urls import path

from yingshang.city.matters.permits.desk_pages import (
    permit_desk,
    permit_desk_case,
    permit_desk_step,
)
from yingshang.city.matters.permits.green_pages import green, green_list
from yingshang.city.matters.permits.pages import permit, permits

urlpatterns = [
    path("permits/", permits, name="permits"),
    path("permits/<uuid:case_id>/", permit, name="permit"),
    path("desk/permits/", permit_desk, name="permit_desk"),
    path("desk/permits/<uuid:case_id>/", permit_desk_case, name="permit_desk_case"),
    path(
        "desk/permits/<uuid:case_id>/steps/<str:step>/", permit_desk_step, name="permit_desk_step"
    ),
    path("desk/green/", green_list, name="green_list"),
    path("desk/cases/<uuid:case_id>/green/", green, name="green"),
]
