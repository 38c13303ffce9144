"""Gestures without Qt: each tool is a generator from pointer events to previews that ends in one edit verb."""
