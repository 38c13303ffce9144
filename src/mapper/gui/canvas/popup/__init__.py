"""What floats over the canvas: the pad, the quick menu, the field one names things in."""
