"""Capabilities of a border port. They meet through `core`, or through each other's `public` module."""
