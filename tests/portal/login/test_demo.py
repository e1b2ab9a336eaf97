"""The demo cast comes in by one click, in demo mode and nowhere else."""

import pytest
from django.contrib.auth import SESSION_KEY

pytestmark = pytest.mark.django_db
DEMO = "/login/demo/"


def test_one_click_opens_the_desk_without_password_or_second_factor(client, demo_clerk):
    page = client.get("/login/", {"next": "/desk/"}).content.decode()
    assert 'value="demo.clerk"' in page
    assert client.post(DEMO, {"username": "demo.clerk", "next": "/desk/"}).url == "/desk/"
    assert client.get("/desk/").content == b"desk"


def test_only_the_demo_cast_comes_in_by_one_click(client, owner, demo_clerk):
    for name in ("owner", "nobody", "", "own\x00er"):
        assert client.post(DEMO, {"username": name}).status_code == 404
    assert SESSION_KEY not in client.session


def test_a_click_is_a_post(client, demo_clerk):
    assert client.get(DEMO, {"username": "demo.clerk"}).status_code == 405


def test_a_click_never_leads_to_another_site(client, demo_clerk):
    response = client.post(DEMO, {"username": "demo.clerk", "next": "//example.org"})
    assert response.url == "/desk/"


def test_in_production_there_is_no_demo_login(client, demo_clerk, settings):
    settings.DEMO_MODE = False
    assert "demo.clerk" not in client.get("/login/").content.decode()
    for response in (client.get(DEMO), client.post(DEMO, {"username": "demo.clerk"})):
        assert response.status_code == 404
    assert SESSION_KEY not in client.session


def test_in_production_a_demo_session_and_a_demo_password_open_nothing(
    client, demo_clerk, settings, enter
):
    client.post(DEMO, {"username": "demo.clerk"})
    settings.DEMO_MODE = False
    assert client.get("/affairs/").url.startswith("/login/")
    assert client.get("/login/second-factor/").url == "/login/"
    demo_clerk.set_password("a-long-sentence-2026")
    demo_clerk.save()
    client.logout()
    assert enter("demo.clerk").status_code == 422
