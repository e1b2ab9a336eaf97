"""The platform's worker, but that silence accepts nothing.

Its clock is the real one; what lies at a desk of 2022 would all be accepted by silence, and the
simulation, whose clock is that of 2022, would find its cases moved.
"""

from datetime import datetime


def main() -> None:
    """Run jobs until killed."""
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yingshang.config.settings")
    import django

    django.setup()
    from yingshang.city.matters import clockwork
    from yingshang.config import worker

    clockwork.deem_accepted = _nothing
    worker.main()


def _nothing(*, at: datetime, limit: int = 0) -> int:
    return 0


if __name__ == "__main__":
    main()
