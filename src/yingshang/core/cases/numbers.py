"""Numbers that people read: a prefix, year and month, and a running number under the year."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from yingshang.core.statements import fetch

SHANGHAI = ZoneInfo("Asia/Shanghai")

_TAKE = """
INSERT INTO core_casesequence AS s (place, prefix, year, last)
SELECT * FROM unnest(%s::text[], %s::text[], %s::int[], %s::bigint[]) AS n(place, prefix, year, n)
ORDER BY 1, 2, 3
ON CONFLICT ON CONSTRAINT one_sequence DO UPDATE SET last = s.last + excluded.last
RETURNING place, prefix, year, last
"""


def take_numbers(wanted: Sequence[tuple[str, str, datetime]]) -> list[str]:
    """A fresh number for each (place, prefix, at), in order; one SQL statement."""
    local = {at: at.astimezone(SHANGHAI) for at in {at for _, _, at in wanted}}
    keys = [(place, prefix, local[at].year) for place, prefix, at in wanted]
    counts = Counter(keys)
    places, prefixes, years = zip(*counts, strict=True) if counts else ((), (), ())
    rows = fetch(_TAKE, [list(places), list(prefixes), list(years), list(counts.values())])
    last = {(p, x, y): n for p, x, y, n in rows}
    following = {key: last[key] - count for key, count in counts.items()}
    months = {at: f"{moment:%Y-%m}" for at, moment in local.items()}
    numbers = []
    for key, (_, prefix, at) in zip(keys, wanted, strict=True):
        following[key] += 1
        numbers.append(f"{prefix} {months[at]}-{following[key]:06d}")
    return numbers
