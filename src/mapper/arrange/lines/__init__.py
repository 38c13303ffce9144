"""Which route each flow takes on the lattice of a layout."""
