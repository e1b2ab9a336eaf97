"""An applicant, an approver and a member of the demo cast, and how they come in."""

from pathlib import Path

import pytest
from django.utils import timezone

import yingshang
from yingshang.core.access.duties import add_post
from yingshang.core.access.models import Role
from yingshang.core.access.users import create_user
from yingshang.core.ledger.acts import CLOCK
from yingshang.core.parties.models import Office
from yingshang.ui.translations import compile_catalogues

compile_catalogues(Path(yingshang.__file__).parent)

PLACE = "430302"
PASSWORD = "a-long-sentence-2026"


@pytest.fixture(autouse=True)
def _pages(settings, tmp_path):
    settings.ROOT_URLCONF = "tests.portal.login.pages"
    settings.STATIC_ROOT = str(tmp_path)  # an empty folder: nothing is collected in tests


@pytest.fixture
def office(db):
    return Office.objects.create(
        place=PLACE, code="market", name="示例局", name_en="Example Bureau", kind="office"
    )


def make(username, **more):
    more.setdefault("password", PASSWORD)
    return create_user(
        username, display_name=username.title(), place=PLACE, actor=CLOCK, at=timezone.now(), **more
    )


@pytest.fixture
def owner(db):
    return make("owner")


@pytest.fixture
def approver(office):
    user = make("approver")
    add_post(user, office, Role.APPROVER, actor=CLOCK, at=timezone.now())
    return user


@pytest.fixture
def demo_clerk(office):
    user = make("demo.clerk", password=None, is_demo=True)
    add_post(user, office, Role.CLERK, actor=CLOCK, at=timezone.now())
    return user


@pytest.fixture
def enter(client):
    def log_in(username, password=PASSWORD, **more):
        return client.post("/login/", {"username": username, "password": password, **more})

    return log_in
