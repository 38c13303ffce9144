"""One module a verb of the command line, with a function `command`; the table of verbs says what each takes."""
