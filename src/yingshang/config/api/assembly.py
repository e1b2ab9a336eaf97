"""The one API instance, with the routers of every package."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from typing_extensions import override

from yingshang.city.benefits.api import routers as benefits
from yingshang.city.matters.api import routers as matters
from yingshang.city.requests.api import routers as requests
from yingshang.config.api.authentication import Bearer, Session
from yingshang.config.api.description import described_by, openapi_text
from yingshang.config.api.health import router as health
from yingshang.config.api.problems import handle_problems
from yingshang.core.access.api import router as me
from yingshang.core.documents.api import router as documents
from yingshang.core.facts.api import router as facts
from yingshang.core.feed.api import router as feed
from yingshang.core.measures.api import router as figures
from yingshang.core.notices.api import router as inbox
from yingshang.core.ratings.api import router as ratings
from yingshang.core.search.api import router as search
from yingshang.portal.openness.api import router as openness

PREFIX = "/api/v1/"
DESCRIPTION = """\
Whatever the pages can do, by the same services. 与页面相同的办理动作，由同一组服务完成。

- Sign in with `Authorization: Bearer …`, or with the session of the pages and `X-CSRFToken`.
- Texts come in the language of `Accept-Language` (zh-hans, en); codes are stable.
- Problems are `application/problem+json` (RFC 9457). What is missing and what is not yours to see
  answer alike: 404.
- A `version` that is sent must be the present one, else 409; without it the act takes the thing as
  it is.
- Lists take `limit` (at most 200) and `after`, the `next` of the page before.
- Money is an integer in fen (分); a field's amount may also be sent as a string in yuan (元).
"""


class Api(NinjaAPI):
    """Ninja's API with our description."""

    @override
    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: Any = None
    ) -> OpenAPISchema:
        return described_by(self, path_prefix or PREFIX)  # type: ignore[return-value]  # a dict is all that is read of it


def assembled() -> Api:
    """The API with everything in it."""
    made = Api(
        title="Yingshang 营商",
        version="1",
        description=DESCRIPTION,
        urls_namespace="api-v1",
        auth=[Bearer(), Session()],
        docs_url=None,
    )
    handle_problems(made)
    for router in (
        health,
        me,
        *matters(),
        *requests(),
        *benefits(),
        documents,
        inbox,
        ratings,
        figures,
        search,
        feed,
        facts,
        openness,
    ):
        made.add_router("", router)
    return made


api = assembled()


def description() -> str:
    """The text of docs/api/openapi.json."""
    return openapi_text(api, PREFIX)
