"""Who may open which route: the table from which the access tests are made.

A route of the platform that is missing here fails `test_access`. PUBLIC answers everybody; OWN
answers whoever is logged in with what is theirs alone; the others name the roles that may open the
town's object. Everybody else must learn nothing: 404, or the way to the log-in.
"""

from dataclasses import dataclass

PEOPLE = frozenset({"owner", "partner", "agent", "client", "citizen"})
STAFF = frozenset(
    {"clerk", "approver", "head", "tax", "social", "fund", "callback", "supervisor", "leader"}
)
EVERYBODY = PEOPLE | STAFF | {"nobody"}
LOGGED_IN = PEOPLE | STAFF
OWNER = frozenset({"owner"})
APPLICANTS = frozenset({"owner"})  # the draft is hers alone
PARTY = frozenset({"owner"})  # who may act for the company that was opened
PLACE = frozenset({"clerk", "callback", "supervisor"})  # serve or watch every office of the place
REGISTRY = PLACE | {"approver", "head"}  # see the registration case
DESK = STAFF
WINDOW = frozenset({"clerk"})
CALLBACK = frozenset({"callback"})
HEADS = frozenset({"head"})
OFFICERS = frozenset({"approver", "tax", "social", "fund", "head"})
SUPERVISOR = frozenset({"supervisor"})  # asked for the export of the table
DELIVERERS = frozenset({"approver"})  # of the office whose data the town has
CHECKERS = frozenset({"approver"})  # examine and decide at the office of the registration
BENEFIT_DESK = STAFF  # explain, watch, deliver facts, or serve at an office with a policy
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Route:
    """A path pattern, its method, and who may."""

    pattern: str
    may: frozenset[str]
    method: str = "get"


