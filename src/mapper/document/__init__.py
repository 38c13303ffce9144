"""Printed documents: pure functions from a map to blocks, and the printers that set blocks as PDF or Markdown."""
