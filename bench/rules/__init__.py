"""The rules engine measured beside SQL by hand and other engines: `python -m bench.rules`."""
