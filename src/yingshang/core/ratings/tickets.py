"""The code on a queue ticket by which its holder, whoever that is, rates the window's service."""

import base64
import hmac
from uuid import UUID

from yingshang.core.parties.secrets import blind_index

CODE_LENGTH = 12


def ticket_code(service_id: UUID) -> str:
    """Twelve letters and digits that follow from the service's id and this instance's key only."""
    digest = blind_index(str(service_id), purpose="ratings.ticket")
    return base64.b32encode(digest).decode()[:CODE_LENGTH].lower()


def is_code_of(service_id: UUID, code: str) -> bool:
    """Whether the code is the one on the ticket; takes the same time for any code."""
    return hmac.compare_digest(ticket_code(service_id).encode(), code.strip().lower().encode())
