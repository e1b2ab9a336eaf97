"""Licences as PDF, and the public check by which anyone tells a genuine one from a fake."""
