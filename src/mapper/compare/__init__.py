"""Two or three states of a map held against each other by meaning: pure functions on records, no files, no Qt."""
