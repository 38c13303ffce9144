"""Documents made from a map, shown page by page before they are saved."""
