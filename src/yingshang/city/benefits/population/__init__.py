"""Everyone at once: facts in, verdicts and amounts out, in columns."""
