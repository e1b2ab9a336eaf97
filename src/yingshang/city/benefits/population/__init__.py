"""Everyone at once: policies over frozen snapshots, in columns.

`evaluating.evaluate` decides, `freezing.freeze` chooses the snapshots, `committing` hashes lists.
"""
