"""Optimisation models, when a capability needs them. No Django. Not yet built."""
