"""The command line: one module a verb, each a thin face of `mapper.app`. Never needs a display."""
