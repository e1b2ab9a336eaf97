"""Every way in which a draw changes."""

from yingshang.core.draws.announcing import announce
from yingshang.core.draws.ending import complete, settle, void
from yingshang.core.draws.parts import give_commitment, give_reveal

__all__ = ["announce", "complete", "give_commitment", "give_reveal", "settle", "void"]
