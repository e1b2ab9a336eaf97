"""A run: from frozen facts to candidates, notice, objections, finance and closing."""
