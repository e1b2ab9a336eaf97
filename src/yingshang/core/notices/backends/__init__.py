"""The ways out of the house, one file each, and which one serves a channel."""

from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from yingshang.core.notices.types import Parcel

DEFAULTS = {
    "email": "yingshang.core.notices.backends.email.Email",
    "sms": "yingshang.core.notices.backends.sms.SmsFiles",
    "webhook": "yingshang.core.notices.backends.webhook.Webhook",
}


class Backend(Protocol):
    """One way to send. It sets its own time-outs and passes on the parcel's key.

    Errors: `AddressRefused` ends the delivery; any other error means: again later.
    """

    def send(self, parcel: Parcel) -> None:
        """Hand the parcel over."""


def backend_for(channel: str) -> Backend:
    """The back end of a channel; `NOTICE_BACKENDS` replaces the defaults by dotted path."""
    chosen: dict[str, str] = {**DEFAULTS, **getattr(settings, "NOTICE_BACKENDS", {})}
    backend: Backend = import_string(chosen[channel])()
    return backend
