"""Dialogs on what is kept of maps: unsaved work of earlier sessions, versions, and how two states differ."""
