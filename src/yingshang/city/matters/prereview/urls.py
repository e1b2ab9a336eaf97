"""Paths of the reviews before handing in."""

from django.urls import path

from yingshang.city.matters.prereview.pages import (
    pre_review,
    pre_review_answer,
    pre_review_list,
)

urlpatterns = [
    path("applications/<uuid:application_id>/pre-review/", pre_review, name="pre_review"),
    path("desk/pre-reviews/", pre_review_list, name="pre_review_list"),
    path("desk/pre-reviews/<uuid:review_id>/", pre_review_answer, name="pre_review_answer"),
]
