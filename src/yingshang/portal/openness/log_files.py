"""The log's public files, as C2SP tlog-tiles lays them out: the checkpoint, tiles, bundles."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yingshang.core.catalogue.places import place_code
from yingshang.core.ledger.publishing import latest_checkpoint, tile
from yingshang.errors import Missing
from yingshang.portal.openness.answers import (
    AN_HOUR,
    FOR_EVER,
    NOTE,
    SECONDS,
    TILE,
    file_answer,
)
from yingshang.proofs.log.errors import PathUnknown
from yingshang.proofs.log.tiles import WIDTH, parse_path

PLACE_DIGITS = 6


@require_safe
def log_file(request: HttpRequest, path: str) -> HttpResponse:
    """`checkpoint`, or a tile by its only spelling; everything else is not there.

    The log of another place of this site stands below its code: `231100/checkpoint`, as the log's
    own name says. A full tile never changes. A partial one does not either, but a fuller one takes
    its place.
    """
    place, path = _place_in(path)
    if path == "checkpoint":
        return file_answer(latest_checkpoint(place), NOTE, cache=SECONDS)
    try:
        _level, _index, width = parse_path(path)
    except PathUnknown as error:
        raise Missing from error
    return file_answer(tile(place, path), TILE, cache=FOR_EVER if width == WIDTH else AN_HOUR)


def _place_in(path: str) -> tuple[str, str]:
    """Whose log is asked for: another place's, whose code stands first, or the site's own."""
    own = place_code()
    first, _, rest = path.partition("/")
    is_code = len(first) == PLACE_DIGITS and first.isascii() and first.isdecimal()
    return (first, rest) if is_code and first != own else (own, path)
