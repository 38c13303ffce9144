"""What follows from an edit, and what every verb stands on: rules, containers, room, lane stacks, flows reconnected."""
