"""What stands on a map, and what a route among that costs."""
