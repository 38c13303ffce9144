"""A place for what a file does not draw, decided over records and only when somebody shows the map."""
