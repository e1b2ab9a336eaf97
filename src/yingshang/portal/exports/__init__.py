"""The pages of exports: asking, progress, the file."""
