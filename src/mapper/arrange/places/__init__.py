"""Which column and row each cell stands in, and how much room it needs."""
