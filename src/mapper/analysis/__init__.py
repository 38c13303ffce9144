"""What a map says beyond its lines: who holds which mandate, and which number each step has."""
