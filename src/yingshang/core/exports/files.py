"""Where the files lie until they expire: apart from documents, which nobody sweeps by date."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages

from yingshang.core.documents.stores import DiskStore, S3Store, Store

FOLDER = "exports"


def export_store() -> Store:
    """The storage `exports` of Django's STORAGES if there is one, else a folder of FILES_FOLDER."""
    if FOLDER in settings.STORAGES:
        return S3Store(storages[FOLDER])
    return DiskStore(Path(settings.FILES_FOLDER) / FOLDER)


def scratch_folder() -> Path:
    """Where a file grows before it is stored; on the same disk, so that storing is a rename."""
    folder = Path(settings.FILES_FOLDER) / FOLDER / "growing"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
