"""Every test has a store of its own, and a desk at which files are handed in."""

import io

import pytest

from tests.cast import NOW, PLACE, Cast
from yingshang.core.documents.formats import Format
from yingshang.core.documents.services import store
from yingshang.core.ledger.acts import Actor

MEGABYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_FOLDER = tmp_path / "files"
    return settings.FILES_FOLDER


@pytest.fixture
def cast():
    return Cast()


@pytest.fixture
def hand_in(cast):
    """Hands bytes in as the cast's owner for her company; keywords change what is asked."""

    def hand_in(content, **more):
        user = more.pop("by", None) or cast.owner
        values = {
            "name": "章程.pdf",
            "kind": "charter",
            "owner": cast.company,
            "place": PLACE,
            "origin": "applicant",
            "allowed": set(Format),
            "max_size_bytes": MEGABYTE,
            "actor": Actor.user(user.id),
            "at": NOW,
        }
        upload = content if hasattr(content, "read") else io.BytesIO(content)
        return store(upload, **{**values, **more})

    return hand_in


def files_in(folder):
    """Every file below the store's folder, by name."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file())
