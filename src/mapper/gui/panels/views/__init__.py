"""What the map says beyond its lines, as tables that lead back to it: what is left to do, RACI, handoffs."""
