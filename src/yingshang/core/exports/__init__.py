"""Long lists as spreadsheets, made in the background: asked for, written, fetched, gone.

A capability registers an `Exporter` for each kind of list. Who asked for which filter, how many
rows came out and the file's hash are entries of the ledger, and so is every fetching of the file.
"""
