"""The one door through which an open draw is written: its row, locked."""

from uuid import UUID

from yingshang.core.draws.errors import DrawMissing, DrawOver
from yingshang.core.draws.models import Draw


def locked_open(draw_id: UUID) -> Draw:
    """The draw, locked until the transaction ends. Errors: `DrawMissing`, `DrawOver`."""
    draw = Draw.objects.select_for_update().defer("announcement").filter(pk=draw_id).first()
    if draw is None:
        raise DrawMissing
    if draw.state != Draw.State.ANNOUNCED:
        raise DrawOver(code=draw.code, state=draw.state)
    return draw
