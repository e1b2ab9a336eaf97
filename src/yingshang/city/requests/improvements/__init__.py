"""Why requests arose, and what is done so that they do not arise again (归因改进)."""
