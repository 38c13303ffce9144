"""Copying, and how a copy takes its place."""
