"""Capabilities of a city. They meet through `core`, or through each other's `public` module."""
