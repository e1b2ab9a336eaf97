"""Paths of the capability's pages, package by package."""

from django.urls import URLPattern, path

from yingshang.city.benefits.pages import matching, matching_cases

MATCHING = [
    path("my/benefits/", matching.my_benefits, name="my_benefits"),
    path("my/benefits/<uuid:firm_id>/", matching.firm_benefits, name="firm_benefits"),
    path("my/benefits/<uuid:firm_id>/<slug:code>/", matching.firm_benefit, name="firm_benefit"),
    path("my/benefits/applications/<uuid:case_id>/", matching_cases.application,
         name="benefit_application"),
    path("my/benefits/applications/<uuid:case_id>/withdraw/", matching_cases.withdraw,
         name="benefit_application_withdraw"),
    path("benefits/try/<slug:code>/", matching.try_benefit, name="try_benefit"),
    path("desk/benefits/explain/", matching_cases.explain, name="benefit_explain"),
    path("desk/benefits/applications/", matching_cases.applications, name="benefit_applications"),
    path("desk/benefits/applications/<uuid:case_id>/", matching_cases.decide,
         name="benefit_decide"),
]  # fmt: skip

urlpatterns: list[URLPattern] = [*MATCHING]
