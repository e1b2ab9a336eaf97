"""The verified fake: the same contract tests as the file-based reference."""
