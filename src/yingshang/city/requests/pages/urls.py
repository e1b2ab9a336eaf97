"""Paths of the capability's pages."""

from django.urls import URLPattern, path

from yingshang.city.requests.pages import desk, improvements, public, tasks

urlpatterns: list[URLPattern] = [
    path("unresolved/", public.report, name="unresolved"),
    path("unresolved/follow/", public.follow, name="unresolved_follow"),
    path("unresolved/figures/", public.figures, name="unresolved_figures"),
    path("unresolved/<uuid:reported_id>/", public.mine, name="unresolved_mine"),
    path("unresolved/<uuid:reported_id>/withdraw/", public.take_back, name="unresolved_withdraw"),
    path("unresolved/<uuid:reported_id>/receipt/<str:code>/", public.receipt,
         name="unresolved_receipt"),
    path("desk/unresolved/", desk.matters, name="unresolved_desk"),
    path("desk/unresolved/new/", desk.window, name="unresolved_window"),
    path("desk/unresolved/<uuid:reported_id>/", desk.matter, name="unresolved_case"),
    path("desk/unresolved/<uuid:reported_id>/contact/", desk.contact, name="unresolved_contact"),
    path("desk/unresolved/<uuid:reported_id>/<slug:act>/", desk.act, name="unresolved_act"),
    path("desk/tasks/", tasks.tasks, name="request_tasks"),
    path("desk/tasks/<uuid:task_id>/", tasks.task, name="request_task"),
    path("desk/tasks/<uuid:task_id>/<slug:act>/", tasks.task_act, name="request_task_act"),
    path("desk/improvements/", improvements.improvements, name="improvements"),
    path("desk/improvements/<uuid:improvement_id>/", improvements.improvement, name="improvement"),
    path("desk/improvements/<uuid:improvement_id>/<slug:act>/", improvements.improvement_act,
         name="improvement_act"),
]  # fmt: skip
