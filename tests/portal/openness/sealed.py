"""A ledger of which every entry has its place, in the folder that belongs to the scene."""

import time
from pathlib import Path

from django.conf import settings
from django.test import override_settings

from yingshang.core.ledger.queries import entry_count
from yingshang.core.ledger.sealing import seal

ATTEMPTS, PAUSE_SECONDS = 4000, 0.03


def log_folder() -> Path:
    """Beside the files of the scene, with which it is copied for each test."""
    return Path(settings.FILES_FOLDER) / "log"


def seal_all_of(place: str) -> None:
    """Seal until nothing waits; open transactions of other tests can hold it up for a while."""
    count = entry_count(place)
    with override_settings(LOG_FOLDER=log_folder()):
        for _attempt in range(ATTEMPTS):
            if seal(place).size == count:
                return
            time.sleep(PAUSE_SECONDS)
    raise AssertionError("a transaction stays open on the server")
