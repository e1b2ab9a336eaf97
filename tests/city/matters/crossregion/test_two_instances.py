"""Each place in a database of its own, with its own secret: only files of letters pass between."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections

from tests.cast import LONG_AGO, NOW, Cast, login, serve
from tests.city.matters.crossregion.places import FOOD, HEIHE, OWNER, VALUES, XIANGTAN, materials
from tests.server import drop, point_at, recreate
from yingshang.city.matters.crossregion.models import CrossFile, Handover
from yingshang.city.matters.crossregion.opening import Wanted
from yingshang.city.matters.crossregion.receiving import Checked, forward, receive
from yingshang.city.matters.desk import DeskStep, take_step
from yingshang.city.matters.models import Licence
from yingshang.core.access.models import Role
from yingshang.core.catalogue.models import Edition, Item
from yingshang.core.catalogue.services import load_place
from yingshang.core.exchange.places.keys import PublicKeys, own_keys, trust
from yingshang.core.exchange.services import turn
from yingshang.core.ledger.acts import CLOCK
from yingshang.core.models import Entry, Office, Party, PlaceLetter, User


@dataclass
class Instance:
    """A database, a secret, a folder of files: what an instance is."""

    name: str
    data_key: str
    files: Path


@pytest.fixture
def instances(
    template_database, django_db_setup, django_db_blocker, settings, tmp_path
) -> Iterator["Two"]:
    settings.EXCHANGE_FOLDER = tmp_path / "exchange"
    before = settings.DATABASES["default"]["NAME"]
    made = {}
    for place in (XIANGTAN, HEIHE):
        name = template_database.replace("template", f"place_{place}")
        point_at(name)
        recreate(name, template=template_database)
        key = base64.b64encode(place.encode() * 5 + b"xx").decode()
        made[place] = Instance(name, key, tmp_path / place)
    with django_db_blocker.unblock():
        yield Two(made, settings)
    point_at(before)
    for instance in made.values():
        drop(instance.name)


class Two:
    """The two instances; `at(place)` is inside one of them, the other out of reach."""

    def __init__(self, made: dict[str, Instance], settings) -> None:
        self.made, self.settings, self.now = made, settings, NOW

    @contextmanager
    def at(self, place: str) -> Iterator[None]:
        instance = self.made[place]
        for alias in ("default", "owner"):
            connections[alias].close()
        point_at(instance.name)
        self.settings.DATA_KEY, self.settings.FILES_FOLDER = instance.data_key, instance.files
        yield
        for alias in ("default", "owner"):
            connections[alias].close()

    def work(self, place: str) -> None:
        """The worker of one instance."""
        with self.at(place):
            self.now += timedelta(minutes=1)
            turn(self.now)


def meet(instances: Two) -> dict[str, PublicKeys]:
    """Each place lives alone, and knows the other by the keys that were read out to it."""
    keys = {}
    for place in (XIANGTAN, HEIHE):
        with instances.at(place):
            keys[place] = own_keys(place)
    with instances.at(HEIHE):
        Item.objects.filter(place=XIANGTAN).delete()
        Edition.objects.filter(place=XIANGTAN).delete()
        load_place("heihe")
        office = Office.objects.get(place=HEIHE, code="market_regulation")
        serve(login("officer", "黑河"), office, Role.HANDLER, Role.APPROVER)
        trust(XIANGTAN, keys[XIANGTAN], place=HEIHE, actor=CLOCK, at=LONG_AGO)
    with instances.at(XIANGTAN):
        trust(HEIHE, keys[HEIHE], place=XIANGTAN, actor=CLOCK, at=LONG_AGO)
    return keys


def test_two_instances_handle_a_matter_by_letters_alone(instances):
    meet(instances)
    with instances.at(XIANGTAN):
        clerk = Cast().clerk
        wanted = Wanted(FOOD, VALUES, materials())
        file = receive(clerk, OWNER, wanted, place=XIANGTAN, at=instances.now)
        forward(file.case_id, Checked(identity=True, form=True), user=clerk, at=instances.now)
    instances.work(XIANGTAN)
    folder = Path(instances.settings.EXCHANGE_FOLDER)
    passed = [str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()]
    assert passed == [f"places/{XIANGTAN}-{HEIHE}/letters/000000000001.json"]
    assert OWNER.id_number not in folder.joinpath(passed[0]).read_text()

    instances.work(HEIHE)
    with instances.at(HEIHE):
        home = CrossFile.objects.select_related("case__party").get(role="home")
        assert (home.case.party.name, home.case.document_uses.count()) == ("李示例", 2)
        assert not Party.objects.filter(pk=file.case.party_id).exists(), "a person of its own"

        officer = User.objects.get(username="officer")
        for step in ("accept", "handle", "grant"):
            take_step(DeskStep(home.case_id, step), user=officer, at=instances.now)
        number = Licence.objects.get(case=home.case).number
        theirs = list(Handover.objects.order_by("at", "id").values_list("place", "act"))
        assert not PlaceLetter.objects.exists()
        assert not Entry.objects.filter(place=XIANGTAN, action__startswith="exchange").exists()
    instances.work(HEIHE)
    instances.work(XIANGTAN)
    with instances.at(XIANGTAN):
        here = CrossFile.objects.select_related("case").get()
        assert (here.case.state, here.told["results"][0]["number"]) == ("granted", number)
        ours = list(Handover.objects.order_by("at", "id").values_list("place", "act"))
        assert ours == theirs
