"""Firms of an invented city and what departments say of them, for the policies of the real lists.

Everything drawn here says that it is simulated: names, files, accounts. The rules are the city's.
"""
