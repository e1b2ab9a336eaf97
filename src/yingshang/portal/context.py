"""What every page's frame needs."""

from django.conf import settings
from django.http import HttpRequest


def page_frame(request: HttpRequest) -> dict[str, object]:
    """Navigation, demo banner and ledger head for `ui/base.html`."""
    return {"demo_mode": settings.DEMO_MODE, "nav_items": []}
