"""Browsers of the demo cast, and a bundle under way."""

from tests.city.matters.pages.conftest import _pages, browse, bundle, cast, draft, waiting

__all__ = ["_pages", "browse", "bundle", "cast", "draft", "waiting"]
