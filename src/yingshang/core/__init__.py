"""The spine: cases, commitments and the ledger, and what every capability shares around them.

One Django app of packages, since moving models between apps hurts. Knows no capability; imports
only the pure packages, `errors` and Django.
"""
