"""Every model of the spine, for Django to find; the packages hold them."""

from yingshang.core.access.models import ApiToken, Post, Substitution, User
from yingshang.core.accounts.models import Account, Posting, Reservation
from yingshang.core.cases.models import Case, CaseSequence
from yingshang.core.catalogue.models import Edition, Item
from yingshang.core.commitments.models import Commitment, Extension, Suspension
from yingshang.core.documents.models import Blob, Document, DocumentUse
from yingshang.core.draws.models import Draw, DrawPart
from yingshang.core.exchange.models import Message
from yingshang.core.ledger.models import (
    Entry,
    EntryContent,
    LedgerEpoch,
    Placement,
    SignedCheckpoint,
)
from yingshang.core.notices.models import ContactPoint, Delivery, Notice
from yingshang.core.parties.models import Mandate, Office, Party, Region
from yingshang.core.ratings.models import RaterIdentity, Rating, WindowService

__all__ = [
    "Account",
    "ApiToken",
    "Blob",
    "Case",
    "CaseSequence",
    "Commitment",
    "ContactPoint",
    "Delivery",
    "Document",
    "DocumentUse",
    "Draw",
    "DrawPart",
    "Edition",
    "Entry",
    "EntryContent",
    "Extension",
    "Item",
    "LedgerEpoch",
    "Mandate",
    "Message",
    "Notice",
    "Office",
    "Party",
    "Placement",
    "Post",
    "Posting",
    "RaterIdentity",
    "Rating",
    "Region",
    "Reservation",
    "SignedCheckpoint",
    "Substitution",
    "Suspension",
    "User",
    "WindowService",
]
