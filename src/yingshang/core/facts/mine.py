"""What a firm sees of itself: which office says what, as of when, and who read it for what.

*Source*: 个人信息保护法 Art. 44 and 45 give persons this right; the platform gives it to firms too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yingshang.core.access.acting import clients_of, may_act_for
from yingshang.core.access.models import User
from yingshang.core.access.posts import Reader
from yingshang.core.facts.dictionary import CREDIT_CODE, dictionary_of, newest_of
from yingshang.core.facts.errors import FirmMissing
from yingshang.core.facts.listing import Dataset, Element
from yingshang.core.facts.looking import is_in, row_about
from yingshang.core.facts.models import Consultation, ContestedFact, Snapshot
from yingshang.core.facts.texts import plain_value
from yingshang.core.parties.models import Mandate, Party
from yingshang.core.parties.queries import running_mandates

SCOPE = "facts"
"""What a mandate of named services must name to cover the firm's facts."""
MOST_RUNS, MOST_READS = 500, 100


@dataclass(frozen=True, slots=True)
class Said:
    """One value: plain, or nothing; `case_id` of the open case in which the firm contests it."""

    element: Element
    plain: str
    is_hidden: bool
    case_id: UUID | None


@dataclass(frozen=True, slots=True)
class Held:
    """What the newest snapshot of a dataset says of a firm."""

    dataset: Dataset
    snapshot: Snapshot
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Who read facts of the firm, when, what for; `is_run` for a run over all firms."""

    consultation: Consultation
    reader: str
    elements: tuple[Element, ...]

    @property
    def is_run(self) -> bool:
        """Whether all firms were read at once."""
        return not self.consultation.credit_code


def firms_of(user: Reader, *, at: datetime) -> list[Party]:
    """The firms with a credit code whose facts the user may see, by name."""
    firms = clients_of(user, at=at).filter(credit_code__isnull=False)
    return [firm for firm in firms if may_act_for(user, firm, item_code=SCOPE, at=at)]


def get_firm_for(user: Reader, party_id: UUID, *, at: datetime) -> Party:
    """One of them. Errors: `FirmMissing`, for missing and hidden alike."""
    firm = Party.objects.filter(pk=party_id, credit_code__isnull=False).first()
    if firm is None or not may_act_for(user, firm, item_code=SCOPE, at=at):
        raise FirmMissing
    return firm


def firm_by_code(user: Reader, credit_code: str, *, at: datetime) -> Party:
    """The same by its credit code. Errors: `FirmMissing`."""
    found = Party.objects.filter(credit_code=credit_code[:18].upper()).first()
    return get_firm_for(user, found.pk if found else UUID(int=0), at=at)


def sees_sensitive(user: Reader, firm: Party, *, at: datetime) -> bool:
    """Whether sensitive values are shown: to the legal representative, and to no agent."""
    if not isinstance(user, User) or user.person_id is None:
        return False
    kind = Mandate.Kind.LEGAL_REPRESENTATIVE
    mandates = running_mandates(user.person_id, at=at).filter(principal=firm, kind=kind)
    return user.person_id == firm.pk or mandates.exists()


def facts_about(place: str, firm: Party, *, on: date, is_whole: bool) -> list[Held]:
    """All that is kept of a firm on a day, by dataset; `is_whole` shows what is sensitive too."""
    code, dictionary = firm.credit_code or "", dictionary_of(place)
    by_firm = [d for d in dictionary.datasets.values() if d.key == (CREDIT_CODE,)]
    newest = newest_of(place, [dataset.code for dataset in by_firm], on=on)
    open_cases = _open_cases(place, code)
    found = []
    for dataset in by_firm:
        snapshot = newest.get(dataset.code)
        codes = [column.element for column in dataset.columns if column.element != CREDIT_CODE]
        row = row_about(snapshot, code, codes) if snapshot else None
        if snapshot is not None and row is not None:
            elements = [dictionary.elements[code] for code in codes]
            said = tuple(_said(e, row[e.code], dataset, open_cases, is_whole) for e in elements)
            found.append(Held(dataset, snapshot, said))
    return found


def _said(
    element: Element,
    value: object,
    dataset: Dataset,
    cases: Mapping[tuple[str, str], UUID],
    is_whole: bool,
) -> Said:
    is_hidden = element.sensitivity == "sensitive" and not is_whole
    plain = "" if is_hidden else plain_value(element, value)
    return Said(element, plain, is_hidden, cases.get((dataset.code, element.code)))


def readings_of(place: str, firm: Party) -> list[Reading]:
    """Who read facts of the firm, the newest first: by name, and in runs over all firms."""
    code = firm.credit_code or ""
    rows = Consultation.objects.filter(place=place).select_related("office").order_by("-at")
    own = list(rows.filter(credit_code=code)[:MOST_READS])
    runs = list(rows.filter(credit_code="")[:MOST_RUNS])
    held = _holding({pk for run in runs for pk in run.snapshots}, code)
    found = [*own, *(run for run in runs if held.intersection(run.snapshots))]
    found.sort(key=lambda row: row.at, reverse=True)
    return _readings(place, found[:MOST_READS])


def _holding(snapshot_ids: set[UUID], credit_code: str) -> set[UUID]:
    """Those of the snapshots in which the firm has a row."""
    snapshots = Snapshot.objects.filter(pk__in=snapshot_ids)
    return {snapshot.pk for snapshot in snapshots if is_in(snapshot, credit_code)}


def _readings(place: str, rows: Sequence[Consultation]) -> list[Reading]:
    elements, names = dictionary_of(place).elements, _names(rows)
    return [
        Reading(
            row,
            names.get(row.actor_id, ""),
            tuple(elements[code] for code in row.elements if code in elements),
        )
        for row in rows
    ]


def _names(rows: Iterable[Consultation]) -> dict[UUID, str]:
    ids = {row.actor_id for row in rows if row.actor_kind == "user"}
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "display_name"))


def _open_cases(place: str, credit_code: str) -> dict[tuple[str, str], UUID]:
    rows = ContestedFact.objects.filter(place=place, credit_code=credit_code, is_open=True)
    found = rows.values_list("dataset", "element", "case_id")
    return {(dataset, element): case_id for dataset, element, case_id in found}
