"""Below a place's folder stands the whole site as that place has it; its links stay there."""

import pytest
from django.urls import reverse

from tests.city.matters.crossregion.places import two_places
from tests.scenes import Told, fixture_of

pytestmark = pytest.mark.django_db
told_two_places = fixture_of(two_places)


@pytest.fixture(autouse=True)
def heihe_is_served_too(settings) -> None:
    settings.ALSO_PLACES = ["heihe"]


def test_a_path_of_another_place_shows_its_services_and_keeps_its_links(two_places: Told, client):
    own = client.get("/").content.decode()
    other = client.get("/heihe/").content.decode()
    assert "湘潭营商" in own
    assert "黑河营商" in other
    assert f'href="/heihe{reverse("log")}"' in other
    assert "/heihe/" not in own


def test_the_cross_region_services_of_another_place_are_its_own(two_places: Told, client):
    own = client.get("/cross-region/").content.decode()
    other = client.get("/heihe/cross-region/").content.decode()
    assert "在湘潭窗口交件" in own
    assert "户外招牌设置（湘潭）" in other
    assert "在湘潭窗口交件" not in other


def test_after_a_page_of_another_place_the_site_is_its_own_again(two_places: Told, client):
    client.get("/heihe/")
    assert reverse("log") == "/log/"
    assert "湘潭营商" in client.get("/").content.decode()


def test_a_place_without_its_slash_is_sent_there(two_places: Told, client):
    assert client.get("/heihe")["Location"] == "/heihe/"


def test_who_must_log_in_comes_back_to_the_place(two_places: Told, client):
    assert client.get("/heihe/my/")["Location"].startswith("/heihe/login/?next=/heihe/my/")


def test_what_is_no_place_is_not_there(two_places: Told, client):
    assert client.get("/nowhere/").status_code == 404


def test_the_page_of_the_log_leads_to_the_logs_of_other_places(two_places: Told, client):
    page = client.get(reverse("log")).content.decode()
    assert 'href="/log/231100/checkpoint"' in page
    assert 'href="/log/430300/checkpoint"' not in page
