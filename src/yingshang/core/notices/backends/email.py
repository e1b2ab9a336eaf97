"""E-mail through Django; the Message-ID is the key, so that mail systems drop repeats."""

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.validators import validate_email

from yingshang.core.notices.errors import AddressRefused
from yingshang.core.notices.types import Parcel

TIMEOUT_SECONDS = 15


class Email:
    """One message to one address."""

    def send(self, parcel: Parcel) -> None:
        """Send by the back end of Django's settings."""
        try:
            validate_email(parcel.address)
        except ValidationError as error:
            raise AddressRefused(problem="not an e-mail address") from error
        headers = {
            "Message-ID": f"<{parcel.key}@notices.yingshang>",
            "Auto-Submitted": "auto-generated",
        }
        EmailMessage(
            parcel.title,
            parcel.text,
            to=[parcel.address],
            headers=headers,
            connection=get_connection(timeout=TIMEOUT_SECONDS),
        ).send()
