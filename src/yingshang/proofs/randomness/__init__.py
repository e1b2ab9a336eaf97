"""Where the chance of a draw comes from: a public beacon, or parties who commit and then reveal.

Bytes in, bytes out: nothing here fetches anything. What is drawn with the randomness belongs to
`proofs.draws`.
"""

from yingshang.proofs.randomness.beacon import (
    QUICKNET,
    BeaconRound,
    BeaconSource,
    round_after,
    time_of_round,
)
from yingshang.proofs.randomness.commit_reveal import (
    Commit,
    CommitReveal,
    Reveal,
    Revealed,
    Void,
    commitment,
)
from yingshang.proofs.randomness.errors import (
    BeaconSignatureInvalid,
    CommitLate,
    PartiesInvalid,
    RandomnessMismatch,
    RevealDiffers,
    RevealOutOfTime,
    RevealsStillOpen,
    RoundTooEarly,
    RoundWrong,
    SecretTooShort,
)

__all__ = [
    "QUICKNET",
    "BeaconRound",
    "BeaconSignatureInvalid",
    "BeaconSource",
    "Commit",
    "CommitLate",
    "CommitReveal",
    "PartiesInvalid",
    "RandomnessMismatch",
    "Reveal",
    "RevealDiffers",
    "RevealOutOfTime",
    "Revealed",
    "RevealsStillOpen",
    "RoundTooEarly",
    "RoundWrong",
    "SecretTooShort",
    "Void",
    "commitment",
    "round_after",
    "time_of_round",
]
