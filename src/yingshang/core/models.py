"""Every model of the spine, for Django to find; the packages hold them."""

from yingshang.core.access.models import ApiToken, Post, Substitution, User
from yingshang.core.accounts.models import Account, Posting, Reservation
from yingshang.core.cases.models import Case, CaseSequence
from yingshang.core.catalogue.models import Edition, Item
from yingshang.core.checkpoints.models import Checkpoint
from yingshang.core.commitments.models import Commitment, Extension, Suspension
from yingshang.core.documents.models import Blob, Document, DocumentUse
from yingshang.core.draws.models import Draw, DrawPart
from yingshang.core.exchange.models import Message
from yingshang.core.exchange.places.models import (
    PlaceChannel,
    PlaceKey,
    PlaceLetter,
    RegisteredLetter,
)
from yingshang.core.exports.models import Export
from yingshang.core.facts.models import Consultation, ContestedFact, Snapshot, Submission
from yingshang.core.feed.models import Subscription
from yingshang.core.ledger.models import (
    Entry,
    EntryContent,
    LedgerEpoch,
    Placement,
    SignedCheckpoint,
)
from yingshang.core.notices.models import ContactPoint, Delivery, Notice
from yingshang.core.parties.models import Mandate, Office, Party, Region
from yingshang.core.ratings.models import (
    RaterIdentity,
    Rating,
    RatingComplaint,
    RatingHandling,
    WindowService,
)
from yingshang.core.search.models import SearchCursor, SearchRow
from yingshang.core.watch.models import Alert

__all__ = [
    "Account",
    "Alert",
    "ApiToken",
    "Blob",
    "Case",
    "CaseSequence",
    "Checkpoint",
    "Commitment",
    "Consultation",
    "ContactPoint",
    "ContestedFact",
    "Delivery",
    "Document",
    "DocumentUse",
    "Draw",
    "DrawPart",
    "Edition",
    "Entry",
    "EntryContent",
    "Export",
    "Extension",
    "Item",
    "LedgerEpoch",
    "Mandate",
    "Message",
    "Notice",
    "Office",
    "Party",
    "PlaceChannel",
    "PlaceKey",
    "PlaceLetter",
    "Placement",
    "Post",
    "Posting",
    "RaterIdentity",
    "Rating",
    "RatingComplaint",
    "RatingHandling",
    "Region",
    "RegisteredLetter",
    "Reservation",
    "SearchCursor",
    "SearchRow",
    "SignedCheckpoint",
    "Snapshot",
    "Submission",
    "Subscription",
    "Substitution",
    "Suspension",
    "User",
    "WindowService",
]
