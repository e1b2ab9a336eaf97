"""The town of the matters' services."""

from tests.city.matters.services.conftest import _at_cast, town

__all__ = ["_at_cast", "town"]
