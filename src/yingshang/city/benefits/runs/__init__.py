"""Runs of a policy over everyone: opened, evaluated, reviewed, published, ordered, paid, closed.

The services by noun: `opening`, `evaluating`, `reviewing`, `publishing`, `objecting`, `waiving`,
`ordering`, `closing`, `rechecking`; `driving` takes a run through all of them.
"""
