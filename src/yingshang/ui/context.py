"""Context processor of the look: what every page needs and no domain decides."""

from django.http import HttpRequest

ELDER_COOKIE = "yingshang_elder"


def look(request: HttpRequest) -> dict[str, object]:
    """`is_elder` (larger type, by cookie) and `here` (the present address, for return links)."""
    return {
        "is_elder": request.COOKIES.get(ELDER_COOKIE) == "1",
        "here": request.get_full_path(),
    }
