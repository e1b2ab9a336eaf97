"""What was acknowledged, held against what is there."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

PLACE = "430300"
_STEPS = """
SELECT e.subject_id::text, (convert_from(x.body, 'UTF8')::jsonb -> 'data' ->> 'version')::int
FROM ledger_entry e JOIN ledger_content x ON x.entry_id = e.id AND x.recorded_at = e.recorded_at
WHERE e.subject_id = ANY (%s::uuid[])
  AND convert_from(x.body, 'UTF8')::jsonb -> 'data' ?& ARRAY['from', 'to', 'version']"""


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The notes that were written whole."""
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        with suppress(json.JSONDecodeError):
            yield json.loads(line)


def troubles(city: Path, visits: Path) -> Iterator[str]:
    """Every sentence is something that must not be."""
    yield from _applications(city, visits)
    yield from _steps(city, visits)
    yield from _city(city)
    from yingshang.core.audit.registry import audit
    from yingshang.core.ledger.sealing import seal_all

    seal_all()
    for invariant, finding in audit(PLACE):
        if not finding.holds:
            yield f"audit: {invariant.name}: {finding.broken} of {finding.checked}: {finding.first}"


def _applications(city: Path, visits: Path) -> Iterator[str]:
    from tests.simulation.victims import plan

    from yingshang.city.matters.models import Application
    from yingshang.simulation.city.agenda import key_of

    given = Application.objects.exclude(submission_key=None)
    cases = {str(k): str(c) for k, c in given.values_list("submission_key", "case_id")}
    keys = Counter(str(key) for key in given.values_list("submission_key", flat=True))
    yield from (f"handed in twice: {key}" for key, times in keys.items() if times > 1)
    for line in lines(visits):
        if "key" in line and cases.get(line["key"]) != line["bundle"]:
            yield f"acknowledged and lost: application {line['key']}"
    for line in lines(city):
        for n in line["in"]:
            if str(key_of(plan().seed, n)) not in cases:
                yield f"acknowledged and lost: simulated application {n}"


def _steps(city: Path, visits: Path) -> Iterator[str]:
    from django.db import connection

    reached = {line["case"]: line["version"] for line in lines(visits) if "case" in line}
    for line in lines(city):
        for case_id, version in line["moved"]:
            reached[case_id] = max(version, reached.get(case_id, 0))
    with connection.cursor() as cursor:
        cursor.execute(_STEPS, [list(reached)])
        taken = Counter((case_id, version) for case_id, version in cursor)
    yield from (f"done twice: {case} to version {v}" for (case, v), n in taken.items() if n > 1)
    for case_id, version in reached.items():
        missing = [v for v in range(2, version + 1) if not taken[case_id, v]]
        if missing:
            yield f"acknowledged and lost: case {case_id}, steps to versions {missing}"


def _city(city: Path) -> Iterator[str]:
    from tests.simulation.lives import as_lived, as_planned
    from tests.simulation.victims import plan

    from yingshang.city.matters.models import Application
    from yingshang.simulation.city.agenda import key_of
    from yingshang.simulation.city.town import ensure_town

    keys = [key_of(plan().seed, n) for n in range(plan().bundles)]
    simulated = Application.objects.filter(submission_key__in=keys)
    states = Counter(simulated.values_list("case__state", flat=True))
    if states.total() != plan().bundles or not set(states) <= {"done", "partly_done", "withdrawn"}:
        yield f"the simulated city is not whole: {plan().bundles} wanted, {dict(states)}"
    town = ensure_town(plan(), folder=city.parent / "lists")
    lived, planned = as_lived(town), as_planned(town)
    differing = [number for number in planned if lived.get(number) != planned[number]]
    if differing:
        yield f"{len(differing)} simulated lives are not as planned, such as {differing[:3]}"
