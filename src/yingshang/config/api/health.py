"""Whether the platform lives, and whether it can work: for load balancers and watchers."""

import logging
from typing import ClassVar

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from yingshang.core.schemas import Shape, gives
from yingshang.errors import Unavailable

log = logging.getLogger(__name__)
router = Router(tags=["health"], auth=None)

_HEARTBEAT = (
    "SELECT extract(epoch FROM now() - max(last_heartbeat))::int FROM procrastinate_workers"
)


class Alive(Shape):
    """The process answers."""

    status: str = Field(examples=["alive"])


class Ready(Shape):
    """The database answers; how long ago a background worker last gave a sign, null if none has."""

    status: str = Field(examples=["ready"])
    worker_age_seconds: int | None


class NotReady(Unavailable):
    """The database does not answer."""

    code: ClassVar[str] = "api.not_ready"
    zh: ClassVar[str] = "数据库没有应答，暂时不能办理。请稍后再试。"
    en: ClassVar[str] = "The database does not answer; nothing can be done now. Try later."


@router.get(
    "/health/live", response=gives(Alive), operation_id="is_alive", summary="Is it alive 存活"
)
def live(request: HttpRequest) -> Alive:
    """Answers without touching the database."""
    return Alive(status="alive")


@router.get(
    "/health/ready", response=gives(Ready), operation_id="is_ready", summary="Is it ready 就绪"
)
def ready(request: HttpRequest, response: HttpResponse) -> Ready:
    """Ready when the database answers. A silent worker delays notices and clocks, not requests."""
    response["Cache-Control"] = "no-store"
    try:
        with connection.cursor() as cursor:
            cursor.execute(_HEARTBEAT)
            age = cursor.fetchone()[0]
    except DatabaseError as error:
        log.exception("the database does not answer")
        raise NotReady from error
    return Ready(status="ready", worker_age_seconds=age)
