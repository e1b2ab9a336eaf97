"""The capability by API: thin edges over the services that the pages call too."""

from ninja import Router

from yingshang.city.requests.api import desk, reporting


def routers() -> tuple[Router, ...]:
    """The routers of the capability; those with fixed addresses stand first."""
    return reporting.open_router, reporting.router, desk.router
