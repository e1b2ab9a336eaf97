"""Paths of payments, funds, files and claw-backs."""

from django.urls import URLPattern, path

from yingshang.city.benefits.pages import money, own_payments, recoveries

DESK = "desk/benefits/money/"
MONEY: list[URLPattern] = [
    path("my/payments/", own_payments.my_payments, name="benefit_my_payments"),
    path("my/payments/<uuid:payment_id>/", own_payments.my_payment, name="benefit_my_payment"),
    path(DESK, money.funds, name="benefit_money"),
    path(DESK + "funds/<uuid:budget_id>/", money.fund, name="benefit_fund"),
    path(DESK + "files/", money.batches, name="benefit_batches"),
    path(DESK + "files/<uuid:run_id>/make/", money.make, name="benefit_make_files"),
    path(DESK + "payments/", money.troubled, name="benefit_troubled"),
    path(DESK + "payments/<uuid:run_id>/release/", money.release_mended,
         name="benefit_release_mended"),
    path(DESK + "payments/<uuid:payment_id>/", money.payment, name="benefit_payment"),
    path(DESK + "payments/<uuid:payment_id>/<slug:act>/", money.payment_act,
         name="benefit_payment_act"),
    path(DESK + "recoveries/", recoveries.recoveries, name="benefit_recoveries"),
    path(DESK + "recoveries/<uuid:recovery_id>/", recoveries.recovery, name="benefit_recovery"),
    path(DESK + "recoveries/<uuid:recovery_id>/<slug:act>/", recoveries.recovery_act,
         name="benefit_recovery_act"),
]  # fmt: skip
