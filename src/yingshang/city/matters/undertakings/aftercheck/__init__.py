"""The check after a decision on a promise, a case of its own: opened, drawn, found, corrected."""
