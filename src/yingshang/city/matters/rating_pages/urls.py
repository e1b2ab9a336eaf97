"""Paths of 好差评."""

from django.urls import URLPattern, path

from yingshang.city.matters.rating_pages import callback, office, public, rate

urlpatterns: list[URLPattern] = [
    path("rate/<uuid:case_id>/", rate.rate_case, name="rate"),
    path("rate/window/<uuid:service_id>/<str:code>/", rate.rate_window, name="rate_window"),
    path("desk/callback/", callback.followups, name="callback_list"),
    path("desk/callback/<uuid:case_id>/", callback.followup, name="callback_case"),
    path("desk/callback/<uuid:case_id>/step/", callback.step, name="callback_step"),
    path("desk/callback/<uuid:case_id>/reveal/", callback.reveal, name="callback_reveal"),
    path("desk/callback/<uuid:case_id>/publish/", callback.publish, name="callback_publish"),
    path("desk/ratings/", office.bad_ratings, name="office_ratings"),
    path("desk/ratings/<slug:pseudonym>/", office.complaint, name="office_rating"),
    path("ratings/", public.ratings, name="ratings"),
]
