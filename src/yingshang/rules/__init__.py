"""DMN and FEEL: parse, check, explain, run one, run all. No Django."""
