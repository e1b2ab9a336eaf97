"""What must always hold, checked over everything: named invariants, each with its first offenders.

Constraints keep single rows right; these look at what only many rows together can show.
"""
