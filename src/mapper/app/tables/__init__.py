"""The steps of a map as a table: what stands in a cell, what a cell says of the map, files of spreadsheets."""
