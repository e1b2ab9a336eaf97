"""The capability by API: thin edges over the services that the pages call too."""

from ninja import Router

from yingshang.city.benefits.api import (
    laboratory,
    matching,
    payment_acts,
    payments,
    policies,
    runs,
)


def routers() -> tuple[Router, ...]:
    """The routers of the capability; those with fixed addresses stand first."""
    return (
        policies.open_router,
        runs.open_router,
        runs.router,
        matching.router,
        payments.router,
        payment_acts.router,
        laboratory.router,
    )
