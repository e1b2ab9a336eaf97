"""The pages of logging in, in a browser: no accessibility violation, no sideways scrolling."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def pages(client, approver, demo_clerk, enter):
    """Every page of logging in as HTML, with its errors."""
    answers = {"login": client.get("/login/"), "login with errors": client.post("/login/", {})}
    for _ in range(6):
        answers["locked out"] = enter("owner", "wrong")
    enter("approver")
    answers["setup"] = client.get("/login/second-factor/setup/")
    approver.totpdevice_set.update(confirmed=True)
    answers["token"] = client.post("/login/second-factor/", {"token": "1"})
    return {name: answer.content.decode() for name, answer in answers.items()}


def test_axe_finds_nothing_and_a_narrow_page_does_not_scroll_sideways(pages, still):
    for scheme in ("light", "dark"):
        opened = still(scheme, 360)
        faults = {name: opened.faults(html) for name, html in pages.items()}
        assert not any(faults.values()), (scheme, faults)
