"""The town of the matters' services, with a company to look at."""

from tests.city.matters.services.conftest import _at_cast, town

__all__ = ["_at_cast", "town"]
