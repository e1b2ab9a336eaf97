"""The pool in its canonical form: strata by name, entries sorted, nobody twice, weights in step."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from yingshang.proofs.draws.errors import (
    DuplicateEntry,
    ExclusionUnknown,
    NothingToDraw,
    WeightInvalid,
)
from yingshang.proofs.draws.ids import check_ids, check_names, shown
from yingshang.proofs.draws.types import Announcement, Stratum

LARGEST_WEIGHT = 10**9 - 1  # nine digits: sums stay far below 2^63 at a thousand million entries


@dataclass(frozen=True)
class Layer:
    """A stratum made canonical: sorted entries, the weights beside them, and who is eligible."""

    stratum: Stratum
    entries: list[str]
    weights: list[int] | None
    eligible: list[str]

    @property
    def eligible_weights(self) -> list[int]:
        """The weights beside `eligible`; equal ones when the stratum has none."""
        if self.weights is None:
            return [1] * len(self.eligible)
        if len(self.eligible) == len(self.entries):
            return self.weights
        weight = dict(zip(self.entries, self.weights, strict=True))
        return [weight[one] for one in self.eligible]


def layers(announcement: Announcement) -> list[Layer]:
    """The strata in canonical form, in order of name.

    Errors: `NothingToDraw`, `DuplicateName`, `DuplicateEntry`, `IdInvalid`, `WeightInvalid`,
    `ExclusionUnknown`.
    """
    if not announcement.strata:
        raise NothingToDraw
    check_names([stratum.name for stratum in announcement.strata], place="strata.name")
    for stratum in announcement.strata:
        check_ids(stratum.entries, place=f"strata[{stratum.name}].entries")
    _refuse_duplicates(announcement.strata)
    excluded = _excluded(announcement)
    return [
        _layer(stratum, excluded)
        for stratum in sorted(announcement.strata, key=lambda one: one.name)
    ]


def _refuse_duplicates(strata: tuple[Stratum, ...]) -> None:
    pool = set().union(*(stratum.entries for stratum in strata))
    if len(pool) == sum(len(stratum.entries) for stratum in strata):
        return
    times = Counter(one for stratum in strata for one in stratum.entries)
    twice = min(one for one, count in times.items() if count > 1)
    where = "、".join(stratum.name for stratum in strata if twice in stratum.entries)
    raise DuplicateEntry(id=twice, strata=where)


def _excluded(announcement: Announcement) -> set[str]:
    names = [exclusion.entry for exclusion in announcement.exclusions]
    check_names(names, place="exclusions.entry")
    excluded = set(names)
    unknown = excluded.difference(*(stratum.entries for stratum in announcement.strata))
    if unknown:
        raise ExclusionUnknown(id=min(unknown))
    return excluded


def _layer(stratum: Stratum, excluded: set[str]) -> Layer:
    entries = sorted(stratum.entries)
    weights = None
    if stratum.weights is not None:
        weights = _weights(stratum.name, entries, stratum.weights)
    eligible = [one for one in entries if one not in excluded] if excluded else entries
    return Layer(stratum, entries, weights, eligible)


def _weights(name: str, entries: list[str], given: Mapping[str, int]) -> list[int]:
    strangers = given.keys() - set(entries)
    if strangers:
        one = min(strangers)
        raise WeightInvalid(stratum=name, id=shown(one), weight=given[one], most=LARGEST_WEIGHT)
    weights = [given.get(one, 0) for one in entries]
    for one, weight in zip(entries, weights, strict=True):
        if type(weight) is not int or not 1 <= weight <= LARGEST_WEIGHT:
            raise WeightInvalid(stratum=name, id=one, weight=str(weight)[:20], most=LARGEST_WEIGHT)
    return weights
