"""Paths of runs, notices and objections."""

from django.urls import URLPattern, path

from yingshang.city.benefits.pages import run_notices, run_objections, runs

RUN, OBJECTION = (
    "desk/benefits/runs/<uuid:run_id>/",
    "desk/benefits/objections/<uuid:objection_id>/",
)
NOTICE = "benefits/notices/<uuid:run_id>/"
RUNS: list[URLPattern] = [
    path("desk/benefits/runs/", runs.runs, name="benefit_runs"),
    path("desk/benefits/runs/new/", runs.opening, name="benefit_run_open"),
    path(RUN, runs.run, name="benefit_run"),
    path(RUN + "firms/", runs.firms, name="benefit_run_firms"),
    path(RUN + "firms/<slug:code>/", runs.firm, name="benefit_run_firm"),
    path(RUN + "<slug:act>/", runs.act, name="benefit_run_act"),
    path(OBJECTION, run_objections.objection, name="benefit_objection"),
    path(OBJECTION + "<slug:act>/", run_objections.act, name="benefit_objection_act"),
    path("benefits/notices/", run_notices.public_notices, name="benefit_notices"),
    path(NOTICE, run_notices.notice, name="benefit_notice"),
    path(NOTICE + "list.csv", run_notices.download, name="benefit_notice_file"),
    path(NOTICE + "object/", run_notices.object_, name="benefit_object"),
    path("benefits/objections/follow/", run_notices.follow, name="benefit_objection_follow"),
    path("benefits/objections/<uuid:objection_id>/receipt/<str:code>/", run_notices.receipt,
         name="benefit_objection_receipt"),
    path("benefits/objections/<uuid:objection_id>/", run_notices.own_objection,
         name="benefit_own_objection"),
    path("my/benefits/lists/", run_notices.own_lists, name="benefit_own_lists"),
    path("my/benefits/lists/<uuid:entitlement_id>/give-up/", run_notices.give_up,
         name="benefit_give_up"),
]  # fmt: skip
