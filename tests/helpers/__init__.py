"""What tests of several rooms share: maps to try things on, ways to look at them."""
