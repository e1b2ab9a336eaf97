"""The garbage collector, tuned for processes that handle large batches of small records.

Our records form no cycles; with Python's defaults a quarter of a big batch's time goes into
looking for some (measured with `make bench-cases`).
"""

import gc

YOUNG, MIDDLE, OLD = 100_000, 20, 50


def tune_collector() -> None:
    """Look for cycles rarely; what was loaded at start is never looked at again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
