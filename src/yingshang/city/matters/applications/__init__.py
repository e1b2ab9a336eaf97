"""Applications: from the first answer to the bundle case. Writes here, reads in `queries`."""
