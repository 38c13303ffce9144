"""A whole plane laid out anew, with all that the lattice has no place for."""
