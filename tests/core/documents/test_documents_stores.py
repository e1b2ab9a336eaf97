"""Both stores keep the same promises."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.storage import InMemoryStorage

from tests.core.documents import papers
from yingshang.core.documents.errors import StoreMisbehaves
from yingshang.core.documents.stores import DiskStore, S3Store, chosen_store


class Bucket(InMemoryStorage):
    """A verified fake of an S3 bucket: a second file of one name replaces the first."""

    def __init__(self, **more):
        super().__init__(location="/bucket", **more)

    def get_available_name(self, name, max_length=None):
        return name


@pytest.fixture(params=["disk", "bucket"])
def store(request, tmp_path):
    return DiskStore(tmp_path / "files") if request.param == "disk" else S3Store(Bucket())


@pytest.fixture
def put(store, tmp_path):
    def put(content):
        path = tmp_path / "upload"
        path.write_bytes(content)
        sha256 = hashlib.sha256(content).hexdigest()
        store.put(sha256, path)
        return sha256

    return put


def test_what_is_put_can_be_read(store, put):
    sha256 = put(b"one")
    with store.open(sha256) as file:
        assert file.read() == b"one"


def test_putting_twice_keeps_one_and_renews_its_age(store, put):
    sha256 = put(b"one")
    first = store.find(sha256).modified_at
    assert put(b"one") == sha256
    assert store.find(sha256).modified_at > first
    assert [file.sha256 for file in store.files()] == [sha256]


def test_ages_are_of_now(store, put):
    age = datetime.now(UTC) - store.find(put(b"one")).modified_at
    assert abs(age) < timedelta(minutes=1)


def test_all_files_are_listed(store, put):
    hashes = {put(b"%d" % n) for n in range(30)}
    assert {file.sha256 for file in store.files()} == hashes


def test_a_deleted_file_is_gone_and_may_be_deleted_again(store, put):
    sha256 = put(b"one")
    store.delete(sha256)
    store.delete(sha256)
    assert store.find(sha256) is None
    with pytest.raises(FileNotFoundError):
        store.open(sha256)


def test_a_storage_that_renames_is_refused(tmp_path):
    store = S3Store(InMemoryStorage(location="/renames"))
    path = tmp_path / "upload"
    path.write_bytes(b"one")
    store.put("a" * 64, path)
    with pytest.raises(StoreMisbehaves):
        store.put("a" * 64, path)
    assert len(list(store.files())) == 1


def test_the_settings_choose_the_store(settings, tmp_path):
    assert isinstance(chosen_store(), DiskStore)
    settings.STORAGES = settings.STORAGES | {"documents": {"BACKEND": f"{__name__}.Bucket"}}
    assert isinstance(chosen_store(), S3Store)


@pytest.mark.django_db
def test_documents_go_through_the_bucket_when_it_is_chosen(settings, hand_in, folder):
    settings.STORAGES = settings.STORAGES | {"documents": {"BACKEND": f"{__name__}.Bucket"}}
    document = hand_in(papers.pdf())
    with chosen_store().open(document.blob_id) as file:
        assert file.read() == papers.pdf()
    assert not [path for path in folder.rglob("*") if path.is_file()]
