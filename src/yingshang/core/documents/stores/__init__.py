"""Where the bytes lie, under their SHA-256: `chosen_store()` is the one the settings name."""

from django.conf import settings
from django.core.files.storage import storages

from yingshang.core.documents.stores.disk import DiskStore
from yingshang.core.documents.stores.protocol import Store, StoredFile
from yingshang.core.documents.stores.s3 import S3Store

__all__ = ["DiskStore", "S3Store", "Store", "StoredFile", "chosen_store"]


def chosen_store() -> Store:
    """The storage `documents` of Django's STORAGES if there is one, else FILES_FOLDER."""
    if "documents" in settings.STORAGES:
        return S3Store(storages["documents"])
    return DiskStore(settings.FILES_FOLDER)
