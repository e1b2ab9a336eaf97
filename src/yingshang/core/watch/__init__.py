"""Watching promises: yellow and red lights before a breach, and who is warned at which level."""
