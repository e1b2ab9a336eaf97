"""A worker that runs every job there is, with connections of its own, and ends."""

from unittest.mock import patch

from django.db import connections
from procrastinate.contrib.django import app


def run_worker():
    """For tests with `real_database`; leaves no connection behind that would keep it open."""
    closing = patch.dict(connections.settings["default"], {"CONN_MAX_AGE": 0})
    with closing, app.replace_connector(app.connector.get_worker_connector()) as working:
        working.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
