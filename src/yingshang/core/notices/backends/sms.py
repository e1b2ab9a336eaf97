"""SMS: what a gateway gets, and the file-based reference that stands in for one.

A real gateway is a back end that subclasses nothing: `send(parcel)`, named in `NOTICE_BACKENDS`.
"""

import json
import re
from pathlib import Path

from django.conf import settings

from yingshang.core.exchange.contrib.files.folder import write_whole
from yingshang.core.notices.errors import AddressRefused
from yingshang.core.notices.types import Parcel

_PHONE = re.compile(r"\+?[0-9]{5,15}")


class SmsFiles:
    """Writes `<SMS_FOLDER>/<key>.json`; the same key again writes the same file."""

    def send(self, parcel: Parcel) -> None:
        """Put the text down for whatever sends it."""
        if not _PHONE.fullmatch(parcel.address):
            raise AddressRefused(problem="not a telephone number")
        message = {"key": parcel.key, "to": parcel.address, "text": parcel.text}
        content = json.dumps(message, ensure_ascii=False).encode()
        write_whole(_folder() / f"{parcel.key}.json", content)


def _folder() -> Path:
    return Path(getattr(settings, "SMS_FOLDER", None) or Path(settings.EXCHANGE_FOLDER) / "sms")
