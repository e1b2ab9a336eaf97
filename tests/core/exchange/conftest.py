"""The exchange's cast: a fake tax system, and a folder of its own for each test."""

import pytest

from tests.core.exchange.cast import PLACE
from yingshang.core.exchange import handling
from yingshang.core.exchange.contrib.fake.adapter import Fake


@pytest.fixture(autouse=True)
def exchange_folder(settings, tmp_path):
    """Nothing that another test wrote lies in the folders."""
    settings.EXCHANGE_FOLDER = tmp_path / "exchange"
    return settings.EXCHANGE_FOLDER


@pytest.fixture(autouse=True)
def handlers(monkeypatch):
    """The handlers of this test only."""
    own = {}
    monkeypatch.setattr(handling, "_handlers", own)
    return own


@pytest.fixture
def tax(settings):
    """The tax system, faked; every other system is a fake of its own."""
    fakes = {}

    def factory(place, system):
        return fakes.setdefault((place, system), Fake(place, system))

    settings.EXCHANGE_ADAPTERS = {"*": factory}
    fakes[PLACE, "tax"] = Fake(PLACE, "tax")
    return fakes[PLACE, "tax"]


@pytest.fixture
def registry(settings, tax):
    """The registry beside the tax system."""
    return settings.EXCHANGE_ADAPTERS["*"](PLACE, "registry")
