"""Snapshots of what departments share: checked, hashed, immutable, with their as-of date."""
