"""The map in memory: one networkx graph of immutable records. No file, no XML, no Qt."""
