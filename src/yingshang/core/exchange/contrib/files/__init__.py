"""The file-based reference adapter: a folder shared with the outside system."""
