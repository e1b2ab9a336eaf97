"""Archives: what has ended is kept for its time, and its content is then erased on record."""
