"""A firm contests what an office says of it; the office answers, and the next data prove it."""
