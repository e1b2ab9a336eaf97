"""Drawing: an announcement and its randomness make one outcome, always the same."""

from dataclasses import dataclass, field

from yingshang.proofs.draws.announcing import Announced
from yingshang.proofs.draws.joint import Team
from yingshang.proofs.draws.pools import Layer
from yingshang.proofs.draws.seeds import TEAM_TAG, TICKET_TAG, WEIGHT_TAG, key_of
from yingshang.proofs.draws.tickets import smallest
from yingshang.proofs.draws.weighted import successive
from yingshang.proofs.randomness.beacon import BeaconRound
from yingshang.proofs.randomness.commit_reveal import Revealed, Void

Randomness = BeaconRound | Revealed


@dataclass(frozen=True)
class Chosen:
    """Who a stratum gives, in the order drawn; a substitute steps in in its order."""

    stratum: str
    eligible: int
    selected: tuple[str, ...]
    substitutes: tuple[str, ...]


@dataclass(frozen=True)
class Drawn:
    """A draw that took place, or one that is void: then `seed` is None and nothing is chosen."""

    announced: Announced
    randomness: Randomness
    seed: bytes | None
    chosen: tuple[Chosen, ...] = field(default=(), repr=False)
    teams: tuple[Team, ...] = field(default=(), repr=False)
    void: Void | None = None

    @property
    def is_void(self) -> bool:
        """Whether a party's silence ended the draw."""
        return self.void is not None


def draw(announced: Announced, randomness: Randomness) -> Drawn:
    """Draw, or record why the draw is void. Errors: those of the randomness."""
    announcement = announced.announcement
    seed = randomness.seed(announcement.source, announced.hash, announcement.announced_at)
    if isinstance(seed, Void):
        return Drawn(announced, randomness, None, void=seed)
    chosen = tuple(
        _choose(layer, number, seed=seed, identity=announced.hash)
        for layer, number in zip(announced.layers, announced.quotas, strict=True)
    )
    return Drawn(announced, randomness, seed, chosen, _teams(announced, chosen, seed))


def _choose(layer: Layer, number: int, *, seed: bytes, identity: bytes) -> Chosen:
    wanted = number + layer.stratum.substitutes
    if layer.weights is None:
        winners = smallest(key_of(TICKET_TAG, seed, identity), layer.eligible, wanted)
    else:
        key = key_of(WEIGHT_TAG, seed, identity, layer.stratum.name)
        winners = successive(key, layer.eligible, layer.eligible_weights, wanted)
    return Chosen(
        layer.stratum.name,
        len(layer.eligible),
        tuple(winners[:number]),
        tuple(winners[number:]),
    )


def _teams(announced: Announced, chosen: tuple[Chosen, ...], seed: bytes) -> tuple[Team, ...]:
    """Teams of the selected first, then of the substitutes, so that these burden no load."""
    teams = announced.teams
    if teams is None:
        return ()
    key = key_of(TEAM_TAG, seed, announced.hash)
    loads = {one.id: 0 for one in teams.people}
    selected = [entry for one in chosen for entry in one.selected]
    substitutes = [entry for one in chosen for entry in one.substitutes]
    first = teams.assign(selected, loads, key=key)
    return (*first, *teams.assign(substitutes, loads, key=key))
