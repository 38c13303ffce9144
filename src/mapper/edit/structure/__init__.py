"""What divides a map: lanes."""
