"""The inspector: what is selected, as fields derived from `model.details`. Its fields serve the party editor too."""
