"""A last look before a file is kept: `chosen_scanner()` is the one the settings name."""

from django.conf import settings
from django.utils.module_loading import import_string

from yingshang.core.documents.scanning.default import DefaultScanner
from yingshang.core.documents.scanning.protocol import Scanner

__all__ = ["DefaultScanner", "Scanner", "chosen_scanner"]


def chosen_scanner() -> Scanner:
    """The class that DOCUMENT_SCANNER names, made without arguments; else the default one."""
    dotted: str | None = getattr(settings, "DOCUMENT_SCANNER", None)
    if dotted is None:
        return DefaultScanner()
    scanner: Scanner = import_string(dotted)()
    return scanner
