"""Reads for the pages, scoped by what the reader may see. Writes nothing."""
