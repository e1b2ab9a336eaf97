"""Paths of the capability's pages, package by package."""

from django.urls import URLPattern, path

from yingshang.city.benefits.pages import (
    hub,
    matching,
    matching_cases,
    policies,
)
from yingshang.city.benefits.pages.laboratory_urls import LABORATORY
from yingshang.city.benefits.pages.money_urls import MONEY
from yingshang.city.benefits.pages.run_urls import RUNS

POLICIES = [
    path("benefits/policies/", policies.policy_library, name="benefit_policies"),
    path("benefits/policies/size-class/", policies.size_class, name="benefit_size_class"),
    path("benefits/policies/size-class/rule.dmn", policies.size_rule, name="benefit_size_rule"),
    path("benefits/policies/<slug:code>/", policies.policy_page, name="benefit_policy"),
    path("benefits/policies/<slug:code>/rule.dmn", policies.policy_rule,
         name="benefit_policy_rule"),
]  # fmt: skip
MATCHING = [
    path("my/benefits/", matching.my_benefits, name="my_benefits"),
    path("my/benefits/<uuid:firm_id>/", matching.firm_benefits, name="firm_benefits"),
    path("my/benefits/<uuid:firm_id>/<slug:policy>/", matching.firm_benefit, name="firm_benefit"),
    path("my/benefits/applications/<uuid:claim_id>/", matching_cases.application,
         name="benefit_application"),
    path("my/benefits/applications/<uuid:claim_id>/withdraw/", matching_cases.withdraw,
         name="benefit_application_withdraw"),
    path("benefits/try/<slug:policy>/", matching.try_benefit, name="try_benefit"),
    path("desk/benefits/explain/", matching_cases.explain, name="benefit_explain"),
    path("desk/benefits/applications/", matching_cases.applications, name="benefit_applications"),
    path("desk/benefits/applications/<uuid:claim_id>/", matching_cases.decide,
         name="benefit_decide"),
]  # fmt: skip

DESK = [path("desk/benefits/", hub.benefit_desk, name="benefit_desk")]

urlpatterns: list[URLPattern] = [*DESK, *POLICIES, *MATCHING, *RUNS, *MONEY, *LABORATORY]
