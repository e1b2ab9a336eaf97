"""Which snapshots a run reads: the newest of each dataset on the day, none missing or too old."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from yingshang.city.benefits.policies.deciding import decide
from yingshang.city.benefits.policies.examples import facts_of
from yingshang.city.benefits.policies.given import wanted
from yingshang.city.benefits.policies.reading import Listed
from yingshang.city.benefits.population.errors import DatasetMissing, SnapshotTooOld
from yingshang.core.facts.dictionary import dataset_of, dictionary_of, sources_on
from yingshang.core.facts.listing import Rhythm
from yingshang.core.facts.models import Snapshot
from yingshang.core.facts.types import Lack
from yingshang.core.parties.models import Office

NAME = "enterprise_name"
GRACE: dict[Rhythm, timedelta] = {
    "daily": timedelta(days=7),
    "weekly": timedelta(days=14),
    "monthly": timedelta(days=62),
    "quarterly": timedelta(days=184),
    "yearly": timedelta(days=731),
}
"""How long before a policy's period the data may be true of: two turns of their rhythm.

A yearly dataset of the end of last year is what a policy of this year reads; data that are
delivered once hold for ever.
"""


def elements_of(policies: Sequence[Listed]) -> list[str]:
    """The elements that the rules and credit lists of the policies name, and the firm's name."""
    found = [NAME]
    for listed in policies:
        found += wanted(listed.model)
        found += [exclusion.element for exclusion in listed.model.exclusions]
    return list(dict.fromkeys(found))


def freeze(policies: Sequence[Listed], *, place: str, on: date) -> tuple[Snapshot, ...]:
    """The snapshots that the policies are evaluated on.

    Errors: `NoSuchElement`, `DatasetMissing`, `SnapshotTooOld`.
    """
    dictionary = dictionary_of(place)
    found: dict[str, Snapshot] = {}
    for listed in policies:
        sources, lacks = sources_on(dictionary, elements_of([listed]), on=on)
        _refuse_missing(listed, place, lacks, on)
        for source in sources:
            _refuse_old(listed, source.snapshot)
            found[source.snapshot.dataset] = source.snapshot
    return tuple(found[dataset] for dataset in sorted(found))


def freeze_lists(listed: Listed, *, place: str, on: date) -> tuple[Snapshot, ...]:
    """The snapshots of the credit lists alone: what is looked at again before money goes out.

    Errors: `NoSuchElement`, `DatasetMissing`, `SnapshotTooOld`.
    """
    elements = [exclusion.element for exclusion in listed.model.exclusions]
    sources, lacks = sources_on(dictionary_of(place), elements, on=on)
    missing = [lack for lack in lacks.values() if lack.why == "not_delivered"]
    if missing:
        raise _missing(listed, place, missing, on)
    for source in sources:
        _refuse_old(listed, source.snapshot)
    return tuple(sorted((source.snapshot for source in sources), key=lambda one: one.dataset))


def _refuse_missing(listed: Listed, place: str, lacks: Mapping[str, Lack], on: date) -> None:
    lacking = {code: lack for code, lack in lacks.items() if lack.why == "not_delivered"}
    lists = {exclusion.element for exclusion in listed.model.exclusions}
    missing = [
        lack
        for code, lack in lacking.items()
        if code in lists or _hangs_on(listed, {lack.element.code}, on)
    ]
    if not missing and _hangs_on(listed, set(lacking), on):
        missing = list(lacking.values())
    if missing:
        raise _missing(listed, place, missing, on)


def _missing(listed: Listed, place: str, missing: Sequence[Lack], on: date) -> DatasetMissing:
    first = missing[0]
    names = "、".join(lack.element.name for lack in missing if lack.dataset == first.dataset)
    office = Office.objects.filter(place=place, code=first.office).first()
    return DatasetMissing(
        policy=listed.model.title,
        dataset=first.dataset,
        on=on.isoformat(),
        elements=names,
        office=office.name if office else first.office,
    )


def _hangs_on(listed: Listed, elements: Collection[str], on: date) -> bool:
    """Whether some example of the policy can no longer be decided without the elements.

    What only another form of the rule reads (another lay-off formula, say) need not be delivered.
    """
    if not elements:
        return False
    for example in listed.model.examples:
        facts = facts_of(listed.model, example, listed.rule)
        less = {code: value for code, value in facts.items() if code not in elements}
        whole, without = (
            decide(listed, known, on=on, covers_reserve=example.covers_reserve)
            for known in (facts, less)
        )
        if whole.eligible is not None and without.eligible is None:
            return True
    return False


def _refuse_old(listed: Listed, snapshot: Snapshot) -> None:
    grace = GRACE.get(dataset_of(snapshot.item_id).rhythm)
    period = listed.model.period
    if grace is None or snapshot.as_of >= period.begins_on - grace:
        return
    raise SnapshotTooOld(
        dataset=snapshot.dataset,
        as_of=snapshot.as_of.isoformat(),
        policy=listed.model.title,
        period=period.name,
        oldest=(period.begins_on - grace).isoformat(),
        office=snapshot.office.name,
    )
