"""Which place a reader works for: the one of her posts; whoever has none reads the site's own."""

from collections.abc import Iterable
from datetime import datetime

from yingshang.core.access.held import posts_held
from yingshang.core.access.models import Post
from yingshang.core.access.posts import Reader
from yingshang.core.catalogue.places import place_code


def place_served(user: Reader, *, at: datetime) -> str:
    """The code of the place at whose offices the user serves. Errors: `PlaceNotLoaded`."""
    return place_of(posts_held(user, at=at))


def place_of(posts: Iterable[Post]) -> str:
    """The place of these posts, which come with their offices.

    The site's own place counts first for somebody who serves in several.
    """
    places = {post.office.place for post in posts}
    own = place_code()
    return own if own in places or not places else min(places)
