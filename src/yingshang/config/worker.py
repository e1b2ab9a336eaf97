"""The background worker: `python -m yingshang.config.worker`."""

import logging
import os
import sys
import time

PAUSE_SECONDS = 2.0
log = logging.getLogger(__name__)


def main() -> None:
    """Run jobs until asked to stop; a job under way is finished first.

    While the database is away the worker waits for it; when it goes away, the worker begins anew.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yingshang.config.settings")
    import django

    from yingshang.config.memory import tune_collector

    django.setup()
    tune_collector()
    from django.conf import settings
    from django.core.management import call_command

    from yingshang.config.outages import outage_of

    wait_for_database()
    try:
        call_command(
            "procrastinate", "worker", "--concurrency", str(settings.ENV.worker_concurrency),
            "--shutdown-graceful-timeout", "10",
        )  # fmt: skip
    except Exception as error:
        if outage_of(error) is None:
            raise
        log.warning("the database went away; the worker waits for it and begins anew")
        wait_for_database()
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - ourselves


def wait_for_database() -> None:
    """Return when the database answers. Errors: whatever is no outage, such as a wrong password."""
    from django.db import DatabaseError, connection

    from yingshang.config.outages import outage_of

    is_told = False
    while True:
        try:
            connection.ensure_connection()
        except DatabaseError as error:
            if outage_of(error) is None:
                raise
            if not is_told:
                log.warning("the database does not answer; the worker waits for it")
            is_told = True
            time.sleep(PAUSE_SECONDS)
        else:
            connection.close()
            return


if __name__ == "__main__":
    main()
