"""Draws that anyone can run again: announced before their randomness exists, drawn in integers,
published as one JSON document. No clock, no network, no database: plain data in and out.
"""

from yingshang.proofs.draws.announcing import Announced, announce
from yingshang.proofs.draws.drawing import Chosen, Drawn, Randomness, draw
from yingshang.proofs.draws.joint import Team
from yingshang.proofs.draws.publishing import publish
from yingshang.proofs.draws.reading import read_announcement
from yingshang.proofs.draws.types import (
    ALGORITHM,
    Announcement,
    Count,
    Exclusion,
    Inspector,
    Inspectors,
    Ratio,
    Rounding,
    Stratum,
    Words,
)
from yingshang.proofs.draws.verifying import Verdict, verify

__all__ = [
    "ALGORITHM",
    "Announced",
    "Announcement",
    "Chosen",
    "Count",
    "Drawn",
    "Exclusion",
    "Inspector",
    "Inspectors",
    "Randomness",
    "Ratio",
    "Rounding",
    "Stratum",
    "Team",
    "Verdict",
    "Words",
    "announce",
    "draw",
    "publish",
    "read_announcement",
    "verify",
]
