"""Capabilities of a border port. They meet through `core` or each other's `public` module."""
