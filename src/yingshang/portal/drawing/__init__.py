"""The officers' page on which a draw is announced; the public's pages are in `openness`."""
