"""A benefit's whole life, whose processes are killed anywhere: those who act, die, pay and judge.

Used by `test_benefit_kills` with a few kills, by `bench.kill_benefits` with many.
"""
