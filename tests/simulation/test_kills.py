"""A simulation that is killed at any point goes on where it was: nothing lost, nothing twice."""

import random
import time
from collections import Counter

from django.db import connection

from tests.simulation.lives import as_lived, as_planned
from tests.simulation.victims import KILLS, Forks, plan
from yingshang.city.matters.measures.listed import bundles_for
from yingshang.city.matters.models import Application
from yingshang.core.audit.registry import audit
from yingshang.core.measures.period import Period
from yingshang.core.models import Case
from yingshang.simulation.city.agenda import key_of
from yingshang.simulation.city.plan import SUBJECTS

PLACE = "430300"
LONGEST = 0.7


def test_kills_of_city_web_and_database_lose_nothing_and_do_nothing_twice(
    real_database, tmp_path, settings
):
    settings.LOG_FOLDER = tmp_path / "log"
    chance = random.Random()  # noqa: S311  # a new run, new points; what must hold is the same
    with Forks(tmp_path / "victims", {}) as victims:
        for number in range(KILLS):
            city, web = victims.start("city"), victims.start("web")
            time.sleep(chance.uniform(0.05, LONGEST))
            if number % 3 == 2:
                end_connections(real_database)
            victims.kill(city)
            victims.kill(web)
        victims.wait(victims.start("city"))
        lines = list(victims.acknowledged("city"))
        keys = {str(line["key"]) for line in victims.acknowledged("web")}
    nothing_was_lost(lines, keys)
    assert [row for line in lines for row in line["refused"]] == []
    wrong = {
        invariant.name: finding.first for invariant, finding in audit(PLACE) if not finding.holds
    }
    assert wrong == {}
    the_city_is_whole(victims.town)


def end_connections(name: str) -> None:
    """As when the database goes away: every other connection breaks in the middle of its work."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = %s AND pid <> pg_backend_pid() AND usename = current_user",
            [name],
        )


def nothing_was_lost(lines, keys) -> None:
    given = Counter(
        str(key) for key in Application.objects.values_list("submission_key", flat=True)
    )
    numbers = {n for line in lines for n in line["in"]}
    seed = plan().seed
    everyone = set(range(plan().bundles))
    assert numbers <= everyone
    assert {str(key_of(seed, n)) for n in everyone} | keys <= given.keys()
    assert set(given.values()) == {1}
    reached = {case_id: version for line in lines for case_id, version in line["moved"]}
    versions = dict(Case.objects.values_list("pk", "version"))
    assert {pk: v for pk, v in versions.items() if v < reached.get(str(pk), 0)} == {}


def the_city_is_whole(town) -> None:
    """Every simulated bundle is there once and has ended, and each step was taken when planned."""
    seed = plan().seed
    simulated = Application.objects.filter(
        submission_key__in=[key_of(seed, n) for n in range(plan().bundles)]
    )
    states = Counter(simulated.values_list("case__state", flat=True))
    assert states.total() == plan().bundles
    assert set(states) <= {"done", "partly_done", "withdrawn"}
    assert as_lived(town) == as_planned(town)
    period = Period.parse("2022-01/2022-07")
    listed = {subject: bundles_for(subject)(PLACE, period).n for subject in SUBJECTS}
    assert listed == SUBJECTS
