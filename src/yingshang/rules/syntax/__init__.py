"""Texts that people write, and what they mean: FEEL expressions, DMN files."""
