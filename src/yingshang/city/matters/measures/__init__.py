"""What this capability counts: its rows of the figures, each a named query with its definition."""

from yingshang.city.matters.measures.commitments import COMMITMENTS
from yingshang.city.matters.measures.listed import MEASURES
from yingshang.core.measures.registry import register

__all__ = ["MEASURES", "register_matter_measures"]


def register_matter_measures() -> None:
    """Make them known to the registry."""
    for measure in (*MEASURES, *COMMITMENTS):
        register(measure)
