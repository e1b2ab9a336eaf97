"""What the tests of the look share: a snippet rendered alone, and pages without a platform."""

from collections.abc import Callable, Iterator

import pytest
from django.template import engines
from django.utils import translation

Show = Callable[..., str]

BARE_TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "yingshang.ui.context.look",
            ],
        },
    },
]


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Read Chinese unless a test says otherwise."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def show() -> Show:
    """Render `{% load ui %}` and a snippet with the given context."""

    def render(snippet: str, **context: object) -> str:
        return engines["django"].from_string("{% load ui %}" + snippet).render(context)

    return render


@pytest.fixture
def bare_pages(settings) -> None:
    """Pages rendered by the look alone, without the platform's own context."""
    settings.TEMPLATES = BARE_TEMPLATES
    settings.DEBUG = True
