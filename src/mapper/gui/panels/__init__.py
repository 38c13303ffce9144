"""Tables below the map that follow it: its steps, and what was changed."""
