"""The capability by API: thin edges over the services that the pages call too."""

from ninja import Router

from yingshang.city.matters.api import (
    applications,
    cases,
    corrections,
    desk,
    materials,
    office_work,
    papers,
    services,
    signatures,
)
from yingshang.city.matters.crossregion import api as crossregion
from yingshang.city.matters.permits import api as permits
from yingshang.city.matters.statistics import api as statistics
from yingshang.city.matters.undertakings import api as undertakings


def routers() -> tuple[Router, ...]:
    """The routers of the capability, in the order of the main job."""
    modules = (
        services,
        applications,
        materials,
        signatures,
        cases,
        corrections,
        desk,
        office_work,
        papers,
    )
    return (
        *(module.router for module in modules),
        crossregion.router,
        permits.router,
        statistics.router,
        undertakings.router,
    )
