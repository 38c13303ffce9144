"""The sections that documents are put together from, each a function that yields blocks."""
