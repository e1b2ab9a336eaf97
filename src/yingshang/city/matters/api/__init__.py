"""The capability by API: thin edges over the services that the pages call too."""

from ninja import Router

from yingshang.city.matters.api import (
    applications,
    cases,
    corrections,
    desk,
    materials,
    papers,
    services,
    signatures,
)


def routers() -> tuple[Router, ...]:
    """The routers of the capability, in the order of the main job."""
    modules = (services, applications, materials, signatures, cases, corrections, desk, papers)
    return tuple(module.router for module in modules)
