"""The FEEL parser."""
