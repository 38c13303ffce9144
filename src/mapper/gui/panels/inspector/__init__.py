"""The inspector: what is selected, as folding sections of fields."""
