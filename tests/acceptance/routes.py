"""Who may open which route: the table from which the access tests are made.

A route of the platform that is missing here fails `test_access`. PUBLIC answers everybody; OWN
answers whoever is logged in with what is theirs alone; the others name the roles that may open the
town's object. Everybody else must learn nothing: 404, or the way to the log-in.
"""

from dataclasses import dataclass

PEOPLE = frozenset({"owner", "partner", "agent", "client", "citizen"})
STAFF = frozenset(
    {"clerk", "approver", "tax", "social", "fund", "callback", "supervisor", "leader"}
)
EVERYBODY = PEOPLE | STAFF | {"nobody"}
LOGGED_IN = PEOPLE | STAFF
OWNER = frozenset({"owner"})
APPLICANTS = frozenset({"owner"})  # the draft is hers alone
PARTY = frozenset({"owner"})  # who may act for the company that was opened
PLACE = frozenset({"clerk", "callback", "supervisor"})  # serve or watch every office of the place
REGISTRY = PLACE | {"approver"}  # see the registration case
DESK = STAFF
WINDOW = frozenset({"clerk"})
CALLBACK = frozenset({"callback"})
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
        Route("window/", WINDOW),
        Route("window/call/", WINDOW, "post"),
        Route("window/ticket/", EVERYBODY),
        Route("window/ticket/<uuid:service_id>/", EVERYBODY),
        *(Route(window + part, WINDOW, "post") for part in (
            "identify/", "start/", "sign/", "end/",
        )),
        Route(window + "receipt/", WINDOW, "post"),
        Route("desk/", DESK),
        Route("desk/batch/", DESK, "post"),
        Route("desk/export/", DESK),
        Route(desk, REGISTRY),
        Route(desk + "reveal/", REGISTRY, "post"),
        Route(desk + "documents/<uuid:document_id>/", REGISTRY),
        Route(desk + "steps/<str:step>/", REGISTRY),
        Route("check/", EVERYBODY),
        Route("check/<str:token>", EVERYBODY),
        Route("rate/<uuid:case_id>/", PARTY),
        Route("rate/window/<uuid:service_id>/<str:code>/", NOBODY),
        Route("desk/callback/", CALLBACK | {"supervisor"}),
        Route("desk/callback/<uuid:case_id>/", CALLBACK | {"supervisor"}),
        Route("desk/callback/<uuid:case_id>/step/", CALLBACK | {"supervisor"}, "post"),
        Route("desk/callback/<uuid:case_id>/reveal/", CALLBACK, "post"),
        Route("ratings/", EVERYBODY),
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
        *(Route(path, LOGGED_IN) for path in (
            "me", "applications", "signatures", "cases", "licences", "inbox",
        )),
        Route("desk/queue", DESK),
        Route("figures", DESK),
        Route("", NOBODY),
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
        Route("desk/steps", DESK, "post"),
        Route("papers/<paper_id>/pdf", PARTY | REGISTRY),
        Route("licences/<licence_id>/pdf", PARTY | REGISTRY),
        Route("documents/<document_id>", PARTY | REGISTRY),
        Route("documents/<document_id>/file", PARTY | REGISTRY),
    ]  # fmt: skip
    return [Route("api/v1/" + r.pattern, r.may, r.method) for r in routes]


ROUTES = (*_pages(), *_api())
