"""The service of papers: in which way, to whom, when, or why it failed."""
