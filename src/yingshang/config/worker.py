"""The background worker: `python -m yingshang.config.worker`."""

import os


def main() -> None:
    """Run jobs until asked to stop; a job under way is finished first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yingshang.config.settings")
    import django

    from yingshang.config.memory import tune_collector

    django.setup()
    tune_collector()
    from django.conf import settings
    from django.core.management import call_command

    call_command(
        "procrastinate", "worker", "--concurrency", str(settings.ENV.worker_concurrency),
        "--shutdown-graceful-timeout", "10",
    )  # fmt: skip


if __name__ == "__main__":
    main()
