"""From lattice places to pixels: the phases of a layout, the search for a better one, and the finished picture."""
