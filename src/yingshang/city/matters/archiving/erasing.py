"""At the end of its retention a case's content is erased: each entry, each document, on record.

What stays: the case's number, item, office, dates and states (for statistics), the archive's row,
the hashes of the ledger, and licences, which have a validity of their own.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from yingshang.city.matters.archiving.models import Archive
from yingshang.city.matters.archiving.services import ARCHIVIST
from yingshang.city.matters.extending.models import ExtensionProposal
from yingshang.city.matters.models import Application, ApplicationMaterial, Paper, Signature
from yingshang.city.matters.serving.models import PaperService
from yingshang.city.matters.undertakings.models import Undertaking
from yingshang.city.matters.visiting.models import SiteVisit
from yingshang.core.documents.erasing import erase_documents, used_only_in
from yingshang.core.ledger.acts import Act
from yingshang.core.ledger.services import erase_all, record
from yingshang.core.models import Case, Delivery, Message, Notice
from yingshang.worktime.zone import local

BATCH = 200
GROUND = "保管期限届满：{number}（至 {until}）"
ERASED = "（已销毁）"

_CONTENTS = """SELECT e.id, e.place FROM ledger_entry e
JOIN ledger_content k ON k.entry_id = e.id AND k.recorded_at = e.recorded_at
WHERE e.subject_id = ANY (%s) AND k.body IS NOT NULL
  AND e.action NOT LIKE '%%.archive' AND e.action <> 'document.erase'
ORDER BY e.id"""


def erase_due(*, at: datetime, limit: int = BATCH) -> int:
    """Erase the content of up to `limit` archived cases whose day has come; answers how many.

    Errors: none of its own; a case is erased whole or not at all.
    """
    today = local(at, field="at").date()
    with transaction.atomic():
        due = list(
            Archive.objects.filter(erase_on__lte=today, erased_at__isnull=True)
            .order_by("erase_on", "pk")
            .select_for_update(skip_locked=True)[:limit]
        )
        for archive in due:
            _erase(archive, at)
    return len(due)


def _erase(archive: Archive, at: datetime) -> None:
    ground = GROUND.format(number=archive.number, until=archive.retain_until)
    case = Case.objects.get(pk=archive.case_id)
    application = Application.objects.filter(case=case).first()
    documents = _documents(case)
    promises = list(Undertaking.objects.filter(case=case).values_list("pk", flat=True))
    subjects = [case.pk, *documents, *promises, *([application.pk] if application else [])]
    entries = _contents(subjects)
    erase_all(entries, actor=ARCHIVIST, at=at, ground=ground)
    ApplicationMaterial.objects.filter(document__in=documents).delete()
    erase_documents(documents, actor=ARCHIVIST, at=at, ground=ground)
    _blank(case, application)
    archive.erased_at, archive.erased_entries = at, len(entries)
    archive.erased_documents = len(documents)
    archive.save(update_fields=["erased_at", "erased_entries", "erased_documents"])
    said = {"number": archive.number, "entries": len(entries), "documents": len(documents)}
    action = f"{case.kind}.erase"
    record([Act(case.place, case.kind, case.pk, ARCHIVIST, at, action, said)])


def _documents(case: Case) -> list[UUID]:
    """Those used in this case alone, or otherwise only in cases of its bundle erased before."""
    family = case.parent_id or case.pk
    erased = Archive.objects.filter(
        Q(case__parent=family) | Q(case=family), erased_at__isnull=False
    )
    return used_only_in([case.pk, *erased.values_list("case_id", flat=True)])


def _contents(subjects: Sequence[UUID]) -> list[tuple[UUID, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_CONTENTS, [list(subjects)])
        return [(row[0], row[1]) for row in cursor.fetchall()]


def _blank(case: Case, application: Application | None) -> None:
    """What the tables say of the case's content, beside its entries."""
    Paper.objects.filter(case=case).update(body={})
    PaperService.objects.filter(paper__case=case).update(received_by="")
    SiteVisit.objects.filter(case=case).update(record=ERASED, where="")
    ExtensionProposal.objects.filter(case=case).update(reason=ERASED)
    Undertaking.objects.filter(case=case).update(data={})
    Message.objects.filter(case_id=case.pk).update(body={}, last_error="")
    notices = Notice.objects.filter(subject_id=case.pk)
    Delivery.objects.filter(notice__in=notices).delete()
    notices.delete()
    Case.objects.filter(pk=case.pk).update(title="")
    if application is not None:
        Signature.objects.filter(application=application).delete()
        Application.objects.filter(pk=application.pk).update(fields={}, answers={})
