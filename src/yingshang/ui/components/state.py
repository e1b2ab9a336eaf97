"""The five states that have a colour; words always stand beside it."""

from enum import StrEnum


class State(StrEnum):
    """Ink blue acts, jade is kept, amber is soon due, cinnabar is broken, hatching is a pause."""

    ACT = "act"
    KEPT = "kept"
    SOON = "soon"
    BROKEN = "broken"
    PAUSE = "pause"
