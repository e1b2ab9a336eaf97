"""What must always hold of delivered data and contested facts, for `yingshang audit`."""

import json
from pathlib import Path

from yingshang.core.audit.registry import Invariant, by_sql, register
from yingshang.core.audit.types import Finding, Offender
from yingshang.core.facts.models import Snapshot
from yingshang.core.facts.storing import is_whole, manifest_of

FIRST = 5
CONTESTS = "SELECT count(*) FROM core_contestedfact WHERE place = %(place)s"

SNAPSHOTS_ARE_ENTERED = by_sql(
    "facts.snapshots_are_entered",
    "每个快照都有入库记录，记录里的哈希就是它的哈希",
    "Every snapshot has the entry of its delivery, which names its hash",
    of="SELECT count(*) FROM core_snapshot WHERE place = %(place)s",
    broken="""SELECT s.id, s.dataset || ' ' || s.as_of FROM core_snapshot s
        WHERE s.place = %(place)s AND NOT EXISTS (SELECT 1 FROM ledger_entry e
            LEFT JOIN ledger_content x ON x.entry_id = e.id AND x.recorded_at = e.recorded_at
            WHERE e.subject_id = s.id AND e.action = 'facts.deliver' AND (x.body IS NULL
              OR convert_from(x.body, 'UTF8')::jsonb -> 'data' ->> 'sha256' = s.content_hash))""",
)
CONTESTS_ARE_CASES = by_sql(
    "facts.contested_facts_have_their_case",
    "每个数据异议都有办件，机构就是上报这项数据的机构；办件未结，异议才未结",
    "Every contested fact has its case at the office that delivered it, open as long as it is",
    of=CONTESTS,
    broken="""SELECT f.case_id, f.element || ' at ' || coalesce(o.code, 'no office')
        FROM core_contestedfact f JOIN core_case c ON c.id = f.case_id
        JOIN core_snapshot s ON s.id = f.snapshot_id
        LEFT JOIN core_office o ON o.id = c.office_id
        WHERE f.place = %(place)s AND (c.kind <> 'fact_contested' OR c.place <> f.place
            OR c.office_id <> s.office_id OR f.is_open <> (c.closed_at IS NULL))""",
)
CASES_HAVE_THEIR_FACT = by_sql(
    "facts.cases_have_their_contested_fact",
    "每个数据异议件都对应一项数据",
    "Every case of a contested fact has the fact it is about",
    of="SELECT count(*) FROM core_case WHERE place = %(place)s AND kind = 'fact_contested'",
    broken="""SELECT c.id, c.number FROM core_case c
        WHERE c.place = %(place)s AND c.kind = 'fact_contested' AND NOT EXISTS
            (SELECT 1 FROM core_contestedfact f WHERE f.case_id = c.id)""",
)


def snapshots_are_whole(place: str) -> Finding:
    """Every file read once and hashed; its manifest names the same hash."""
    checked, broken = 0, []
    for one in Snapshot.objects.filter(place=place).order_by("delivered_at").iterator():
        checked += 1
        if why := _what_is_wrong(one):
            broken.append(Offender(str(one.pk), f"{one.dataset} {one.as_of}: {why}"))
    return Finding(checked, len(broken), tuple(broken[:FIRST]))


def _what_is_wrong(one: Snapshot) -> str:
    if not is_whole(one.place, one.dataset, one.content_hash):
        return "its file is gone or was changed"
    manifest = manifest_of(one.place, one.dataset, one.content_hash, one.as_of)
    return "" if _named_in(manifest) == one.content_hash else "its manifest is gone or was changed"


def _named_in(manifest: Path) -> str:
    """The hash that a manifest names; nothing where it cannot be read."""
    try:
        found = json.loads(manifest.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(found.get("sha256", "")) if isinstance(found, dict) else ""


def register_fact_invariants() -> None:
    """Make them known to the audit."""
    for invariant in (
        SNAPSHOTS_ARE_ENTERED, CONTESTS_ARE_CASES, CASES_HAVE_THEIR_FACT,
        Invariant("facts.snapshots_are_whole", "每个快照的文件和清单都在，哈希没有变",
                  "Every snapshot's file and manifest are there, with their hash",
                  snapshots_are_whole),
    ):  # fmt: skip
        register(invariant)
