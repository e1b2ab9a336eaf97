"""Two who ask for a new licence at the same moment get one and the same document."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from tests.cast import NOW, Cast
from tests.city.matters.licences.making import granted_case, licence_of
from yingshang.city.matters.licences.doors import keep_pdf
from yingshang.core.documents.models import Document


def test_a_licence_is_printed_once(real_database):
    licence = licence_of(granted_case(Cast()))
    together = Barrier(4)

    def ask(_: int) -> str:
        together.wait()
        try:
            return str(keep_pdf(licence.pk, at=NOW).pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(ask, range(4)))
    assert answers == {str(document.pk) for document in Document.objects.all()}
    assert len(answers) == 1
