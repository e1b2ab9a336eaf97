"""A platform starts on a simulated city as on any other: its lists stay, and nothing is counted."""

from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from tests.simulation.test_resuming import run_until
from yingshang.config.cli import up
from yingshang.core.catalogue.services import ensure_place, load_place, newest_edition
from yingshang.core.models import Edition, Item

FOLDER = "xiangtan"


def start(monkeypatch) -> list[str]:
    """What `yingshang up` asks the database before it serves."""
    monkeypatch.setattr(type(connections), "close_all", lambda _self: None)
    with CaptureQueriesContext(connection) as asked:
        up._load()
    return [one["sql"] for one in asked]


def test_a_start_keeps_the_simulated_lists_and_says_so(town, settings, monkeypatch, capsys):
    settings.ALSO_PLACES = ()
    before = list(Edition.objects.values_list("pk", flat=True))
    run_until(town, 1)
    start(monkeypatch)
    assert "yingshang catalogue load xiangtan" in capsys.readouterr().out
    assert list(Edition.objects.values_list("pk", flat=True)) == before
    assert Item.objects.filter(code__startswith="sim_bundle_", is_current=True).exists()


def test_the_second_start_asks_as_little_with_many_cases_as_with_few(town, settings, monkeypatch):
    settings.ALSO_PLACES = ()
    run_until(town, 1)
    start(monkeypatch)
    few = start(monkeypatch)
    run_until(town, 6)
    many = start(monkeypatch)
    assert len(many) == len(few) < 40
    assert not [sql for sql in many if "count(*)" in sql.lower() and "ledger_entry" in sql]


def test_real_lists_come_back_when_they_are_asked_for(town):
    simulated, _ = ensure_place(FOLDER)
    assert simulated.is_simulated
    real, is_new = load_place(FOLDER)
    assert (is_new, real.is_simulated, newest_edition(town.place)) == (True, False, real)
    assert not Item.objects.filter(code__startswith="sim_", is_current=True).exists()
    assert ensure_place(FOLDER) == (real, False)
