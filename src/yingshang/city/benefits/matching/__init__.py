"""One firm: what it is due, what it is not and why, and the best combination."""
