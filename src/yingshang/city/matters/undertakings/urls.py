"""Paths of promises."""

from django.urls import path

from yingshang.city.matters.undertakings.pages import (
    checks,
    correction,
    credit,
    gap,
    promising,
    reading,
)

urlpatterns = [
    path(
        "applications/<uuid:application_id>/promises/",
        promising.apply_promises,
        name="apply_promises",
    ),
    path("cases/<uuid:case_id>/gap/", gap.case_gap, name="case_gap"),
    path("cases/<uuid:case_id>/late/", gap.case_late, name="case_late"),
    path("cases/<uuid:case_id>/correction/", correction.case_correction, name="case_correction"),
    path("undertakings/", reading.undertakings, name="undertakings"),
    path(
        "undertakings/<uuid:undertaking_id>/public/",
        reading.published_undertaking,
        name="published_undertaking",
    ),
    path("undertakings/<uuid:undertaking_id>/", reading.undertaking_page, name="undertaking_page"),
    path("my/credit/", credit.my_credit, name="my_credit"),
    path("desk/credit/", credit.desk_credit, name="desk_credit"),
    path("desk/credit/<uuid:record_id>/", credit.desk_credit_decide, name="desk_credit_decide"),
    path("desk/afterchecks/", checks.desk_afterchecks, name="desk_afterchecks"),
    path("desk/afterchecks/draw/", checks.desk_check_draw, name="desk_check_draw"),
    path("desk/afterchecks/<uuid:case_id>/", checks.desk_aftercheck, name="desk_aftercheck"),
    path(
        "desk/afterchecks/<uuid:case_id>/step/",
        checks.desk_aftercheck_step,
        name="desk_aftercheck_step",
    ),
]
