"""A process is approved, and its approval lapses when what was approved changes; job descriptions are signed."""
