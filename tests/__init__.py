"""Mapper's tests: a folder a room, and `helpers` for what they share."""
