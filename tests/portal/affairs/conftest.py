"""Browsers of the demo cast, and a bundle under way."""

from tests.city.matters.pages.conftest import (
    _at_bundle,
    _at_cast,
    _at_draft,
    _at_waiting,
    _pages,
    browse,
    bundle,
    cast,
    draft,
    waiting,
)

__all__ = [
    "_at_bundle", "_at_cast", "_at_draft", "_at_waiting",
    "_pages", "browse", "bundle", "cast", "draft", "waiting",
]  # fmt: skip
