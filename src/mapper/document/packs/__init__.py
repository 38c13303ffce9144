"""The kinds of documents: which sections each has, for whom, and in what order."""
