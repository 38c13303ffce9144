"""Whole diagrams: all their marks, the sheet they stand on, and names that run over their borders."""
