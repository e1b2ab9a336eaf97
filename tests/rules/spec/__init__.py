"""The spec suite: little tables for hit policies, nulls and types, run on every back end.

`tables/` holds them, `test_tables.py` runs them, `docs/rules/tables.md` shows them.
"""
