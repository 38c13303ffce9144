"""Automatic layout: where things stand and flows run that nobody has drawn."""
