"""Paths of facts."""

from django.urls import URLPattern, path

from yingshang.portal.facts import contests, delivering, desk, mine, submissions

urlpatterns: list[URLPattern] = [
    path("desk/facts/", desk.datasets, name="facts_desk"),
    path("desk/facts/datasets/<slug:dataset>/", desk.dataset, name="facts_dataset"),
    path(
        "desk/facts/datasets/<slug:dataset>/template.csv", desk.template, name="facts_template"
    ),
    path("desk/facts/datasets/<slug:dataset>/new/", delivering.deliver, name="facts_deliver"),
    path("desk/facts/snapshots/<uuid:snapshot_id>/", desk.snapshot, name="facts_snapshot"),
    path(
        "desk/facts/snapshots/<uuid:snapshot_id>/manifest.json", desk.manifest,
        name="facts_manifest",
    ),
    path(
        "desk/facts/deliveries/<uuid:submission_id>/", submissions.submission,
        name="facts_submission",
    ),
    path(
        "desk/facts/deliveries/<uuid:submission_id>/faults.csv", submissions.faults,
        name="facts_faults",
    ),
    path("desk/facts/contests/", contests.contests, name="fact_contests"),
    path("desk/facts/contests/<uuid:contest_id>/", contests.contest, name="fact_contest"),
    path(
        "desk/facts/contests/<uuid:contest_id>/<slug:act>/", contests.act,
        name="fact_contest_act",
    ),
    path("my/facts/", mine.facts, name="my_facts"),
    path("my/facts/contest/", mine.contest_new, name="my_fact_contest_new"),
    path("my/facts/contests/<uuid:contest_id>/", mine.contest_page, name="my_fact_contest"),
    path(
        "my/facts/contests/<uuid:contest_id>/withdraw/", mine.withdraw_contest,
        name="my_fact_contest_withdraw",
    ),
]  # fmt: skip
