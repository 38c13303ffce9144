"""What the canvas paints: one diagram's items, tiles, overview, and what is drawn over it."""
