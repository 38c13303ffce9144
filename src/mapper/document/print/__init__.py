"""Printers: each turns the blocks of a document into a file."""
