"""The capability by API: thin edges over the services that the pages call too."""

from ninja import Router


def routers() -> tuple[Router, ...]:
    """The routers of the capability; those with fixed addresses stand first."""
    return ()
