"""What a case carries of who may see it, and what a reader may see, in one language of lexemes.

Cases of a confined kind (`access.confined`) carry their office with the kind, and no place: a kind
that is confined anew needs the index rebuilt.

The index narrows by it, so that a search reads nothing of others; `access.doors` still judges every
case that is shown, and is the law. What the lexemes can not say (a mandate's services, standing
back from one's own cases) they leave to the door, and so they never say less than it.
"""

from datetime import datetime
from uuid import UUID

from yingshang.core.access.confined import confined
from yingshang.core.access.held import mandates_held, posts_held
from yingshang.core.access.models import Post, User
from yingshang.core.access.posts import Reader
from yingshang.core.access.predicates import SEEING_PLACE_WIDE
from yingshang.core.search.asking import all_of, any_of, lexeme


def office(office_id: UUID, kind: str = "") -> str:
    """The lexeme of the office that handles; that of a confined kind is one of its own."""
    return f"@o{_short(office_id)}{kind}"


def of_case(code: str, office_id: UUID, kind: str) -> set[str]:
    """Who sees the case because of a post: of a confined kind its own office's roles alone."""
    if kind in confined():
        return {office(office_id, kind)}
    return {office(office_id), place(code)}


def party(party_id: UUID) -> str:
    """The lexeme of whose case it is."""
    return f"@y{_short(party_id)}"


def place(code: str) -> str:
    """The lexeme of the place."""
    return f"@p{code}"


def item(code: str) -> str:
    """The lexeme of the list row."""
    return f"@i{code}"


def seen_by(user: Reader, *, at: datetime, only_served: bool = False) -> str:
    """The condition of what the reader may see; empty when that is nothing.

    Two small reads, once a page. `only_served` leaves out what she sees as a party.
    """
    if not isinstance(user, User) or not user.is_active:
        return ""
    ways = [_at_post(post) for post in posts_held(user, at=at)]
    if not only_served and user.person_id is not None:
        principals = [m.principal_id for m in mandates_held(user.person_id, at=at)]
        ways += [lexeme(party(known)) for known in (user.person_id, *principals)]
    return any_of(ways)


def _at_post(post: Post) -> str:
    """The same rule as the door's, without a negation: each costs a look at every candidate."""
    is_wide = post.role in SEEING_PLACE_WIDE
    where = [place(post.office.place) if is_wide else office(post.office_id)]
    where += [
        office(post.office_id, kind) for kind, roles in confined().items() if post.role in roles
    ]
    items = any_of(lexeme(item(code)) for code in post.items)
    return all_of([any_of(lexeme(one) for one in sorted(where)), items])


def _short(known: UUID) -> str:
    """The random end of an id: enough to narrow by, the door compares it whole."""
    return known.hex[-12:]
