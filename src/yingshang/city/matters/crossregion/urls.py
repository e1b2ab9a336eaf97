"""Paths of handling across regions."""

from django.urls import path

from yingshang.city.matters.crossregion.pages import desk, public

urlpatterns = [
    path("cross-region/", public.cross_services, name="cross_services"),
    path("cross-region/cases/<uuid:case_id>/", public.cross_case, name="cross_case"),
    path(
        "cross-region/cases/<uuid:case_id>/supplement/",
        public.cross_supplement,
        name="cross_supplement",
    ),
    path(
        "cross-region/cases/<uuid:case_id>/withdraw/",
        public.cross_withdraw,
        name="cross_withdraw",
    ),
    path("cross-region/<slug:code>/", public.cross_apply, name="cross_apply"),
    path("desk/cross-region/", desk.cross_desk, name="cross_desk"),
    path("desk/cross-region/receive/<slug:code>/", desk.cross_receive, name="cross_receive"),
    path("desk/cross-region/cases/<uuid:case_id>/", desk.cross_desk_case, name="cross_desk_case"),
    path("desk/cross-region/cases/<uuid:case_id>/<slug:act>/", desk.cross_act, name="cross_act"),
]
