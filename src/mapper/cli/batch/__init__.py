"""The files that a verb works on: which are asked for, many in one run, again after each change."""