def _pages() -> list[Route]:
    draft = "applications/<uuid:application_id>/"
    case = "cases/<uuid:case_id>/"
    desk = "desk/cases/<uuid:case_id>/"
    window = "window/<uuid:service_id>/"
    return [
        Route("i18n/setlang/", EVERYBODY, "post"),
        Route("ui/elder/", EVERYBODY, "post"),
        Route("ui/gallery/", NOBODY),
        Route("", EVERYBODY),
        Route("my/", LOGGED_IN),
        Route("my/inbox/", LOGGED_IN),
        Route("login/", EVERYBODY),
        Route("login/second-factor/", STAFF),
        Route("login/second-factor/setup/", STAFF),
        Route("login/demo/", EVERYBODY, "post"),
        Route("logout/", EVERYBODY, "post"),
        Route("services/", EVERYBODY),
        Route("services/<slug:code>/", EVERYBODY),
        Route("services/<slug:code>/apply/", PEOPLE),
        Route(draft, APPLICANTS),
        *(Route(draft + step, APPLICANTS) for step in (
            "questions/", "form/<slug:page>/", "materials/", "check/", "done/",
        )),
        Route(draft + "pre-review/", APPLICANTS),
        Route(draft + "discard/", APPLICANTS, "post"),
        Route(draft + "take-back/", APPLICANTS, "post"),
        Route("signatures/", LOGGED_IN),
        Route("signatures/<uuid:application_id>/", frozenset({"owner", "partner"})),
        Route("signatures/<uuid:application_id>/documents/<uuid:document_id>/",
              frozenset({"owner", "partner"})),
        Route(case, PARTY | REGISTRY),
        Route(case + "ledger/", PARTY | REGISTRY),
        *(Route(case + part, PARTY) for part in ("withdraw/", "correct/")),
        Route("documents/<uuid:document_id>/", PARTY | REGISTRY),
        Route("papers/<uuid:paper_id>/", PARTY | REGISTRY),
        Route("licences/<uuid:licence_id>/", PARTY | REGISTRY),
        Route("board/", frozenset({"leader", "supervisor"})),
        Route("board/<str:name>/", frozenset({"supervisor"})),
        *(Route("statistics/" + part, frozenset({"leader", "supervisor"}) | HEADS)
          for part in ("", "file.csv")),
        Route("statistics/cases/", frozenset({"supervisor"}) | HEADS),
        Route("window/", WINDOW),
        Route("window/call/", WINDOW, "post"),
        Route("window/ticket/", EVERYBODY),
        Route("window/ticket/<uuid:service_id>/", EVERYBODY),
        *(Route(window + part, WINDOW, "post") for part in (
            "identify/", "start/", "sign/", "end/",
        )),
        Route(window + "receipt/", WINDOW, "post"),
        Route("cross-region/", EVERYBODY),
        Route("cross-region/<slug:code>/", NOBODY),  # the town's code is no such service
        Route("cross-region/cases/<uuid:case_id>/", NOBODY),  # nor its case: see test_pages there
        *(Route("cross-region/cases/<uuid:case_id>/" + part, NOBODY, "post") for part in (
            "supplement/", "withdraw/",
        )),
        Route("desk/cross-region/", DESK),
        Route("desk/cross-region/receive/<slug:code>/", NOBODY),
        Route("desk/cross-region/cases/<uuid:case_id>/", NOBODY),
        Route("desk/cross-region/cases/<uuid:case_id>/<slug:act>/", NOBODY, "post"),
        Route("desk/", DESK),
        Route("desk/batch/", DESK, "post"),
        Route("desk/export/", DESK),
        Route(desk, REGISTRY),
        Route(desk + "reveal/", REGISTRY, "post"),
        Route(desk + "documents/<uuid:document_id>/", REGISTRY),
        Route(desk + "steps/<str:step>/", REGISTRY),
        *(Route("desk/" + part, DESK, "post") for part in ("print/", "deliver/", "filters/")),
        *(Route("desk/" + part, DESK) for part in ("opinions/", "substitutes/", "extensions/")),
        *(Route("desk/draws/" + part, DESK) for part in ("new/", "pool.csv")),
        Route("desk/templates/", STAFF - {"callback", "supervisor", "leader"}),
        Route("desk/office/", HEADS),
        Route("desk/signs/", SUPERVISOR),
        Route(desk + "opinions/", CHECKERS | HEADS),
        *(Route("desk/" + part, NOBODY) for part in (  # the town has none: see test_desk_work
            "prints/<uuid:run_id>/", "prints/<uuid:run_id>/file.pdf", "signs/<slug:kind>/",
            "templates/<uuid:template_id>/", "opinions/<uuid:opinion_id>/",
        )),
        *(Route("desk/" + part, NOBODY, "post") for part in (
            "filters/<uuid:filter_id>/forget/", "templates/<uuid:template_id>/retire/",
            "substitutes/<uuid:substitution_id>/end/",
        )),
        *(Route("my/" + part, LOGGED_IN) for part in ("clients/", "authorisations/")),
        Route("my/authorisations/<uuid:authorisation_id>/decide/", NOBODY, "post"),
        Route(draft + "copy/", APPLICANTS, "post"),
        Route("desk/papers/<uuid:paper_id>/serve/", frozenset({"clerk", "approver"})),
        Route("desk/archive/", DESK),
        Route("permits/", LOGGED_IN),
        Route("permits/<uuid:case_id>/", PARTY),
        Route("desk/permits/", DESK),
        Route("desk/permits/<uuid:case_id>/", REGISTRY),
        Route("desk/permits/<uuid:case_id>/steps/<str:step>/", REGISTRY),
        Route("desk/green/", DESK),
        Route(desk + "green/", frozenset({"approver", "head"})),
        Route("desk/pre-reviews/", DESK),
        Route("desk/pre-reviews/<uuid:review_id>/", frozenset({"approver"})),
        Route("check/", EVERYBODY),
        Route("check/<str:token>", EVERYBODY),
        Route(draft + "promises/", APPLICANTS),
        *(Route(case + part, PARTY) for part in ("gap/", "late/", "correction/")),
        *(Route("undertakings/" + part, EVERYBODY) for part in (
            "", "<uuid:undertaking_id>/public/",
        )),
        Route("undertakings/<uuid:undertaking_id>/", PARTY | REGISTRY),
        Route("my/credit/", LOGGED_IN),
        Route("desk/credit/", DESK),
        Route("desk/credit/<uuid:record_id>/", CHECKERS, "post"),
        Route("desk/afterchecks/", DESK),
        Route("desk/afterchecks/draw/", NOBODY, "post"),
        Route("desk/afterchecks/<uuid:case_id>/", CHECKERS),
        Route("desk/afterchecks/<uuid:case_id>/step/", CHECKERS, "post"),
        Route("rate/<uuid:case_id>/", PARTY),
        Route("rate/window/<uuid:service_id>/<str:code>/", NOBODY),
        Route("desk/callback/", CALLBACK | {"supervisor"}),
        Route("desk/callback/<uuid:case_id>/", CALLBACK | {"supervisor"}),
        Route("desk/callback/<uuid:case_id>/step/", CALLBACK | {"supervisor"}, "post"),
        Route("desk/callback/<uuid:case_id>/reveal/", CALLBACK, "post"),
        Route("desk/callback/<uuid:case_id>/publish/", CALLBACK | {"supervisor"}, "post"),
        Route("desk/ratings/", DESK),
        Route("desk/ratings/<slug:pseudonym>/", NOBODY),
        Route("desk/facts/", DESK),
        Route("desk/facts/contests/", DESK),
        *(Route("desk/facts/" + part, DELIVERERS | HEADS) for part in (
            "datasets/<slug:dataset>/", "datasets/<slug:dataset>/template.csv",
            "snapshots/<uuid:snapshot_id>/", "snapshots/<uuid:snapshot_id>/manifest.json",
            "deliveries/<uuid:submission_id>/", "deliveries/<uuid:submission_id>/faults.csv",
            "contests/<uuid:contest_id>/",
        )),
        Route("desk/facts/datasets/<slug:dataset>/new/", DELIVERERS),
        Route("desk/facts/contests/<uuid:contest_id>/<slug:act>/", DELIVERERS | HEADS, "post"),
        Route("my/facts/", LOGGED_IN),
        Route("my/facts/contest/", NOBODY),  # the address must name a fact
        Route("my/facts/contests/<uuid:contest_id>/", OWNER),
        Route("my/facts/contests/<uuid:contest_id>/withdraw/", OWNER, "post"),
        Route("search/", LOGGED_IN),
        Route("exports/", STAFF),
        Route("exports/new/<str:kind>/", STAFF),
        *(Route("exports/<uuid:export_id>/" + part, SUPERVISOR) for part in ("", "file/")),
        Route("exports/<uuid:export_id>/cancel/", SUPERVISOR, "post"),
        Route("ratings/", EVERYBODY),
        Route("benefits/notices/", EVERYBODY),
        Route("benefits/objections/follow/", EVERYBODY),
        *(Route("benefits/notices/<uuid:run_id>/" + part, NOBODY) for part in (
            "", "list.csv", "object/",  # the town has none: see tests/city/benefits/runs
        )),
        Route("benefits/objections/<uuid:objection_id>/", NOBODY),
        Route("benefits/objections/<uuid:objection_id>/receipt/<str:code>/", NOBODY),
        Route("my/benefits/", LOGGED_IN),
        *(Route("my/benefits/<uuid:firm_id>/" + part, OWNER) for part in ("", "<slug:policy>/")),
        Route("my/benefits/applications/<uuid:claim_id>/", OWNER),
        Route("my/benefits/applications/<uuid:claim_id>/withdraw/", OWNER, "post"),
        Route("benefits/try/<slug:policy>/", EVERYBODY),
        Route("desk/benefits/explain/", WINDOW),
        Route("desk/benefits/applications/", OFFICERS),
        Route("desk/benefits/applications/<uuid:claim_id>/", NOBODY),  # at an office without cast
        Route("my/payments/", LOGGED_IN),
        Route("my/payments/<uuid:payment_id>/", NOBODY),  # nothing is paid in the town
        *(Route("desk/benefits/money/" + part, DESK) for part in (
            "", "files/", "payments/", "recoveries/",
        )),
        *(Route("desk/benefits/money/" + part, NOBODY) for part in (
            "funds/<uuid:budget_id>/", "payments/<uuid:payment_id>/",
            "recoveries/<uuid:recovery_id>/",
        )),
        *(Route("desk/benefits/money/" + part, NOBODY, "post") for part in (
            "files/<uuid:run_id>/make/", "payments/<uuid:run_id>/release/",
            "payments/<uuid:payment_id>/<slug:act>/", "recoveries/<uuid:recovery_id>/<slug:act>/",
        )),
        Route("my/benefits/lists/", LOGGED_IN),
        Route("my/benefits/lists/<uuid:entitlement_id>/give-up/", NOBODY, "post"),
        Route("desk/benefits/", BENEFIT_DESK),
        Route("desk/benefits/runs/", DESK),
        Route("desk/benefits/runs/new/", NOBODY),  # nobody of the town reviews such a policy
        *(Route("desk/benefits/runs/<uuid:run_id>/" + part, NOBODY) for part in (
            "", "firms/", "firms/<slug:code>/",
        )),
        Route("desk/benefits/runs/<uuid:run_id>/<slug:act>/", NOBODY, "post"),
        Route("desk/benefits/laboratory/", DESK),
        Route("desk/benefits/laboratory/try/<slug:code>/", NOBODY),  # the town's code is no policy
        *(Route("desk/benefits/laboratory/trials/<uuid:trial_id>/" + part, NOBODY)
          for part in ("", "firms.csv", "tables.csv")),  # the town tries nothing
        *(Route("desk/benefits/laboratory/notes/<uuid:note_id>/" + part, NOBODY)
          for part in ("", "tables.csv")),
        Route("desk/benefits/laboratory/trials/<uuid:trial_id>/save/", NOBODY, "post"),
        Route("desk/benefits/laboratory/notes/<uuid:note_id>/again/", NOBODY, "post"),
        Route("desk/benefits/objections/<uuid:objection_id>/", NOBODY),
        Route("desk/benefits/objections/<uuid:objection_id>/<slug:act>/", NOBODY, "post"),
        *(Route("benefits/policies/" + part, EVERYBODY) for part in (
            "", "size-class/", "size-class/rule.dmn",
        )),
        *(Route("benefits/policies/<slug:code>/" + part, NOBODY)  # the town's code is no policy
          for part in ("", "rule.dmn")),
        *(Route("unresolved/" + part, EVERYBODY) for part in ("", "follow/", "figures/")),
        Route("unresolved/<uuid:reported_id>/", OWNER),
        Route("unresolved/<uuid:reported_id>/withdraw/", OWNER, "post"),
        Route("unresolved/<uuid:reported_id>/receipt/<str:code>/", NOBODY),
        Route("desk/unresolved/", PLACE),
        Route("desk/unresolved/new/", WINDOW),
        Route("desk/unresolved/<uuid:reported_id>/", PLACE),
        Route("desk/unresolved/<uuid:reported_id>/contact/", WINDOW | CALLBACK, "post"),
        Route("desk/unresolved/<uuid:reported_id>/<slug:act>/", PLACE, "post"),
        *(Route(page, DESK) for page in ("desk/tasks/", "desk/improvements/")),
        *(Route(page, REGISTRY) for page in (
            "desk/tasks/<uuid:task_id>/", "desk/improvements/<uuid:improvement_id>/",
        )),
        *(Route(page + "<slug:act>/", REGISTRY, "post") for page in (
            "desk/tasks/<uuid:task_id>/", "desk/improvements/<uuid:improvement_id>/",
        )),
        *(Route(case + "ledger/<uuid:entry_id>/receipt." + kind, PARTY | REGISTRY)
          for kind in ("json", "pdf")),
        *(Route("draws/" + part, EVERYBODY) for part in (
            "", "verify_draw.py", "<uuid:draw_id>/", "<uuid:draw_id>/announcement.json",
            "<uuid:draw_id>/published.json", "<uuid:draw_id>/receipts/<slug:act>.json",
        )),
        *(Route("log/" + part, EVERYBODY) for part in ("", "receipt/", "<path:path>")),
    ]  # fmt: skip


