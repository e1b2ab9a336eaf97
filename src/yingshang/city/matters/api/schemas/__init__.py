"""Shapes of the capability's API, by noun; each knows how it is made from its row or dataclass."""
