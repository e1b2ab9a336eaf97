"""Teams of inspectors for the drawn entries: no conflicts, the expertise needed, equal loads.

Entries that need most choose first. Each need takes the least loaded inspector who knows it, unless
the team knows it already; the least loaded fill up the team; chance settles ties. There is no upper
limit of load: so whether a team exists for an entry depends on that entry alone, and is known
before anything is drawn.
"""

from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from yingshang.proofs.draws.errors import DuplicateName, InspectorsInvalid, InspectorsLacking
from yingshang.proofs.draws.ids import check_names
from yingshang.proofs.draws.pools import Layer
from yingshang.proofs.draws.types import Inspector, Inspectors

if TYPE_CHECKING:
    from hashlib import _Hash

LEAST_EACH, MOST_EACH = 2, 10


@dataclass(frozen=True)
class Team:
    """Who inspects an entry, in order of id."""

    entry: str
    inspectors: tuple[str, ...]


class Teams:
    """What each entry needs, who may not go there, and whether it can be served at all."""

    def __init__(self, inspectors: Inspectors, layers: list[Layer]) -> None:
        """Errors: `InspectorsInvalid`, `DuplicateName`, `IdInvalid`."""
        _check(inspectors, layers)
        self.people = sorted(inspectors.people, key=lambda one: one.id)
        self._each = inspectors.each
        self._needs = {entry: sorted(needs) for entry, needs in inspectors.needs.items()}
        self._barred: dict[str, set[str]] = defaultdict(set)
        for entry, inspector in inspectors.conflicts:
            self._barred[entry].add(inspector)

    def check(self, layers: list[Layer]) -> None:
        """See that every entry that can be drawn can be served. Errors: `InspectorsLacking`."""
        special = self._barred.keys() | self._needs.keys()
        for layer in layers:
            plain = next((one for one in layer.eligible if one not in special), None)
            if plain is not None:
                self._check_one(plain)
            if special:
                for entry in special.intersection(layer.eligible):
                    self._check_one(entry)

    def _check_one(self, entry: str) -> None:
        free, needs = self._free(entry), self._needs.get(entry, [])
        unknown = [need for need in needs if not any(need in one.expertise for one in free)]
        if unknown or len(free) < self._each:
            raise InspectorsLacking(
                entry=entry,
                each=self._each,
                free=len(free),
                unknown="、".join(unknown) or "-",
            )

    def _free(self, entry: str) -> list[Inspector]:
        barred = self._barred.get(entry, set())
        return [one for one in self.people if one.id not in barred]

    def assign(self, entries: list[str], loads: dict[str, int], *, key: bytes) -> list[Team]:
        """A team for each entry, in the order given; `loads` counts on. *Units*: entries each."""
        order = sorted(entries, key=lambda one: len(self._needs.get(one, [])), reverse=True)
        teams = {entry: self._team(entry, loads, key) for entry in order}
        return [Team(entry, teams[entry]) for entry in entries]

    def _team(self, entry: str, loads: dict[str, int], key: bytes) -> tuple[str, ...]:
        prefix = sha256(key + entry.encode() + b"\x00")
        free = sorted(self._free(entry), key=lambda one: (loads[one.id], _ticket(prefix, one.id)))
        team: dict[str, Inspector] = {}
        for need in self._needs.get(entry, []):
            if not any(need in one.expertise for one in team.values()):
                expert = next(one for one in free if need in one.expertise)
                team[expert.id] = expert
        for one in free:
            if len(team) < self._each:
                team.setdefault(one.id, one)
        for name in team:
            loads[name] += 1
        return tuple(sorted(team))


def _ticket(prefix: "_Hash", text: str) -> bytes:
    ticket = prefix.copy()
    ticket.update(text.encode())
    return ticket.digest()


def _check(inspectors: Inspectors, layers: list[Layer]) -> None:
    if type(inspectors.each) is not int or not LEAST_EACH <= inspectors.each <= MOST_EACH:
        raise InspectorsInvalid(
            place="each",
            value=inspectors.each,
            expected=f"{LEAST_EACH} to {MOST_EACH} for each entry",
            expected_zh=f"每个对象 {LEAST_EACH} 至 {MOST_EACH} 名",
        )
    check_names([one.id for one in inspectors.people], place="inspectors.people")
    for one in inspectors.people:
        check_names(one.expertise, place=f"inspectors.people[{one.id}].expertise")
    _check_needs(inspectors)
    _check_names_known(inspectors, set().union(*(layer.entries for layer in layers)))


def _check_needs(inspectors: Inspectors) -> None:
    for entry, needs in inspectors.needs.items():
        check_names(needs, place=f"inspectors.needs[{entry}]")
        if not 1 <= len(needs) <= inspectors.each:
            raise InspectorsInvalid(
                place=f"needs[{entry}]",
                value="、".join(needs),
                expected=f"1 to {inspectors.each} kinds of expertise, one for each member",
                expected_zh=f"1 至 {inspectors.each} 种专业，不超过每队人数",
            )


def _check_names_known(inspectors: Inspectors, pool: set[str]) -> None:
    people = {one.id for one in inspectors.people}
    if len(set(inspectors.conflicts)) < len(inspectors.conflicts):
        twice = next(pair for pair in inspectors.conflicts if inspectors.conflicts.count(pair) > 1)
        raise DuplicateName(place="conflicts", name=" / ".join(twice))
    strangers = [entry for entry, _ in inspectors.conflicts if entry not in pool]
    strangers += [who for _, who in inspectors.conflicts if who not in people]
    strangers += [entry for entry in inspectors.needs if entry not in pool]
    if strangers:
        raise InspectorsInvalid(
            place="conflicts / needs",
            value=strangers[0],
            expected="an entry of the pool, an inspector of the list",
            expected_zh="名录中的对象、名单中的检查人员",
        )
