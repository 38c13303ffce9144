"""What a user can do to a map: one module per family of verbs. A verb opens its transaction, ends in `settle`."""
