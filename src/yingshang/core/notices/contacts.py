"""Where a party wants to be told beside the in-app inbox."""

import re
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from yingshang.core.notices.backends.addresses import checked_url
from yingshang.core.notices.errors import AddressRefused
from yingshang.core.notices.models import ContactPoint, Delivery

_PHONE = re.compile(r"\+?[0-9]{5,15}")
Channel = Delivery.Channel


def set_contact_point(party_id: UUID, *, channel: str, address: str) -> ContactPoint:
    """Tell the party there from now on. Errors: `AddressRefused`."""
    address = address.strip()
    check_address(channel, address)
    point, _ = ContactPoint.objects.update_or_create(
        party_id=party_id, channel=channel, address=address, defaults={"is_active": True}
    )
    return point


def drop_contact_point(party_id: UUID, *, channel: str, address: str) -> None:
    """Tell the party there no longer; what is on its way still arrives."""
    ContactPoint.objects.filter(party_id=party_id, channel=channel, address=address).update(
        is_active=False
    )


def check_address(channel: str, address: str) -> None:
    """Errors: `AddressRefused` says what an address of the channel looks like."""
    if len(address) > 200:
        raise AddressRefused(field="address", problem="longer than 200 characters")
    match channel:
        case Channel.EMAIL:
            _check_email(address)
        case Channel.SMS:
            if not _PHONE.fullmatch(address):
                raise AddressRefused(field="address", problem="not a telephone number")
        case Channel.WEBHOOK:
            checked_url(address, is_demo=settings.DEMO_MODE)
        case _:
            raise AddressRefused(field="channel", problem="not a channel with an address")


def _check_email(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError as error:
        raise AddressRefused(field="address", problem="not an e-mail address") from error
