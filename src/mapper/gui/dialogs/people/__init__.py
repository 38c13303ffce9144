"""The people, roles and units of a map: who they are, their hours, and how an owner's time is split."""