def _api() -> list[Route]:
    draft = "applications/<application_id>"
    case = "cases/<case_id>"
    routes = [
        *(Route(path, EVERYBODY) for path in (
            "openapi.json", "health/live", "health/ready", "services", "services/<code>",
            "check/<token>", "draws", "draws/<draw_id>", "log",
        )),
        *(Route("log/" + proof, EVERYBODY) for proof in (
            "inclusion", "consistency",
        )),
        Route("services/<code>/plan", EVERYBODY, "post"),
        Route("benefits/notices", EVERYBODY),
        Route("benefits/notices/<run_id>/rows", NOBODY),
        Route("benefits/notices/<run_id>/objections", NOBODY, "post"),
        Route("benefits/match", LOGGED_IN),
        Route("benefits/match", OWNER, "post"),
        Route("benefits/applications", OWNER, "post"),
        Route("benefits/applications/<claim_id>", OWNER),
        Route("benefits/applications/<claim_id>/steps", OWNER, "post"),
        Route("desk/benefits/match", WINDOW, "post"),
        Route("desk/benefits/applications", LOGGED_IN),
        Route("benefits/payments", LOGGED_IN),
        *(Route("desk/benefits/" + part, LOGGED_IN) for part in ("payments", "budgets", "batches")),
        Route("desk/benefits/receipts", LOGGED_IN, "post"),
        *(Route("desk/benefits/payments/<payment_id>/" + part, NOBODY, "post")
          for part in ("retry", "recoveries")),
        Route("benefits/lists", LOGGED_IN),
        Route("benefits/lists/<entitlement_id>/waive", NOBODY, "post"),
        Route("desk/benefits/runs", LOGGED_IN),
        *(Route("desk/benefits/runs/<run_id>" + part, NOBODY) for part in ("", "/firms")),
        Route("desk/benefits/runs/<run_id>/steps", NOBODY, "post"),
        Route("desk/benefits/objections/<objection_id>/decision", NOBODY, "post"),
        Route("desk/benefits/laboratory/notes", LOGGED_IN),
        Route("desk/benefits/laboratory/trials", LOGGED_IN, "post"),
        *(Route("desk/benefits/laboratory/" + part, NOBODY)
          for part in ("trials/<trial_id>", "notes/<note_id>")),
        Route("desk/benefits/laboratory/trials/<trial_id>/note", NOBODY, "post"),
        Route("benefits/policies", EVERYBODY),
        Route("benefits/policies/<code>", NOBODY),  # the town's code is no policy
        Route("unresolved", LOGGED_IN, "post"),
        *(Route("unresolved/" + part, EVERYBODY, "post") for part in ("visitor", "receipt")),
        Route("unresolved/<reported_id>", OWNER),
        Route("desk/unresolved", LOGGED_IN),
        Route("desk/unresolved/<reported_id>/steps", PLACE, "post"),
        Route("desk/tasks/<task_id>/steps", REGISTRY, "post"),
        *(Route(path, LOGGED_IN) for path in (
            "me", "applications", "signatures", "cases", "licences", "inbox", "search",
        )),
        Route("desk/queue", DESK),
        *(Route("facts/" + part, LOGGED_IN) for part in ("datasets", "snapshots", "contests")),
        Route("facts/datasets/<dataset>/deliveries", DELIVERERS, "post"),
        *(Route("facts/" + part, DELIVERERS | HEADS) for part in (
            "deliveries/<submission_id>", "snapshots/<snapshot_id>",
        )),
        *(Route("facts/firms/<firm_code>" + part, OWNER) for part in ("", "/readings")),
        Route("facts/firms/<firm_code>/contests", OWNER, "post"),
        Route("facts/contests/<contest_id>", OWNER | DELIVERERS | HEADS),
        Route("facts/contests/<contest_id>/steps", OWNER | DELIVERERS | HEADS, "post"),
        Route("figures", DESK),
        Route("statistics", frozenset({"leader", "supervisor"}) | HEADS),
        Route("", NOBODY),
        Route("feed", NOBODY),
        Route("cross-region/services", EVERYBODY),
        Route("cross-region/cases/<case_id>", NOBODY),
        Route("cross-region/cases/<case_id>/acts", NOBODY, "post"),
        Route("inbox/read", LOGGED_IN, "post"),
        *(Route(draft + part, APPLICANTS) for part in ("", "/plan", "/problems", "/reusable")),
        Route(draft + "/answers", APPLICANTS, "put"),
        Route(draft + "/fields", APPLICANTS, "patch"),
        *(Route(draft + part, APPLICANTS, "post") for part in (
            "/submit", "/take-back", "/materials/<material>", "/materials/<material>/reuse",
        )),
        Route(draft + "/materials/<material>/<document_id>", APPLICANTS, "delete"),
        Route("signatures/<application_id>", frozenset({"owner", "partner"})),
        *(Route(case + part, PARTY | REGISTRY) for part in ("", "/form", "/entries", "/papers")),
        *(Route(case + part, PARTY, "post") for part in (
            "/withdraw", "/resubmit", "/materials/<material>", "/rating",
        )),
        Route("desk/cases/<case_id>/steps", REGISTRY, "post"),
        Route(draft + "/promises", APPLICANTS),
        *(Route(draft + "/promises/<matter>", APPLICANTS, method) for method in ("put", "delete")),
        Route("undertakings", EVERYBODY),
        Route("undertakings/<undertaking_id>", PARTY | REGISTRY),
        Route(case + "/late", PARTY | REGISTRY),
        *(Route(case + part, PARTY, "post") for part in ("/gap", "/late", "/correction")),
        Route("desk/afterchecks", DESK),
        Route("desk/afterchecks/<check_id>/steps", REGISTRY, "post"),
        Route("credit", LOGGED_IN),
        Route("credit/<record_id>/repair", PARTY, "post"),
        Route("desk/credit/<record_id>/decision", CHECKERS, "post"),
        Route("desk/steps", DESK, "post"),
        *(Route("desk/" + part, DESK) for part in ("opinions", "templates")),
        Route("desk/workload", HEADS),
        Route("desk/cases/<case_id>/opinions", CHECKERS | HEADS, "post"),
        Route("desk/opinions/<opinion_id>/answer", NOBODY, "post"),
        Route(draft + "/copy", APPLICANTS, "post"),
        Route("permits", LOGGED_IN),
        Route("permits/<case_id>/promise", PARTY | REGISTRY),
        Route("permits/<case_id>/promise", PARTY, "post"),
        Route("permits/<case_id>/not-trading", PARTY, "post"),
        Route("desk/permits/steps", DESK, "post"),
        Route("desk/cases/<case_id>/green", frozenset({"approver", "head"}), "put"),
        Route("desk/papers/<paper_id>/service", frozenset({"clerk", "approver"}), "post"),
        Route("papers/<paper_id>/pdf", PARTY | REGISTRY),
        Route("licences/<licence_id>/pdf", PARTY | REGISTRY),
        Route("documents/<document_id>", PARTY | REGISTRY),
        Route("documents/<document_id>/file", PARTY | REGISTRY),
    ]  # fmt: skip
    return [Route("api/v1/" + r.pattern, r.may, r.method) for r in routes]


ROUTES = (*_pages(), *_api())
