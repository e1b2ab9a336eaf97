"""Template filters of the capability."""
