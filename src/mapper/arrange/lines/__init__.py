"""Which way each flow takes on the lattice of a layout."""
