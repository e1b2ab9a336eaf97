"""Every way in which documents come, are used, are opened and go."""

from yingshang.core.documents.doors import get_document_for, open_for, visible_documents
from yingshang.core.documents.queries import held_by
from yingshang.core.documents.storing import store
from yingshang.core.documents.sweeping import sweep_orphans
from yingshang.core.documents.using import Given, Use, use_all, use_in_case, use_in_cases

__all__ = [
    "Given",
    "Use",
    "get_document_for",
    "held_by",
    "open_for",
    "store",
    "sweep_orphans",
    "use_all",
    "use_in_case",
    "use_in_cases",
    "visible_documents",
]
