"""A step of a case stays on its page: no index looks at a case's state, and pages keep room.

An index on rows of some states made every step write all indexes of the table anew. What ended is
found by a summary of blocks instead, which a step does not touch.
"""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

BY_BLOCK = "CREATE INDEX case_ended ON core_case USING brin (closed_at) WITH (autosummarize = on);"
BY_STATE = (
    "CREATE INDEX case_ended_early ON core_case (place, closed_at)"
    " WHERE state IN ('withdrawn', 'terminated');"
)
ENDED = (f"DROP INDEX case_ended_early; {BY_BLOCK}", f"DROP INDEX case_ended; {BY_STATE}")
ROOM = (
    "ALTER TABLE core_case SET (fillfactor = 50);",
    "ALTER TABLE core_case SET (fillfactor = 70);",
)


class Migration(migrations.Migration):
    """Half a page is room for a new version of each of its rows."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("core", "0016_facts_read")]

    operations: ClassVar[list[Operation]] = [migrations.RunSQL(*ENDED), migrations.RunSQL(*ROOM)]
