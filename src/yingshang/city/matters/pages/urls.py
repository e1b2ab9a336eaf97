"""Paths of the applicant's pages."""

from django.urls import path

from yingshang.city.matters.pages import (
    answering,
    applying,
    case,
    correcting,
    files,
    filling,
    guide,
    materials,
    receipts,
    reviewing,
    services,
    signing,
    withdrawing,
)

urlpatterns = [
    path("services/", services.services, name="services"),
    path("services/<slug:code>/", guide.service_guide, name="service_guide"),
    path("services/<slug:code>/apply/", applying.apply_start, name="apply_start"),
    path("applications/<uuid:application_id>/", applying.apply_resume, name="apply_resume"),
    path(
        "applications/<uuid:application_id>/questions/",
        answering.apply_questions,
        name="apply_questions",
    ),
    path(
        "applications/<uuid:application_id>/form/<slug:page>/",
        filling.apply_page,
        name="apply_page",
    ),
    path(
        "applications/<uuid:application_id>/materials/",
        materials.apply_materials,
        name="apply_materials",
    ),
    path("applications/<uuid:application_id>/check/", reviewing.apply_review, name="apply_review"),
    path("applications/<uuid:application_id>/done/", applying.apply_done, name="apply_done"),
    path(
        "applications/<uuid:application_id>/discard/", applying.apply_discard, name="apply_discard"
    ),
    path(
        "applications/<uuid:application_id>/take-back/",
        applying.apply_take_back,
        name="apply_take_back",
    ),
    path("signatures/", signing.to_sign, name="to_sign"),
    path("signatures/<uuid:application_id>/", signing.sign_application, name="sign_application"),
    path(
        "signatures/<uuid:application_id>/documents/<uuid:document_id>/",
        files.sign_document,
        name="sign_document",
    ),
    path("cases/<uuid:case_id>/", case.case_page, name="case_page"),
    path("cases/<uuid:case_id>/ledger/", case.case_ledger, name="case_ledger"),
    path(
        "cases/<uuid:case_id>/ledger/<uuid:entry_id>/receipt.json",
        receipts.receipt_json,
        name="case_receipt",
    ),
    path(
        "cases/<uuid:case_id>/ledger/<uuid:entry_id>/receipt.pdf",
        receipts.receipt_paper,
        name="case_receipt_pdf",
    ),
    path("cases/<uuid:case_id>/withdraw/", withdrawing.case_withdraw, name="case_withdraw"),
    path("cases/<uuid:case_id>/correct/", correcting.case_correct, name="case_correct"),
    path("documents/<uuid:document_id>/", files.document, name="document"),
    path("papers/<uuid:paper_id>/", files.paper, name="paper"),
    path("licences/<uuid:licence_id>/", files.licence, name="licence"),
]
