"""The check pages in a browser: no accessibility violation, no sideways scrolling."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import NOW
from yingshang.city.matters.licences.doors import keep_pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def pages(client, licence):
    """Every page by its name, made before the browser opens."""
    document = keep_pdf(licence.pk, at=NOW)
    changed = SimpleUploadedFile("x.pdf", f"/check/{licence.token}".encode())
    answers = {
        "form": client.get("/check/"),
        "wrong": client.post("/check/", {"way": "number"}),
        "result": client.get(f"/check/{licence.token}"),
        "changed": client.post("/check/", {"way": "file", "file": changed}),
        "unknown": client.get("/check/" + "x" * 32),
    }
    assert document.blob.size_bytes > 0
    return {name: answer.content.decode() for name, answer in answers.items()}


def test_axe_finds_nothing_and_nothing_scrolls_sideways(pages, still):
    opened = still("dark", 360)  # light and wide: tests/journeys
    faults = {name: opened.faults(html, picture=f"check-{name}") for name, html in pages.items()}
    assert not any(faults.values()), faults
