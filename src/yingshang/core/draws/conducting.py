"""Who conducts a draw: somebody with a post at the office whose draw it is."""

from datetime import datetime
from uuid import UUID

from yingshang.core.access.models import User
from yingshang.core.access.posts import posts_of
from yingshang.core.draws.errors import DrawMissing, NotConductor
from yingshang.core.draws.models import Draw
from yingshang.core.ledger.acts import Actor
from yingshang.core.parties.models import Office


def conductor(username: str, office: Office, *, at: datetime) -> Actor:
    """The officer as the actor of the office's draw. Errors: `NotConductor`."""
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None or not posts_of(user, at=at).filter(office=office).exists():
        raise NotConductor(username=username, office=office.code)
    return Actor.user(user.pk)


def conductor_of(draw_id: UUID, username: str, *, at: datetime) -> Actor:
    """The same, for a draw that was announced. Errors: `DrawMissing`, `NotConductor`."""
    draw = Draw.objects.only("office").select_related("office").filter(pk=draw_id).first()
    if draw is None:
        raise DrawMissing
    return conductor(username, draw.office, at=at)
