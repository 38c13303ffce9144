"""A part of a map laid out anew where it stands: a pool, a sub-process, a selection."""
