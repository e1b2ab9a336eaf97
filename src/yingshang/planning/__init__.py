"""Optimisation models, each a package that could stand alone. No Django.

`exclusions` chooses the best among things that exclude each other, and proves it.
"""
