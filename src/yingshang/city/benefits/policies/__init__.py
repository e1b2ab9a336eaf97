"""Policies of a place: read, in force or not, explained, tried on their examples."""
