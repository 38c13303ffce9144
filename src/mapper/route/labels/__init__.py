"""Where labels stand: one placer for flows, events, gateways and data."""
