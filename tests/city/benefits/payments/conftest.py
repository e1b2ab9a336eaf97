"""Payment files of each test in a folder of its own."""

import pytest


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path) -> None:
    settings.PAYMENTS_FOLDER = tmp_path / "payments"
