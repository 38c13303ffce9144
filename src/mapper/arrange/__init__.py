"""Automatic layout: swimlane maps that look drawn by a careful person. The contract is in LAYOUT.md."""
