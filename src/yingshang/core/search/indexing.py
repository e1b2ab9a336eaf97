"""The index follows the sealed ledger, and so it can not miss a case.

A cursor over ids, times of recording or transaction numbers skips what a slower transaction commits
behind it: ids are made before the commit, and commits come in any order. The sealer has solved this
once (`core.ledger.sealing`): the places of a log are dense and final, and an entry gets its place
only when nothing can come before it any more. So the cursor is a place of the log, and it moves in
the transaction that writes the rows. A case is found some seconds after it is opened; its exact
number is looked up in the cases themselves.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from yingshang.core.search import scope
from yingshang.core.search.ladder import block_lexemes
from yingshang.core.search.models import SearchCursor, SearchRow
from yingshang.core.search.words import number_lexemes, plain, words_and_initials

CHUNK = 50_000
"""Log places a transaction; one in six or so opens a case."""
OPENED = "case.open"

_PLACES = """
WITH RECURSIVE found AS (
    (SELECT place FROM ledger_placement ORDER BY place LIMIT 1)
    UNION ALL
    SELECT (SELECT p.place FROM ledger_placement p WHERE p.place > f.place ORDER BY p.place LIMIT 1)
    FROM found f WHERE f.place IS NOT NULL
)
SELECT place FROM found WHERE place IS NOT NULL"""

_END = """SELECT max(index) FROM (SELECT index FROM ledger_placement
WHERE place = %s AND index > %s ORDER BY index LIMIT %s) AS part"""

_OPENED = """SELECT e.subject_id, p.index
FROM ledger_placement p JOIN ledger_entry e ON e.id = p.entry_id AND e.recorded_at = p.recorded_at
WHERE p.place = %s AND p.index > %s AND p.index <= %s AND e.action = %s"""

_CASES = """SELECT c.id, c.place, c.number, c.kind, c.title, c.office_id, c.party_id,
    p.name, coalesce(p.credit_code, ''), i.code
FROM core_case c JOIN core_party p ON p.id = c.party_id JOIN core_item i ON i.id = c.item_id
WHERE c.id = ANY (%s)"""

_COPY = "COPY core_searchrow (case_id, place, position, tokens) FROM STDIN"


@dataclass(frozen=True, slots=True)
class Document:
    """What is indexed of a case."""

    case_id: UUID
    place: str
    number: str
    kind: str
    title: str
    office_id: UUID
    party_id: UUID
    party_name: str
    credit_code: str
    item_code: str

    def lexemes(self, position: int) -> set[str]:
        """Everything under which the case is found, and by whom."""
        found = {
            *scope.of_case(self.place, self.office_id, self.kind),
            scope.party(self.party_id),
            scope.item(self.item_code),
            *block_lexemes(position),
            *number_lexemes(self.number),
            *words_and_initials(self.party_name),
        }
        for part in self.title.split("：", 1):
            found |= words_and_initials(part)
        if self.credit_code:
            found.add(f"={plain(self.credit_code)}")
        return found


def index_all() -> int:
    """Take in every place's new cases; how many."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACES)
        places = [place for (place,) in cursor.fetchall()]
    return sum(index_new(place) for place in places)


def index_new(place: str, *, chunk: int = CHUNK) -> int:
    """Take in what was sealed since the last turn, a chunk a transaction; how many cases.

    Ends at once when another indexer is at work. Killed, it begins again where it last committed.
    """
    total = 0
    while True:
        step, count = _turn(place, chunk)
        total += count
        if step < chunk:
            return total


def reindex(case_ids: Sequence[UUID]) -> int:
    """Index cases anew whose texts or office have changed; new ones come by themselves."""
    with transaction.atomic():
        rows = SearchRow.objects.select_for_update().filter(pk__in=case_ids)
        positions = dict(rows.values_list("pk", "position"))
        write(documents_of(list(positions)), positions)
    return len(positions)


def rebuild(place: str) -> int:
    """Empty a place's index and fill it from the log's beginning; searches find less meanwhile."""
    with transaction.atomic():
        _locked(place)
        SearchRow.objects.filter(place=place).delete()
        SearchCursor.objects.filter(place=place).update(position=-1)
    return index_new(place)


def documents_of(case_ids: Sequence[UUID]) -> list[Document]:
    """What is to be indexed of the cases: one SQL statement."""
    with connection.cursor() as cursor:
        cursor.execute(_CASES, [list(case_ids)])
        return [Document(*row) for row in cursor.fetchall()]


def write(documents: Iterable[Document], positions: dict[UUID, int]) -> None:
    """Put the documents in the index, in the order of their positions; their old rows go."""
    rows = sorted(documents, key=lambda one: positions[one.case_id])
    SearchRow.objects.filter(pk__in=[one.case_id for one in rows]).delete()
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for one in rows:
            position = positions[one.case_id]
            tokens = _vector(one.lexemes(position))
            copy.write_row((str(one.case_id), one.place, position, tokens))


def _turn(place: str, chunk: int) -> tuple[int, int]:
    """One transaction: how many places of the log it passed, and how many cases it took in."""
    with transaction.atomic():
        before = _locked(place)
        if before is None:
            return 0, 0
        with connection.cursor() as cursor:
            cursor.execute(_END, [place, before, chunk])
            end: int | None = cursor.fetchone()[0]
            if end is None:
                return 0, 0
            cursor.execute(_OPENED, [place, before, end, OPENED])
            positions: dict[UUID, int] = dict(cursor.fetchall())
        write(documents_of(list(positions)), positions)
        SearchCursor.objects.filter(place=place).update(position=end)
    return end - before, len(positions)


def _locked(place: str) -> int | None:
    """The cursor of the place, for us alone; None while another indexer has it."""
    SearchCursor.objects.get_or_create(place=place)
    rows = SearchCursor.objects.select_for_update(skip_locked=True).filter(place=place)
    return rows.values_list("position", flat=True).first()


def _vector(lexemes: Iterable[str]) -> str:
    """A tsvector as text. Lexemes of ours hold neither blanks nor signs but these two."""
    return " ".join(
        "'" + word.replace("\\", "\\\\").replace("'", "''") + "'" for word in sorted(lexemes)
    )
