"""Site visits: two officers at least, with a record; they never stop a clock."""
